// Pairs decided on by keys: J and K go on and back, M merges, N keeps apart, L puts off, U takes the last merge back.
(function () {
  const pairs = () => Array.from(document.querySelectorAll("[data-pair]"));
  const at = () => pairs().find((pair) => pair.open) || pairs()[0];

  function go(by) {
    const every = pairs(), now = at();
    const next = every[every.indexOf(now) + by];
    if (!next) return;
    now.open = false;
    next.open = true;
    next.querySelector("summary").focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", function (event) {
    const key = window.singleKey(event);
    if (!key) return;
    if (key === "j" || key === "k") return go(key === "j" ? 1 : -1);
    const within = key === "u" ? document : at();
    const button = within && within.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (button) button.click();
  });

  // After a decision comes a new page: whoever goes by the keyboard is then at the pair that is open, not at its top.
  document.addEventListener("submit", function (event) {
    if (event.target.closest("[data-pair], .undo-bar")) remember(true);
  });
  function remember(decided) {
    try {
      const was = sessionStorage.getItem("duplicates:decided");
      if (decided) sessionStorage.setItem("duplicates:decided", "yes");
      else sessionStorage.removeItem("duplicates:decided");
      return was;
    } catch (refused) { return null; }
  }
  if (remember(false)) at()?.querySelector("summary").focus();
})();
