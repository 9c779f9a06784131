// The cards of the sign-off: which one is shown, which ones follow, and what is decided on them.
(function () {
  const signing = window.signing;
  if (!signing) return;
  const { data, texts, find, device, say, tell } = signing;
  const place = find("[data-deck]");
  const past = [];
  // What is left of the list, and where it stands; `kept.js` keeps it, so that the page comes up without a line too.
  const list = {
    deck: [],
    later: [],
    cursor: "",
    isAllHere: false,
    decided: Number(data.decided || 0),
    all: Number(data.all || 0),
    isOver: !place,
    isEmpty: false,
  };
  let isFetching = false;
  let quietUntil = 0;

  function addressOfCards(after) {
    const query = new URLSearchParams({ after: after || "" });
    if (data.person) query.set("person", data.person);
    if (data.tier) query.set("tier", data.tier);
    return data.cards + "?" + query;
  }
  // The card that the server drew into the page.
  function firstCard() {
    const drawn = place.querySelector("[data-card]");
    for (const field of place.querySelectorAll("[name=csrfmiddlewaretoken]")) field.remove();
    return { account: Number(drawn.dataset.account), target: Number(drawn.dataset.target), name: drawn.dataset.name,
      cursor: drawn.dataset.cursor, state: drawn.dataset.state, known: drawn.dataset.known, html: place.innerHTML };
  }
  function emptyPlace() { if (place) place.textContent = ""; }

  async function fetchMore() {
    if (isFetching || list.isAllHere || !place) return;
    isFetching = true;
    try {
      const answer = await fetch(addressOfCards(list.cursor), { redirect: "manual", headers: { Accept: "application/json" } });
      if (answer.type === "opaqueredirect") { signing.showSignedOut(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (String(found.user) !== data.user) { signing.showOtherUser(); return; }
      const here = new Set([...list.deck, ...list.later, ...past].map((card) => card.account));
      const pending = new Set(device.waiting().map(([, each]) => each.account));
      list.deck.push(...found.cards.filter((card) => !here.has(card.account) && !pending.has(card.account)));
      if (found.cards.length) list.cursor = found.cards[found.cards.length - 1].cursor;
      else list.isAllHere = true;
      signing.lineIsBack();
      if (!place.querySelector("[data-card]")) show();
      signing.keepDeck();
    } catch (lost) {
      signing.lineIsLost();
    } finally {
      isFetching = false;
    }
  }

  function show() {
    signing.closeSheets();
    if (!list.deck.length && list.later.length && list.isAllHere) {
      list.deck = list.later;
      list.later = [];
      tell(texts.putOff);
    }
    if (!list.deck.length) { showEnd(); return; }
    const card = list.deck[0];
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
    signing.keepDeck();
    if (list.deck.length < 8) fetchMore();
  }
  function showEnd() {
    if (!list.isAllHere) {
      place.innerHTML = "";
      const end = document.createElement("p");
      end.className = "card signing-end";
      end.tabIndex = -1;
      end.textContent = say(texts.end, { n: device.countWaiting() });
      place.append(end);
      end.focus();
      fetchMore();
      return;
    }
    list.isOver = true;
    emptyPlace();
    signing.forgetDeck();
    signing.send();
  }
  function count() {
    const shown = Math.min(Math.max(list.decided, 0), list.all);
    find("[data-count]").textContent = say(texts.count, { done: shown, all: list.all });
    find("[data-progress]").max = list.all;
    find("[data-progress]").value = shown;
  }

  function decide(decision, reason, note, said) {
    const card = list.deck[0];
    if (!card || performance.now() < quietUntil) return;
    if (decision === "undo" && card.state === "proposed") return;
    record(card, decision, reason, note);
    card.reason = said || "";
    if (decision !== "undo") past.push(list.deck.shift());
    after(card, decision);
    show();
    if (decision !== "undo") signing.send();
  }
  function record(card, decision, reason, note) {
    const id = device.newId();
    device.writeDecision({ id: id, account: card.account, target: card.target, name: card.name, decision: decision,
      reason: reason || "", note: note || "", known: card.known, at: new Date().toISOString() });
    const before = card.state === "proposed" ? 0 : 1;
    card.state = decision === "undo" ? "proposed" : decision;
    card.known = decision === "undo" ? "" : id;
    list.decided += (card.state === "proposed" ? 0 : 1) - before;
    signing.showStatus();
    if (decision === "undo") signing.send();
  }
  function after(card, decision) {
    find("[data-last]").hidden = decision === "undo" || decision === "later";
    find("[data-last-said]").textContent = say(texts[decision], { account: card.name });
    tell(say(texts[decision], { account: card.name }));
    find("[data-back]").dataset.hasPast = past.length ? "yes" : "";
  }
  function putOff() {
    const card = list.deck[0];
    if (!card || performance.now() < quietUntil) return;
    past.push(list.deck.shift());
    if (card.state === "proposed") list.later.push(card);
    after(card, "later");
    show();
  }
  function again(card) { list.deck = [card, ...list.deck.filter((each) => each !== card)]; }
  function back() {
    const card = past.pop();
    if (!card) return;
    list.later = list.later.filter((each) => each !== card);
    again(card);
    find("[data-last]").hidden = true;
    show();
  }
  function undoLast() {
    const at = past.map((card) => card.state !== "proposed").lastIndexOf(true);
    if (at < 0) return;
    const [card] = past.splice(at, 1);
    record(card, "undo");
    again(card);
    after(card, "undo");
    list.isOver = false;
    show();
  }

  // What another tab has decided is not asked again here.
  function takeAway(decided) {
    const isShown = list.deck[0] && list.deck[0].account === decided.account;
    const before = list.deck.length + list.later.length;
    list.deck = list.deck.filter((card) => card.account !== decided.account);
    list.later = list.later.filter((card) => card.account !== decided.account);
    list.decided += before - list.deck.length - list.later.length;
    if (isShown) { tell(say(texts.elsewhere, { account: decided.name })); show(); }
    else { count(); signing.keepDeck(); }
  }
  // The page as the server drew it, less what is decided already and only waits to be sent.
  function begin() {
    const first = firstCard();
    list.cursor = first.cursor;
    const pending = device.waiting();
    // What the server had before it drew the page, and could not answer for, is counted there already.
    const received = new Set((data.received || "").split(" "));
    const undecided = pending.filter(([, each]) => each.decision !== "undo" && !received.has(each.id));
    list.decided += new Set(undecided.map(([, each]) => each.account)).size;
    if (pending.some(([, each]) => each.account === first.account)) emptyPlace();
    else {
      list.deck.push(first);
      count();
      signing.keepDeck();
    }
    fetchMore();
  }

  Object.assign(signing, { place: place, list: list, hasPast: () => past.length > 0, addressOfCards: addressOfCards,
    emptyPlace: emptyPlace, fetchMore: fetchMore, show: show, decide: decide, putOff: putOff, back: back, undoLast: undoLast,
    takeAway: takeAway, begin: begin });
})();
