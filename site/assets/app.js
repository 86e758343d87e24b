// What `npm run explain` prints for this distribution; `npm run docs` writes the routes.
const routes = {
  requests: {
    "/api/hello": {
      behavior: 'cache behavior "/api/*"',
      cache: "not cached, by CachingDisabled",
      origin: "API Gateway, HTTP API api-http at its default endpoint",
      host: "the origin's hostname: no setting forwards the viewer's Host",
    },
    "/assets/style.css": {
      behavior: "default cache behavior",
      cache: "cached by CachingOptimized",
      origin: "S3, bucket site-bucket",
      host: "the origin's hostname: no setting forwards the viewer's Host",
    },
    "/missing": {
      behavior: "default cache behavior",
      cache: "cached by CachingOptimized",
      origin: "S3, bucket site-bucket",
      host: "the origin's hostname: no setting forwards the viewer's Host",
    },
    "/about": {
      behavior: "default cache behavior",
      cache: "cached by CachingOptimized",
      origin: "S3, bucket site-bucket",
      host: "the origin's hostname: no setting forwards the viewer's Host",
    },
  },
  sides: {
    fixed: {
      "Cache behavior": 'cache behavior "/api/*"',
      "Host sent": "the origin's hostname: no setting forwards the viewer's Host",
      "Policy pack": "no violation",
      "API Gateway returns": "200",
    },
    trapped: {
      "Cache behavior": 'cache behavior "/api/*"',
      "Host sent": "the viewer's hostname: origin request policy AllViewer forwards all viewer headers",
      "Policy pack": "mandatory: api-gateway-origin-host-header",
      "API Gateway returns": "403",
    },
  },
}; // end of the routes

const element = (id) => document.getElementById(id);
const buttons = [...document.querySelectorAll("button[data-path]")];

for (const button of buttons) {
  button.addEventListener("click", () => void send(button));
}

async function send(button) {
  const { path } = button.dataset;
  for (const one of buttons) {
    one.setAttribute("aria-pressed", String(one === button));
  }
  element("sent").textContent = `GET ${path}`;
  element("answer").className = "";
  element("answer").textContent = "loading…";
  try {
    const response = await fetch(path, { cache: "reload" });
    show(routes.requests[path], response, await response.text());
  } catch (error) {
    element("answer").textContent = `request failed: ${error.message}`;
    element("answer").className = "bad";
    element("route").replaceChildren();
  }
}

function show(route, response, text) {
  const isPlain = response.headers.get("content-type")?.startsWith("text/plain") === true;
  element("answer").textContent = isPlain ? `${response.status} ${text}` : `${response.status}, ${text.length} bytes`;
  element("answer").className = response.ok ? "good" : "bad";
  const redirect = response.redirected ? [["Redirect", `to ${new URL(response.url).pathname}, by the function`]] : [];
  const steps = [
    ["Cache behavior", route.behavior],
    ...redirect,
    ["Cache", `${response.headers.get("x-cache") ?? "no x-cache header"} (${route.cache})`],
    ["Origin", route.origin],
    ["Host sent", route.host],
  ];
  element("route").replaceChildren(...steps.map(([name, value]) => item(name, value)));
}

function item(name, value) {
  const step = document.createElement("li");
  const title = document.createElement("strong");
  title.textContent = name;
  step.append(title, " ", value);
  return step;
}

function fill(side, facts) {
  const terms = Object.entries(facts).flatMap(([name, value]) => {
    const [term, description] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    description.textContent = value;
    return [term, description];
  });
  element(side)
    .querySelector("dl")
    .replaceChildren(...terms);
}

void send(buttons[0]);
fill("fixed", routes.sides.fixed);
fill("trapped", routes.sides.trapped);
