/* eslint no-unused-vars: off -- CloudFront calls the handler */

const name = "{{name}}";
const redirectNames = "{{redirectNames}}";

// Viewer request: redirects other hostnames to the distribution's name. The query string stays as the viewer wrote it:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html
function handler(event) {
  const request = event.request;
  if (redirectNames.indexOf(request.headers.host.value.toLowerCase()) === -1) {
    return request;
  }
  const query = request.rawQueryString();
  const location = "https://" + name + request.uri + (query ? "?" + query : "");
  // Status 308 preserves the method. Without cache-control, browsers would keep the redirect for an unlimited time.
  const isRead = request.method === "GET" || request.method === "HEAD";
  return {
    statusCode: isRead ? 301 : 308,
    statusDescription: isRead ? "Moved Permanently" : "Permanent Redirect",
    headers: { location: { value: location }, "cache-control": { value: "max-age=3600" } },
  };
}
