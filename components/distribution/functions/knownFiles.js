import cf from "cloudfront";
/* eslint no-unused-vars: off -- CloudFront calls the handler, and its runtime requires a name after catch */
/* global redirectToFolder -- defined in redirectToFolder.js, which is deployed with this file */

const files = cf.kvs();
const routing = "{{routing}}";
const notFoundPage = "{{notFoundPage}}";
// The longest key of a store in bytes.
const longestKey = 512;

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
    // S3 reads a plus sign in a path as a space.
    request.uri = request.uri.replace(/\+/g, "%2B");
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
  return key === "" || byteLength(key) > longestKey ? false : files.exists(key);
}

function byteLength(key) {
  return encodeURIComponent(key).replace(/%../g, "%").length;
}

// Decodes the viewer's encoding. A path that cannot be decoded matches no file.
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    return "";
  }
}
