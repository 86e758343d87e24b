import { accountId } from "../../../aws/account";
import { awsDistributions } from "../../../aws/cloudfront/distribution";
import { multitenantDistributions } from "../../../aws/cloudfront/readers/multitenant";
import { nativeDistributions } from "../../../aws/cloudfront/readers/native";
import { Planned } from "../../resourceType";

export const distributions: readonly string[] = [awsDistributions, multitenantDistributions, nativeDistributions];

export const arn = (path: string): string => `arn:aws:cloudfront::${accountId}:${path}`;

export const distributionId = (_: unknown, { token }: Planned): string => `E${token(13).toUpperCase()}`;

export const etag = ({ token }: Planned): string => `E${token(13, "etag").toUpperCase()}`;
