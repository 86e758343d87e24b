/* eslint no-unused-vars: off -- CloudFront calls the handler */
/* global redirectToFolder -- defined in redirectToFolder.js, which is deployed with this file */

// Viewer request: serves a folder's index page at the folder's path with a trailing slash.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (lastSegment !== "" && lastSegment.indexOf(".") === -1) {
    return redirectToFolder(request);
  }
  // S3 reads a plus sign in a path as a space.
  request.uri = request.uri.replace(/\+/g, "%2B") + (lastSegment === "" ? "index.html" : "");
  return request;
}
