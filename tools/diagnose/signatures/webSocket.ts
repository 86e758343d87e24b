import { guide, Signature } from "../signature";

const call = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api.html";

/** Responses of WebSocket APIs. */
export const webSocketSignatures: readonly Signature[] = [
  {
    layer: "API Gateway",
    meaning: "the WebSocket is open",
    status: [101],
    condition: { isMet: (_, service) => service === "api-gateway", evidence: "the origin is API Gateway" },
    causes: [],
    url: call,
  },
  {
    layer: "API Gateway",
    meaning: "a WebSocket API accepts only the handshake of a WebSocket",
    status: [426],
    condition: { isMet: (_, service) => service === "api-gateway", evidence: "the origin is API Gateway" },
    causes: [{ cause: "the request is not a handshake", fix: "Use a URL that begins with wss://.", isProven: true }],
    url: call,
  },
  {
    layer: "API Gateway",
    meaning: "the handshake of the WebSocket is not valid",
    status: [400],
    condition: {
      isMet: ({ request }, service) => request.opensWebSocket === true && service === "api-gateway",
      evidence: "the request opens a WebSocket",
    },
    causes: [
      {
        cause: "the behavior does not forward Sec-WebSocket-Key and Sec-WebSocket-Version",
        fix: "Attach the origin request policy AllViewerExceptHostHeader, or add both headers to the policy's list.",
      },
    ],
    url: `${guide}/distribution-working-with.websockets.html`,
  },
];
