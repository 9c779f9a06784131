// What surrounds every page: the search box as a command palette, the narrow side, menus that close by themselves.
(function () {
  // On a phone tabs are one line: the open one is to be in sight.
  for (const tabs of document.querySelectorAll(".tabs")) {
    tabs.addEventListener("focusin", (event) => event.target.scrollIntoView({ block: "nearest", inline: "nearest" }));
    const open = tabs.querySelector("[aria-current]");
    if (!open || tabs.scrollWidth <= tabs.clientWidth) continue;
    const [its, all] = [open.getBoundingClientRect(), tabs.getBoundingClientRect()];
    tabs.scrollLeft += its.left + its.width / 2 - (all.left + all.width / 2);
  }

  const box = document.getElementById("search");
  if (box) palette(box, document.getElementById("search-offers"), box.form.querySelector("[data-said]"));

  // The ARIA combobox with a list of options: the focus stays in the box, the arrows choose, Enter goes.
  function palette(box, list, said) {
    let asked = null;
    let waits = 0;
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");

    const options = () => [...list.querySelectorAll("[role=option]")];
    const chosen = () => list.querySelector("[aria-selected=true]");
    function choose(option) {
      const before = chosen();
      if (before) before.setAttribute("aria-selected", "false");
      if (!option) return box.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", option.id);
    }
    function show(open) {
      list.hidden = !open;
      box.setAttribute("aria-expanded", String(open));
      if (!open) choose(null);
    }
    async function look() {
      if (asked) asked.abort();
      asked = new AbortController();
      try {
        const address = box.dataset.offers + "?q=" + encodeURIComponent(box.value);
        const answer = await fetch(address, { signal: asked.signal, headers: { "HX-Request": "true" } });
        if (answer.headers.get("HX-Redirect")) return location.assign(answer.headers.get("HX-Redirect"));
        if (!answer.ok || document.activeElement !== box) return;
        const text = await answer.text();
        const before = box.getAttribute("aria-activedescendant");
        list.innerHTML = text;
        said.textContent = list.querySelector("[data-count]").content.textContent;
        // What was chosen while this list was on its way stays chosen, where it is still offered.
        choose(before && document.getElementById(before));
        show(options().length > 0);
      } catch (error) {
        // Typed on meanwhile, or no network: the form itself still searches.
        if (error.name !== "AbortError") show(false);
      }
    }
    box.addEventListener("input", function () {
      clearTimeout(waits);
      waits = setTimeout(look, 120);
    });
    box.addEventListener("click", () => list.hidden && look());
    box.addEventListener("blur", () => setTimeout(() => document.activeElement !== box && show(false), 150));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      const every = options();
      const place = every.indexOf(chosen());
      if (event.key === "Escape" && !list.hidden) {
        show(false);
        event.preventDefault();
      } else if (event.key === "Enter" && !list.hidden && chosen()) {
        event.preventDefault();
        chosen().click();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return look();
        const step = event.key === "ArrowDown" ? 1 : -1;
        const next = place < 0 ? (step > 0 ? 0 : every.length - 1) : place + step;
        choose(every[next] || null);
      }
    });
    document.addEventListener("keydown", function (event) {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
        if (!box.offsetParent) return location.assign(box.form.action);
        event.preventDefault();
        box.focus();
        box.select();
        look();
      }
    });
    const key = box.form.querySelector("kbd");
    if (key && /Mac|iPhone|iPad/.test(navigator.platform)) key.textContent = "⌘ K";
  }

  for (const button of document.querySelectorAll("[data-toggle-side]")) {
    button.hidden = false;
    button.addEventListener("click", function () {
      const side = document.documentElement.dataset.side === "narrow" ? "wide" : "narrow";
      document.documentElement.dataset.side = side;
      document.cookie = "side=" + side + "; path=/; max-age=31536000; samesite=lax";
      button.setAttribute("aria-expanded", String(side === "wide"));
    });
  }

  // What is open stands in the address, so that it can be kept and sent.
  function openNamed() {
    const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && named.localName === "details") named.open = true;
  }
  addEventListener("hashchange", openNamed);
  openNamed();
  document.addEventListener("toggle", function (event) {
    const one = event.target;
    if (one.localName !== "details" || !one.id) return;
    const named = "#" + one.id;
    if (one.open) history.replaceState(history.state, "", named);
    else if (location.hash === named) history.replaceState(history.state, "", location.pathname + location.search);
  }, true);

  // A menu closes when something else is clicked, and with Escape, which gives the focus back.
  const menus = "details.menu, details.more, details.tip";
  document.addEventListener("click", function (event) {
    for (const menu of document.querySelectorAll(menus)) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  // Whoever goes on with Tab leaves it behind them closed: open it would lie over what has the focus then.
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Tab") return;
    for (const menu of document.querySelectorAll(menus)) if (menu.open && !menu.contains(document.activeElement)) menu.open = false;
  });
  document.addEventListener("keydown", function (event) {
    const menu = event.key === "Escape" && document.activeElement && document.activeElement.closest(menus);
    if (menu && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
