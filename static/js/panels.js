// Panels that drop (<details class="drop"> or "confirm") close on Escape, on a click elsewhere, and when another opens.
// The wide menu remembers whether it is folded.

const panels = () => document.querySelectorAll("details.drop[open], details.confirm[open]");

document.addEventListener("click", (event) => {
  for (const panel of panels()) if (!panel.contains(event.target)) panel.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const phone = document.querySelector(".menu-switch.phone[open]");
  for (const panel of [...panels(), ...(phone ? [phone] : [])]) {
    panel.open = false;
    panel.querySelector("summary").focus();
  }
});

const menu = document.querySelector(".menu-switch.wide");
if (menu) {
  try {
    if (localStorage.getItem("menu") === "folded") menu.open = false;
    menu.addEventListener("toggle", () => localStorage.setItem("menu", menu.open ? "open" : "folded"));
  } catch {
    // storage is switched off: the menu is simply open on every page
  }
}
