import { adoptCommand } from "./definitions/adopt";
import { npmScripts } from "./npmScripts";
import { runFor } from "./entrance";

void runFor(npmScripts, adoptCommand);
