import { problem, Problem } from "../../problems";
import { ApiBehavior, byOriginKind } from "../behavior";
import { Readable } from "./readable";

// CloudFront sends the headers of the handshake only if the settings list them:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.websockets.html
const handshakeHeaders = ["Sec-WebSocket-Key", "Sec-WebSocket-Version"];

export function checkWebSockets({ behaviors }: Readable): Problem[] {
  return behaviors.flatMap(({ value, path }) =>
    byOriginKind(value, {
      "api-gateway": (api) =>
        api.origin.webSocketPath === undefined ? [] : checkWebSocket(api, api.origin.webSocketPath, path),
      s3: () => [],
      custom: () => [],
    }),
  );
}

function checkWebSocket(behavior: ApiBehavior, webSocketPath: string, path: string): Problem[] {
  const { origin, stripPrefix, cache, failover, forwardHeaders } = behavior;
  const fix = "remove it: the route has a WebSocket API";
  const excluded = Object.entries({
    "origin.originPath": origin.originPath,
    "origin.streaming": origin.streaming,
    stripPrefix,
    cache,
    failover,
  });
  return [
    ...(/^\/[^?#\s]*$/.test(webSocketPath)
      ? []
      : [problem(`${path}.origin.webSocketPath`, webSocketPath, 'use a path such as "/live", or "/"')]),
    ...excluded.flatMap(([name, value]) => (value === undefined ? [] : [problem(`${path}.${name}`, value, fix)])),
    ...missingHeaders(forwardHeaders).map((name) =>
      problem(`${path}.forwardHeaders`, forwardHeaders, `add ${name}, which the handshake of a WebSocket needs`),
    ),
  ];
}

function missingHeaders(forwardHeaders: readonly string[] | undefined): string[] {
  const listed = forwardHeaders?.map((name) => name.toLowerCase());
  return handshakeHeaders.filter((name) => listed?.includes(name.toLowerCase()) === false);
}
