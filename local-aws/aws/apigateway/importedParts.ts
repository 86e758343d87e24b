import { Account } from "../account";
import { Resource, ResourceReader, TypeToken } from "../resource";

/** The parts of an API that the import of its OpenAPI document created. */
export type ImportedParts = Record<"parts", Resource[]>;

/** Reads resources from a list. */
export class ListReader implements ResourceReader {
  constructor(private readonly resources: readonly Resource[]) {}

  get<Outputs>(type: TypeToken<Outputs>, id: string): Resource<Outputs> | undefined {
    return this.list(type).find((resource) => resource.id === id);
  }

  list<Outputs>(type: TypeToken<Outputs>): Resource<Outputs>[];
  list(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }
}

/** Reads the resources of an account, and the imported parts of an API. */
export class ApiReader implements ResourceReader {
  private readonly parts: ListReader;

  constructor(
    private readonly account: Account,
    imported: ImportedParts | undefined,
  ) {
    this.parts = new ListReader(imported?.parts ?? []);
  }

  get<Outputs>(type: TypeToken<Outputs>, id: string): Resource<Outputs> | undefined {
    return this.account.get(type, id) ?? this.parts.get(type, id);
  }

  list<Outputs>(type: TypeToken<Outputs>): Resource<Outputs>[] {
    return [...this.account.list(type), ...this.parts.list(type)];
  }
}
