// A double click does a thing once: after the first submit the form's buttons rest until the page comes back.
// A form whose answer is a file (the page stays) carries data-again.

const resting = new Set();

function wake(form) {
  resting.delete(form);
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[data-resting]")) {
    button.disabled = false;
    delete button.dataset.resting;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) return;
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  resting.add(form);
  // after this turn, so that the pressed button's own value is still sent
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not(:disabled)")) {
      button.disabled = true;
      button.dataset.resting = "";
    }
  });
  setTimeout(() => wake(form), 20000);
});
addEventListener("pageshow", () => resting.forEach(wake));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (form) wake(form);
});
