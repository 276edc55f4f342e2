// Pages of forms: what a choice makes needless is put away and not sent.
function ask(form) {
  for (const one of form.querySelectorAll("[data-when]")) {
    const said = form.elements[one.dataset.when]?.value ?? "";
    one.hidden = !one.dataset.oneOf.split(" ").includes(said);
    for (const field of one.querySelectorAll("input, select, textarea, button")) field.disabled = one.hidden;
  }
}

for (const form of document.querySelectorAll("form:has([data-when])")) {
  ask(form);
  form.addEventListener("change", () => ask(form));
}
