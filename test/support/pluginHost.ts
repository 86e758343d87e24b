import * as proto from "@pulumi/pulumi/proto/language_pb";
import { execFile } from "node:child_process";
import { serveNodeHost } from "../../local-aws/engine/nodeHost";
import type { LoopbackServer } from "../../local-aws/provider/grpc";

/** Serves the language host for Node.js, which also installs the dependencies of a plugin's folder. */
export function servePluginHost(): Promise<LoopbackServer> {
  return serveNodeHost({
    others: {
      installDependencies: (call) => {
        const cwd = call.request.getInfo()?.getProgramDirectory();
        execFile("npm", ["install", "--loglevel=error"], { cwd }, (error, stdout, stderr) => {
          call.write(new proto.InstallDependenciesResponse().setStderr(Buffer.from(stdout + stderr)));
          if (error === null) {
            call.end();
          } else {
            call.destroy(error);
          }
        });
      },
    },
  });
}
