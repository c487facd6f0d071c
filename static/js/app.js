// Every page works as plain links and forms; what stands here only makes it smoother.
import "./requests.js";
import "./session.js";
import "./saving.js";
import "./answers.js";
import "./sending.js";
import "./leaving.js";
import "./panels.js";
import "./picks.js";
import "./tasks.js";
import "./uploads.js";
import "./errors.js";

document.documentElement.classList.add("js");
