// A page that comes back with errors begins at their summary; a link of it puts the cursor into the field.

const focusSummary = () => document.querySelector(".error-list")?.focus();

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", focusSummary);
else focusSummary();
document.addEventListener("htmx:afterSettle", (event) => event.target.querySelector?.(".error-list")?.focus());
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('.error-list a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const details = field.closest("details:not([open])");
  if (details) details.open = true;
  field.focus();
});
