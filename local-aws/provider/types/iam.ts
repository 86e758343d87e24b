import { accountId } from "../../aws/account";
import { resourceType } from "../resourceType";
import { inUseError } from "./errors";
import { fixedTime } from "./ids";

export const iamTypes = {
  "aws:iam/role:Role": resourceType<{ readonly name: string }>({
    namedBy: "name",
    immutable: ["name", "path"],
    id: ({ name }) => name,
    unique: {
      by: ({ name }) => name,
      error: ({ name }) => `EntityAlreadyExists: Role with name ${name} already exists.`,
    },
    deleteError: inUseError(
      ["aws:iam/rolePolicy:RolePolicy"],
      "DeleteConflict: Cannot delete entity, must delete policies first.",
    ),
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
};
