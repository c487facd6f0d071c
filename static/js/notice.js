// Words come from the page (`<div id="texts" hidden data-saving="…">`), so that they stand in the catalogue of texts.

/** The page's own word for `name`; `{…}` places are filled from `values`. */
export function text(name, values = {}) {
  const words = document.getElementById("texts")?.dataset[name] ?? "";
  return words.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** Shows a notice that stays until it is closed; `kind` is a class of .flash, `link` is { href, words }. */
export function notify(kind, words, link) {
  let place = document.getElementById("notices");
  if (!place) {
    place = document.createElement("div");
    place.id = "notices";
    document.body.append(place);
  }
  const notice = document.createElement("div");
  notice.className = `flash ${kind}`;
  notice.setAttribute("role", "alert");
  const body = document.createElement("div");
  body.textContent = words;
  if (link) {
    const a = document.createElement("a");
    Object.assign(a, { href: link.href, target: "_blank", rel: "noopener", textContent: link.words });
    body.append(" ", a);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "×";
  close.setAttribute("aria-label", text("close"));
  close.addEventListener("click", () => notice.remove());
  notice.append(body, close);
  place.replaceChildren(notice);
  return notice;
}
