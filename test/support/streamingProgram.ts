import { join } from "node:path";
import { ApiOrigin, MultiOriginDistribution } from "../../components/index";
import { Program } from "../../local-aws/engine/project";

/** A distribution in front of a REST API that streams, with the handler in `streamingHandler.ts`. */
export const streamingProgram: Program = () => {
  const entry = join(__dirname, "streamingHandler.ts");
  const api = new ApiOrigin("api", { entry, kind: "rest-regional", streaming: true, timeout: 300, originVerify: {} });
  const front = new MultiOriginDistribution("front", { defaultRoute: { origin: api.origin }, routes: [] });
  return Promise.resolve({ url: front.url });
};
