import { apiGatewayOriginRoute } from "../../../policy-pack/rules/apiGatewayOriginRoute";
import { executeApi, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const sockets = [
  resource("aws:apigatewayv2/api:Api", "sockets", { id: "abc123", protocolType: "WEBSOCKET" }),
  resource("aws:apigatewayv2/stage:Stage", "live", { apiId: "abc123", name: "live" }),
];
const rewrites = "function handler(event) { event.request.uri = '/'; return event.request; }";
const fn = resource("aws:cloudfront/function:Function", "root", { arn: "root-arn", code: rewrites });

describeRule(apiGatewayOriginRoute, [
  {
    title: "a path after the stage of a WebSocket API",
    props: api({}, { domainName: executeApi, originPath: "/live" }),
    resources: sockets,
    findings: [["undetermined", apiBehavior]],
    message: /WebSocket API may accept only the path of its stage/,
  },
  {
    title: "a pattern of a WebSocket API that matches the root",
    props: api({ pathPattern: "*" }, { domainName: executeApi, originPath: "/live" }),
    resources: sockets,
    findings: [],
  },
  {
    title: "a pattern with the stage of a WebSocket API",
    props: api({ pathPattern: "/live" }, { domainName: executeApi }),
    resources: sockets,
    findings: [],
  },
  {
    title: "a function that rewrites the path",
    props: api(
      { functionAssociations: [{ eventType: "viewer-request", functionArn: "root-arn" }] },
      { domainName: executeApi, originPath: "/live" },
    ),
    resources: [...sockets, fn],
    findings: [],
  },
]);
