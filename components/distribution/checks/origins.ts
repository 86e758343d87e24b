import { ApiGatewayOrigin, CustomOrigin, Origin } from "../../origin";
import { problem, Problem } from "../../problems";
import { originsOf } from "../behavior";
import { namesOf } from "../distributionArgs";
import { checkCustomHeader } from "./headers";
import { Located, Readable } from "./readable";

/** Checks each origin once, and that origins with the same name are the same. */
export function checkOrigins({ behaviors, settings }: Readable): Problem[] {
  const origins = behaviors.flatMap(({ value, path }) =>
    originsOf(value).map((origin, index) => ({
      value: origin,
      path: `${path}.${index === 0 ? "origin" : "failover"}`,
    })),
  );
  const viewerNames = settings.value.domain === undefined ? [] : namesOf(settings.value.domain);
  const byName = new Map<string, Located<Origin>>();
  return origins.flatMap((origin) => {
    const first = byName.get(origin.value.name);
    if (first === undefined) {
      byName.set(origin.value.name, origin);
      return checkOrigin(origin, viewerNames);
    }
    return isSame(first.value, origin.value)
      ? []
      : [
          problem(
            `${origin.path}.name`,
            origin.value.name,
            `use another name: ${first.path} is a different origin with this name`,
          ),
        ];
  });
}

function isSame(one: Origin, other: Origin): boolean {
  const others = settingsOf(other);
  return settingsOf(one).every((value, index) => value === others[index]);
}

function settingsOf(origin: Origin): unknown[] {
  const { kind, domainName, originShieldRegion } = origin;
  const shared = [kind, domainName, originShieldRegion];
  switch (kind) {
    case "api-gateway":
      return [
        ...shared,
        origin.originPath,
        origin.webSocketPath,
        origin.streaming,
        origin.readTimeout,
        origin.responseCompletionTimeout,
      ];
    case "s3":
      return [...shared, origin.originAccessControlId];
    case "custom":
      return [...shared, origin.originPath, origin.httpsPort];
  }
}

function checkOrigin({ value, path }: Located<Origin>, viewerNames: readonly string[]): Problem[] {
  return [
    ...(value.name === "" ? [problem(`${path}.name`, "", "use a name, which is the origin's ID")] : []),
    ...checkDomainName(value, `${path}.domainName`, viewerNames),
    ...checkShield(value, `${path}.originShieldRegion`),
    ...checkRequests(value, path),
  ];
}

function checkDomainName({ domainName }: Origin, path: string, viewerNames: readonly string[]): Problem[] {
  if (typeof domainName !== "string") {
    return [];
  }
  if (domainName === "" || /[/:]/.test(domainName)) {
    return [problem(path, domainName, "use only the hostname, without https:// and path")];
  }
  return viewerNames.includes(domainName.toLowerCase())
    ? [
        problem(
          path,
          domainName,
          "use another hostname: this one is an alias of the distribution, so requests would return to CloudFront",
        ),
      ]
    : [];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html#choose-origin-shield-region */
const shieldRegions = [
  ...["us-east-1", "us-east-2", "us-west-2", "sa-east-1", "eu-central-1", "eu-west-1", "eu-west-2", "me-central-1"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
];

function checkShield({ originShieldRegion }: Origin, path: string): Problem[] {
  return originShieldRegion === undefined || shieldRegions.includes(originShieldRegion)
    ? []
    : [problem(path, originShieldRegion, `use a region with Origin Shield: ${shieldRegions.join(", ")}`)];
}

function checkRequests(origin: Origin, path: string): Problem[] {
  switch (origin.kind) {
    case "api-gateway":
      return checkPathAndHeaders(origin, path);
    case "s3":
      return [];
    case "custom":
      return [...checkPathAndHeaders(origin, path), ...checkPort(origin.httpsPort, `${path}.httpsPort`)];
  }
}

function checkPathAndHeaders({ originPath, headers = {} }: ApiGatewayOrigin | CustomOrigin, path: string): Problem[] {
  return [
    ...checkOriginPathForm(originPath, `${path}.originPath`),
    ...Object.keys(headers).flatMap((name) => checkCustomHeader(name, `${path}.headers`)),
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath */
function checkOriginPathForm(originPath: unknown, path: string): Problem[] {
  if (typeof originPath !== "string" || originPath === "") {
    return [];
  }
  const right = originPath.replace(/^\/*/, "/").replace(/\/+$/, "");
  return originPath === right ? [] : [problem(path, originPath, right === "" ? "remove it" : `use "${right}"`)];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesHTTPSPort */
function checkPort(port: number | undefined, path: string): Problem[] {
  const isRight =
    port === undefined || port === 80 || port === 443 || (Number.isInteger(port) && port >= 1024 && port <= 65535);
  return isRight ? [] : [problem(path, port, "use 80, 443 or a port from 1024 to 65535")];
}
