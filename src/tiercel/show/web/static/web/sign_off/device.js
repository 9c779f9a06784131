// What the sign-off writes down on this device: a key for each decision, so that two tabs never overwrite each other.
// A decision is written down first and sent then: a lost line loses nothing.
(function () {
  const root = document.getElementById("signing");
  if (!root) return;
  const OURS = "sign-off:" + root.dataset.user + ":";
  const kept = (function () {
    try {
      localStorage.setItem("sign-off:try", "1");
      localStorage.removeItem("sign-off:try");
      return localStorage;
    } catch (refused) {
      const map = new Map();
      return { isMemory: true, get length() { return map.size; }, key: (n) => [...map.keys()][n] ?? null,
        getItem: (key) => map.get(key) ?? null, setItem: (key, text) => map.set(key, text), removeItem: (key) => map.delete(key) };
    }
  })();
  // What no longer fits on the device lives as long as the page does.
  const unkept = new Map();

  function keysOf(kind) {
    const found = [];
    for (let n = 0; n < kept.length; n += 1) {
      const key = kept.key(n);
      if (key && key.startsWith(OURS + kind + ":")) found.push(key);
    }
    for (const key of unkept.keys()) if (key.startsWith(OURS + kind + ":")) found.push(key);
    return found.sort();
  }
  function write(kind, id, value) {
    const key = OURS + kind + ":" + id;
    try { kept.setItem(key, JSON.stringify(value)); } catch (full) { device.isFull = true; unkept.set(key, JSON.stringify(value)); }
  }
  function read(key) {
    try { return JSON.parse(unkept.get(key) ?? kept.getItem(key)); } catch (spoilt) { return null; }
  }
  function forget(key) { unkept.delete(key); kept.removeItem(key); }
  const all = (kind) => keysOf(kind).map((key) => [key, read(key)]).filter(([, each]) => each);

  let lastTime = 0;
  function orderNow() {
    lastTime = Math.max(Date.now(), lastTime + 1);
    return String(lastTime).padStart(15, "0");
  }
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  function writeDecision(each) { write("decision", orderNow() + "-" + each.id, each); }
  // A notice stands where its decision stood.
  function writeNotice(key, each) { write("notice", key.slice((OURS + "decision:").length), each); }

  const device = {
    kept: kept,
    OURS: OURS,
    isFull: Boolean(kept.isMemory),
    read: read,
    forget: forget,
    newId: newId,
    writeDecision: writeDecision,
    writeNotice: writeNotice,
    waiting: () => all("decision"),
    countWaiting: () => keysOf("decision").length,
    notices: () => all("notice"),
  };
  window.signing = {
    root: root,
    data: root.dataset,
    texts: document.getElementById("signing-texts").dataset,
    find: (selector) => root.querySelector(selector),
    // Another one after each sign-in.
    token: () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "",
    device: device,
  };
})();
