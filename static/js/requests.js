// htmx under the strict policy: no eval, no styles of its own, no page kept in the browser's storage.
import htmx from "htmx.org";
import { notify, text } from "./notice.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  // Copied onto what is swapped in; a style among them would break the policy, even an empty one left by a tool.
  attributesToSettle: ["class"],
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  timeout: 20000,
  scrollIntoViewOnBoost: false,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf"]')?.content;
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRF-Token"] = token;
});

// A refusal is shown in the server's own words: the fragment's or the page's first .flash, or what the page of an error says.
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 401) return;
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const oops = [...page.querySelectorAll(".oops h1, .oops h1 + p")].map((said) => said.textContent.trim());
  const said = page.querySelector(".flash, [role=alert]")?.textContent.trim() || oops.join(" ");
  notify("failure", said || text("failed"));
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => notify("failure", text("offline")));
}
