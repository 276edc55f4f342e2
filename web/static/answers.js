// The fields of a survey beside what the server has of them: what was changed, and what a save changed.
function answers(form) {
  const key = KEPT + form.dataset.survey;
  const fields = [...form.elements].filter((one) => one.name && !["hidden", "submit", "radio"].includes(one.type));
  // As the server has them; of a form that was refused nobody knows, so all of it is sent.
  const stands = new Map(fields.map((one) => [one.name, "refused" in form.dataset ? null : one.value]));
  const changed = () => Object.fromEntries(fields.filter((one) => one.value !== stands.get(one.name)).map((one) => [one.name, one.value]));

  function keep() {
    const values = changed();
    if (Object.keys(values).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ base: form.elements.base.value, values, at: Date.now() }));
  }

  function restore() {
    const before = draft(key);
    if (!before || "refused" in form.dataset || form.querySelector("input[type=radio]")) return;
    for (const one of fields) if (one.name in before.values) one.value = before.values[one.name];
    form.elements.base.value = before.base;
    form.dispatchEvent(new Event("change")); // what a choice makes needless is put away
    keep();
  }

  // What others changed meanwhile is shown; what was typed since the save began stays.
  function take(news, sent) {
    for (const one of fields) {
      const now = news.answers[one.name] ?? "";
      if (one.value === (sent[one.name] ?? stands.get(one.name)) && (!one.disabled || one.name in news.answers)) one.value = now;
      stands.set(one.name, now);
      one.removeAttribute("aria-invalid");
    }
    for (const [code, [answered, asked]] of Object.entries(news.parts)) {
      document.querySelector(`[data-part="${CSS.escape(code)}"]`).textContent = `${answered}/${asked}`;
    }
    form.elements.base.value = news.version;
    keep();
  }

  return { changed, keep, restore, take, some: () => Object.keys(changed()).length > 0 };
}
