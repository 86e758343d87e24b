import { PolicyPack } from "@pulumi/policy";
import { join } from "node:path";
import { policiesOf } from "./adapter/policies";
import { rules } from "./rules";

// `PolicyPack` reads its version from the working directory. If the engine starts this file, that is the program's folder.
process.chdir(join(__dirname, ".."));

new PolicyPack("multi-origin", {
  description: "Rejects CloudFront cache behaviors whose requests an API Gateway or S3 origin rejects",
  policies: policiesOf(rules),
});
