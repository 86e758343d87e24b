import type { JsonObject } from "../aws/account";
import { readDefaultTags } from "./commonOutputs";
import { callFunction } from "./functions";
import { inertTypes } from "./inertTypes";
import { ProviderOptions } from "./options";
import type { ResourceType } from "./resourceType";
import { Resources } from "./resources";

/** A provider of a program, as the engine configured it. */
interface Connection {
  readonly resources: Resources;
  readonly call: (token: string, args: JsonObject) => JsonObject;
}

/** The providers of a program. The engine connects once for each of them, so the address of the client identifies it. */
export class Connections {
  private readonly byPeer = new Map<string, Connection>();
  private readonly report: ((assumption: string) => void) | undefined;
  private readonly unknownType: ((type: string) => ResourceType) | undefined;

  constructor(private readonly options: ProviderOptions) {
    const { onAssumption } = options;
    this.report = onAssumption && once(onAssumption);
    this.unknownType =
      onAssumption &&
      inertTypes((type) => {
        onAssumption(`${type} is not modeled: it returns its inputs and placeholders, and no request reaches it.`);
      });
  }

  configure(peer: string, { region, defaultTags }: JsonObject): void {
    const tags = readDefaultTags(defaultTags);
    this.byPeer.set(peer, this.connect(typeof region === "string" ? region : defaultRegion, tags));
  }

  of(peer: string): Connection {
    return this.byPeer.get(peer) ?? this.connect(defaultRegion);
  }

  private connect(region: string, tags: JsonObject = {}): Connection {
    const { account, previewForm = "nested", providerBugs = [], folder } = this.options;
    const resources = new Resources(account, () => region, previewForm, providerBugs, this.unknownType, folder, tags);
    const assumptions = this.report && { create: resources.create.bind(resources), report: this.report };
    return { resources, call: (token, args) => callFunction(token, args, { account, region }, assumptions) };
  }
}

const defaultRegion = "us-east-1";

function once(report: (line: string) => void): (line: string) => void {
  const reported = new Set<string>();
  return (line) => {
    if (!reported.has(line)) {
      reported.add(line);
      report(line);
    }
  };
}
