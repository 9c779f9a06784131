// The sign-off in somebody's hands: forms, single keys, what other tabs do; and with that, it begins.
(function () {
  const signing = window.signing;
  if (!signing) return;
  const { root, data, find, device, list, place } = signing;

  signing.closeSheets = function (but) {
    for (const sheet of root.querySelectorAll("details.signing-choice[open]")) if (sheet !== but) sheet.open = false;
  };
  root.addEventListener("toggle", function (event) {
    if (event.target.open && event.target.matches(".signing-choice")) {
      signing.closeSheets(event.target);
      event.target.querySelector("[data-option]")?.focus();
    }
  }, true);
  // Under an open sheet nothing else is seen: what gets the focus there closes it.
  root.addEventListener("focusin", function (event) {
    const open = find("details.signing-choice[open]");
    if (open && !open.contains(event.target)) open.open = false;
  });
  root.addEventListener("submit", function (event) {
    const form = event.target;
    if (!place || !place.contains(form)) return;
    event.preventDefault();
    if (form.matches("[data-later]")) { signing.putOff(); return; }
    const given = new FormData(form, event.submitter);
    const isReason = event.submitter && event.submitter.name === "reason" && event.submitter.value;
    if (given.get("decision") === "rejected" && !isReason) return;
    signing.decide(given.get("decision"), given.get("reason"), given.get("note"),
      isReason ? event.submitter.querySelector("span").textContent : "");
  });
  root.addEventListener("click", function (event) {
    if (event.target.closest("[data-undo]")) signing.undoLast();
    if (event.target.closest("[data-back]") && signing.hasPast()) { event.preventDefault(); signing.back(); }
  });

  const keys = find("[data-keys]");
  function useKeys() { root.classList.toggle("has-keys", Boolean(keys && keys.checked)); }
  keys?.addEventListener("change", useKeys);
  useKeys();
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      const open = find("details.signing-choice[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      return;
    }
    const key = place && window.singleKey(event);
    if (!key) return;
    const open = find("details.signing-choice[open]");
    const option = open && open.querySelectorAll("[data-option]")[Number(key) - 1];
    const act = { a: () => place.querySelector("[data-accept]")?.click(), s: signing.putOff, u: signing.undoLast, b: signing.back,
      r: () => { const sheet = place.querySelector("[data-choice=rejected]"); if (sheet) sheet.open = true; } };
    if (option) option.click();
    else if (!open && act[key]) act[key]();
    else return;
    event.preventDefault();
  });

  window.addEventListener("storage", function (event) {
    if (!event.key || !event.key.startsWith(device.OURS)) return;
    if (event.key.startsWith(device.OURS + "notice:")) { signing.showNotices(); return; }
    if (event.key === signing.DECK) { signing.heardOfDeck(event); return; }
    const each = event.newValue ? device.read(event.key) : null;
    if (each && each.decision !== "undo" && place) signing.takeAway(each);
    signing.showStatus();
  });
  window.addEventListener("online", () => { if (list.isEmpty) location.assign(data.here); else signing.retry(); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden && device.countWaiting()) signing.send(); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  window.addEventListener("beforeunload", function (event) { if (device.isFull && device.countWaiting()) event.preventDefault(); });

  const isShell = "isShell" in data;
  signing.showNotices();
  signing.forgetOthers();
  if (isShell) signing.beginWithoutLine();
  else if (place) signing.begin();
  else signing.forgetDeck();
  if (!place) find("[data-focus]")?.focus({ preventScroll: true });
  signing.send();
  if (!isShell) window.addEventListener("load", signing.readyForNoLine);
})();
