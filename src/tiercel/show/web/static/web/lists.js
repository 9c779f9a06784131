// What lists do beyond links and forms: menus that close, clean addresses, columns that move, forms that follow.
(function () {
  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", function (event) {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
    const move = event.target.closest("[data-move]");
    if (move) {
      event.preventDefault();
      const line = move.closest("li");
      const other = move.dataset.move === "up" ? line.previousElementSibling : line.nextElementSibling;
      if (other) move.dataset.move === "up" ? other.before(line) : other.after(line);
      move.focus();
    }
    const follows = event.target.closest("[data-follows]");
    if (follows) {
      const query = new URLSearchParams(location.search);
      for (const [name, value] of new URLSearchParams(follows.dataset.follows)) query.set(name, value);
      follows.search = query.toString();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      if (!menu.contains(document.activeElement)) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // What is left empty does not stand in the address.
  document.addEventListener("formdata", function (event) {
    if (!event.target.matches(".filters")) return;
    for (const name of new Set(event.formData.keys())) {
      const said = event.formData.getAll(name).filter((value) => value !== "");
      event.formData.delete(name);
      for (const value of said) event.formData.append(name, value);
    }
  });

  // A part of the page was replaced since this form was written: it keeps what the page shows now.
  const not_kept = ["view", "removed", "assigned", "as_of", "after", "before"];
  document.addEventListener("submit", function (event) {
    const now = event.target.querySelector("[data-now]");
    const on = event.target.querySelector("input[name=on]");
    if (on && event.target.matches("[data-columns]")) on.value = location.search.slice(1);
    if (!now) return;
    const query = new URLSearchParams(location.search);
    for (const name of not_kept) query.delete(name);
    now.value = query.toString();
  }, true);

  document.addEventListener("change", function (event) {
    const menu = event.target.closest(".filters details.menu");
    const place = menu && menu.querySelector("[data-menu-count]");
    if (!place) return;
    const count = menu.querySelectorAll("input:checked").length;
    const shown = new Intl.NumberFormat(document.documentElement.lang).format(count);
    place.textContent = count ? shown : place.dataset.none;
  });
})();
