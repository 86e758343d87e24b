import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Account } from "../aws/account";
import { Connections } from "./connections";
import { Fault, FaultInjector } from "./faults";
import { serveOnLoopback, unary } from "./grpc";
import { resourceHandlers } from "./resourceHandlers";
import { ProviderBug } from "./providerBugs";
import { PreviewForm } from "./resources";
import { Package, packages, schemaOf, UsedToken } from "./schema";
import { encode, decodePlain } from "./values";

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

/** A running provider. It serves each of its packages on its own port. */
export interface RunningProvider {
  /** The value of `PULUMI_DEBUG_PROVIDERS`: every package with its port. */
  readonly attachTo: string;
  readonly stop: () => void;
}

/** Serves the packages aws, aws-native and random on free loopback ports. */
export async function serveProvider(options: ProviderOptions): Promise<RunningProvider> {
  const faults = new FaultInjector(options.faults ?? [], options.kill);
  // A call of the engine does not name its package, so each package has its own port.
  const servers = await Promise.all(
    Object.values(packages).map(async (pkg) => {
      const { port, stop } = await serveOnLoopback(ResourceProviderService, handlers(pkg, options, faults));
      return { name: pkg.name, port, stop };
    }),
  );
  return {
    attachTo: servers.map(({ name, port }) => `${name}:${port}`).join(","),
    stop: () => {
      for (const { stop } of servers) {
        stop();
      }
    },
  };
}

function handlers(pkg: Package, options: ProviderOptions, faults: FaultInjector) {
  const { acceptSecrets = true, readyTimeout = 3000 } = options;
  const connections = new Connections(options);
  return {
    attach: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(pkg.version)),
    getSchema: unary(() => new proto.GetSchemaResponse().setSchema(schemaOf(pkg, options.usedTokens?.()))),
    checkConfig: unary((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new proto.DiffResponse()),
    configure: unary((request: proto.ConfigureRequest, peer) => {
      connections.configure(peer, decodePlain(request.getArgs()).region);
      return new proto.ConfigureResponse()
        .setSupportspreview(true)
        .setAcceptresources(true)
        .setAcceptsecrets(acceptSecrets);
    }),
    invoke: unary((request: proto.InvokeRequest, peer) => {
      const result = connections.of(peer).call(request.getTok(), decodePlain(request.getArgs()));
      return new proto.InvokeResponse().setReturn(encode(result));
    }),
    ...resourceHandlers((peer) => connections.of(peer).resources, faults, readyTimeout),
    cancel: unary(() => new Empty()),
  } satisfies Partial<IResourceProviderServer>;
}
