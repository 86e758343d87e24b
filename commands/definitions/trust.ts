import { Command } from "commander";
import { homedir } from "node:os";
import { join } from "node:path";
import { openAuthorities } from "../../local-aws/edge/certificates";
import { shellLine } from "../../local-aws/edge/curl";
import { printLine, Runnable } from "../terminal";

const name = "multi-origin-local";

/**
 * @param usage what the user types before the command's options
 * @param start how the user starts the program
 * @param stateFolder the folder of the state; it may throw
 */
export function trustCommand(usage: string, start: string, stateFolder: () => string): Runnable {
  const command = new Command(usage)
    .description(
      `Prints the command by which browsers on this machine trust the certificates of ${start}. The certificate ` +
        "authority can sign only names under localhost. In Firefox, import the file under Settings, Certificates, Authorities.",
    )
    .action(async () => {
      const { localhost } = await openAuthorities(join(stateFolder(), "ca"));
      printLine(commandLine(localhost.certFile));
    });
  return {
    command,
    exitCodes: {
      0: "the command is printed",
      2: "the files of the certificate authority are damaged, or an option is invalid",
    },
  };
}

/** The command by which the browsers of this operating system trust a certificate file. */
function commandLine(file: string): string {
  if (process.platform === "win32") {
    return `certutil -user -addstore Root "${file}"`;
  }
  if (process.platform === "darwin") {
    const keychain = join(homedir(), "Library", "Keychains", "login.keychain-db");
    return shellLine(["security", "add-trusted-cert", "-r", "trustRoot", "-k", keychain, file]);
  }
  // Chrome and Chromium on Linux; the program is in the package libnss3-tools of Debian.
  const database = `sql:${join(homedir(), ".pki", "nssdb")}`;
  return shellLine(["certutil", "-d", database, "-A", "-t", "C,,", "-n", name, "-i", file]);
}
