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
    if (event.target.matches("[data-pick], [data-pick-all]")) {
      count(form);
      window.tell(form.querySelector("[data-picked]")?.parentElement.textContent || "");
    }
    if (event.target.matches("[data-files]")) showFiles(event.target);
  });

  // What was ticked and chosen for an act that is refused stands on the page that says why, too.
  const TICKED = "ticked";
  document.addEventListener("submit", function (event) {
    if (!event.target.querySelector("[data-pick]")) return;
    const said = [...new FormData(event.target)].filter(([name, value]) => value && !["csrfmiddlewaretoken", "on"].includes(name));
    try { sessionStorage.setItem(TICKED, JSON.stringify([location.pathname, said])); } catch (refused) { /* it is ticked anew then */ }
  });
  function tickAgain() {
    let kept = "";
    try { kept = sessionStorage.getItem(TICKED); sessionStorage.removeItem(TICKED); } catch (refused) { /* nothing is kept */ }
    const [path, said] = JSON.parse(kept || "[]");
    if (path !== location.pathname || !document.querySelector("#messages .alert-danger")) return;
    for (const form of document.querySelectorAll("form")) {
      if (!form.querySelector("[data-pick]")) continue;
      for (const [name, value] of said) {
        for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (field.type !== "checkbox") field.value = value;
          else if (field.value === value) field.checked = true;
        }
      }
    }
  }

  // A field for files: what is chosen, each with its size, and the step that follows once something is.
  function showFiles(input) {
    const { files, mostMb, tooLarge } = input.dataset;
    const lines = [...input.files].map(function (file) {
      const isTooLarge = mostMb && file.size > mostMb * 1024 * 1024;
      const line = document.createElement("li");
      line.classList.toggle("too-large", Boolean(isTooLarge));
      line.append(fileIcon(input), told("bdi", "name", file.name), told("span", "size", sizeOf(file) + (isTooLarge ? " · " + tooLarge : "")));
      return line;
    });
    document.getElementById(files).replaceChildren(...lines);
    // One button of a page is filled: to choose, and then to go on.
    input.form?.querySelectorAll(`[data-with-files="${input.id}"]`).forEach((button) => { button.hidden = !lines.length; });
    for (const label of input.labels) label.classList.toggle("btn-primary", !lines.length);
  }
  function told(kind, css, text) {
    const made = document.createElement(kind);
    made.className = css;
    made.textContent = text;
    return made;
  }
  function fileIcon(input) { return input.labels[0].querySelector("svg").cloneNode(true); }
  function sizeOf(file) {
    const isLarge = file.size >= 1024 * 1024;
    const amount = isLarge ? file.size / (1024 * 1024) : Math.max(file.size / 1024, 0.1);
    // The short forms of Arabic and Persian are Latin letters.
    const unitDisplay = document.documentElement.dir === "rtl" ? "long" : "short";
    const written = { style: "unit", unit: isLarge ? "megabyte" : "kilobyte", unitDisplay, maximumFractionDigits: amount < 10 ? 1 : 0 };
    return new Intl.NumberFormat(document.documentElement.dataset.numbers, written).format(amount);
  }
  for (const input of document.querySelectorAll("[data-files]")) showFiles(input);

  // Dropping files anywhere on the drop zone is choosing them.
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
        input.focus();
      }
    });
  }

  tickAgain();
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
