/* eslint no-unused-vars: off -- CloudFront calls the handler */

// Viewer request: a WebSocket API accepts only the path of its stage.
function handler(event) {
  event.request.uri = "{{webSocketPath}}";
  return event.request;
}
