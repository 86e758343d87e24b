/* eslint no-unused-vars: off -- called by the handler that is deployed with this file */

// The location includes the host: a path that begins with two slashes would redirect to another host. The redirect is
// temporary, because a file with that name may be added later. The query string stays as the viewer wrote it:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html
function redirectToFolder(request) {
  const query = request.rawQueryString();
  const location = "https://" + request.headers.host.value + request.uri + "/" + (query ? "?" + query : "");
  return { statusCode: 302, statusDescription: "Found", headers: { location: { value: location } } };
}
