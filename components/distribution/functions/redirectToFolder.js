/* eslint no-unused-vars: off -- called by the handler that is deployed with this file */

// The location includes the host: a path that begins with two slashes would redirect to another host. The redirect is
// temporary, because a file with that name may be added later.
function redirectToFolder(request) {
  const location = "https://" + request.headers.host.value + request.uri + "/" + queryString(request.querystring);
  return { statusCode: 302, statusDescription: "Found", headers: { location: { value: location } } };
}

// Names and values keep the viewer's encoding.
function queryString(parameters) {
  const pairs = [];
  Object.keys(parameters).forEach((name) => {
    const parameter = parameters[name];
    (parameter.multiValue || [parameter]).forEach((each) => {
      pairs.push(each.value === "" ? name : name + "=" + each.value);
    });
  });
  return pairs.length === 0 ? "" : "?" + pairs.join("&");
}
