import { hostOf } from "../choices";
import { resource } from "../correctPrograms/parts";
import { output } from "../declared";
import {
  behavior,
  bucket,
  control,
  forServer,
  front,
  httpApi,
  httpHost,
  inVpc,
  open,
  origin,
  origins,
  plain,
  restApi,
  restHost,
  secure,
  server,
  signedBucket,
  signedFunctionUrl,
} from "./cdkParts";
import { PublicProgram } from "./parts";

export const publicCdkOrigins: readonly PublicProgram[] = [
  {
    source: origins("rest-api-origin"),
    program: [...restApi(), front([origin(restHost, { originPath: "/prod" })])],
    violates: open,
  },
  {
    // Viewers of the published stack have to send the stage in the path.
    source: origins("rest-api-origin-custom-origin-path"),
    program: [...restApi(), front([origin(restHost)])],
    violates: ["api-gateway-origin-stage-path", ...open],
  },
  {
    source: origins("spec-rest-api-origin-custom-origin"),
    program: [
      ...restApi("prod", { body: { openapi: "3.0.0", paths: { "/users": { get: {} } } } }),
      front([origin(restHost)]),
    ],
    violates: ["api-gateway-origin-stage-path", ...open],
  },
  {
    source: origins("rest-api-origin-mtls"),
    program: [
      ...restApi(),
      front([
        origin(restHost, {
          originPath: "/prod",
          customOriginConfig: {
            ...secure,
            originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
          },
        }),
      ]),
    ],
    violates: open,
  },
  { source: origins("http-api-origin"), program: [...httpApi, front([origin(httpHost)])], violates: open },
  {
    source: origins("http-api-origin-custom-stage"),
    program: [
      ...httpApi,
      resource("aws-native:apigatewayv2:Stage", "prod", { apiId: output("api", "apiId"), stageName: "prod" }),
      front([origin(httpHost, { originPath: "/prod" })]),
    ],
    violates: open,
  },
  {
    source: origins("function-url-origin-oac"),
    program: signedFunctionUrl(),
    violates: open,
    violatesWhenCreated: ["lambda-url-origin-permission"],
  },
  {
    source: origins("vpc-origin"),
    program: [
      front([inVpc("instance"), inVpc("alb"), inVpc("nlb")], behavior({ targetOriginId: "instance", ...forServer }), {
        cacheBehaviors: [
          { pathPattern: "/alb/*", ...behavior({ targetOriginId: "alb", ...forServer }) },
          { pathPattern: "/nlb/*", ...behavior({ targetOriginId: "nlb", ...forServer }) },
        ],
      }),
    ],
    violates: open,
  },
  {
    source: origins("s3-static-website-origin"),
    program: [bucket(), front([origin(output("bucket", "websiteUrl", hostOf), { customOriginConfig: plain })])],
    violates: open,
  },
  {
    source: origins("s3-origin-oac"),
    program: [bucket(), control("s3"), front([signedBucket("origin", "bucket")])],
    violates: open,
  },
  {
    source: origins("origin-group"),
    program: [
      bucket(),
      front(
        [
          {
            id: "bucket",
            domainName: output("bucket", "regionalDomainName"),
            s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" },
          },
          { ...server, id: "server" },
        ],
        behavior({ targetOriginId: "group" }),
        {
          originGroups: {
            quantity: 1,
            items: [
              {
                id: "group",
                failoverCriteria: { statusCodes: { quantity: 4, items: [500, 502, 503, 504] } },
                members: { quantity: 2, items: [{ originId: "bucket" }, { originId: "server" }] },
              },
            ],
          },
          cacheBehaviors: [{ pathPattern: "/api", ...behavior({ targetOriginId: "group" }) }],
        },
      ),
    ],
    violates: open,
  },
];
