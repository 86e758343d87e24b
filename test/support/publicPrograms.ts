import { publicCdk } from "./publicCdk";
import { publicCdkOrigins } from "./publicCdkOrigins";
import { PublicProgram } from "./publicParts";
import { publicServers } from "./publicServers";
import { publicSites } from "./publicSites";
import { publicTerraform } from "./publicTerraform";

/** Programs that others published, correct ones and broken ones. */
export const publicPrograms: readonly PublicProgram[] = [
  ...publicTerraform,
  ...publicSites,
  ...publicServers,
  ...publicCdkOrigins,
  ...publicCdk,
];
