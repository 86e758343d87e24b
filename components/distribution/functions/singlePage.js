/* eslint no-unused-vars: off -- CloudFront calls the handler */

// Viewer request: a path whose last segment has no dot is a view of the application, which is one page.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (lastSegment.indexOf(".") === -1) {
    request.uri = "/index.html";
  }
  return request;
}
