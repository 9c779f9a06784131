// Runs before the page is drawn, so that a dark page never flashes white.
(function () {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    const wanted = root.dataset.themeWanted;
    root.dataset.bsTheme = wanted === "auto" ? (dark.matches ? "dark" : "light") : wanted;
  }
  dark.addEventListener("change", apply);
  window.chooseTheme = function (wanted) {
    root.dataset.themeWanted = wanted;
    document.cookie = "theme=" + wanted + "; path=/; max-age=31536000; samesite=lax";
    apply();
  };
  apply();
})();
