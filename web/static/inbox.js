// The inbox: the row of what is being read is marked, Enter opens the first, and what was dealt with leaves the hand on the next.
function mark() {
  const reading = document.querySelector("#pane #reading");
  const row = reading && document.querySelector(`#task-${CSS.escape(reading.dataset.document)} [data-row]`);
  const before = document.querySelector("[data-task] [aria-current]");
  if (before === row) return;
  before?.removeAttribute("aria-current");
  row?.setAttribute("aria-current", "true");
  if (row && document.activeElement.matches("body, [data-row]")) row.focus();
  row?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:after:swap", mark);

document.addEventListener("keydown", (e) => {
  if (e.key !== "Enter" || document.activeElement !== document.body || e.ctrlKey || e.metaKey || e.altKey) return;
  const row = document.querySelector("[data-task] [aria-current]") ?? document.querySelector("[data-task] [data-row]");
  if (!row) return;
  e.preventDefault();
  row.focus();
  row.click();
});
