// How far the sets are that this person signs: a small bar on every page; the page of a set asks anew.
document.addEventListener("hsba:batches", (e) => {
  const bar = document.querySelector("#signing");
  const now = e.detail;
  bar.hidden = !now.all;
  if (now.all) {
    bar.querySelector("a").href = now.address;
    bar.querySelector("progress").max = now.all;
    bar.querySelector("progress").value = now.done;
    bar.querySelector("[data-far]").textContent = `${now.done}/${now.all}`;
  }
  document.body.dispatchEvent(new CustomEvent(now.all ? "hsba:signing" : "hsba:signed"));
});
