// Single keys that decide: which one was pressed, whatever the keyboard writes, and whether somebody wants them at all.
(function () {
  const field = "input:not([type=checkbox], [type=radio]), select, textarea, dialog *";
  const turned = () => document.querySelector("[data-keys]");

  // The key, or nothing where it is no decision: with another key held, in a field, or where they are switched off.
  window.singleKey = function (event) {
    if (!turned()?.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return "";
    if (event.target.matches(field)) return "";
    // A Persian, Arabic or Chinese keyboard writes other letters and digits on the same keys.
    return (/^[ -~]$/.test(event.key) ? event.key : event.code.replace(/^(Key|Digit)/, "")).toLowerCase();
  };

  // Whoever switches them off finds them off on the next page too.
  function remember() {
    const on = turned();
    if (!on) return;
    try { on.checked = localStorage.getItem(`${on.dataset.keys}:keys`) !== "off"; } catch (refused) { /* it is on then */ }
  }
  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-keys]")) return;
    try { localStorage.setItem(`${event.target.dataset.keys}:keys`, event.target.checked ? "on" : "off"); } catch (refused) { /* it holds on this page */ }
  });
  document.addEventListener("htmx:after:swap", remember);
  remember();
})();
