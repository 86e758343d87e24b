import type { IncomingMessage, ServerResponse } from "node:http";
import { answer, FrontEnd } from "../frontEnd";

const text = "A load balancer of the local AWS: a model, which answers any Host and any path with this text.\n";

/**
 * An Application Load Balancer: it answers whatever Host it is asked for. Its listeners, rules and targets are not
 * modelled: it listens on every port, and shows a certificate for the server name asked for, where a real one has only
 * the certificates of its listener. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
export class LoadBalancer implements FrontEnd {
  listensOn(): boolean {
    return true;
  }

  certificateNames(serverName: string): readonly string[] {
    return [serverName];
  }

  handle(_: IncomingMessage, response: ServerResponse): Promise<void> {
    answer(response, 200, { "content-type": "text/plain" }, text);
    return Promise.resolve();
  }
}
