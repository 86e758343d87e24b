/* eslint no-unused-vars: off -- CloudFront calls the handler */

// Viewer response: S3 answers the 404 page with 200, and with the metadata `status: 404` of its object.
function handler(event) {
  const response = event.response;
  const status = response.headers["x-amz-meta-status"];
  if (status !== undefined && status.value === "404" && response.statusCode < 300) {
    response.statusCode = 404;
    response.statusDescription = "Not Found";
  }
  return response;
}
