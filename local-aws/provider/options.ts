import { Account } from "../aws/account";
import { Fault } from "./faults";
import { ProviderBug } from "./providerBugs";
import { PreviewForm } from "./resources";
import { UsedToken } from "./schema";

export interface ProviderOptions {
  readonly account: Account;
  /** The program's folder, where relative paths of assets begin. @default the current folder */
  readonly folder?: string | undefined;
  /** @default "nested" */
  readonly previewForm?: PreviewForm | undefined;
  /** Whether the engine marks secrets in the values it sends, as it does for the aws provider. @default true */
  readonly acceptSecrets?: boolean;
  /** Faults to inject. @default none */
  readonly faults?: readonly Fault[] | undefined;
  /** Bugs of the aws provider that this one has too. @default none */
  readonly providerBugs?: readonly ProviderBug[] | undefined;
  /**
   * Set if resource types that the local AWS does not model are inert, and functions find what is not in the account. Called
   * once for each assumption, with a sentence. @default both are errors
   */
  readonly onAssumption?: ((assumption: string) => void) | undefined;
  /** What a YAML program uses: its language host reads the schema. @default what the local AWS models */
  readonly usedTokens?: (() => readonly UsedToken[]) | undefined;
  /** How a fault kills. @default SIGKILL to the process group: the engine, the program and this provider */
  readonly kill?: () => void;
  /** How long a create waits for what the aws provider waits for minutes, in milliseconds. @default 3000 */
  readonly readyTimeout?: number;
}
