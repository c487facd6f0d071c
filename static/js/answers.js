// The sheet by keyboard: inside a row 1–4 answer it (and go on after 1 and 4), 5 takes over last round's answer where that is
// offered, up and down go from row to row.

const rows = () => [...document.querySelectorAll(".sheet .cell")];
const focusRow = (row) => {
  const place = row?.querySelector(".seg input:checked") ?? row?.querySelector(".seg input");
  place?.focus();
  row?.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const row = event.target.closest?.(".sheet .cell");
  if (!row || event.target.matches("textarea, select, input:not([type=radio])") || !event.target.closest(".cell-form")) return;

  const all = rows();
  const here = all.indexOf(row);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    focusRow(all[here + (event.key === "ArrowDown" ? 1 : -1)]);
    return;
  }
  if (event.key === "5") {
    row.querySelector("[data-unchanged]")?.click();
    return;
  }
  const choice = /^[1-4]$/.test(event.key) && row.querySelectorAll(".seg input")[event.key - 1];
  if (!choice || choice.disabled) return;
  event.preventDefault();
  if (!choice.checked) {
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }
  focusRow(event.key === "1" || event.key === "4" ? (all[here + 1] ?? row) : row);
});

// the row's edge takes the colour of its answer at once
document.addEventListener("change", (event) => {
  if (!event.target.matches?.(".cell .seg input")) return;
  const row = event.target.closest(".cell");
  row.classList.remove("pass", "partial", "fail", "na", "open");
  row.classList.add(event.target.value);
});

// taken over from last round: it conforms, and the button goes with the answer of the server
document.addEventListener("htmx:afterRequest", (event) => {
  // the button itself is gone by now: the event comes from its form
  const { elt, requestConfig, successful, xhr } = event.detail;
  if (!requestConfig?.elt.matches?.("[data-unchanged]") || !successful || xhr.status >= 400) return;
  const row = elt.closest(".cell");
  const pass = row?.querySelector('.seg input[value="pass"]');
  if (!pass) return;
  pass.checked = true;
  row.classList.remove("open");
  row.classList.add("pass");
  pass.focus();
});
