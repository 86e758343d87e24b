import {
  control,
  CorrectPrograms,
  custom,
  distribution,
  forApi,
  forFiles,
  httpApi,
  httpHost,
  only,
  reads,
  resource,
  signed,
} from "./parts";
import { DeclaredResource, output } from "../declared";
import { hostOf } from "../choices";

const bucket = resource("aws:s3/bucket:Bucket", "files", { bucket: "shop-files" });
const url = (authorizationType: string): DeclaredResource =>
  resource("aws:lambda/functionUrl:FunctionUrl", "url", { functionName: "render", authorizationType });
const urlControl = resource("aws:cloudfront/originAccessControl:OriginAccessControl", "url-control", {
  name: "url",
  originAccessControlOriginType: "lambda",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});
const signedUrl = { originAccessControlId: output("url-control", "id") };
const urlHost = output("url", "functionUrl", hostOf);
/** Both permissions that CloudFront needs for a function URL. */
const permissions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].map((action, index) =>
  resource("aws:lambda/permission:Permission", `permission${index}`, {
    action,
    function: "render",
    principal: "cloudfront.amazonaws.com",
    statementId: `cloudfront${index}`,
  }),
);

/** Lambda function URLs, public and signed. */
export const correctFunctionUrls: CorrectPrograms = {
  "public function URL": [url("NONE"), only(custom("app", urlHost), forApi("app"))],
  "function URL that only CloudFront may read": [
    resource("aws:lambda/function:Function", "render", { name: "render" }),
    url("AWS_IAM"),
    ...permissions,
    urlControl,
    only(custom("app", urlHost, signedUrl), forApi("app", reads)),
  ],
  "bucket of another stack, whose name contains the ID of a function URL": [
    url("NONE"),
    control,
    distribution({
      origins: [
        {
          originId: "files",
          domainName: output("url", "urlId", (id) => `files-${id}.s3.eu-west-1.amazonaws.com`),
          ...signed,
        },
      ],
      defaultCacheBehavior: forFiles("files"),
    }),
  ],
  "function URL whose bodies a Lambda@Edge function hashes": [
    url("AWS_IAM"),
    ...permissions,
    urlControl,
    only(
      custom("app", urlHost, signedUrl),
      forApi("app", {
        lambdaFunctionAssociations: [
          { eventType: "origin-request", lambdaArn: "arn:aws:lambda:us-east-1:1:function:hash:1", includeBody: true },
        ],
      }),
    ),
  ],
  "function URL and files, each with its own access control": [
    url("AWS_IAM"),
    ...permissions,
    bucket,
    urlControl,
    control,
    distribution({
      origins: [
        custom("app", urlHost, signedUrl),
        { originId: "files", domainName: output("files", "bucketRegionalDomainName"), ...signed },
      ],
      defaultCacheBehavior: forFiles("files"),
      orderedCacheBehaviors: [{ pathPattern: "/app*", ...forApi("app", reads) }],
    }),
  ],
  "function URL, API and files": [
    ...httpApi(),
    url("NONE"),
    bucket,
    control,
    distribution({
      origins: [
        custom("app", urlHost),
        custom("api", httpHost()),
        { originId: "files", domainName: output("files", "bucketRegionalDomainName"), ...signed },
      ],
      defaultCacheBehavior: forApi("app"),
      orderedCacheBehaviors: [
        { pathPattern: "/api*", ...forApi("api") },
        { pathPattern: "/_next/*", ...forFiles("files") },
      ],
    }),
  ],
};
