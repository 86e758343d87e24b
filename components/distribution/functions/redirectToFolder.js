/* eslint no-unused-vars: off -- called by the handler that is sent with it */

// With the host, since a path that begins with two slashes would be a location at another one. Not permanent, since a
// file of that name may come.
function redirectToFolder(request) {
  const location = "https://" + request.headers.host.value + request.uri + "/" + queryString(request.querystring);
  return { statusCode: 302, statusDescription: "Found", headers: { location: { value: location } } };
}

// Names and values are as the viewer encoded them.
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
