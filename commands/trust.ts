import { Command } from "commander";
import { homedir } from "node:os";
import { join } from "node:path";
import { openAuthorities } from "../local-aws/edge/certificates";
import { shellLine } from "../local-aws/edge/curl";
import { localFolder } from "../repository";
import { printLine, run } from "./terminal";

const name = "multi-origin-local";

/** The command by which the browsers of this operating system trust a certificate file. */
function trustCommand(file: string): string {
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

const command = new Command("npm run trust --")
  .description(
    "Prints the command by which browsers on this machine trust the certificates of npm start. The certificate authority can " +
      "sign only names under localhost. In Firefox, import the file under Settings, Certificates, Authorities.",
  )
  .action(async () => {
    const { localhost } = await openAuthorities(join(localFolder, "ca"));
    printLine(trustCommand(localhost.certFile));
  });

void run(command, {
  0: "the command is printed",
  2: "the files of the certificate authority are damaged, or an option is invalid",
});
