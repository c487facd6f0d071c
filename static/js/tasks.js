// 待办 by keyboard: j and k go from task to task, and so do the arrows once one of them has the focus; Enter opens it, as any link.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  const all = [...document.querySelectorAll(".tasks a.task-title")];
  const here = all.indexOf(document.activeElement);
  if (!step || all.length === 0 || (here < 0 && event.key.startsWith("Arrow"))) return;
  event.preventDefault();
  const next = all[here < 0 ? 0 : Math.min(Math.max(here + step, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
});
