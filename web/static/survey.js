// A survey is saved while one goes on typing; without network it stays on this machine and is sent when there is one again.
function survey(form) {
  const here = answers(form);
  const say = (words) => (form.querySelector("[data-told]").textContent = words);
  let [timer, sending, stuck] = [0, false, false]; // stuck: only a person can go on
  function typed() {
    here.keep();
    stuck = false;
    say(form.dataset.kept);
    clearTimeout(timer);
    timer = setTimeout(send, 1500);
  }
  async function send() {
    const values = here.changed();
    if (sending || stuck || !here.some() || form.querySelector("input[type=radio]")) return; // two answers: a person chooses, and saves
    say(form.dataset.sending);
    sending = true;
    const body = new URLSearchParams({ request: form.elements.request.value, base: form.elements.base.value, ...values });
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" }, redirect: "manual" }).catch(() => null);
    sending = false;
    form.elements.request.value = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
    const news = await answer?.json().catch(() => null);
    stuck = Boolean(news?.lines || news?.clashes.length);
    if (answer?.ok && news && !stuck) {
      here.take(news, values);
      say(`${form.dataset.saved} ${news.at}`);
      return here.some() && typed();
    }
    if (answer?.ok && news) return say(form.dataset.clash);
    if (news?.lines) return say(`${form.dataset.wrong}: ${news.lines.join(" ") || news.refused}`);
    say(answer && (answer.type === "opaqueredirect" || answer.status < 500) ? form.dataset.ended : form.dataset.kept);
  }
  here.restore();
  if (here.some() && !("refused" in form.dataset)) typed();
  for (const told of ["input", "change"]) form.addEventListener(told, typed);
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", send);
  setInterval(send, 15000);
}
document.querySelectorAll("form[data-survey]").forEach(survey);
