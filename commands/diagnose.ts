import { diagnoseCommand } from "./definitions/diagnose";
import { npmScripts } from "./npmScripts";
import { runFor } from "./entrance";

void runFor(npmScripts, diagnoseCommand);
