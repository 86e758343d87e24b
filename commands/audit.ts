import { auditCommand } from "./definitions/audit";
import { npmScripts } from "./npmScripts";
import { runFor } from "./entrance";

void runFor(npmScripts, auditCommand);
