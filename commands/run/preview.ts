import { color, print, say } from "../engineTerminal";
import { openSession } from "../../local-aws/engine/session";
import { policyPack, project } from "../../repository";

export async function preview(stackName: string): Promise<void> {
  const session = await openSession({ project, stackName, command: "npm run preview", log: say });
  try {
    await session.stack.preview({ policyPacks: [policyPack], onOutput: print, color });
  } finally {
    session.close();
  }
}
