import { Problem } from "../../problems";
import { MultiOriginDistributionArgs } from "../args";
import { checkShape } from "./argsShape";
import { checkBehavior } from "./behavior";
import { checkDomain } from "./domain";
import { checkLimits } from "./limits";
import { checkOrigins } from "./origins";
import { checkPaths } from "./paths";
import { readableParts } from "./readable";
import { checkSettings } from "./settings";
import { isObject } from "./shape";

/** Every problem at once; never throws, whatever it is given. */
export function checkArgs(args: MultiOriginDistributionArgs, path: string): Problem[] {
  const { wrongTypes, unknownNames } = checkShape(args, path);
  if (!isObject(args)) {
    return wrongTypes;
  }
  const readable = readableParts(args, path, wrongTypes);
  return [
    ...wrongTypes,
    ...unknownNames,
    ...readable.behaviors.flatMap(checkBehavior),
    ...checkPaths(readable),
    ...checkOrigins(readable),
    ...checkDomain(readable.settings),
    ...checkSettings(readable.settings),
    ...checkLimits(readable),
  ];
}
