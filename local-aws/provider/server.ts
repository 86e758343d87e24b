import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Connections } from "./connections";
import { FaultInjector } from "./faults";
import { serveOnLoopback, unary } from "./grpc";
import { ProviderOptions } from "./options";
import { resourceHandlers } from "./resourceHandlers";
import { Package, packages, schemaOf } from "./schema";
import { encode, decodePlain } from "./values";

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
      connections.configure(peer, decodePlain(request.getArgs()));
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
