import type { handleUnaryCall } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { setTimeout } from "node:timers/promises";
import { JsonObject } from "../aws/account";
import { FaultInjector, FaultyCall } from "./faults";
import { unary } from "./grpc";
import { generatedName, Resources } from "./resources";
import { currentType } from "./types/twins";
import { decode, encode, markSecrets, decodePlain } from "./values";

/** The provider's methods for one resource. https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto */
export function resourceHandlers(
  resourcesOf: (peer: string) => Resources,
  faults: FaultInjector,
  readyTimeout: number,
) {
  /** A method about one resource, into which faults can be injected. */
  function method<Request extends ResourceRequest, Response>(
    call: FaultyCall,
    handle: (request: Request, subject: Subject) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> {
    return unary((request: Request, peer) => {
      const subject = { resources: resourcesOf(peer), ...parseUrn(request.getUrn()) };
      const work = async (): Promise<Response> => handle(request, subject);
      return request.getPreview?.() === true ? work() : faults.around(call, subject.type, work);
    });
  }

  return {
    check: method("check", (request: proto.CheckRequest, { type, name, resources }) => {
      const proposedName = generatedName(name, request.getRandomseed_asU8());
      const inputs = resources.check(
        type,
        decodePlain(request.getNews()),
        decodePlain(request.getOlds()),
        proposedName,
      );
      return new proto.CheckResponse().setInputs(encodeWithSecrets(inputs, request.getNews()));
    }),

    diff: method("diff", (request: proto.DiffRequest, { type, name, resources }) => {
      const oldOutputs = decodePlain(request.getOlds());
      const olds = request.hasOldInputs() ? decodePlain(request.getOldInputs()) : oldOutputs;
      const news = decodePlain(request.getNews());
      const { changed, replaced, deleteBeforeReplace } = resources.diff(type, olds, news, name, oldOutputs);
      const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
      return new proto.DiffResponse()
        .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList(changed)
        .setReplacesList(replaced)
        .setDeletebeforereplace(deleteBeforeReplace);
    }),

    create: method("create", async (request: proto.CreateRequest, { type, urn, resources }) => {
      const properties = request.getProperties();
      const inputs = decodePlain(properties);
      if (request.getPreview()) {
        const promised = resources.preview(type, inputs);
        return new proto.CreateResponse().setProperties(encodeWithSecrets(promised, properties));
      }
      await waitUntil(() => resources.isReady(type, inputs), readyTimeout);
      const { id, outputs } = resources.create(type, inputs, urn);
      return new proto.CreateResponse().setId(id).setProperties(encodeWithSecrets(outputs, properties));
    }),

    read: method("read", (request: proto.ReadRequest, { type, urn, resources }) => {
      const [inputs, outputs] = [request.getInputs(), request.getProperties()];
      const known = { inputs: decodePlain(inputs), outputs: decodePlain(outputs) };
      const stored = resources.read(type, request.getId(), known, urn);
      return stored === undefined
        ? new proto.ReadResponse()
        : new proto.ReadResponse()
            .setId(stored.id)
            .setProperties(encodeWithSecrets(stored.outputs, inputs, outputs))
            .setInputs(encodeWithSecrets(stored.inputs, inputs));
    }),

    update: method("update", (request: proto.UpdateRequest, { type, resources }) => {
      const news = decodePlain(request.getNews());
      const [id, olds] = [request.getId(), decodePlain(request.getOlds())];
      const outputs = request.getPreview()
        ? resources.preview(type, news, { id, olds })
        : resources.update(type, id, news, olds).outputs;
      return new proto.UpdateResponse().setProperties(encodeWithSecrets(outputs, request.getNews()));
    }),

    delete: method("delete", (request: proto.DeleteRequest, { type, resources }) => {
      resources.delete(type, request.getId(), decodePlain(request.getProperties()));
      return new Empty();
    }),
  };
}

interface ResourceRequest {
  getUrn(): string;
  getPreview?(): boolean;
}

interface Subject {
  readonly resources: Resources;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

function parseUrn(urn: string): Omit<Subject, "resources"> {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { urn, type: currentType(qualifiedType.split("$").at(-1) ?? ""), name: name.join("::") };
}

/** What is a secret in the request is a secret in the response. */
function encodeWithSecrets(values: JsonObject, ...requested: readonly (Struct | undefined)[]): Struct {
  return encode(requested.reduce((marked, like) => markSecrets(marked, decode(like)) as JsonObject, values));
}

async function waitUntil(isReady: () => boolean, timeout: number): Promise<void> {
  for (let waited = 0; waited < timeout && !isReady(); waited += 50) {
    await setTimeout(50);
  }
}
