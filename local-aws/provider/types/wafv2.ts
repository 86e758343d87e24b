import { accountId } from "../../aws/account";
import { awsDistributions } from "../../aws/cloudfront/distribution";
import { nativeDistributions } from "../../aws/cloudfront/readers/native";
import { resourceType } from "../resourceType";
import { inUseError } from "./errors";
import { uuid } from "./ids";

interface WebAclInputs {
  readonly name: string;
  readonly scope: "CLOUDFRONT" | "REGIONAL";
}

export const wafv2Types = {
  "aws:wafv2/webAcl:WebAcl": resourceType<WebAclInputs>({
    namedBy: "name",
    immutable: ["name", "scope"],
    id: (_, planned) => uuid(planned),
    outputs: ({ name, scope }, { id, region, token }) => ({
      arn: `arn:aws:wafv2:${region}:${accountId}:${scope === "CLOUDFRONT" ? "global" : "regional"}/webacl/${name}/${id}`,
      applicationIntegrationUrl: "",
      capacity: 1,
      lockToken: token(32, "lock"),
    }),
    importId: ({ name, scope }, id) => `${id}/${name}/${scope}`,
    unique: {
      by: ({ name, scope }) => `${scope} ${name}`,
      error: () =>
        "WAFDuplicateItemException: AWS WAF couldn’t perform the operation because some resource in your request is a duplicate of an existing one.",
    },
    deleteError: inUseError(
      [awsDistributions, nativeDistributions],
      "WAFAssociatedItemException: AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource.",
    ),
    // https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
    inputError: ({ scope }, { region }) =>
      scope === "CLOUDFRONT" && region !== "us-east-1"
        ? "WAFInvalidParameterException: Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT"
        : undefined,
  }),
};
