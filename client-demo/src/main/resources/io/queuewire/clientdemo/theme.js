// Applies the reader's choice of dark or light. A classic script in the head, so that the page never flashes in the other theme.
(() => {
  const KEY = "queuewire-theme";
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

  const system = () => (systemIsDark.matches ? "dark" : "light");
  const shown = () => root.dataset.theme ?? system();

  // Storage may be forbidden (private windows, blocked cookies): the choice then lasts as long as the page.
  const remember = (theme) => {
    try {
      if (theme) localStorage.setItem(KEY, theme);
      else localStorage.removeItem(KEY);
    } catch {}
  };
  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const apply = (theme) => {
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  apply(remembered());

  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const label = () => {
      const other = shown() === "dark" ? "light" : "dark";
      button.setAttribute("aria-label", `Switch to the ${other} theme`);
      button.title = `Switch to the ${other} theme`;
    };
    button.addEventListener("click", () => {
      const other = shown() === "dark" ? "light" : "dark";
      // Back at what the system asks for, the page follows the system again.
      const choice = other === system() ? null : other;
      apply(choice);
      remember(choice);
      label();
    });
    systemIsDark.addEventListener("change", label);
    label();
    button.hidden = false;
  });
})();
