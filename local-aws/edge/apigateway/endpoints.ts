import { Account } from "../../aws/account";
import { apiHostname } from "../../aws/hostnames";
import { httpApis, HttpStage, httpStages, isWebSocketApi } from "../../aws/apigateway/http";
import { RestApi, restApis, restStages } from "../../aws/apigateway/rest";
import { customDomain } from "./customDomains";
import { Endpoint, httpStage, restStage, Stage } from "./stages";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
export function findEndpoint(account: Account, region: string, host: string): Endpoint | undefined {
  const api = apiHostname.parse(host);
  if (api === undefined) {
    return customDomain(account, host);
  }
  return api.region === region ? defaultEndpoint(account, api.id) : undefined;
}

function defaultEndpoint(account: Account, apiId: string): Endpoint | undefined {
  const rest = account.get(restApis, apiId);
  if (rest !== undefined && !isPrivate(rest.outputs)) {
    const stages = account.list(restStages).filter(({ outputs }) => outputs.restApi === apiId);
    return {
      kind: "rest",
      stageFor: (path) => {
        const name = path.split("/")[1] ?? "";
        const stored = stages.find(({ outputs }) => outputs.stageName === name);
        const stage = stored && restStage(account, stored.outputs, `/${name}`);
        // Disabling takes effect with a deployment:
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
        return stage === undefined || isDisabled(stage.definition.get(restApis, apiId)?.outputs) ? undefined : stage;
      },
    };
  }
  const http = account.get(httpApis, apiId);
  if (http === undefined) {
    return undefined;
  }
  const stages = account.list(httpStages).flatMap(({ outputs }) => (outputs.apiId === apiId ? [outputs] : []));
  const kind = isWebSocketApi(http.outputs) ? "webSocket" : "http";
  return {
    kind,
    stageFor: (path) => (isDisabled(http.outputs) ? undefined : httpStageByPath(account, kind, stages, path)),
  };
}

/** A private API is available only in its VPC: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html */
function isPrivate({ endpointConfiguration }: RestApi): boolean {
  return endpointConfiguration?.types === "PRIVATE";
}

function isDisabled(api: Pick<RestApi, "disableExecuteApiEndpoint"> | undefined): boolean {
  return api?.disableExecuteApiEndpoint === true;
}

/** The first segment of the path selects the stage. The stage `$default` is served from the root. */
function httpStageByPath(
  account: Account,
  kind: "http" | "webSocket",
  stages: readonly HttpStage[],
  path: string,
): Stage | undefined {
  const named = (name: string) => stages.find((stage) => stage.name === name);
  const first = path.split("/")[1] ?? "";
  const byName = named(first);
  if (byName !== undefined) {
    return httpStage(account, kind, byName, `/${first}`);
  }
  const byDefault = named("$default");
  return byDefault && httpStage(account, kind, byDefault, "");
}
