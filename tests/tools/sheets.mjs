// Lays out every chart of a site on contact sheets, in light, dark, forced colours and print, to be looked at.
//
// usage: node sheets.mjs <folder of the site> <folder for the pictures>
// Writes charts-<language>-<width>.jpg for both languages at 360, 720 and 1280 px. Departments and topics have the
// charts of statistics and measures once more, and are left out.
import { readdirSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { tmpdir } from "node:os";
import { chromium } from "playwright-core";

const [site, pictures] = process.argv.slice(2);
const all = readdirSync(site, { recursive: true }).map(String).filter((path) => path.endsWith(".html"));
const repeats = /(^|\/)(departments|topics|bulletins)\//;
const drawn = all.filter((path) => !repeats.test(path) && readFileSync(join(site, path), "utf8").includes('<figure class="chart'));
const modes = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["forced colours", { forcedColors: "active" }],
  ["print", {}],
];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
const work = mkdtempSync(join(tmpdir(), "sheets-"));
for (const [lang, is] of [["en", (path) => !path.startsWith("zh-hans")], ["zh", (path) => path.startsWith("zh-hans")]]) {
  for (const width of [360, 720, 1280]) {
    const rows = new Map();
    for (const [mode, options] of modes) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
      const page = await context.newPage();
      if (mode === "print") await page.emulateMedia({ media: "print" });
      for (const path of drawn.filter(is).sort()) {
        await page.goto(pathToFileURL(join(site, path)).href);
        const figures = await page.locator("figure.chart").all();
        for (const [at, figure] of figures.entries()) {
          // A chart that stands on several pages is shown once.
          const words = (await figure.innerText()).replace(/\s+/g, " ").slice(0, 200);
          if (mode === "light" && [...rows.values()].some((row) => row.words === words)) continue;
          const key = `${path} ${at}`;
          if (mode !== "light" && !rows.has(key)) continue;
          const file = join(work, `${lang}-${width}-${mode.replace(" ", "-")}-${path.replaceAll(/[^a-z0-9]/gi, "-")}-${at}.png`);
          await figure.screenshot({ path: file });
          const row = rows.get(key) ?? { words, pictures: [] };
          row.pictures.push(file);
          rows.set(key, row);
        }
      }
      await context.close();
    }
    const cell = (file) => `<td><img src="${pathToFileURL(file).href}"></td>`;
    const body = [...rows.values()].map((row) => `<tr>${row.pictures.map(cell).join("")}</tr>`).join("");
    const heads = modes.map(([mode]) => `<th>${mode}</th>`).join("");
    const sheet = join(work, "sheet.html");
    writeFileSync(sheet, `<meta charset="utf-8"><style>body{margin:8px;background:#ccc;font:12px sans-serif}td{vertical-align:top;padding:3px}img{width:240px;display:block}</style><table><tr>${heads}</tr>${body}</table>`);
    const page = await browser.newPage({ viewport: { width: 1020, height: 600 } });
    await page.goto(pathToFileURL(sheet).href);
    await page.screenshot({ path: join(pictures, `charts-${lang}-${width}.jpg`), type: "jpeg", quality: 55, fullPage: true });
    await page.close();
    console.log(`${lang} ${width}: ${rows.size} charts of ${relative(process.cwd(), site) || site}`);
  }
}
await browser.close();
rmSync(work, { recursive: true });
