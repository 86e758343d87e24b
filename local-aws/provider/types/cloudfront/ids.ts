import { accountId } from "../../../aws/account";
import { awsDistribution } from "../../../aws/cloudfront/readers/aws";
import { multitenantDistribution } from "../../../aws/cloudfront/readers/multitenant";
import { nativeDistribution } from "../../../aws/cloudfront/readers/native";
import { Planned } from "../../resourceType";

export const distributions = [awsDistribution, multitenantDistribution, nativeDistribution];

export const arn = (path: string): string => `arn:aws:cloudfront::${accountId}:${path}`;

export const distributionId = (_: unknown, { token }: Planned): string => `E${token(13).toUpperCase()}`;

export const etag = ({ token }: Planned): string => `E${token(13, "etag").toUpperCase()}`;
