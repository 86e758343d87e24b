/* eslint no-unused-vars: off -- CloudFront calls the handler */

const prefix = "{{stripPrefix}}";

// Viewer request: removes the prefix from the path. A path can match a pattern without it, because CloudFront normalizes the
// path only for the match: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
function handler(event) {
  const request = event.request;
  if (request.uri === prefix || request.uri.startsWith(prefix + "/")) {
    request.uri = request.uri.slice(prefix.length) || "/";
  }
  return request;
}
