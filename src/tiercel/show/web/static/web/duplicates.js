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
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches("input[type=text], input[type=search], select, textarea, dialog *")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") return go(key === "j" ? 1 : -1);
    const within = key === "u" ? document : at();
    const button = within && within.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (button) button.click();
  });
})();
