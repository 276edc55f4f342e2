// Surveys: what is typed is saved while one goes on; without network it stays on this machine, bound to the person, and is sent later.
const KEPT = "hsba-survey/"; // + person/survey: { base, values, at }
const LONGEST = 7 * 24 * 3600 * 1000; // older drafts of anybody are swept
const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(KEPT));

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // not written by this page
  }
}

for (const key of drafts()) if (!(Date.now() - read(key)?.at < LONGEST)) localStorage.removeItem(key);

// Signing out leaves nothing behind on a shared machine; what was not sent is said first.
document.addEventListener("submit", (e) => {
  if (!e.target.matches('form[action="/session/ending"]')) return;
  if (drafts().length && !confirm(e.target.dataset.unsent)) return e.preventDefault();
  for (const key of drafts()) localStorage.removeItem(key);
});

function survey(form) {
  const key = KEPT + form.dataset.survey;
  const told = form.querySelector("[data-told]");
  const fields = [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit" && one.type !== "radio");
  // As the server has them; of a form that was refused nobody knows, so all of it is sent.
  const stands = new Map(fields.map((one) => [one.name, "refused" in form.dataset ? null : one.value]));
  const say = (words) => (told.textContent = words);
  const choosing = () => form.querySelector("input[type=radio][required]");
  let timer = 0;
  let sending = false;

  function changed() {
    return Object.fromEntries(fields.filter((one) => one.value !== stands.get(one.name)).map((one) => [one.name, one.value]));
  }

  function keep() {
    const values = changed();
    if (Object.keys(values).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ base: form.elements.base.value, values, at: Date.now() }));
  }

  function typed() {
    keep();
    say(form.dataset.kept);
    clearTimeout(timer);
    timer = setTimeout(send, 1500);
  }

  function fresh() {
    form.elements.request.value = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  async function send() {
    const values = changed();
    if (sending || choosing() || Object.keys(values).length === 0) return;
    sending = true;
    say(form.dataset.sending);
    fresh();
    const body = new URLSearchParams({ request: form.elements.request.value, base: form.elements.base.value, ...values });
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" }, redirect: "manual" });
      const json = answer.headers.get("content-type")?.startsWith("application/json");
      if (!json) say(answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403 ? form.dataset.ended : form.dataset.kept);
      else if (answer.ok) saved(await answer.json(), values);
      else refused(await answer.json());
    } catch {
      say(form.dataset.kept); // no network: it is tried again when there is
    } finally {
      sending = false;
    }
  }

  function saved(news, sent) {
    if (news.clashes.length) return say(form.dataset.clash);
    for (const one of fields) {
      const now = news.answers[one.name] ?? "";
      const untouched = one.value === (sent[one.name] ?? stands.get(one.name));
      if (untouched && !(one.disabled && !(one.name in news.answers))) one.value = now;
      stands.set(one.name, now);
      one.removeAttribute("aria-invalid");
    }
    for (const [code, [answered, asked]] of Object.entries(news.parts)) {
      const part = document.querySelector(`[data-part="${CSS.escape(code)}"]`);
      if (part) part.textContent = `${answered}/${asked}`;
    }
    form.elements.base.value = news.version;
    keep();
    say(`${form.dataset.saved} ${news.at}`);
    if (Object.keys(changed()).length) typed();
  }

  function refused(news) {
    for (const name of Object.keys(news.faults)) form.elements[name]?.setAttribute("aria-invalid", "true");
    say(`${form.dataset.wrong}: ${news.lines.join(" ") || news.refused}`);
  }

  const before = read(key);
  if (before && !choosing() && !("refused" in form.dataset)) {
    for (const one of fields) if (one.name in before.values) one.value = before.values[one.name];
    form.elements.base.value = before.base;
    form.dispatchEvent(new Event("change"));
    if (Object.keys(changed()).length) typed();
    else localStorage.removeItem(key);
  }
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  // The whole form goes as it is; what it holds is on its way, and is kept until the page that answers has come.
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", send);
  setInterval(() => navigator.onLine && send(), 15000);
}

// The page that comes after a whole form was kept: nothing of it has to be on this machine.
if (new URLSearchParams(location.search).has("saved")) {
  for (const one of document.querySelectorAll("[data-draft]")) localStorage.removeItem(KEPT + one.dataset.draft);
  history.replaceState(null, "", location.pathname);
}

for (const form of document.querySelectorAll("form[data-survey]")) survey(form);
