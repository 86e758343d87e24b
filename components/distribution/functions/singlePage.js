/* eslint no-unused-vars: off -- CloudFront calls the handler */

// Viewer request: serves the application's page for paths whose last segment has no dot.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (lastSegment.indexOf(".") === -1) {
    request.uri = "/index.html";
  }
  return request;
}
