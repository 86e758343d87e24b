import { explainCommand } from "./definitions/explain";
import { npmScripts } from "./npmScripts";
import { runFor } from "./entrance";

void runFor(npmScripts, explainCommand);
