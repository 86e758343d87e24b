import { Signature } from "../signature";
import { ofApiGateway } from "./apiGateway";
import { ofCloudFront } from "./cloudFront";
import { ofLambdaUrl, ofS3 } from "./services";
import { ofWellLooking } from "./wellLooking";

/** The first that fits is the answer's. */
export const signatures: readonly Signature[] = [
  ...ofWellLooking,
  ...ofCloudFront,
  ...ofApiGateway,
  ...ofLambdaUrl,
  ...ofS3,
];
