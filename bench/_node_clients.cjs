// Real clients for Node, sending until they are ended: node _node_clients.cjs FOLDER CLIENT PORT FILE
// FOLDER has their packages (npm install). What the server said it stored goes to FILE, an id a line.
const [, , folder, name, port, file] = process.argv;
const fs = require("node:fs");
const zlib = require("node:zlib");
const { createRequire } = require("node:module");
const wanted = createRequire(`${folder}/package.json`);
const host = `http://127.0.0.1:${port}`;

async function textOf(body) {
  if (body === null || body === undefined) return "";
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? zlib.gunzipSync(bytes) : bytes).toString();
}

async function note(body) {
  try {
    const said = JSON.parse(await textOf(body));
    const events = said.batch || said.data || [said];
    fs.appendFileSync(file, events.map((one) => `${one.messageId || one.uuid || one.eid}\n`).join(""));
  } catch { /* no events */ }
}

// They send by fetch, but for RudderStack's, which is asked below.
const send = globalThis.fetch;
globalThis.fetch = async (address, options = {}) => {
  const body = options.body && typeof options.body.getReader === "function" ? await textOf(options.body) : options.body;
  const heard = await send(address, { ...options, body });
  if (heard.status === 200 && !String(address).includes("/flags")) await note(body);
  return heard;
};

const clients = {
  segment() {
    const { Analytics } = wanted("@segment/analytics-node");
    const client = new Analytics({ writeKey: "WRITEKEY", host, flushInterval: 100, maxRetries: 1, httpClient: globalThis.fetch });
    client.on("error", () => {});
    return (n) => client.track({ userId: `u-${n}`, event: "Demo Requested", properties: { n } });
  },
  posthog() {
    const { PostHog } = wanted("posthog-node");
    const client = new PostHog("phc_KEY", { host, flushInterval: 100, flushAt: 20, fetch: globalThis.fetch });
    client.on("error", () => {});
    return (n) => client.capture({ distinctId: `u-${n}`, event: "demo_requested", properties: { n } });
  },
  rudder() {
    const Rudder = wanted("@rudderstack/rudder-sdk-node");
    const axios = wanted("axios").create();
    axios.interceptors.response.use(async (heard) => {
      if (heard.status === 200) await note(heard.config.data);
      return heard;
    });
    const client = new Rudder("WRITEKEY", { dataPlaneUrl: host, axiosInstance: axios, flushAt: 20, flushInterval: 100, retryCount: 1 });
    return (n) => client.track({ userId: `u-${n}`, event: "Demo Requested", properties: { n } });
  },
  snowplow() {
    const snowplow = wanted("@snowplow/node-tracker");
    const tracker = snowplow.newTracker({ namespace: "ns", appId: "abm" }, { endpoint: host, bufferSize: 5, customFetch: (request) => request.clone().text().then((body) => globalThis.fetch(request.url, { method: request.method, headers: request.headers, body })) });
    return (n) => tracker.track(snowplow.buildStructEvent({ category: "demo", action: "request", value: n }));
  },
};

process.on("unhandledRejection", () => {});
process.on("uncaughtException", () => {});
const sendOne = clients[name]();
let number = 0;
setInterval(() => sendOne(number++), 10);
