import { spawn } from "node:child_process";
import { printLine } from "../terminal";

interface Key {
  readonly key: string;
  readonly does: string;
  readonly run: () => void;
}

const ctrlC = "\u0003";

/** Runs a function for each key that is pressed on a terminal. @returns a function that ends it */
export function useKeys(keys: readonly Key[]): () => void {
  const { stdin } = process;
  if (!stdin.isTTY || !process.stdout.isTTY) {
    return () => undefined;
  }
  printLine(`Keys: ${keys.map(({ key, does }) => `${key} ${does}`).join(", ")}.`);
  const onData = (data: Buffer): void => {
    const pressed = data.toString();
    if (pressed === ctrlC) {
      // In raw mode the terminal sends no signal.
      process.kill(process.pid, "SIGINT");
    }
    keys.find(({ key }) => key === pressed)?.run();
  };
  stdin.setRawMode(true).on("data", onData).resume();
  return () => {
    stdin.off("data", onData).setRawMode(false).pause();
  };
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

export function openInBrowser(url: string): void {
  const [command, ...words] = openers[process.platform] ?? ["xdg-open"];
  spawn(command, [...words, url], { stdio: "ignore", detached: true })
    .on("error", () => {
      printLine(`Cannot open a browser with ${command}. Open ${url}`);
    })
    .unref();
}
