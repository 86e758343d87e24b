import { Signature } from "../signature";
import { apiGatewaySignatures } from "./apiGateway";
import { cloudFrontSignatures } from "./cloudFront";
import { edgeFunctionSignatures } from "./edgeFunctions";
import { lambdaUrlSignatures, s3Signatures } from "./services";
import { successSignatures } from "./success";

/** The first signature that matches a response describes it. */
export const signatures: readonly Signature[] = [
  ...successSignatures,
  ...edgeFunctionSignatures,
  ...cloudFrontSignatures,
  ...apiGatewaySignatures,
  ...lambdaUrlSignatures,
  ...s3Signatures,
];
