import { localFolder } from "../repository";
import { trustCommand } from "./definitions/trust";
import { run } from "./terminal";

const { command, exitCodes } = trustCommand("npm run trust --", "npm start", () => localFolder);

void run(command, exitCodes);
