/* eslint no-unused-vars: off -- CloudFront calls the handler */

// Viewer request: serves the application's page for paths whose last segment has no dot.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  // S3 reads a plus sign in a path as a space.
  request.uri = lastSegment.indexOf(".") === -1 ? "/index.html" : request.uri.replace(/\+/g, "%2B");
  return request;
}
