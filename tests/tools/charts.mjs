// Measures every chart of the built site in a real browser: at 360, 720 and 1280 pixels, with text of
// 100 % and 200 %, no two labels of a picture touch, none leaves the page, and none is clipped; and six charts weigh at most 15 KB.
// usage: node charts.mjs <folder of the site>
import { chromium } from "playwright-core";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { pathToFileURL } from "node:url";

const site = resolve(process.argv[2]);
const pages = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => readFileSync(path, "utf8").includes('<figure class="chart'))
  .sort();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});

/** In the page: labels of each chart that touch another or stand outside of the page. */
function measure() {
  const faults = [];
  const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
  let labels = 0;
  for (const figure of document.querySelectorAll("figure.chart")) {
    const name = figure.querySelector("figcaption > :first-child").textContent;
    const texts = [...figure.querySelectorAll("svg text, .names li, .multi .name, .key li, .tiles li")].filter(shown);
    labels += texts.length;
    const boxes = texts.map((e) => ({ text: e.textContent, box: e.getBoundingClientRect() }));
    boxes.forEach((a, i) => {
      if (a.box.left < -0.5 || a.box.right > innerWidth + 0.5) faults.push(`${name}: "${a.text}" leaves the page (${a.box.left.toFixed(1)} to ${a.box.right.toFixed(1)})`);
      for (const b of boxes.slice(i + 1)) {
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (wide > 0.5 && high > 0.5) faults.push(`${name}: "${a.text}" touches "${b.text}" by ${wide.toFixed(1)} × ${high.toFixed(1)}`);
      }
    });
    for (const cell of figure.querySelectorAll(".heat td, .heat th, .days td, .tiles li")) {
      if (shown(cell) && cell.scrollWidth > cell.clientWidth + 1) faults.push(`${name}: "${cell.textContent}" is wider than its cell`);
    }
    const outside = figure.getBoundingClientRect();
    if (outside.right > innerWidth + 0.5) faults.push(`${name}: the figure leaves the page`);
  }
  return { faults, labels };
}

const faults = [];
let charts = 0;
let labels = 0;
for (const width of [360, 720, 1280]) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  for (const path of pages) {
    for (const size of ["100%", "200%"]) {
      await page.goto(pathToFileURL(path).href);
      await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
      const found = await page.evaluate(measure);
      labels += found.labels;
      charts += await page.locator("figure.chart").count();
      faults.push(...found.faults.map((text) => `${relative(site, path)} at ${width} px, text ${size}: ${text}`));
    }
  }
  await context.close();
}
await browser.close();

// Six charts without the tables behind them.
const figures = pages.filter((path) => relative(site, path).startsWith("statistics")).flatMap((path) => readFileSync(path, "utf8").match(/<figure class="chart[^]*?<\/figure>/g));
const six = figures.slice(0, 6).map((figure) => figure.replace(/<details>[^]*?<\/details>/g, "")).join("\n");
const weight = gzipSync(six, { level: 9 }).length;
if (figures.length < 6 || weight > 15 * 1024) faults.push(`six charts weigh ${weight} bytes`);
console.log(`six charts weigh ${weight} bytes`);
faults.forEach((text) => console.log(text));
console.log(`${pages.length} pages, ${charts} views of charts, ${labels} labels, ${faults.length} faults`);
process.exit(faults.length > 0 || labels === 0 ? 1 : 0);
