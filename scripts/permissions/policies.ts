import { actionsByType, serviceLinkedRole } from "./actions";

/** What a preview needs: it looks up the hosted zone, and does not refresh. */
const previewActions = "route53:ListHostedZones route53:GetHostedZone route53:ListTagsForResource";

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** The names of the program's buckets, without the digits that Pulumi appends. */
const buckets = ["site-bucket", "front-logs-bucket"];

type Scope = Pick<Statement, "Sid" | "Resource" | "Condition">;

/** Actions that are limited to the stack's resources by name. The names of other resources are AWS's IDs. */
const scopes: readonly { readonly applies: (action: string) => boolean; readonly scope: Scope }[] = [
  {
    applies: (action) => action === "iam:PassRole",
    scope: {
      Sid: "PassRole",
      Resource: "arn:aws:iam::<account>:role/api-role-*",
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
  },
  {
    applies: (action) => action === serviceLinkedRole,
    scope: {
      Sid: "ServiceLinkedRoles",
      Resource: "arn:aws:iam::<account>:role/aws-service-role/*",
      Condition: {
        StringEquals: { "iam:AWSServiceName": ["ops.apigateway.amazonaws.com", "delivery.logs.amazonaws.com"] },
      },
    },
  },
  {
    applies: (action) => action.startsWith("iam:"),
    scope: { Sid: "Roles", Resource: "arn:aws:iam::<account>:role/api-role-*" },
  },
  {
    applies: (action) => action.startsWith("lambda:"),
    scope: { Sid: "Functions", Resource: "arn:aws:lambda:*:<account>:function:api-function-*" },
  },
  {
    applies: (action) => action.startsWith("s3:"),
    scope: {
      Sid: "Buckets",
      Resource: buckets.flatMap((name) => [`arn:aws:s3:::${name}-*`, `arn:aws:s3:::${name}-*/*`]),
    },
  },
];

const everywhere: Scope = { Sid: "Others", Resource: "*" };

function policyDocument(actions: readonly string[]): PolicyDocument {
  const unique = [...new Set(actions)].sort();
  const scopeOf = (action: string): Scope => scopes.find(({ applies }) => applies(action))?.scope ?? everywhere;
  const statements = [...scopes.map(({ scope }) => scope), everywhere].map(({ Sid, ...scope }) => ({
    Sid,
    Effect: "Allow" as const,
    Action: unique.filter((action) => scopeOf(action).Sid === Sid),
    ...scope,
  }));
  return { Version: "2012-10-17", Statement: statements.filter(({ Action }) => Action.length > 0) };
}

const words = (list: string): string[] => list.split(" ").filter((word) => word !== "");
const all = Object.values(actionsByType);

/** The roles in docs/ci.md. */
export type RoleName = "preview" | "drift" | "deploy";

export const policies: Readonly<Record<RoleName, PolicyDocument>> = {
  preview: policyDocument(words(previewActions)),
  drift: policyDocument([...words(previewActions), ...all.flatMap(({ read }) => words(read))]),
  deploy: policyDocument([
    ...words(previewActions),
    ...all.flatMap(({ read, write }) => [...words(read), ...words(write)]),
  ]),
};
