// Sign-off card by card. A decision is written down on the device first and sent then: a lost line loses nothing.
(function () {
  const root = document.getElementById("signing");
  if (!root) return;
  const texts = document.getElementById("signing-texts").dataset;
  const data = root.dataset;
  const find = (selector) => root.querySelector(selector);
  const language = document.documentElement.lang;
  // Arabic pages write the digits that the server writes.
  const digits = new Intl.NumberFormat(language.startsWith("ar") ? "ar-u-nu-latn" : language);
  const say = (text, values) => text.replace(/%(\w+)%/g, (all, name) => {
    const value = values[name];
    return typeof value === "number" ? digits.format(value) : "\u2068" + value + "\u2069";
  });

  // ── what is written down on this device: a key for each decision, so that two tabs never overwrite each other ──
  const OURS = "sign-off:" + data.user + ":";
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
  let isFull = Boolean(kept.isMemory);
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
    try { kept.setItem(key, JSON.stringify(value)); } catch (full) { isFull = true; unkept.set(key, JSON.stringify(value)); }
  }
  function readKey(key) {
    try { return JSON.parse(unkept.get(key) ?? kept.getItem(key)); } catch (spoilt) { return null; }
  }
  function forget(key) { unkept.delete(key); kept.removeItem(key); }
  const waiting = () => keysOf("decision").map((key) => [key, readKey(key)]).filter(([, each]) => each);
  const notices = () => keysOf("notice").map((key) => [key, readKey(key)]).filter(([, each]) => each);

  let lastTime = 0;
  function orderNow() {
    lastTime = Math.max(Date.now(), lastTime + 1);
    return String(lastTime).padStart(15, "0");
  }
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // ── the cards ──
  const place = find("[data-deck]");
  const past = [];
  let deck = [];
  let later = [];
  let isAllHere = false;
  let isFetching = false;
  let decided = Number(data.decided || 0);
  let all = Number(data.all || 0);
  let quietUntil = 0;
  let isOver = !place;

  function addressOfCards(after) {
    const query = new URLSearchParams({ after: after || "" });
    if (data.person) query.set("person", data.person);
    if (data.tier) query.set("tier", data.tier);
    return data.cards + "?" + query;
  }
  function firstCard() {
    const drawn = place.querySelector("[data-card]");
    for (const field of place.querySelectorAll("[name=csrfmiddlewaretoken]")) field.remove();
    return { account: Number(drawn.dataset.account), target: Number(drawn.dataset.target), name: drawn.dataset.name,
      cursor: drawn.dataset.cursor, state: drawn.dataset.state, known: drawn.dataset.known, html: place.innerHTML };
  }
  let cursor = "";

  // ── what is left of the list, so that the page comes up without a line too: for whoever is signed in, for a while ──
  const DECK = OURS + "deck";
  const HOURS_KEPT = 12;
  let keepsDeck = !kept.isMemory;
  let isEmpty = false;
  function keepDeck() {
    if (!keepsDeck || !place || isOver || !token()) return;
    try {
      kept.setItem(DECK, JSON.stringify({ at: Date.now(), signedIn: token(), person: data.person, tier: data.tier, here: data.here,
        all: all, decided: decided, cursor: cursor, isAllHere: isAllHere, deck: deck, later: later }));
    } catch (full) { forgetDeck(); }
  }
  function forgetDeck() { kept.removeItem(DECK); }
  function forgetOthers() {
    const decks = [];
    for (let n = 0; n < kept.length; n += 1) decks.push(kept.key(n));
    for (const key of decks) if (/^sign-off:\d+:deck$/.test(key) && key !== DECK) kept.removeItem(key);
  }
  // The cookie is another one after each sign-in: what was kept for one who has left is not shown to the next.
  function takeUpDeck() {
    const found = readKey(DECK);
    const age = found ? Date.now() - found.at : 0;
    if (!found || !token() || found.signedIn !== token() || age < 0 || age > HOURS_KEPT * 3600000) { forgetDeck(); return false; }
    Object.assign(data, { person: found.person, tier: found.tier, here: found.here });
    all = found.all;
    cursor = found.cursor;
    isAllHere = found.isAllHere;
    const pending = new Set(waiting().filter(([, each]) => each.decision !== "undo").map(([, each]) => each.account));
    deck = found.deck.filter((card) => !pending.has(card.account));
    later = found.later.filter((card) => !pending.has(card.account));
    decided = found.decided + found.deck.length + found.later.length - deck.length - later.length;
    find("[data-progress]").max = all;
    return true;
  }
  // A worker of the browser hands over an empty page where no line is; what stands above fills it.
  async function readyForNoLine() {
    if (!("serviceWorker" in navigator) || !window.caches) return;
    try {
      const used = performance.getEntriesByType("resource").map((each) => each.name)
        .filter((name) => new URL(name).origin === location.origin && new URL(name).pathname.includes("/static/"));
      const cache = await caches.open("sign-off");
      const empty = new URL(data.shell, location.href).href;
      // Signed out meanwhile, the server leads elsewhere: that is not the page.
      await cache.addAll([empty, ...new Set(used)].map((each) => new Request(each, { redirect: "error" })));
      for (const old of await cache.keys()) if (![empty, ...used].includes(old.url)) await cache.delete(old);
      await navigator.serviceWorker.register(data.worker, { scope: data.scope });
    } catch (refused) { /* without it, a page that is loaded again needs a line */ }
  }

  async function fetchMore() {
    if (isFetching || isAllHere || !place) return;
    isFetching = true;
    try {
      const answer = await fetch(addressOfCards(cursor), { redirect: "manual", headers: { Accept: "application/json" } });
      if (answer.type === "opaqueredirect") { showSignedOut(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (String(found.user) !== data.user) { showOtherUser(); return; }
      const here = new Set([...deck, ...later, ...past].map((card) => card.account));
      const pending = new Set(waiting().map(([, each]) => each.account));
      deck.push(...found.cards.filter((card) => !here.has(card.account) && !pending.has(card.account)));
      if (found.cards.length) cursor = found.cards[found.cards.length - 1].cursor;
      else isAllHere = true;
      lineIsBack();
      if (!place.querySelector("[data-card]")) show();
      keepDeck();
    } catch (lost) {
      lineIsLost();
    } finally {
      isFetching = false;
    }
  }

  function show() {
    closeSheets();
    if (!deck.length && later.length && isAllHere) {
      deck = later;
      later = [];
      tell(texts.putOff);
    }
    if (!deck.length) { showEnd(); return; }
    const card = deck[0];
    place.innerHTML = card.html;
    for (const line of place.querySelectorAll("[data-when]")) {
      line.hidden = line.dataset.when !== card.state;
      if (card.reason !== undefined) line.querySelector("[data-said]").textContent = card.reason;
    }
    place.querySelector("[data-take-back]").hidden = card.state === "proposed";
    // A second tap of a double tap must not decide on the card that has just come.
    quietUntil = performance.now() + 350;
    window.scrollTo(0, 0);
    place.querySelector("[data-focus]").focus({ preventScroll: true });
    count();
    keepDeck();
    if (deck.length < 8) fetchMore();
  }
  function showEnd() {
    if (!isAllHere) {
      place.innerHTML = "";
      const end = document.createElement("p");
      end.className = "card signing-end";
      end.tabIndex = -1;
      end.textContent = say(texts.end, { n: waiting().length });
      place.append(end);
      end.focus();
      fetchMore();
      return;
    }
    isOver = true;
    place.textContent = "";
    forgetDeck();
    send();
  }
  function count() {
    const shown = Math.min(Math.max(decided, 0), all);
    find("[data-count]").textContent = say(texts.count, { done: shown, all: all });
    find("[data-progress]").value = shown;
  }
  function tell(text) { find("[data-live]").textContent = text; }

  // ── deciding ──
  function decide(decision, reason, note, said) {
    const card = deck[0];
    if (!card || performance.now() < quietUntil) return;
    if (decision === "undo" && card.state === "proposed") return;
    record(card, decision, reason, note);
    card.reason = said || "";
    if (decision === "undo") {
      after(card, "undo");
      show();
      return;
    }
    past.push(card);
    deck.shift();
    after(card, decision);
    show();
    send();
  }
  function record(card, decision, reason, note) {
    const id = newId();
    const known = card.known;
    write("decision", orderNow() + "-" + id, { id: id, account: card.account, target: card.target, name: card.name,
      decision: decision, reason: reason || "", note: note || "", known: known, at: new Date().toISOString() });
    const before = card.state === "proposed" ? 0 : 1;
    card.state = decision === "undo" ? "proposed" : decision;
    card.known = decision === "undo" ? "" : id;
    decided += (card.state === "proposed" ? 0 : 1) - before;
    status();
    if (decision === "undo") send();
  }
  function after(card, decision) {
    const last = find("[data-last]");
    last.hidden = decision === "undo" || decision === "later";
    find("[data-last-said]").textContent = say(texts[decision], { account: card.name });
    tell(say(texts[decision], { account: card.name }));
    find("[data-back]").dataset.hasPast = past.length ? "yes" : "";
  }
  function putOff() {
    const card = deck[0];
    if (!card || performance.now() < quietUntil) return;
    deck.shift();
    past.push(card);
    if (card.state === "proposed") later.push(card);
    after(card, "later");
    show();
  }
  function back() {
    const card = past.pop();
    if (!card) return false;
    later = later.filter((each) => each !== card);
    deck = [card, ...deck.filter((each) => each !== card)];
    find("[data-last]").hidden = true;
    show();
    return true;
  }
  function undoLast() {
    const at = past.map((card) => card.state !== "proposed").lastIndexOf(true);
    if (at < 0) return;
    const [card] = past.splice(at, 1);
    record(card, "undo");
    deck = [card, ...deck.filter((each) => each !== card)];
    after(card, "undo");
    isOver = false;
    show();
  }

  // ── sending ──
  let isSending = false;
  let wait = 0;
  let timer = 0;
  let oneByOne = false;
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  async function send() {
    clearTimeout(timer);
    const queue = waiting().slice(0, oneByOne ? 1 : 50);
    if (!queue.length) { status(); finishIfOver(); return; }
    if (isSending) return;
    isSending = true;
    status();
    let again = false;
    try {
      const answer = await fetch(data.send, { method: "POST", redirect: "manual", keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ user: Number(data.user), decisions: queue.map(([, each]) => each) }) });
      if (answer.type === "opaqueredirect") { showSignedOut(); return; }
      if (answer.status === 409) { showOtherUser(); return; }
      // Refused: signed out, or signed in anew, in another tab. Asking for cards tells which.
      if (answer.status === 403) { await whoIsHere(); return; }
      // One that cannot be read must not hold up the others: it is found by itself, and said.
      if (answer.status === 400 && queue.length > 1) oneByOne = true;
      else if (answer.status === 400) take(queue, [{ client_id: queue[0][1].id, outcome: "refused", said: (await answer.json()).said }]);
      else if (answer.ok) { take(queue, (await answer.json()).answers); oneByOne = oneByOne && waiting().length > 0; }
      else throw new Error(String(answer.status));
      lineIsBack();
      again = true;
    } catch (lost) {
      lineIsLost();
    } finally {
      isSending = false;
    }
    if (again) send();
  }
  async function whoIsHere() {
    const answer = await fetch(addressOfCards(), { redirect: "manual" });
    if (answer.type === "opaqueredirect") showSignedOut();
    else if (answer.ok && String((await answer.json()).user) !== data.user) showOtherUser();
    else showLine(texts.refused, texts.reload, data.here);
  }
  function take(queue, answers) {
    const byId = new Map(answers.map((answer) => [answer.client_id, answer]));
    for (const [key, each] of queue) {
      const answer = byId.get(each.id);
      if (!answer) continue;
      if (answer.said) write("notice", key.slice((OURS + "decision:").length), { ...each, said: answer.said,
        outcome: answer.outcome, standing: answer.standing });
      forget(key);
    }
    showNotices();
  }
  function lineIsLost() {
    wait = Math.min(wait ? wait * 2 : 1, 30);
    clearTimeout(timer);
    // Not all at once when a server comes back.
    timer = setTimeout(retry, 1000 * wait * (0.75 + Math.random() / 2));
    status();
  }
  function lineIsBack() { wait = 0; isStopped = false; status(); }
  function retry() { send(); if (!isEmpty) fetchMore(); }
  function finishIfOver() {
    if (isOver && place && !keysOf("decision").length) location.assign(data.here);
  }

  // ── what is said about the line, and about decisions that met another ──
  function showLine(text, action, onward) {
    const line = find("[data-line]");
    line.replaceChildren(document.createTextNode(text));
    if (action) {
      const button = document.createElement(onward ? "a" : "button");
      button.className = "btn btn-sm";
      button.textContent = action;
      if (onward) button.href = onward;
      else button.addEventListener("click", retry);
      line.append(button);
    }
    line.hidden = !text;
  }
  let isStopped = false;
  function status() {
    if (isStopped) return;
    const n = keysOf("decision").length;
    if (wait) showLine(say(texts.offline, { n: n }) + (isFull ? " " + texts.nowhere : ""), texts.try);
    else if (isFull && n) showLine(texts.nowhere);
    else showLine("");
  }
  function showSignedOut() {
    isStopped = true;
    keepsDeck = false;
    forgetDeck();
    const n = keysOf("decision").length;
    showLine(say(texts.signedOut, { n: n }), texts.signIn, data.signIn + "?next=" + encodeURIComponent(data.here));
  }
  function showOtherUser() {
    isStopped = true;
    keepsDeck = false;
    forgetDeck();
    showLine(say(texts.otherUser, { n: keysOf("decision").length }), texts.reload, data.here);
    if (place) place.textContent = "";
  }
  function showNotices() {
    const box = find("[data-notices]");
    box.replaceChildren();
    for (const [key, each] of notices()) {
      const note = document.createElement("div");
      note.className = "signing-notice";
      const text = document.createElement("p");
      text.textContent = each.said;
      const row = document.createElement("div");
      if (each.outcome === "conflict" && each.decision !== "undo") row.append(noticeButton(texts.anyway, () => {
        const id = newId();
        forget(key);
        write("decision", orderNow() + "-" + id, { ...each, id: id, at: new Date().toISOString(),
          known: each.standing ? "#" + each.standing : "" });
        showNotices();
        send();
      }));
      row.append(noticeButton(texts.dismiss, () => { forget(key); showNotices(); }));
      note.append(text, row);
      box.append(note);
    }
  }
  function noticeButton(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  // ── what people do ──
  function closeSheets(but) {
    for (const sheet of root.querySelectorAll("details.signing-choice[open]")) if (sheet !== but) sheet.open = false;
  }
  root.addEventListener("toggle", function (event) {
    if (event.target.open && event.target.matches(".signing-choice")) {
      closeSheets(event.target);
      event.target.querySelector("[data-option]")?.focus();
    }
  }, true);
  root.addEventListener("submit", function (event) {
    const form = event.target;
    if (!place || !place.contains(form)) return;
    event.preventDefault();
    if (form.matches("[data-later]")) { putOff(); return; }
    const given = new FormData(form, event.submitter);
    const isReason = event.submitter && event.submitter.name === "reason" && event.submitter.value;
    if (given.get("decision") === "rejected" && !isReason) return;
    decide(given.get("decision"), given.get("reason"), given.get("note"),
      isReason ? event.submitter.querySelector("span").textContent : "");
  });
  root.addEventListener("click", function (event) {
    if (event.target.closest("[data-undo]")) undoLast();
    const leave = event.target.closest("[data-back]");
    if (leave && past.length) { event.preventDefault(); back(); }
  });
  const keys = find("[data-keys]");
  function useKeys() {
    root.classList.toggle("has-keys", Boolean(keys && keys.checked));
  }
  if (keys) {
    keys.checked = kept.getItem("sign-off:keys") !== "off";
    keys.addEventListener("change", function () {
      kept.setItem("sign-off:keys", keys.checked ? "on" : "off");
      useKeys();
    });
    useKeys();
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      const open = find("details.signing-choice[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      return;
    }
    if (!place || !keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const open = find("details.signing-choice[open]");
    const option = open && open.querySelectorAll("[data-option]")[Number(event.key) - 1];
    const act = { a: () => place.querySelector("[data-accept]")?.click(), s: putOff, u: undoLast, b: back,
      r: () => { const sheet = place.querySelector("[data-choice=rejected]"); if (sheet) sheet.open = true; } };
    if (option) option.click();
    else if (!open && act[event.key.toLowerCase()]) act[event.key.toLowerCase()]();
    else return;
    event.preventDefault();
  });

  // What another tab has decided is not asked again here.
  window.addEventListener("storage", function (event) {
    if (!event.key || !event.key.startsWith(OURS)) return;
    if (event.key.startsWith(OURS + "notice:")) { showNotices(); return; }
    // Taken away: signed out in another tab, so this one keeps nothing more either.
    if (event.key === DECK) { keepsDeck = keepsDeck && event.newValue !== null; return; }
    const each = event.newValue ? readKey(event.key) : null;
    if (each && each.decision !== "undo" && place) {
      const isShown = deck[0] && deck[0].account === each.account;
      const before = deck.length + later.length;
      deck = deck.filter((card) => card.account !== each.account);
      later = later.filter((card) => card.account !== each.account);
      decided += before - deck.length - later.length;
      if (isShown) { tell(say(texts.elsewhere, { account: each.name })); show(); }
      else { count(); keepDeck(); }
    }
    status();
  });
  window.addEventListener("online", () => { if (isEmpty) location.assign(data.here); else retry(); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden && keysOf("decision").length) send(); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  window.addEventListener("beforeunload", function (event) { if (isFull && keysOf("decision").length) event.preventDefault(); });

  // ── begin ──
  showNotices();
  forgetOthers();
  if ("isShell" in data) {
    if (takeUpDeck()) show();
    else {
      isEmpty = true;
      keepsDeck = false;
      find("[data-nothing]").hidden = false;
      find("[data-after]").hidden = true;
    }
  } else if (place) {
    const first = firstCard();
    cursor = first.cursor;
    const pending = waiting();
    // What the server had before it drew the page, and could not answer for, is counted there already.
    const received = new Set((data.received || "").split(" "));
    const undecided = pending.filter(([, each]) => each.decision !== "undo" && !received.has(each.id));
    decided += new Set(undecided.map(([, each]) => each.account)).size;
    if (!pending.some(([, each]) => each.account === first.account)) deck.push(first);
    if (deck.length) { count(); keepDeck(); fetchMore(); } else { place.textContent = ""; fetchMore(); }
  } else forgetDeck();
  if (!place) find("[data-focus]")?.focus({ preventScroll: true });
  send();
  if (!("isShell" in data)) window.addEventListener("load", readyForNoLine);
})();
