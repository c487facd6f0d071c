// A session that has ended loses no input: sign in again in a second tab, come back, and go on.
import { notify, text } from "./notice.js";

let notice = null;

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401 || notice?.isConnected) return;
  notice = notify("warning", text("expired"), { href: "/login", words: text("signin") });
});

// Back from the other tab: the page, read once more, tells whether one is signed in, and the new session's token.
addEventListener("focus", async () => {
  if (!notice?.isConnected) return;
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector('meta[name="csrf"]')?.content;
  if (!token) return;
  document.querySelector('meta[name="csrf"]').content = token;
  for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = token;
  notice.remove();
  document.dispatchEvent(new Event("zicha:signed-in"));
});
