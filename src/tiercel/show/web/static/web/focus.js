// Where somebody is who goes by the keyboard, when a page comes anew or a part of it changes; and what a reader aloud is told.
(function () {
  // Heard, and not seen: the place stands in every page from the start, or nothing would be said of what it holds.
  window.tell = function (words) {
    const place = document.getElementById("told");
    if (place) place.textContent = words.replace(/\s+/g, " ").trim();
  };

  // What a list holds once its filters changed it.
  document.addEventListener("htmx:after:swap", function () {
    const result = document.querySelector(".in-force .result");
    if (result && result.dataset.told !== "yes") window.tell(result.textContent);
    if (result) result.dataset.told = "yes";
  });
  for (const result of document.querySelectorAll(".in-force .result")) result.dataset.told = "yes";

  // Whether it is keys that somebody goes by: the last page knows, too.
  const KEYS = "focus:by-key", KEPT = "focus:next";
  function stored(name, value) {
    try {
      if (value === undefined) return sessionStorage.getItem(name) || "";
      sessionStorage.setItem(name, value);
    } catch (refused) { /* it begins at the top then */ }
    return "";
  }
  let byKey = stored(KEYS) === "yes";
  function use(keys) {
    if (byKey !== keys) stored(KEYS, keys ? "yes" : "");
    byKey = keys;
  }
  document.addEventListener("keydown", () => use(true), true);
  document.addEventListener("pointerdown", () => use(false), true);

  // Where the next page begins: at what is found first, or at that of this address alone.
  function keep(place, path) { stored(KEPT, JSON.stringify([place, path || ""])); }
  function kept() {
    const [place, path] = JSON.parse(stored(KEPT) || "[]");
    stored(KEPT, "");
    return place && (!path || path === location.pathname) ? document.querySelector(place) : null;
  }

  // An order is asked for again at its head; another page of a list, and a filter that is taken away, lead to the rows.
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a");
    if (!link) return;
    const head = link.closest("thead th");
    if (head) keep(`thead th:nth-child(${head.cellIndex + 1}) a`, location.pathname);
    else if (link.closest(".pages, .in-force")) keep(".list-card .table-scroll", location.pathname);
    else keep("");
  });
  // What came of a form is said in the page that follows, at its top as a rule.
  document.addEventListener("submit", function (event) {
    if (event.target.method === "post" && !event.defaultPrevented) keep("#messages:has(.alert), main .alert[role]");
  });
  // A page that follows a job loads itself anew when that is over: to where its result is.
  addEventListener("pagehide", function () {
    const at = document.activeElement;
    const job = document.querySelector(".job[hx-get]");
    if (job && (at === document.body || job.contains(at))) keep(`#${CSS.escape(job.id)}`, location.pathname);
  });

  const place = kept();
  if (!place) return;
  if (place.matches(".job")) window.tell(place.textContent);
  if (!byKey || document.activeElement !== document.body) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: place.matches(".job") });
})();
