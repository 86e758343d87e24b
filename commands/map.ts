import { mapCommand } from "./definitions/map";
import { npmScripts } from "./npmScripts";
import { runFor } from "./entrance";

void runFor(npmScripts, mapCommand);
