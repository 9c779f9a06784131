// What lists do beyond links and forms: clean addresses, columns that move, forms that follow.
(function () {
  document.addEventListener("click", function (event) {
    const move = event.target.closest("[data-move]");
    if (move) {
      event.preventDefault();
      const line = move.closest("li");
      const other = move.dataset.move === "up" ? line.previousElementSibling : line.nextElementSibling;
      if (other) move.dataset.move === "up" ? other.before(line) : other.after(line);
      move.focus();
      tellPlace(line);
    }
    const follows = event.target.closest("[data-follows]");
    if (follows) {
      const query = new URLSearchParams(location.search);
      for (const [name, value] of new URLSearchParams(follows.dataset.follows)) query.set(name, value);
      follows.search = query.toString();
    }
  });
  // Which place a column has now, of how many that are shown.
  function tellPlace(line) {
    const shown = [...line.parentElement.children].filter((one) => one.querySelector("[data-move]"));
    const number = new Intl.NumberFormat(document.documentElement.dataset.numbers);
    window.tell(`${line.textContent} ${number.format(shown.indexOf(line) + 1)} / ${number.format(shown.length)}`);
  }

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
    const shown = new Intl.NumberFormat(document.documentElement.dataset.numbers).format(count);
    place.textContent = count ? shown : place.dataset.none;
  });
})();
