// A session that has ended loses no input: sign in again in a second tab, come back, and go on. The forms say through which
// post they were opened, so that the server refuses to go on through another.
import { notify, text } from "./notice.js";

let notice = null;

// The page, read once more, tells whether one is signed in, and the new session's token.
async function renew() {
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector('meta[name="csrf"]')?.content;
  const own = document.querySelector('meta[name="csrf"]');
  if (!token || token === own.content) return;
  own.content = token;
  for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = token;
  document.getElementById("notices")?.replaceChildren();
  document.dispatchEvent(new Event("zicha:signed-in"));
}

document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  // signed in anew in another tab meanwhile
  if (status === 403) renew();
  if (status !== 401 || notice?.isConnected) return;
  notice = notify("warning", text("expired"), { href: "/login", words: text("signin") });
});

// Back from the other tab.
addEventListener("focus", () => {
  if (notice?.isConnected) renew();
});
