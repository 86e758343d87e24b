import { apiTypes } from "../apigateway/resources";
import { originTypes } from "../apigateway/endpointByDependencies";
import { accessControlTypes } from "../cloudfront/accessControls";
import { functionTypes } from "../cloudfront/edgeChanges";
import { distributionTypes } from "../cloudfront/readers/distribution";
import { certificateTypes } from "../cloudfront/refusals/certificates";
import { ownershipTypes } from "../cloudfront/refusals/logging";
import { keyValueStoreTypes } from "../cloudfront/refusals/names";
import { webAclType } from "../cloudfront/refusals/webAcls";
import { cachePolicyReaders, originRequestPolicyReaders } from "../cloudfront/readers/policies";
import { tenantTypes } from "../cloudfront/readers/tenants";
import { functionUrlTypes, lambdaFunctionTypes } from "../lambda/functionUrls";
import { permissionTypes } from "../lambda/permissions";
import { recordType } from "../program/dnsRecords";
import { bucketTypes } from "../s3/buckets";

/** The types of all resources that rules read: those of the readers. */
export const resourceTypes: ReadonlySet<string> = new Set([
  ...distributionTypes,
  ...cachePolicyReaders.keys(),
  ...originRequestPolicyReaders.keys(),
  ...functionTypes,
  ...apiTypes,
  ...originTypes,
  ...certificateTypes,
  ...bucketTypes,
  ...ownershipTypes,
  ...keyValueStoreTypes,
  webAclType,
  recordType,
  ...accessControlTypes,
  ...tenantTypes,
  ...functionUrlTypes,
  ...lambdaFunctionTypes,
  ...permissionTypes,
]);
