// Walks the built site in a real browser, from file://, as a person would: at phone and desk
// width, in light and dark, without scripts; looks for accessibility faults with axe.
// usage: node walk.mjs <folder of the site> [page ...]
import { chromium } from "playwright-core";
import axe from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const AxeBuilder = axe.default ?? axe;
const site = resolve(process.argv[2]);
const pages = process.argv.slice(3);
const faults = [];
const fault = (page, text) => faults.push(`${page}: ${text}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests = [];
  page.on("request", (r) => requests.push(r.url()));
  page.on("pageerror", (e) => fault(path, `error ${e}`));
  page.on("console", (m) => m.type() === "error" && fault(path, `console: ${m.text()}`));
  await page.goto(pathToFileURL(join(site, path)).href);
  return { context, page, requests };
}

for (const path of pages) {
  for (const [width, scheme] of [[320, "light"], [1280, "dark"]]) {
    const { context, page, requests } = await open(path, { viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: true });
    const outside = requests.filter((url) => !url.startsWith("file:"));
    if (outside.length) fault(path, `requests to other hosts: ${outside}`);
    // A page with charts has their style sheet too, and one that searches its script and its style sheet.
    const most = 3 + requests.filter((url) => /\/assets\/(chart|search)-[0-9a-f]+\.(css|js)$|\/search\/root\.js$/.test(url)).length;
    if (requests.length > most) fault(path, `${requests.length} requests: ${requests}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 1) fault(path, `at ${width} px the page is ${wide} px too wide`);
    const unfolded = await page.evaluate(() => {
      document.querySelectorAll("details").forEach((d) => { d.open = true; });
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    });
    if (unfolded > 1) fault(path, `at ${width} px the page is ${unfolded} px too wide when all is unfolded`);
    const results = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).options({ preload: false }).analyze();
    for (const v of results.violations) fault(path, `${width} ${scheme} ${v.id}: ${v.nodes.slice(0, 2).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join("; ")}`);
    await context.close();
  }
  const html = readFileSync(join(site, path));
  const size = gzipSync(html).length;
  if (size > 14 * 1024) fault(path, `${size} bytes gzipped, more than 14 KB`);
}

// A person's way, without scripts: home, a reply, its department, back; the other language; search by month.
const { context, page } = await open("index.html", { javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
const step = async (name, act) => {
  try {
    await act();
  } catch (error) {
    fault("walk", `${name}: ${String(error).split("\n")[0]}`);
  }
};
const heading = async () => (await page.locator("h1").first().innerText()).trim();
await step("skip link comes first", async () => {
  await page.keyboard.press("Tab");
  const href = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  if (!href?.startsWith("#")) throw new Error(`first stop is ${href}`);
});
await step("open the first reply", async () => {
  const link = page.locator('main a[href*="replies/"][href$=".html"]:not([href*="index"]):not([href*="month"])').first();
  const title = (await link.innerText()).trim();
  await link.click();
  if ((await heading()) !== title) throw new Error(`link says ${title}, page says ${await heading()}`);
});
await step("open its department", async () => {
  const link = page.locator('main a[href*="departments/"], aside a[href*="departments/"]').first();
  const name = (await link.innerText()).trim();
  await link.click();
  if ((await heading()) !== name) throw new Error(`link says ${name}, page says ${await heading()}`);
});
await step("change the language", async () => {
  await page.locator('a[hreflang="zh-Hans"], a[lang="zh-Hans"]').first().click();
  if ((await page.locator("html").getAttribute("lang")) !== "zh-Hans") throw new Error("still in the first language");
});
await step("find a month under search", async () => {
  await page.goto(pathToFileURL(join(site, "search/index.html")).href);
  await page.locator('main a[href*="month/"]').first().click();
  if (!(await page.locator("main li, main tr").count())) throw new Error("the month lists nothing");
});
await step("print is readable", async () => {
  await page.emulateMedia({ media: "print" });
  if (await page.locator("header nav").first().isVisible()) throw new Error("navigation is printed");
});
await context.close();
await browser.close();

if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${pages.length} pages in four views and one walk: fine`);
