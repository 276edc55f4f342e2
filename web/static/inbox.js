// The inbox: the open row is marked, the set is counted, and s goes on to the next document.
const picked = () => document.querySelectorAll("input[name=reviewed]:checked").length;

function count() {
  const told = document.querySelector("[data-picked]");
  if (told) told.textContent = picked();
}

document.addEventListener("change", (e) => {
  if (e.target.name === "reviewed") count();
});

document.addEventListener("click", (e) => {
  const row = e.target.closest("[data-row]");
  if (!row) return;
  document.querySelector("[data-row][aria-current]")?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
});

document.addEventListener("hsba:pressed", (e) => {
  if (e.target.name !== "reviewed" || !e.target.checked) return;
  const next = e.target.closest("li").nextElementSibling?.querySelector("[data-row]");
  next?.focus();
  next?.click();
});

count();
