import { color, print, say } from "../engineTerminal";
import { openSession, policyPack } from "../../local-aws/engine/session";

export async function preview(stackName: string): Promise<void> {
  const session = await openSession({ stackName, command: "npm run preview", say });
  try {
    await session.stack.preview({ policyPacks: [policyPack], onOutput: print, color });
  } finally {
    session.close();
  }
}
