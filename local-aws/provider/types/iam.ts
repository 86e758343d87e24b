import { accountId } from "../../aws/account";
import { resourceType } from "../resourceType";
import { inUseError } from "./errors";
import { fixedTime } from "./ids";

interface RolePolicyAttachment {
  readonly role: string;
  readonly policyArn: string;
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
const hasPolicies = inUseError(
  ["aws:iam/rolePolicy:RolePolicy"],
  "DeleteConflict: Cannot delete entity, must delete policies first.",
);
const hasAttachments = inUseError(
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
  "DeleteConflict: Cannot delete entity, must detach all policies first.",
);

export const iamTypes = {
  "aws:iam/role:Role": resourceType<{ readonly name: string }>({
    namedBy: "name",
    immutable: ["name", "path"],
    id: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: ({ name }) => `EntityAlreadyExists: Role with name ${name} already exists.`,
    },
    deleteError: (stored, account) => hasPolicies(stored, account) ?? hasAttachments(stored, account),
    outputs: ({ name }, { token }) => ({
      arn: `arn:aws:iam::${accountId}:role/${name}`,
      createDate: fixedTime,
      uniqueId: `AROA${token(17).toUpperCase()}`,
    }),
  }),
  "aws:iam/rolePolicy:RolePolicy": resourceType<{ readonly name: string; readonly role: string }>({
    namedBy: "name",
    immutable: ["name", "role"],
    id: ({ role, name }) => `${role}:${name}`,
  }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": resourceType<RolePolicyAttachment>({
    immutable: ["policyArn", "role"],
    id: ({ role, policyArn }) => `${role}/${policyArn}`,
  }),
};
