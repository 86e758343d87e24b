import {
  AddedHeader,
  ManagedCors,
  managedResponseHeadersPolicies,
} from "../../../../policy-pack/cloudfront/managedPolicies";
import { Account } from "../../account";
import { typeToken } from "../../resource";

/** The headers that a policy removes and adds. */
export interface ResponseHeadersPolicy {
  readonly remove: readonly string[];
  readonly add: readonly AddedHeader[];
  readonly cors?: Cors;
}

export interface Cors extends ManagedCors {
  /** In seconds. */
  readonly maxAge?: number;
}

const managed: ReadonlyMap<string, ResponseHeadersPolicy> = new Map(
  [...managedResponseHeadersPolicies].map(([id, policy]) => [id, { remove: [], ...policy }]),
);

/** The methods that `ALL` includes. */
const allMethods = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"];

/** Finds a managed policy, or one in the account. */
export function findResponseHeadersPolicy(account: Account, id: string): ResponseHeadersPolicy | undefined {
  const custom = account.get(responseHeadersPolicies, id);
  return managed.get(id) ?? (custom && read(custom.outputs));
}

interface Items<T> {
  readonly items?: readonly T[];
}

interface Override {
  readonly override: boolean;
}

interface SecurityHeaders {
  readonly contentSecurityPolicy?: Override & { readonly contentSecurityPolicy: string };
  readonly contentTypeOptions?: Override;
  readonly frameOptions?: Override & { readonly frameOption: string };
  readonly referrerPolicy?: Override & { readonly referrerPolicy: string };
  readonly strictTransportSecurity?: Override & {
    readonly accessControlMaxAgeSec: number;
    readonly includeSubdomains?: boolean;
    readonly preload?: boolean;
  };
  readonly xssProtection?: Override & {
    readonly protection: boolean;
    readonly modeBlock?: boolean;
    readonly reportUri?: string;
  };
}

interface ResponseHeadersPolicySettings {
  readonly corsConfig?: {
    readonly accessControlAllowCredentials: boolean;
    readonly accessControlAllowHeaders?: Items<string>;
    readonly accessControlAllowMethods?: Items<string>;
    readonly accessControlAllowOrigins?: Items<string>;
    readonly accessControlExposeHeaders?: Items<string>;
    readonly accessControlMaxAgeSec?: number;
    readonly originOverride: boolean;
  };
  readonly customHeadersConfig?: Items<Override & { readonly header: string; readonly value: string }>;
  readonly removeHeadersConfig?: Items<{ readonly header: string }>;
  readonly securityHeadersConfig?: SecurityHeaders;
}

export const responseHeadersPolicies = typeToken<ResponseHeadersPolicySettings>(
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
);

/** Reads an `aws.cloudfront.ResponseHeadersPolicy`. */
function read(settings: ResponseHeadersPolicySettings): ResponseHeadersPolicy {
  const { corsConfig, customHeadersConfig, removeHeadersConfig, securityHeadersConfig = {} } = settings;
  const custom = (customHeadersConfig?.items ?? []).map(({ header, value, override }) => ({
    name: header.toLowerCase(),
    value,
    override,
  }));
  return {
    remove: (removeHeadersConfig?.items ?? []).map(({ header }) => header.toLowerCase()),
    add: [...readSecurity(securityHeadersConfig), ...custom],
    ...(corsConfig === undefined ? {} : { cors: readCors(corsConfig) }),
  };
}

function readCors(cors: NonNullable<ResponseHeadersPolicySettings["corsConfig"]>): Cors {
  const items = (list: Items<string> | undefined) => list?.items ?? [];
  return {
    origins: items(cors.accessControlAllowOrigins),
    methods: items(cors.accessControlAllowMethods).flatMap((name) => (name === "ALL" ? allMethods : [name])),
    headers: items(cors.accessControlAllowHeaders),
    expose: items(cors.accessControlExposeHeaders),
    credentials: cors.accessControlAllowCredentials,
    ...(cors.accessControlMaxAgeSec === undefined ? {} : { maxAge: cors.accessControlMaxAgeSec }),
    override: cors.originOverride,
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicySecurityHeadersConfig.html */
function readSecurity(config: SecurityHeaders): AddedHeader[] {
  const { contentSecurityPolicy, contentTypeOptions, frameOptions, referrerPolicy } = config;
  const { strictTransportSecurity: transport, xssProtection: xss } = config;
  const all: (AddedHeader | undefined)[] = [
    contentSecurityPolicy && {
      name: "content-security-policy",
      value: contentSecurityPolicy.contentSecurityPolicy,
      override: contentSecurityPolicy.override,
    },
    contentTypeOptions && { name: "x-content-type-options", value: "nosniff", override: contentTypeOptions.override },
    frameOptions && { name: "x-frame-options", value: frameOptions.frameOption, override: frameOptions.override },
    referrerPolicy && {
      name: "referrer-policy",
      value: referrerPolicy.referrerPolicy,
      override: referrerPolicy.override,
    },
    transport && {
      name: "strict-transport-security",
      value: [
        `max-age=${transport.accessControlMaxAgeSec}`,
        ...(transport.includeSubdomains === true ? ["includeSubDomains"] : []),
        ...(transport.preload === true ? ["preload"] : []),
      ].join("; "),
      override: transport.override,
    },
    xss && {
      name: "x-xss-protection",
      value: [
        xss.protection ? "1" : "0",
        ...(xss.modeBlock === true ? ["mode=block"] : []),
        ...(xss.reportUri === undefined ? [] : [`report=${xss.reportUri}`]),
      ].join("; "),
      override: xss.override,
    },
  ];
  return all.filter((header) => header !== undefined);
}
