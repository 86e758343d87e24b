import cf from "cloudfront";
/* eslint no-unused-vars: off -- CloudFront calls the handler, and its runtime requires a name after catch */
/* global redirectToFolder -- defined in redirectToFolder.js, which is deployed with this file */

const files = cf.kvs();
const routing = "{{routing}}";
const notFoundPage = "{{notFoundPage}}";

// Viewer request: serves the 404 page for paths without a matching file. The store has the keys of the site's files.
async function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (uri.endsWith("/") && (uri === "/" || routing === "directory-index")) {
    request.uri = uri + "index.html";
  } else if (routing === "spa" && uri.slice(uri.lastIndexOf("/") + 1).indexOf(".") === -1) {
    request.uri = "/index.html";
  }
  if (await isFile(request.uri)) {
    return request;
  }
  if (routing === "directory-index" && (await isFile(uri + "/index.html"))) {
    return redirectToFolder(request);
  }
  request.uri = notFoundPage;
  return request;
}

function isFile(uri) {
  const key = decode(uri.slice(1));
  return key === "" ? false : files.exists(key);
}

// Decodes the viewer's encoding. A path that cannot be decoded matches no file.
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    return "";
  }
}
