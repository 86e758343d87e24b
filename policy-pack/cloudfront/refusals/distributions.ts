import { accessControlRefusals } from "./accessControls";
import { aliasRefusals } from "./aliases";
import { certificateRefusals, DistributionSubject } from "./certificates";
import { loggingRefusals } from "./logging";
import { originRefusals } from "./origins";
import { pageRefusals } from "./pages";
import { Refusal } from "./refusal";
import { webAclRefusals } from "./webAcls";

/** Distributions that the CloudFront API rejects. */
export const distributionRefusals: readonly Refusal<DistributionSubject>[] = [
  ...aliasRefusals,
  ...certificateRefusals,
  ...webAclRefusals,
  ...loggingRefusals,
  ...accessControlRefusals,
  ...originRefusals,
  ...pageRefusals,
];
