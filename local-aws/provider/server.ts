import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { setTimeout } from "node:timers/promises";
import { Account, JsonObject } from "../aws/account";
import { bindLoopback } from "./loopback";
import { Fault, Faults, FaultyCall } from "./faults";
import { callFunction } from "./functions";
import { generatedName, PreviewForm, Refusal, Resources } from "./resources";
import { Package, packages, schemaOf } from "./schema";
import { conceal, decode, encode, reveal } from "./values";

export interface ProviderOptions {
  readonly account: Account;
  /** @default "nested" */
  readonly previewForm?: PreviewForm | undefined;
  /** Whether the engine sends secrets marked as such, as it does to the aws provider. @default true */
  readonly acceptSecrets?: boolean;
  /** What goes wrong. @default nothing */
  readonly faults?: readonly Fault[] | undefined;
  /** What a fault does that kills. @default SIGKILL to the process group: the engine, the program and this provider */
  readonly kill?: () => void;
  /** How long to wait for what the aws provider waits for minutes, in milliseconds. @default 3000 */
  readonly patience?: number;
}

/** A running provider, which stands for each of its packages on a port of its own. */
export interface RunningProvider {
  /** What `PULUMI_DEBUG_PROVIDERS` takes: every package with its port. */
  readonly attachTo: string;
  readonly stop: () => void;
}

type UnaryHandler<Request, Response> = (request: Request) => Response | Promise<Response>;

/** Serves the providers of this machine on free loopback ports. */
export async function serveProvider(options: ProviderOptions): Promise<RunningProvider> {
  const faults = new Faults(options.faults ?? [], options.kill);
  // The engine's calls do not say which package they mean, so each has a port.
  const served = await Promise.all(
    Object.values(packages).map(async (pkg) => ({ pkg, ...(await serve(handlers(pkg, options, faults))) })),
  );
  return {
    attachTo: served.map(({ pkg, port }) => `${pkg.name}:${port}`).join(","),
    stop: () => {
      for (const { server } of served) {
        server.forceShutdown();
      }
    },
  };
}

async function serve(implementation: grpc.UntypedServiceImplementation) {
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  server.addService(ResourceProviderService, implementation);
  const port = await bindLoopback(server);
  return { server, port };
}

function handlers(pkg: Package, options: ProviderOptions, faults: Faults): grpc.UntypedServiceImplementation {
  const { account, previewForm = "nested", acceptSecrets = true, patience = 3000 } = options;
  let region = "us-east-1";
  const resources = new Resources(account, () => region, previewForm);

  return {
    attach: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(pkg.version)),
    getSchema: unary(() => new proto.GetSchemaResponse().setSchema(schemaOf(pkg))),
    checkConfig: unary((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new proto.DiffResponse()),
    configure: unary((request: proto.ConfigureRequest) => {
      region = (plain(request.getArgs()).region as string | undefined) ?? region;
      return new proto.ConfigureResponse()
        .setSupportspreview(true)
        .setAcceptresources(true)
        .setAcceptsecrets(acceptSecrets);
    }),
    invoke: unary((request: proto.InvokeRequest) => {
      const result = callFunction(account, request.getTok(), plain(request.getArgs()));
      return new proto.InvokeResponse().setReturn(encode(result));
    }),
    check: faulty("check", faults, (request: proto.CheckRequest, { type, name }) => {
      const proposedName = generatedName(name, request.getRandomseed_asU8());
      const inputs = resources.check(type, plain(request.getNews()), plain(request.getOlds()), proposedName);
      return new proto.CheckResponse().setInputs(secretive(inputs, request.getNews()));
    }),
    diff: faulty("diff", faults, (request: proto.DiffRequest, { type, name }) => {
      const olds = plain(request.hasOldInputs() ? request.getOldInputs() : request.getOlds());
      const { changed, replaced, deleteBeforeReplace } = resources.diff(type, olds, plain(request.getNews()), name);
      const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
      return new proto.DiffResponse()
        .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList(changed)
        .setReplacesList(replaced)
        .setDeletebeforereplace(deleteBeforeReplace);
    }),
    create: faulty("create", faults, async (request: proto.CreateRequest, { type, urn }) => {
      const inputs = plain(request.getProperties());
      if (request.getPreview()) {
        const promised = resources.preview(type, inputs, undefined);
        return new proto.CreateResponse().setProperties(secretive(promised, request.getProperties()));
      }
      await waitUntil(() => resources.isReady(type, inputs), patience);
      const { id, outputs } = resources.create(type, inputs, urn);
      return new proto.CreateResponse().setId(id).setProperties(secretive(outputs, request.getProperties()));
    }),
    read: faulty("read", faults, (request: proto.ReadRequest, { type }) => {
      const known = { inputs: plain(request.getInputs()), outputs: plain(request.getProperties()) };
      const stored = resources.read(type, request.getId(), known);
      return stored === undefined
        ? new proto.ReadResponse()
        : new proto.ReadResponse()
            .setId(stored.id)
            .setProperties(secretive(stored.outputs, request.getInputs(), request.getProperties()))
            .setInputs(secretive(stored.inputs, request.getInputs()));
    }),
    update: faulty("update", faults, (request: proto.UpdateRequest, { type }) => {
      const news = plain(request.getNews());
      const outputs = request.getPreview()
        ? resources.preview(type, news, request.getId())
        : resources.update(type, request.getId(), news).outputs;
      return new proto.UpdateResponse().setProperties(secretive(outputs, request.getNews()));
    }),
    delete: faulty("delete", faults, (request: proto.DeleteRequest, { type }) => {
      resources.delete(type, request.getId(), plain(request.getProperties()));
      return new Empty();
    }),
    cancel: unary(() => new Empty()),
  } satisfies Partial<IResourceProviderServer>;
}

function plain(struct: Struct | undefined): JsonObject {
  return reveal(decode(struct)) as JsonObject;
}

/** What was a secret in the request is one in the answer. */
function secretive(values: JsonObject, ...asked: readonly (Struct | undefined)[]): Struct {
  return encode(asked.reduce((concealed, like) => conceal(concealed, decode(like)) as JsonObject, values));
}

async function waitUntil(isReady: () => boolean, patience: number): Promise<void> {
  for (let waited = 0; waited < patience && !isReady(); waited += 50) {
    await setTimeout(50);
  }
}

interface Named {
  getUrn(): string;
  getPreview?(): boolean;
}

interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

/** A call about one resource, in which things may go wrong. */
function faulty<Request extends Named, Response>(
  call: FaultyCall,
  faults: Faults,
  handle: (request: Request, subject: Subject) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return unary((request: Request) => {
    const subject = parseUrn(request.getUrn());
    const work = async (): Promise<Response> => handle(request, subject);
    return request.getPreview?.() === true ? work() : faults.around(call, subject.type, work);
  });
}

function unary<Request, Response>(handle: UnaryHandler<Request, Response>): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    new Promise<Response>((resolve) => {
      resolve(handle(call.request));
    }).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback({ code: grpc.status.UNKNOWN, message: messageOf(error) });
      },
    );
  };
}

/** A refusal is AWS's sentence; anything else is a fault of the local AWS, and its stack helps to mend it. */
function messageOf(error: unknown): string {
  return error instanceof Refusal
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
}

function parseUrn(urn: string): Subject {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { urn, type: qualifiedType.split("$").at(-1) ?? "", name: name.join("::") };
}
