// The few things that HTML and htmx cannot do alone. Every page works without them, only with more clicks.
(function () {
  document.addEventListener("click", function (event) {
    const theme = event.target.closest("[data-choose-theme]");
    if (theme) {
      window.chooseTheme(theme.dataset.chooseTheme);
      for (const button of document.querySelectorAll("[data-choose-theme]")) {
        button.setAttribute("aria-pressed", String(button.dataset.chooseTheme === theme.dataset.chooseTheme));
      }
      event.stopPropagation();
    }
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open).showModal();
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog").close();
  });

  // A list's checkboxes: one for all, and a bar that says how many are chosen.
  function count(form) {
    const boxes = [...form.querySelectorAll("[data-pick]")];
    const picked = boxes.filter((box) => box.checked).length;
    for (const bar of form.querySelectorAll("[data-picked-bar]")) {
      bar.hidden = picked === 0;
      const place = bar.querySelector("[data-picked]");
      if (place) place.textContent = new Intl.NumberFormat(document.documentElement.dataset.numbers).format(picked);
    }
    const all = form.querySelector("[data-pick-all]");
    if (all) {
      all.checked = picked > 0 && picked === boxes.length;
      all.indeterminate = picked > 0 && picked < boxes.length;
    }
  }
  document.addEventListener("change", function (event) {
    const form = event.target.form;
    if (event.target.matches("[data-pick-all]")) {
      for (const box of form.querySelectorAll("[data-pick]")) box.checked = event.target.checked;
    }
    if (event.target.matches("[data-pick], [data-pick-all]")) count(form);
    if (event.target.matches("[data-submits]")) form.requestSubmit();
    if (event.target.matches("[data-dropped]")) showFiles(event.target);
  });

  // Dropping files anywhere on the drop zone is choosing them.
  function showFiles(input) {
    const list = document.getElementById(input.dataset.dropped);
    list.replaceChildren(...[...input.files].map(function (file) {
      const line = document.createElement("li");
      line.textContent = file.name;
      line.dir = "auto";
      return line;
    }));
    for (const button of input.form.querySelectorAll("[data-with-files]")) button.disabled = input.files.length === 0;
  }
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, function (event) {
      const zone = event.target.closest && event.target.closest("[data-drop]");
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("drop-over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        const input = zone.querySelector("input[type=file]");
        input.files = event.dataTransfer.files;
        showFiles(input);
      }
    });
  }

  for (const form of document.querySelectorAll("form")) if (form.querySelector("[data-pick]")) count(form);
  document.addEventListener("htmx:after:swap", function () {
    for (const form of document.querySelectorAll("form")) if (form.querySelector("[data-pick]")) count(form);
  });
})();

// Signing out takes away what the sign-off kept on this device; decisions that were never sent are asked about first.
(function () {
  document.addEventListener("submit", function (event) {
    const user = event.target.dataset && event.target.dataset.signsOut;
    if (!user) return;
    try {
      const ours = Object.keys(localStorage).filter((key) => key.startsWith("sign-off:" + user + ":"));
      const unsent = ours.some((key) => key.startsWith("sign-off:" + user + ":decision:"));
      if (unsent && !window.confirm(event.target.dataset.unsent)) event.preventDefault();
      else for (const key of ours) localStorage.removeItem(key);
    } catch (refused) { /* a browser that keeps nothing has nothing to take away */ }
  });
})();
