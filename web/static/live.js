// The live count: told by the server, shown in the header and the title; new rows wait behind a button.
const badge = document.querySelector("[data-count]");

function tell(open) {
  const known = Number(badge.dataset.count);
  badge.textContent = open > 99 ? "99+" : open || "";
  document.title = document.title.replace(/^\(\d+\+?\) /, "");
  if (open) document.title = `(${badge.textContent}) ${document.title}`;
  const fresh = document.querySelector("[data-fresh]");
  if (!fresh || open <= known) return;
  fresh.hidden = false;
  fresh.querySelector("[data-number]").textContent = open - known;
}

if (badge) {
  const stream = new EventSource("/events");
  stream.addEventListener("count", (e) => tell(Number(e.data)));
  window.addEventListener("pagehide", () => stream.close());
}
