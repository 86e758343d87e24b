// Makes Node.js load the TypeScript of a program that consists of ES modules, for `node --import`. As transpiler.cjs, it does
// not check types.
import { register } from "node:module";

register("./esModuleHooks.mjs", import.meta.url);
