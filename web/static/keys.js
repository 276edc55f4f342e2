// Keys: an element with data-key="x" is pressed by x; j and k walk the rows of [data-rows]; Escape leaves a field.
const typing = (e) => e.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
const rows = () => [...document.querySelectorAll("[data-rows] a[data-row]")];

function walk(by) {
  const all = rows();
  const here = all.findIndex((row) => row === document.activeElement || row.hasAttribute("aria-current"));
  const focused = all.indexOf(document.activeElement);
  const next = all[Math.min(Math.max((focused >= 0 ? focused : here) + by, 0), all.length - 1)];
  next?.focus();
}

function press(key) {
  const one = (scope) => scope?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const target = one(document.activeElement?.closest("li")) ?? one(document.querySelector("li:has([aria-current])[data-task]")) ?? one(document);
  if (!target) return false;
  if (target.matches("input:not([type=checkbox]), textarea")) target.focus();
  else {
    target.click();
    // What a key has opened is at hand at once.
    if (target.matches("summary") && target.parentElement.open) target.parentElement.querySelector("select, textarea, button")?.focus();
    target.dispatchEvent(new CustomEvent("hsba:pressed", { bubbles: true }));
  }
  return true;
}

document.addEventListener("keydown", (e) => {
  if (e.key === "Escape" && typing(e)) return e.target.blur();
  if (typing(e) || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "j" || e.key === "k") walk(e.key === "j" ? 1 : -1);
  else if (!press(e.key)) return;
  e.preventDefault();
});

// A field that somebody made larger has a `style`; htmx would copy it into the next piece, where the strict policy blocks it.
document.addEventListener("htmx:before:swap", () => {
  for (const field of document.querySelectorAll("[style]")) field.removeAttribute("style");
});
