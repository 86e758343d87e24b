// What `npm run explain` prints for this distribution; `npm run docs` writes the routes.
const routes = {
  requests: {
    "/api/hello": {
      behavior: 'cache behavior "/api/*"',
      cache: "not cached, by CachingDisabled",
      origin: "API Gateway",
      host: "the origin's hostname: no setting forwards the viewer's Host",
    },
    "/api/stream": {
      behavior: 'cache behavior "/api/*"',
      cache: "not cached, by CachingDisabled",
      origin: "API Gateway",
      host: "the origin's hostname: no setting forwards the viewer's Host",
    },
    "/assets/style.css": {
      behavior: "default cache behavior",
      cache: "cached by CachingOptimized",
      origin: "S3",
      host: "the origin's hostname: no setting forwards the viewer's Host",
    },
    "/missing": {
      behavior: "default cache behavior",
      cache: "cached by CachingOptimized",
      origin: "S3",
      host: "the origin's hostname: no setting forwards the viewer's Host",
    },
    "/about": {
      behavior: "default cache behavior",
      cache: "cached by CachingOptimized",
      origin: "S3",
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

/** Aborts the request of the button before, so that a stream ends. */
let current = new AbortController();

async function send(button) {
  const { path } = button.dataset;
  current.abort();
  current = new AbortController();
  const { signal } = current;
  for (const one of buttons) {
    one.setAttribute("aria-pressed", String(one === button));
  }
  element("sent").textContent = `GET ${path}`;
  element("answer").className = "";
  element("answer").textContent = "loading…";
  element("chunks").replaceChildren();
  try {
    const start = performance.now();
    const response = await fetch(path, { cache: "reload", signal });
    showRoute(routes.requests[path], response);
    const isStream = button.dataset.stream !== undefined;
    const answer = isStream ? timing(await showChunks(response, start)) : content(response, await response.text());
    element("answer").textContent = `${response.status}${answer}`;
    element("answer").className = response.ok ? "good" : "bad";
  } catch (error) {
    if (!signal.aborted) {
      element("answer").textContent = `request failed: ${error.message}`;
      element("answer").className = "bad";
      element("route").replaceChildren();
    }
  }
}

function content(response, text) {
  const isPlain = response.headers.get("content-type")?.startsWith("text/plain") === true;
  return isPlain ? ` ${text}` : `, ${text.length} bytes`;
}

/** Shows each chunk when it arrives. The list is not a live region, so a screen reader reads only the result. */
async function showChunks(response, start) {
  const times = [];
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const seconds = (performance.now() - start) / 1000;
    times.push(seconds);
    element("chunks").append(chunkItem(read.value, seconds));
  }
  return times;
}

function timing(times) {
  const [first, last] = [times.at(0), times.at(-1)].map((seconds = 0) => format(seconds));
  return times.length > 1
    ? `, streamed: ${times.length} chunks, the first after ${first}, the last after ${last}`
    : `, complete after ${last}: the API of this stack buffers its responses`;
}

function format(seconds) {
  return `${seconds.toFixed(2)} s`;
}

function showRoute(route, response) {
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

function chunkItem(text, seconds) {
  const chunk = document.createElement("li");
  const time = document.createElement("small");
  time.textContent = format(seconds);
  chunk.append(text, " ", time);
  return chunk;
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
