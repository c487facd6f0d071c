// Leaving with unsaved input asks first. Forms that save themselves ask only after a failure; data-free never asks.

const touched = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.method === "post" && !("free" in form.dataset) && !("autosave" in form.dataset)) touched.add(form);
});
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) touched.delete(event.target);
});
document.addEventListener("reset", (event) => touched.delete(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (form && event.detail.successful) touched.delete(form);
});
addEventListener("beforeunload", (event) => {
  const open = [...touched].some((form) => form.isConnected);
  if (!open && !document.querySelector('form[data-autosave][data-state="failed"], form[data-state="saving"]')) return;
  event.preventDefault();
  event.returnValue = ""; // older than Chromium 119
});
