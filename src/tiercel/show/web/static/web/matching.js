// One key decides on the contact at hand, and the next one comes into view.
(function () {
  let current = null;
  let last = null;
  const all = () => Array.from(document.querySelectorAll("[data-match]"));

  function choose(match, shows) {
    if (current) current.classList.remove("current");
    current = match || null;
    if (!current) return;
    current.classList.add("current");
    if (shows) {
      current.scrollIntoView({ block: "nearest" });
      current.focus({ preventScroll: true });
    }
  }

  function go(step) {
    const list = all();
    const at = list.indexOf(current);
    choose(list[Math.min(list.length - 1, Math.max(0, at + step))], true);
  }

  function press(key) {
    const from = key === "u" ? last && document.getElementById(last) : current;
    const button = from && from.querySelector(`[data-key="${key}"]`);
    if (!button) return false;
    button.click();
    if (key === "s") {
      const field = from.querySelector("input[type=search]");
      if (field) setTimeout(() => field.focus(), 0);
    }
    return true;
  }

  document.addEventListener("keydown", function (event) {
    const key = window.singleKey(event);
    const steps = { j: 1, k: -1 };
    if (steps[key]) go(steps[key]);
    else if (!(/^[1-5nsu]$/.test(key) && press(key))) return;
    event.preventDefault();
  });

  document.addEventListener("focusin", function (event) {
    const match = event.target.closest("[data-match]");
    if (match && match !== current) choose(match, false);
  });

  // What was decided shrinks to a line, and the next contact that waits is at hand.
  new MutationObserver(function () {
    if (current && current.isConnected) return;
    const list = all();
    const done = current && document.getElementById(current.id);
    if (done && done.hasAttribute("data-done")) {
      last = done.id;
      const next = list.slice(list.indexOf(done) + 1).find((one) => !one.hasAttribute("data-done"));
      choose(next || done, true);
    } else choose(done || list[0], Boolean(done));
  }).observe(document.querySelector("main") || document.body, { childList: true, subtree: true });

  choose(all()[0], false);
})();
