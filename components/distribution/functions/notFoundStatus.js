/* eslint no-unused-vars: off -- CloudFront calls the handler */

// Viewer response: S3 returns the 404 page with status 200 and with the object's metadata `status: 404`.
function handler(event) {
  const response = event.response;
  const status = response.headers["x-amz-meta-status"];
  if (status !== undefined && status.value === "404" && response.statusCode < 300) {
    response.statusCode = 404;
    response.statusDescription = "Not Found";
  }
  return response;
}
