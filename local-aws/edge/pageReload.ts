import { randomUUID } from "node:crypto";
import { Request, respond, Response } from "./frontEnd";

/** Paths under this prefix belong to the local edge. CloudFront has none of them. */
const prefix = "/.local-aws/";
const events = `${prefix}events`;
const script = `${prefix}reload.js`;

/** What an HTML page gets at its end. A Content-Security-Policy with `script-src 'self'` allows it. */
export const reloadTag = `<script src="${script}"></script>`;

/** The page reloads if the edge asks for it, and if another edge responds after a restart. */
const scriptText = `let edge;
new EventSource(${JSON.stringify(events)}).onmessage = ({ data }) => {
  if (edge === undefined) edge = data;
  else location.reload();
};
`;

/** Reloads the pages that browsers show, by an event stream. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class PageReload {
  private readonly id = randomUUID();
  private readonly pages = new Set<Response>();

  /** @returns whether the request is for the script or the event stream. */
  handle(request: Request, response: Response): boolean {
    if (request.url === script) {
      respond(response, 200, { "content-type": "text/javascript", "cache-control": "no-store" }, scriptText);
    } else if (request.url === events) {
      this.connect(response);
    } else {
      return false;
    }
    return true;
  }

  reload(): void {
    for (const page of this.pages) {
      page.write("data: reload\n\n");
    }
  }

  private connect(response: Response): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(`data: ${this.id}\n\n`);
    this.pages.add(response);
    response.on("close", () => this.pages.delete(response));
  }
}
