import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./adapter/policies";
import { rules } from "./rules";

// `PolicyPack` reads its version from the working directory. If the engine starts this file, that is the program's folder.
process.chdir(__dirname);

new PolicyPack("multi-origin", {
  description: "Rejects CloudFront cache behaviors whose requests an API Gateway or S3 origin rejects",
  policies: policiesOf(rules),
});
