import type { IncomingMessage, ServerResponse } from "node:http";
import { FrontEnd, respond } from "../frontEnd";

const body = "The local AWS's load balancer: it sends this response for every host and path.\n";

/**
 * An Application Load Balancer, which accepts any Host. Its listeners, rules and targets are not modeled: it listens on
 * every port and has a certificate for every server name. A real one has only the certificates of its listener. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
export class LoadBalancer implements FrontEnd {
  listensOn(): boolean {
    return true;
  }

  certificateNames(serverName: string): readonly string[] {
    return [serverName];
  }

  handle(_: IncomingMessage, response: ServerResponse): undefined {
    respond(response, 200, { "content-type": "text/plain" }, body);
    return undefined;
  }
}
