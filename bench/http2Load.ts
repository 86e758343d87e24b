import { once } from "node:events";
import { connect, IncomingHttpHeaders, IncomingHttpStatusHeader } from "node:http2";
import { connect as connectTls } from "node:tls";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

export interface Http2Load {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly connections: number;
  /** Requests at a time on each connection. */
  readonly streams: number;
  readonly seconds: number;
}

export interface Http2Result {
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
  readonly failed: number;
}

/** Sends requests over HTTP/2 from another thread. Each stream's next request follows its response. */
export function sendOverHttp2(load: Http2Load): Promise<Http2Result> {
  return new Promise((resolve, reject) => {
    new Worker(__filename, { workerData: load }).once("message", resolve).once("error", reject);
  });
}

async function run({ port, host, path, connections, streams, seconds }: Http2Load): Promise<Http2Result> {
  const latencies: number[] = [];
  let failed = 0;
  const end = performance.now() + seconds * 1000;
  const sessions = Array.from({ length: connections }, () =>
    connect(`https://${host}`, {
      createConnection: () =>
        connectTls({ host: "127.0.0.1", port, servername: host, rejectUnauthorized: false, ALPNProtocols: ["h2"] }),
    }),
  );
  const stream = async (session: (typeof sessions)[number]): Promise<void> => {
    for (let since = performance.now(); since < end; since = performance.now()) {
      const request = session.request({ ":path": path });
      const [headers] = (await once(request, "response")) as [IncomingHttpHeaders & IncomingHttpStatusHeader];
      request.resume();
      await once(request, "end");
      failed += headers[":status"] === 200 ? 0 : 1;
      latencies.push(performance.now() - since);
    }
  };
  await Promise.all(sessions.flatMap((session) => Array.from({ length: streams }, () => stream(session))));
  for (const session of sessions) {
    session.close();
  }
  return { latencies, failed };
}

if (!isMainThread) {
  void run(workerData as Http2Load).then((result) => parentPort?.postMessage(result));
}
