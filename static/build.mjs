// Bundles css/app.css and js/app.js into dist/, copies the pictures beside them, and holds both to their budgets.
import { build, context } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const budgets = { "app.css": 20 * 1024, "app.js": 30 * 1024 };
const options = {
  entryPoints: ["css/app.css", "js/app.js"],
  entryNames: "[name]",
  outdir: "dist",
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "chrome109",
  legalComments: "none",
  logLevel: "warning",
};

mkdirSync("dist", { recursive: true });
for (const picture of ["icons.svg", "favicon.svg"]) copyFileSync(picture, `dist/${picture}`);

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await build(options);
  for (const [name, most] of Object.entries(budgets)) {
    const size = gzipSync(readFileSync(`dist/${name}`), { level: 9 }).length;
    console.log(`${name}  ${(size / 1024).toFixed(1)} KB of ${most / 1024} KB (gzip)`);
    if (size > most) process.exitCode = 1;
  }
}
