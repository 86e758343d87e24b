/* eslint no-unused-vars: off -- CloudFront calls the handler */
/* global redirectToFolder -- of the file beside this one, sent with it */

// Viewer request: a folder is answered with its index page, under its path with a trailing slash.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (lastSegment === "") {
    request.uri += "index.html";
    return request;
  }
  return lastSegment.indexOf(".") === -1 ? redirectToFolder(request) : request;
}
