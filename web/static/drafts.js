// Drafts of surveys on this machine: bound to who typed them, swept after a week, gone once kept by the house or after signing out.
const KEPT = "hsba-survey/"; // + person/survey: { base, values, at }
const WEEK = 7 * 24 * 3600 * 1000;
const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(KEPT));

function draft(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // not written by this page
  }
}

for (const key of drafts()) if (!(Date.now() - draft(key)?.at < WEEK)) localStorage.removeItem(key);

// Signing out leaves nothing behind on a shared machine; what was not sent is said first.
document.addEventListener("submit", (e) => {
  if (!e.target.matches('form[action="/session/ending"]')) return;
  if (drafts().length && !confirm(e.target.dataset.unsent)) return e.preventDefault();
  for (const key of drafts()) localStorage.removeItem(key);
});

// The page that comes after a whole form was kept: nothing of it has to be on this machine.
if (new URLSearchParams(location.search).has("saved")) {
  for (const one of document.querySelectorAll("[data-draft]")) localStorage.removeItem(KEPT + one.dataset.draft);
  history.replaceState(null, "", location.pathname);
}
