// Choosing rows for a batch: the box in the head takes the whole page, [data-picked] says how many.

function count(table) {
  const boxes = [...table.querySelectorAll("tbody .pick input")];
  const chosen = boxes.filter((box) => box.checked).length;
  const all = table.querySelector("thead .pick input");
  if (all) {
    all.checked = boxes.length > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  const scope = table.closest("form, .panel");
  for (const place of scope?.querySelectorAll("[data-picked]") ?? []) place.textContent = chosen;
  for (const button of scope?.querySelectorAll("button[data-needs-pick]") ?? []) button.disabled = chosen === 0;
}

document.addEventListener("change", (event) => {
  if (!event.target.matches?.(".pick input")) return;
  const table = event.target.closest("table");
  if (event.target.closest("thead")) {
    for (const box of table.querySelectorAll("tbody .pick input")) box.checked = event.target.checked;
  }
  count(table);
});
const countAll = (root) => root.querySelectorAll("table").forEach((table) => table.querySelector(".pick") && count(table));
addEventListener("pageshow", () => countAll(document));
document.addEventListener("htmx:afterSettle", () => countAll(document));
