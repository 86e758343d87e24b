import { Signature } from "../signature";
import { apiGatewaySignatures } from "./apiGateway";
import { cloudFrontSignatures } from "./cloudFront";
import { edgeFunctionSignatures } from "./edgeFunctions";
import { lambdaUrlSignatures } from "./lambdaUrl";
import { s3Signatures } from "./s3";
import { successSignatures } from "./success";
import { webSocketSignatures } from "./webSocket";

/** The first signature that matches a response describes it. */
export const signatures: readonly Signature[] = [
  ...successSignatures,
  ...edgeFunctionSignatures,
  ...cloudFrontSignatures,
  // Before those of API Gateway, whose messages are similar.
  ...lambdaUrlSignatures,
  ...webSocketSignatures,
  ...apiGatewaySignatures,
  ...s3Signatures,
];
