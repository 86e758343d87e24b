import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginStagePath } from "../../../policy-pack/rules/apiGatewayOriginStagePath";
import { http, httpStage, rest, restStage, routes } from "../../support/apis";
import { goodForApi, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;

const newRest = resource("aws:apigateway/restApi:RestApi", "new-rest", { id: notYet });
const ofNewRest = { restApi: new Unknown("not yet", () => [newRest]) };
const newRestStage = resource("aws:apigateway/stage:Stage", "stage", { ...ofNewRest, stageName: "prod" });
const toNewRest = { domainName: new Unknown("not yet", () => [newRest]) };

const newHttp = resource("aws:apigatewayv2/api:Api", "new-http", { id: notYet, protocolType: "HTTP" });
const ofNewHttp = { apiId: new Unknown("not yet", () => [newHttp]) };

const newSocket = resource("aws:apigatewayv2/api:Api", "new-socket", { id: notYet, protocolType: "WEBSOCKET" });
const quickHttp = resource("aws:apigatewayv2/api:Api", "quick", { id: notYet, protocolType: "HTTP", target: "arn" });
const to = (one: Resource, originPath?: string) =>
  api({}, { domainName: new Unknown("not yet", () => [one]), originPath });

const rootToApi = { defaultRootObject: "index.html", defaultCacheBehavior: goodForApi, orderedCacheBehaviors: [] };

describeRule(apiGatewayOriginStagePath, [
  {
    title: "a new HTTP API without a stage",
    props: to(newHttp),
    resources: [newHttp],
    findings: undetermined,
    message: /creates the API without a stage, and only another program can add one\. Create a Stage of the API named/,
  },
  {
    title: "a new REST API without a stage, and a stage in originPath",
    props: to(newRest, "/live"),
    resources: [newRest],
    findings: undetermined,
    message: /Create a Deployment and a Stage/,
  },
  {
    title: "a new HTTP API without a stage, next to a script that can create one",
    props: to(newHttp),
    resources: [newHttp, resource("command:local:Command", "deploy")],
    findings: [],
  },
  { title: "an HTTP API that exists, without a stage in the program", props: api({}), resources: [http], findings: [] },
  { title: "a new HTTP API with quick create", props: to(quickHttp), resources: [quickHttp], findings: [] },
  { title: "a new WebSocket API", props: to(newSocket, "/live"), resources: [newSocket], findings: [] },
  {
    title: "a REST API's default endpoint without a stage, which other programs can add",
    props: api({}),
    resources: [rest, restStage],
    findings: undetermined,
    message: /the path needs the stage "api", and other programs can add to rest, which exists\. Check its stages/,
  },
  {
    title: "a path that begins with what can begin the name of a stage of another program",
    props: { orderedCacheBehaviors: [{ pathPattern: "/v2*", ...goodForApi }] },
    resources: [rest, restStage],
    findings: [["undetermined", 'cache behavior "/v2*"']],
    message: /the path needs a stage whose name begins with "v2"/,
  },
  {
    title: "a path that no stage of an existing REST API can begin, because of a dot",
    props: { orderedCacheBehaviors: [{ pathPattern: "/api.v2/*", ...goodForApi }] },
    resources: [rest, restStage],
    findings: [["violation", 'cache behavior "/api.v2/*"']],
  },
  {
    title: "a path that no stage of an existing REST API can begin, because of its length",
    props: api({}, { originPath: `/${"a".repeat(129)}` }),
    resources: [rest, restStage],
    findings: violation,
  },
  {
    title: "a path with a percent sign, which API Gateway may decode, to an existing REST API",
    props: api({}, { originPath: "/pr%6fd" }),
    resources: [rest, restStage],
    findings: undetermined,
  },
  {
    title: "a path that no stage can begin, and a REST API whose stages other programs create",
    props: api({}, { originPath: "/$default" }),
    resources: [rest],
    findings: violation,
  },
  {
    title: "a path that only $default of an existing HTTP API matches",
    props: { orderedCacheBehaviors: [{ pathPattern: "/api.v2/*", ...goodForApi }] },
    resources: [http, httpStage("v1")],
    findings: [["undetermined", 'cache behavior "/api.v2/*"']],
    message: /the path needs the stage "\$default", and other programs can add/,
  },
  {
    title: "a path with a stage of an existing HTTP API in another letter case, which $default also matches",
    props: { orderedCacheBehaviors: [{ pathPattern: "/V1/*", ...goodForApi }] },
    resources: [http, httpStage("v1")],
    findings: [["undetermined", 'cache behavior "/V1/*"']],
  },
  {
    title: "a path with a hyphen to an existing REST API",
    props: api({}, { originPath: "/blue-green" }),
    resources: [rest, restStage],
    findings: undetermined,
  },
  {
    title: "a REST API's default endpoint without a stage in any path",
    props: { ...api({}), defaultCacheBehavior: goodForApi, orderedCacheBehaviors: [] },
    resources: [rest, restStage],
    findings: [["violation", "default cache behavior"]],
  },
  {
    title: "the default endpoint of a new REST API without a stage",
    props: api({}, toNewRest),
    resources: [newRest, newRestStage],
    findings: violation,
    message:
      /originPath \(none\) is not a stage of the API, which returns 403 \{"message":"Forbidden"\}\. Set originPath: "\/prod"/,
  },
  {
    title: "two edge functions that can change the path, each with its own line",
    props: api(
      {
        functionAssociations: [{ eventType: "viewer-request", functionArn: "arn:aws:cloudfront::1:function/other" }],
        lambdaFunctionAssociations: [
          { eventType: "origin-request", lambdaArn: "arn:aws:lambda:us-east-1:1:function:x:1" },
        ],
      },
      toNewRest,
    ),
    resources: [newRest, newRestStage],
    findings: [...undetermined, ...undetermined],
    message: /a viewer-request function that is not part of this program can change the path/,
  },
  {
    title: "an origin path with the stage",
    props: api({}, { originPath: "/prod" }),
    resources: [rest, restStage],
    findings: [],
  },
  {
    title: "an origin path below the stage",
    props: api({}, { originPath: "/prod/v1" }),
    resources: [rest, restStage],
    findings: [],
  },
  {
    title: "an origin path with another stage of a new API",
    props: api({}, { ...toNewRest, originPath: "/dev" }),
    resources: [newRest, newRestStage],
    findings: violation,
  },
  {
    title: "an origin path with another stage, which other programs can add to the existing API",
    props: api({}, { originPath: "/dev" }),
    resources: [rest, restStage],
    findings: undetermined,
    message: /other programs can add to rest, which exists/,
  },
  {
    title: "an origin path with another stage of a new API, which a script can add",
    props: api({}, { ...toNewRest, originPath: "/dev" }),
    resources: [newRest, newRestStage, resource("command:local:Command", "deploy")],
    findings: undetermined,
    message: /deploy can add to new-rest/,
  },
  {
    title: "an origin path with the stage in another letter case",
    props: api({}, { originPath: "/Prod" }),
    resources: [rest, restStage],
    findings: violation,
    message: /Set originPath: "\/prod"/,
  },
  {
    title: "a stage of one of two new APIs can be the one in originPath",
    props: api({}, { ...toNewRest, originPath: "/dev" }),
    resources: [
      newRest,
      newRestStage,
      resource("aws:apigateway/stage:Stage", "dev", {
        restApi: new Unknown("not yet", () => [newRest, { ...newRest, urn: "urn:other" }]),
        stageName: "dev",
      }),
    ],
    findings: undetermined,
  },
  {
    title: "a path pattern that begins with the stage",
    props: { orderedCacheBehaviors: [{ pathPattern: "/prod/*", ...goodForApi }] },
    resources: [rest, restStage],
    findings: [],
  },
  {
    title: "a path that may or may not begin with the stage",
    props: { orderedCacheBehaviors: [{ pathPattern: "/pro*", ...goodForApi }] },
    resources: [rest, restStage],
    findings: [["undetermined", 'cache behavior "/pro*"']],
  },
  {
    title: "an HTTP API of quick create, which has $default next to a named stage",
    props: api({}),
    resources: [resource("aws:apigatewayv2/api:Api", "http", { id: "abc123", target: "arn" }), httpStage("v1")],
    findings: [],
  },
  {
    title: "no stage in the program",
    props: api({}, { originPath: "/dev" }),
    resources: [rest],
    findings: [],
  },
  {
    title: "the $default stage of an HTTP API",
    props: api({}),
    resources: [http, httpStage("$default")],
    findings: [],
  },
  {
    title: "an HTTP API with a named stage, and no origin path: other programs can add $default",
    props: api({}),
    resources: [http, httpStage("v1")],
    findings: undetermined,
  },
  {
    title: "a new HTTP API with a named stage, and no origin path",
    props: api({}, { domainName: new Unknown("not yet", () => [newHttp]) }),
    resources: [newHttp, resource("aws:apigatewayv2/stage:Stage", "stage", { ...ofNewHttp, name: "v1" })],
    findings: violation,
    message: /which returns 404/,
  },
  {
    title: "an unknown origin path",
    props: api({}, { originPath: notYet }),
    resources: [rest, restStage],
    findings: undetermined,
  },
  { title: "an API outside the program", props: api({}), findings: [] },
  {
    title: "a default root object, and `/` goes to an API outside the program",
    props: rootToApi,
    findings: [["undetermined", "default cache behavior"]],
    message: /the API may have no route for it\. Check its routes, or remove defaultRootObject/,
  },
  {
    title: "a default root object, and `/` goes to an API with a route for it",
    props: rootToApi,
    resources: routes("ANY /{proxy+}", "GET /index.html"),
    findings: [],
  },
  {
    title: "a default root object, and `/` goes to an API with an unknown route",
    props: rootToApi,
    resources: routes("ANY /{proxy+}", notYet),
    findings: [["undetermined", "default cache behavior"]],
  },
  {
    title: "a default root object, and `/` goes to an API without a route for exactly it",
    props: rootToApi,
    resources: routes("ANY /{proxy+}"),
    findings: [["violation", "default cache behavior"]],
    message: /defaultRootObject "index.html" replaces "\/", and the API receives a request for it/,
  },
  {
    title: "a default root object, and `/` goes to another origin",
    props: { defaultRootObject: "index.html" },
    findings: [],
  },
]);
