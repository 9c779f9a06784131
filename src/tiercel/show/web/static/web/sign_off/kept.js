// The sign-off without a line: what is left of the list is kept on the device, for whoever is signed in, for a while.
(function () {
  const signing = window.signing;
  if (!signing) return;
  const { data, find, device, list, place, token } = signing;
  const { kept } = device;
  const DECK = device.OURS + "deck";
  const HOURS_KEPT = 12;
  let keepsDeck = !kept.isMemory;

  function keepDeck() {
    if (!keepsDeck || !place || list.isOver || !token()) return;
    try {
      kept.setItem(DECK, JSON.stringify({ at: Date.now(), signedIn: token(), person: data.person, tier: data.tier, here: data.here,
        all: list.all, decided: list.decided, cursor: list.cursor, isAllHere: list.isAllHere, deck: list.deck, later: list.later }));
    } catch (full) { forgetDeck(); }
  }
  function forgetDeck() { kept.removeItem(DECK); }
  function stopKeeping() { keepsDeck = false; forgetDeck(); }
  // Taken away: signed out in another tab, so this one keeps nothing more either.
  function heardOfDeck(event) { keepsDeck = keepsDeck && event.newValue !== null; }
  function forgetOthers() {
    const decks = [];
    for (let n = 0; n < kept.length; n += 1) decks.push(kept.key(n));
    for (const key of decks) if (/^sign-off:\d+:deck$/.test(key) && key !== DECK) kept.removeItem(key);
  }
  // The cookie is another one after each sign-in: what was kept for one who has left is not shown to the next.
  function takeUpDeck() {
    const found = device.read(DECK);
    const age = found ? Date.now() - found.at : 0;
    if (!found || !token() || found.signedIn !== token() || age < 0 || age > HOURS_KEPT * 3600000) { forgetDeck(); return false; }
    const { person, tier, here, all, cursor, isAllHere } = found;
    Object.assign(data, { person: person, tier: tier, here: here });
    const pending = new Set(device.waiting().filter(([, each]) => each.decision !== "undo").map(([, each]) => each.account));
    const isOpen = (card) => !pending.has(card.account);
    Object.assign(list, { all: all, cursor: cursor, isAllHere: isAllHere, deck: found.deck.filter(isOpen), later: found.later.filter(isOpen) });
    list.decided = found.decided + found.deck.length + found.later.length - list.deck.length - list.later.length;
    return true;
  }
  function beginWithoutLine() {
    if (takeUpDeck()) { signing.show(); return; }
    list.isEmpty = true;
    keepsDeck = false;
    find("[data-nothing]").hidden = false;
    find("[data-after]").hidden = true;
  }
  // A worker of the browser hands over an empty page where no line is; what is kept fills it.
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

  Object.assign(signing, { DECK: DECK, keepDeck: keepDeck, forgetDeck: forgetDeck, stopKeeping: stopKeeping, heardOfDeck: heardOfDeck,
    forgetOthers: forgetOthers, beginWithoutLine: beginWithoutLine, readyForNoLine: readyForNoLine });
})();
