// A file that is too large is named at once, before anything travels: <input type="file" data-max="20971520">.
import { text } from "./notice.js";

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.dataset.max) return;
  const large = [...input.files].find((file) => file.size > Number(input.dataset.max));
  input.setCustomValidity(large ? text("large", { name: large.name, most: Math.floor(input.dataset.max / 1048576) }) : "");
  if (large) input.reportValidity();
});
