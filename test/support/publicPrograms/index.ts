import { publicCdk } from "./cdk";
import { publicCdkOrigins } from "./cdkOrigins";
import { PublicProgram } from "./parts";
import { publicServers } from "./servers";
import { publicSites } from "./sites";
import { publicTerraform } from "./terraform";

/** Programs that others published, correct ones and broken ones. */
export const publicPrograms: readonly PublicProgram[] = [
  ...publicTerraform,
  ...publicSites,
  ...publicServers,
  ...publicCdkOrigins,
  ...publicCdk,
];
