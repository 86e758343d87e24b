import { PolicyPack } from "@pulumi/policy";
import { join } from "node:path";
import { policiesOf } from "./adapter/policies";
import { rules } from "./rules";

// `PolicyPack` reads its version from the working directory, which is the program's where the engine starts this file.
process.chdir(join(__dirname, ".."));

new PolicyPack("multi-origin", {
  description: "Rejects CloudFront cache behaviors that an API Gateway or S3 origin would answer with an error",
  policies: policiesOf(rules),
});
