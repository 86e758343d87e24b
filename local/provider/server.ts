import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Account } from "../account";
import { bindLoopback } from "../loopback";
import { callFunction } from "./functions";
import { PreviewForm, Refusal, Resources } from "./resources";
import { Package, packages, schemaOf } from "./schema";
import { decode, encode } from "./values";

export interface ProviderOptions {
  readonly account: Account;
  /** @default "nested" */
  readonly previewForm?: PreviewForm;
}

/** A running provider, which stands for each of its packages on a port of its own. */
export interface RunningProvider {
  /** The port of the package aws. */
  readonly port: number;
  /** What `PULUMI_DEBUG_PROVIDERS` takes: every package with its port. */
  readonly attachTo: string;
  readonly stop: () => void;
}

type UnaryHandler<Request, Response> = (request: Request) => Response;

/** Serves the providers of this machine on free loopback ports. */
export async function serveProvider({ account, previewForm = "nested" }: ProviderOptions): Promise<RunningProvider> {
  // The engine's calls do not say which package they mean, so each has a port.
  const aws = await serve(handlers(packages.aws, account, previewForm));
  const awsNative = await serve(handlers(packages.awsNative, account, previewForm));
  return {
    port: aws.port,
    attachTo: `aws:${aws.port},aws-native:${awsNative.port}`,
    stop: () => {
      aws.server.forceShutdown();
      awsNative.server.forceShutdown();
    },
  };
}

async function serve(implementation: Partial<IResourceProviderServer>) {
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  server.addService(ResourceProviderService, implementation as unknown as IResourceProviderServer);
  const port = await bindLoopback(server);
  return { server, port };
}

function handlers(pkg: Package, account: Account, previewForm: PreviewForm): Partial<IResourceProviderServer> {
  let region = "us-east-1";
  const resources = new Resources(account, () => region, previewForm);
  return {
    attach: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(pkg.version)),
    getSchema: unary(() => new proto.GetSchemaResponse().setSchema(schemaOf(pkg))),
    checkConfig: unary((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new proto.DiffResponse()),
    configure: unary((request: proto.ConfigureRequest) => {
      region = (decode(request.getArgs()).region as string | undefined) ?? region;
      return new proto.ConfigureResponse().setSupportspreview(true).setAcceptresources(true);
    }),
    invoke: unary((request: proto.InvokeRequest) => {
      const result = callFunction(account, request.getTok(), decode(request.getArgs()));
      return new proto.InvokeResponse().setReturn(encode(result));
    }),
    check: unary((request: proto.CheckRequest) => {
      const { type, name } = parseUrn(request.getUrn());
      const proposedName = generatedName(name, request.getRandomseed_asU8());
      const inputs = resources.check(type, decode(request.getNews()), decode(request.getOlds()), proposedName);
      return new proto.CheckResponse().setInputs(encode(inputs));
    }),
    diff: unary((request: proto.DiffRequest) => {
      const { type } = parseUrn(request.getUrn());
      const olds = decode(request.hasOldInputs() ? request.getOldInputs() : request.getOlds());
      const { changed, replaced } = resources.diff(type, olds, decode(request.getNews()));
      const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
      return new proto.DiffResponse()
        .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList(changed)
        .setReplacesList(replaced);
    }),
    create: unary((request: proto.CreateRequest) => {
      const { type } = parseUrn(request.getUrn());
      const inputs = decode(request.getProperties());
      if (request.getPreview()) {
        return new proto.CreateResponse().setProperties(encode(resources.preview(type, inputs, undefined)));
      }
      const { id, outputs } = resources.create(type, inputs);
      return new proto.CreateResponse().setId(id).setProperties(encode(outputs));
    }),
    read: unary((request: proto.ReadRequest) => {
      const stored = resources.read(parseUrn(request.getUrn()).type, request.getId());
      return stored === undefined
        ? new proto.ReadResponse()
        : new proto.ReadResponse()
            .setId(stored.id)
            .setProperties(encode(stored.outputs))
            .setInputs(encode(stored.inputs));
    }),
    update: unary((request: proto.UpdateRequest) => {
      const { type } = parseUrn(request.getUrn());
      const news = decode(request.getNews());
      const outputs = request.getPreview()
        ? resources.preview(type, news, request.getId())
        : resources.update(type, request.getId(), news).outputs;
      return new proto.UpdateResponse().setProperties(encode(outputs));
    }),
    delete: unary((request: proto.DeleteRequest) => {
      resources.delete(parseUrn(request.getUrn()).type, request.getId());
      return new Empty();
    }),
    cancel: unary(() => new Empty()),
  };
}

function unary<Request, Response>(handle: UnaryHandler<Request, Response>): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, handle(call.request));
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, message: messageOf(error) });
    }
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

function parseUrn(urn: string): { type: string; name: string } {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { type: qualifiedType.split("$").at(-1) ?? "", name: name.join("::") };
}

/** The URN's name and seven hexadecimal digits, as the aws provider makes them. */
function generatedName(name: string, randomSeed: Uint8Array): string {
  return `${name}-${Buffer.from(randomSeed).toString("hex").slice(0, 7)}`;
}
