// A drawing is made with a pen or finger, and sent as a picture.
async function restore(canvas, field) {
  if (!field.value) return;
  const bytes = Uint8Array.from(atob(field.value.split("base64,").pop()), (one) => one.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height, 1);
  canvas.getContext("2d").drawImage(picture, 0, 0, picture.width * scale, picture.height * scale);
}

function drawing(pad) {
  const canvas = pad.querySelector("canvas"), pen = canvas.getContext("2d");
  const field = pad.closest("form").elements[pad.dataset.drawing];
  const ink = () => Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#14205a" });
  const at = (e) => [(e.offsetX * canvas.width) / canvas.clientWidth, (e.offsetY * canvas.height) / canvas.clientHeight];
  let down = (pad.hidden = false);
  restore(canvas, field).catch(() => {});
  canvas.addEventListener("pointerdown", (e) => {
    e.preventDefault();
    down = true;
    canvas.setPointerCapture(e.pointerId);
    ink().beginPath();
    pen.moveTo(...at(e));
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!down) return;
    for (const one of e.getCoalescedEvents?.() ?? [e]) pen.lineTo(...at(one));
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, () => {
      field.value = down ? canvas.toDataURL("image/png") : field.value;
      down = false;
    });
  pad.querySelector("[data-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    field.value = "";
  });
}

document.querySelectorAll("[data-drawing]").forEach(drawing);
