// The web tag. It is served without these lines of comment (tag.py), under 3 kB gzipped; `S` is put before it: what the
// workspace chose for the key. An attribute of the script element says otherwise for one page: data-consent and so on.
(() => {
const w = window, d = document, l = location, n = navigator;
const me = d.currentScript || d.querySelector("script[src*='/t.js']");
if (!me || w.tiercel?.on) return;
const said = (name) => me.getAttribute("data-" + name) ?? S[name];
const is = (name, value) => said(name) === value;
// An attribute without a value, as data-forms alone, is a yes.
const wants = (name) => (said(name) ?? "off") !== "off";
const url = new URL("v1/batch", me.src).href;
const gpc = n.globalPrivacyControl === true;
const IDLE = 30000, BEAT = 30000, LEAST = 10000, MOST = 100, DAYS_390 = 33696000;

const hex = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => (b + 256).toString(16).slice(1)).join("");

// Who it is: a random id, and a hash of the user's own id, so that another user on this device gets another.
const NAME = "_tcl", keeps = is("storage", "cookie") && !gpc;
let id = hex(), who = "", user, told, queue = [], fails = 0;
const jar = (value) => {
  try {
    d.cookie = NAME + "=" + value + ";path=/;max-age=" + (value ? DAYS_390 : 0) + ";samesite=lax"
      + (l.protocol == "https:" ? ";secure" : "") + (said("domain") ? ";domain=" + said("domain") : "");
  } catch {}
};
const kept = () => {
  try { return (d.cookie.match(/(?:^|; )_tcl=([^;]*)/) || [])[1]; } catch {}
};
const known = kept();
if (known && !keeps) jar("");
else if (known == "no") told = false;
else if (known) [id, who = ""] = known.split("."), told = true;
// Written once, not at each visit: it ends 390 days after the first.
const save = () => {
  const value = who ? id + "." + who : id;
  if (keeps && may() && kept() != value) jar(value);
};
const fresh = () => { id = hex(); who = ""; user = undefined; };

// What the visitor and the browser allow: true, false, or undefined while nobody has been asked.
const may = () => gpc && !is("gpc", "anonymous") ? false : told ?? (is("consent", "until_refused") || undefined);

// Where: without the query, which holds names, tokens and searches; what a site wants of it, it names in data-query.
let page, before = d.referrer.split(/[?#]/)[0];
const path = () => l.pathname + (/^#[!/]/.test(l.hash) ? l.hash.split("?")[0] : "");
const look = () => {
  const given = new URLSearchParams(l.search), wanted = new URLSearchParams(), campaign = {};
  for (const [name, value] of given) {
    if (name.startsWith("utm_")) campaign[name.slice(4).replace("campaign", "name")] = value;
    if ((said("query") || "").split(",").includes(name)) wanted.append(name, value);
  }
  const search = (wanted + "").replace(/^./, "?$&");
  page = { page: { path: path(), url: l.origin + l.pathname + search, search, referrer: before, title: d.title }, campaign };
};

const put = (type, more) => {
  if (may() === false) return;
  queue.push({
    type, messageId: hex(), anonymousId: id, userId: user, timestamp: new Date().toISOString(), ...more,
    context: {
      ...page, locale: n.language, library: { name: "tiercel-tag", version: "1" }, cookieless: !keeps,
      consent: { gpc, categoryPreferences: told == null ? undefined : { analytics: told } },
    },
  });
  if (queue.length > MOST) queue.shift();
  clearTimeout(soon);
  if (!fails) soon = setTimeout(send, 300);
};
let soon;

// Text is what a page may send elsewhere without asking first. A request that is kept alive outlives its page; browsers
// keep 64 kB of them, and a sign may take three bytes.
const send = () => {
  if (!may() || !queue.length) return;
  save();
  const batch = queue.splice(0, 20);
  const body = JSON.stringify({ batch, writeKey: said("key"), sentAt: new Date().toISOString() });
  if (!("keepalive" in Request.prototype)) return n.sendBeacon(url, body);
  fetch(url, { method: "POST", body, keepalive: body.length < 2e4, credentials: "omit" }).then((answer) => {
    if (answer.status == 429 || answer.status > 499) throw 0;
    fails = 0;
    send();
  }).catch(() => {
    // The same messages at the next beat: what had arrived after all is known by its id.
    if (may() && fails++ < 9) queue = batch.concat(queue).slice(-MOST);
  });
};

// Time really spent: while the page is seen, up to IDLE after each sign of life; each millisecond is told once.
let spent = 0, from = 0, until = 0;
const settle = () => {
  const now = performance.now();
  spent += Math.max(0, Math.min(now, until) - from);
  from = now;
};
const alive = () => {
  if (d.hidden) return;
  settle();
  until = from + IDLE;
};
const tell = (least) => {
  settle();
  const seconds = Math.round(spent / 100) / 10;
  if (!page || spent < least) return;
  spent = 0;
  put("track", { event: "Time Spent", properties: { seconds, path: page.page.path } });
};
const away = () => {
  tell(500);
  until = 0;
  send();
};

const view = (name, more) => {
  look();
  put("page", { name, properties: { ...page.page, ...more } });
};
const begin = () => {
  alive();
  if (!page) view();
};
// Frameworks change the address in steps, and the title after it.
let moving;
const moved = () => {
  clearTimeout(moving);
  moving = setTimeout(() => {
    if (!page || page.page.path == path()) return;
    tell(500);
    before = page.page.url;
    view();
  }, 100);
};
for (const name of ["pushState", "replaceState"]) {
  const was = history[name];
  history[name] = function () {
    moved();
    return was.apply(this, arguments);
  };
}
w.addEventListener("popstate", moved);
w.addEventListener("hashchange", moved);
for (const name of ["pointerdown", "pointermove", "keydown", "scroll", "touchmove", "wheel"])
  w.addEventListener(name, alive, { passive: true, capture: true });
// A page that was loaded ahead, or in a tab behind, counts when somebody sees it.
d.addEventListener("visibilitychange", () => (d.hidden ? away() : begin()));
w.addEventListener("pagehide", away);
w.addEventListener("pageshow", (event) => { if (event.persisted) view(), alive(); });
setInterval(() => { tell(LEAST); send(); }, BEAT);

// Forms: which fields there are, never what is in them; a mail address alone where the workspace wants it.
d.addEventListener("submit", (event) => {
  const form = event.target, fields = new Set();
  let email;
  if (!(wants("forms") || wants("identify")) || form.closest("[data-tiercel=off]")) return;
  for (const field of form.querySelectorAll("input,select,textarea")) {
    const kind = field.type + " " + field.autocomplete, name = field.name || field.id;
    if (/hidden|password|submit|button|reset|image|cc-/.test(kind)) continue;
    if (name) fields.add(name);
    if (/email/.test(kind) && /.@./.test(field.value)) email ??= field.value.trim();
  }
  const called = form.getAttribute("id") || form.getAttribute("name") || "";
  put("track", { event: "Form Submitted", properties: { form: called, fields: [...fields], path: page?.page.path } });
  if (email && wants("identify")) api.identify({ email });
}, true);

const api = {
  track: (event, properties) => put("track", { event, properties }),
  page: view,
  identify: (given, traits) => {
    if (gpc) return;
    if (given && typeof given == "object") traits = given;
    else if (given) {
      let hash = 7;
      for (const sign of String(given)) hash = Math.imul(hash, 31) + sign.codePointAt(0) | 0;
      hash = (hash >>> 0).toString(36);
      if (who && who != hash) fresh();
      who = hash;
      user = String(given);
    }
    put("identify", { traits });
  },
  consent: (given) => {
    told = !!given?.analytics;
    if (told) return send();
    queue = [];
    fresh();
    if (keeps) jar(is("consent", "wait") ? "" : "no");
  },
  reset: () => {
    fresh();
    if (keeps && kept()) save();
  },
};
const early = w.tiercel?.q || [];
w.tiercel = (name, ...rest) => { api[name] ? api[name](...rest) : console.warn("tiercel: no " + name); };
w.tiercel.on = 1;
for (const call of early) w.tiercel(...call);
if (!d.hidden) begin();
})();
