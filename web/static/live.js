// What the server tells by itself: how far sets are (`signing.js`), and the live count, shown in the header, the title and the list; new rows wait behind a button.
const badge = () => document.querySelector("[data-count]");
const worded = (open) => (open > 99 ? "99+" : open || "");
// What was last shown to this person in this tab: shown at once on pages that do not count by themselves, until their stream speaks.
const LAST_SHOWN = "hsba:count";
const whose = () => `${document.body.dataset.whose} `;
let stream;

const remember = () => badge() && sessionStorage.setItem(LAST_SHOWN, whose() + badge().textContent);
function recall() {
  const kept = sessionStorage.getItem(LAST_SHOWN) ?? "";
  if (badge()?.dataset.count === "" && kept.startsWith(whose())) badge().textContent = kept.slice(whose().length);
}

function tell(open) {
  const known = Number(badge().dataset.count);
  badge().textContent = worded(open);
  for (const total of document.querySelectorAll("[data-total]")) total.textContent = open;
  document.title = document.title.replace(/^\(\d+\+?\) /, "");
  if (open) document.title = `(${badge().textContent}) ${document.title}`;
  const fresh = document.querySelector("[data-fresh]");
  if (!fresh || open <= known) return;
  fresh.hidden = false;
  fresh.querySelector("[data-number]").textContent = open - known;
}

function listen() {
  if (!badge()) return;
  stream = new EventSource("/events");
  stream.addEventListener("count", (e) => tell(Number(e.data)));
  stream.addEventListener("batches", (e) => document.dispatchEvent(new CustomEvent("hsba:batches", { detail: JSON.parse(e.data) })));
}

recall();
listen();
window.addEventListener("pagehide", () => (remember(), stream?.close()));
// A page that comes back out of the browser's memory goes on listening.
window.addEventListener("pageshow", (e) => e.persisted && listen());
