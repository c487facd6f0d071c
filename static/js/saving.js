// Forms with data-autosave save themselves by htmx and say so in their .saved; a failure keeps the input and offers another try.
import { text } from "./notice.js";

const failed = new Set();
const formOf = (event) => event.detail.elt?.closest?.("form[data-autosave]");

function say(form, state, words) {
  const place = form.querySelector(".saved");
  form.dataset.state = state;
  if (!place) return;
  place.dataset.state = state;
  place.textContent = words;
  if (state !== "failed") return;
  const again = document.createElement("button");
  again.type = "button";
  again.className = "link";
  again.textContent = text("retry");
  again.addEventListener("click", () => retry(form));
  place.append(" ", again);
}

function retry(form) {
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function retryAll() {
  for (const form of failed) form.isConnected ? retry(form) : failed.delete(form);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (form) say(form, "saving", text("saving"));
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  const { successful, xhr } = event.detail;
  // 422 is swapped in, and yet nothing was saved
  if (successful && xhr.status < 400) {
    failed.delete(form);
    const now = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
    say(form, "saved", text("saved", { time: xhr.getResponseHeader("X-Saved-At") ?? now }));
  } else {
    failed.add(form);
    say(form, "failed", text("unsaved"));
  }
});
addEventListener("online", retryAll);
document.addEventListener("zicha:signed-in", retryAll);
