// Searches the built site in a real browser as readers do, from file:// and from a slow host that sends
// the site's own headers: by keyboard alone, back and forth, with an address that somebody sent, without
// a connection, with a part of the index gone, with scripts off; on the page of search and on the one
// about asking; and looks for faults with axe.
// usage: node search.mjs <folder of the site> [folder for pictures]
import { chromium } from "playwright-core";
import axe from "@axe-core/playwright";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const AxeBuilder = axe.default ?? axe;
const pictures = process.argv[3];
const faults = [];
const folder = mkdtempSync(join(tmpdir(), "search-"));
const site = join(folder, "site");
cpSync(resolve(process.argv[2]), site, { recursive: true });
const assets = join(site, "assets");
const script = join(assets, readdirSync(assets).find((name) => /^search-[0-9a-f]+\.js$/.test(name)));

// A site without an index is searched with a stand-in, over what its own data files say.
const real = readFileSync(script, "utf8").includes("shard");
if (!real) {
  const csv = (file) => readFileSync(join(site, "data", file), "utf8").replace(/^\ufeff/, "").trim().split("\n").slice(1).map((line) => line.split(","));
  const departments = new Map(csv("departments.csv").map((row) => [row[0], row[1]]));
  const records = [];
  for (const file of readdirSync(join(site, "data/replies")).sort().reverse()) {
    for (const line of readFileSync(join(site, "data/replies", file), "utf8").trim().split("\n")) {
      const r = JSON.parse(line);
      if (!r.title) continue;
      const status = r.first_reply ? "answered" : r.concluded ? "closed" : "open";
      records.push({ n: records.length, href: `replies/${r.id}.html`, title: r.title, lang: r.lang, kind: "reply", d: r.department, department: departments.get(r.department) ?? r.department, t: r.topics.split(" "), status, day: r.received, text: (r.texts ?? []).map((t) => t.text).join(" ").replace(/\s+/g, " ") });
    }
  }
  for (const row of csv("policies.csv")) {
    records.push({ n: records.length, href: `policies/${row[0]}.html`, title: row[1], lang: "en", kind: "policy", d: "", department: "", t: [], status: "", day: row[11] ?? "", text: row[1] });
  }
  const core = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "search-core.js"), "utf8");
  writeFileSync(join(site, "search/stand-in.js"), `gongkai.shard("stand-in",${JSON.stringify(records)})`);
  writeFileSync(script, core + readFileSync(script, "utf8"));
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const at = (path, root = site) => pathToFileURL(join(root, path.split("?")[0])).href + (path.includes("?") ? path.slice(path.indexOf("?")) : "");
let pending = "";
async function open(path, options = {}, root = site) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  page.on("pageerror", (e) => faults.push(`${pending}: error ${e}`));
  page.on("request", (r) => r.url().startsWith("file:") || faults.push(`${pending}: asks ${r.url()}`));
  page.on("console", (m) => m.type() === "error" && !options.gone && faults.push(`${pending}: console: ${m.text()}`));
  await page.goto(at(path, root));
  return page;
}
async function test(name, act) {
  pending = name;
  try {
    await act();
  } catch (error) {
    faults.push(`${name}: ${String(error).split("\n").slice(0, 3).join(" | ")}`);
  }
}
const same = (is, should, what = "") => {
  if (JSON.stringify(is) !== JSON.stringify(should)) throw new Error(`${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
};
const holds = (yes, what) => {
  if (!yes) throw new Error(what);
};
const titles = (page) => page.locator("#g-hits li > a").allInnerTexts();
const said = (page) => page.locator("#g-said").innerText();
const settled = async (page, text = /result/) => {
  await page.waitForFunction((source) => document.getElementById("g-said").ariaBusy !== "true" && new RegExp(source).test(document.getElementById("g-said").textContent), text.source);
};
const focus = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href") || document.activeElement.tagName);
const faultless = async (page, what) => {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).options({ preload: false }).analyze();
  for (const v of found.violations) faults.push(`${what}: ${v.id}: ${v.nodes.slice(0, 2).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join("; ")}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 1) faults.push(`${what}: the page is ${wide} px too wide`);
};
const picture = async (page, name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width: page.viewportSize().width, height: 1100 } });

await test("by keyboard alone", async () => {
  const page = await open("search/index.html");
  for (let i = 0; i < 40 && (await focus(page)) !== "g-words"; i++) await page.keyboard.press("Tab");
  same(await focus(page), "g-words", "what Tab reaches");
  await page.keyboard.type("street light");
  await page.keyboard.press("Enter");
  await settled(page);
  const first = (await titles(page))[0];
  holds(first && /light|lamp/i.test(first), `the first title is ${first}`);
  holds(/^(Exactly|At least)/.test(await said(page)), `the page says ${await said(page)}`);
  holds(await page.locator("#g-hits mark").count(), "nothing is marked");
  await page.locator("#g-hits .bit mark").first().waitFor();
  for (let i = 0; i < 12 && !/\.html$/.test(await focus(page)); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/replies|policies/);
  same((await page.locator("h1").first().innerText()).trim(), first.trim(), "the page opened");
  await page.goBack();
  await settled(page);
  same((await titles(page))[0], first, "the first title after going back");
});

await test("the address, and back", async () => {
  const page = await open("search/index.html");
  const ask = async (text) => {
    await page.locator("#g-words").fill(text);
    await page.locator("#g-words").press("Enter");
    await page.waitForFunction((text) => document.title.startsWith(text), text);
    await settled(page);
  };
  await ask("noise");
  const noise = await titles(page);
  await ask("bus");
  const bus = await titles(page);
  holds(noise.join() !== bus.join(), "two questions have the same results");
  await page.goBack();
  await page.waitForFunction(() => document.title.startsWith("noise"));
  await settled(page);
  same([await page.locator("#g-words").inputValue(), await titles(page)], ["noise", noise], "what is there after going back");
  await page.goForward();
  await page.waitForFunction(() => document.title.startsWith("bus"));
  await settled(page);
  same(await titles(page), bus, "what is there after going forward");
  await page.locator("summary").click();
  await page.locator("select[name=k]").selectOption("policy");
  await page.waitForURL(/k=policy/);
  const sent = page.url();
  await settled(page, /result|Nothing|nothing/);
  const narrowed = await titles(page);
  const other = await open(`search/index.html${new URL(sent).search}`);
  await settled(other, /result|Nothing|nothing/);
  same(await titles(other), narrowed, "what the address shows to another");
  same(await other.locator("select[name=k]").inputValue(), "policy", "the choice");
  holds(await other.locator("select[name=k]").isVisible(), "the choice is folded away");
});

await test("a place on the page is no question", async () => {
  const page = await open("search/index.html?q=road");
  await settled(page);
  await page.locator("#g-more").click();
  await page.waitForFunction(() => document.querySelectorAll("#g-hits li").length > 10);
  const all = await titles(page);
  await page.evaluate(() => { location.hash = "g-main"; });
  await page.waitForTimeout(300);
  same(await titles(page), all, "what stands after the link to the content");
});

await test("more, all, and where the reader was", async () => {
  const page = await open("search/index.html?q=road");
  await settled(page);
  same((await titles(page)).length, 10, "titles at first");
  const first = await titles(page);
  await page.locator("#g-more").click();
  await page.waitForFunction(() => document.querySelectorAll("#g-hits li").length > 10);
  same((await titles(page)).slice(0, 10), first, "the first ten");
  same(await page.evaluate(() => [...document.querySelectorAll("#g-hits li > a")].indexOf(document.activeElement)), 10, "the link with the focus");
  const all = page.locator("#g-all");
  if (await all.isVisible()) {
    await all.click();
    await settled(page, /^Exactly/);
    holds(!(await all.isVisible()), "counting all is still offered");
  }
  const n = (await titles(page)).length;
  await page.evaluate(() => scrollTo(0, 700));
  await page.locator("#g-hits li > a").nth(9).click();
  await page.waitForURL(/replies|policies/);
  await page.goBack();
  await page.waitForFunction((n) => document.querySelectorAll("#g-hits li").length === n, n);
  await page.waitForFunction(() => Math.abs(scrollY - 700) < 60);
});

await test("counts behind choices", async () => {
  const page = await open("search/index.html?q=street");
  await settled(page);
  await page.locator("summary").click();
  await page.waitForFunction(() => /\(\d+\+?\)$/.test(document.querySelector("select[name=k] option[value=reply]").text));
  holds((await page.locator("select[name=t] option").count()) > 1, "no topic is offered");
  await faultless(page, "search with choices");
  await picture(page, "choices");
});

// What the index of a site does not have yet is not tested.
const has = async (name) => (await open("search/index.html")).evaluate((name) => name in gongkai, name);

await test("suggestions", async () => {
  if (!(await has("complete"))) return console.log("suggestions: not in this index");
  const page = await open("search/index.html");
  const field = page.locator("#g-words");
  await field.pressSequentially("stre");
  await page.locator("#g-menu li").first().waitFor();
  same(await field.getAttribute("aria-expanded"), "true", "expanded");
  await picture(page, "suggestions");
  await faultless(page, "suggestions");
  await field.press("ArrowDown");
  const active = await field.getAttribute("aria-activedescendant");
  same(await page.locator(`#${active}`).getAttribute("aria-selected"), "true", "selected");
  await field.press("ArrowUp");
  same(await page.locator("#g-menu [aria-selected=true]").count(), 0, "selected above the first");
  await field.press("Escape");
  same([await page.locator("#g-menu li").count(), await field.inputValue()], [0, "stre"], "after Escape");
  await field.pressSequentially("e");
  await page.locator("#g-menu li").first().waitFor();
  const text = await page.locator("#g-menu li").first().innerText();
  await field.press("ArrowDown");
  await field.press("Enter");
  await page.waitForFunction(() => document.title.includes(" – ") && location.search.length > 3 || /replies|policies|topics|departments|statistics|digests/.test(location.pathname));
  if (/search\/index\.html/.test(page.url())) {
    same(await field.inputValue(), text, "the field");
    await settled(page);
    same(await page.locator("#g-menu li").count(), 0, "suggestions after searching");
  }
});

await test("suggestions for who types before the second script is there", async () => {
  if (!(await has("complete"))) return;
  const page = await open("search/index.html");
  await page.evaluate(() => {
    const field = document.getElementById("g-words");
    field.focus();
    field.value = "stre";
  });
  await page.locator("#g-menu li").first().waitFor();
  const asked = await open("search/index.html?q=street");
  await settled(asked);
  await asked.locator("#g-words").focus();
  await asked.locator("#g-hits .bit mark").first().waitFor();
  same(await asked.locator("#g-menu li").count(), 0, "suggestions for what was asked already");
});

await test("nothing found, slips, words left out", async () => {
  const page = await open("search/index.html?q=xqzzyv");
  await settled(page, /Nothing/);
  same(await titles(page), [], "titles");
  if (!(await has("slips"))) return console.log("slips: not in this index");
  const slip = await open("search/index.html?q=street+lihgt");
  await settled(slip, /Did you mean/);
  await slip.locator("#g-said a").first().click();
  await settled(slip);
  holds(/light/.test(await slip.locator("#g-words").inputValue()), "the slip stands");
});

await test("a policy is opened at the article found", async () => {
  if (!real) return;
  const page = await open("search/index.html?q=illuminance&k=policy");
  await settled(page);
  await page.locator("#g-hits .bit mark").first().waitFor();
  await page.locator("#g-hits li > a").first().click();
  await page.waitForURL(/policies.*#/);
  holds(await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))), `${page.url()} has no such place`);
});

await test("one character of Chinese", async () => {
  const page = await open("zh-hans/search/index.html?q=" + encodeURIComponent("灯"));
  await settled(page, /单个汉字/);
});

await test("hostile words", async () => {
  const page = await open("search/index.html?q=" + encodeURIComponent('<img src=x onerror="document.title=1"> street'));
  await settled(page, /result|Nothing|nearest/);
  same(await page.locator("#g-hits img, #g-said img").count(), 0, "pictures");
});

const broken = join(folder, "broken");
cpSync(site, broken, { recursive: true });
for (const entry of readdirSync(join(broken, "search"), { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && entry.name.endsWith(".js")) rmSync(join(entry.parentPath, entry.name));
}

await test("the index is gone", async () => {
  const page = await open("search/index.html?q=street", { gone: true }, broken);
  await settled(page, /part of the index/);
  await faultless(page, "missing");
});

await test("titles are gone", async () => {
  if (!real) return;
  const partly = join(folder, "partly");
  cpSync(site, partly, { recursive: true });
  rmSync(join(partly, "search/c"), { recursive: true });
  const page = await open("search/index.html?q=street", { gone: true }, partly);
  await settled(page, /part of the index/);
});

await test("no connection", async () => {
  // From a folder nothing is offline: the files are gone as they would be without a connection.
  const page = await open("search/index.html", { gone: true }, broken);
  await page.context().setOffline(true);
  await page.locator("#g-words").fill("street");
  await page.locator("#g-words").press("Enter");
  await settled(page, /no connection|part of the index/);
  holds(/no connection/.test(await said(page)), `offline, the page says ${await said(page)}`);
});

await test("a late answer is dropped", async () => {
  const page = await open("search/index.html?q=street");
  await settled(page);
  const before = await titles(page);
  await page.evaluate(() => {
    const find = gongkai.find;
    gongkai.find = (query, options, done) => find(query, options, (...answer) => setTimeout(() => done(...answer), query === "noise" ? 900 : 450));
  });
  const field = page.locator("#g-words");
  await field.fill("noise");
  await field.press("Enter");
  await page.waitForTimeout(400);
  same(await titles(page), before, "what stands while a search runs");
  same(await page.evaluate(() => [document.getElementById("g-said").getAttribute("aria-busy"), getComputedStyle(document.getElementById("g-said"), "::after").opacity]), ["true", "1"], "the quiet word");
  await field.fill("bus");
  await field.press("Enter");
  await page.waitForFunction(() => document.getElementById("g-said").getAttribute("aria-busy") === "false");
  const bus = await titles(page);
  await page.waitForTimeout(700);
  same(await titles(page), bus, "what stands after the late answer");
  holds(bus.join() !== before.join(), "the newer question has the older results");
});

await test("nothing moves under the reader", async () => {
  const page = await open("search/index.html?q=street");
  await settled(page);
  const top = () => page.evaluate(() => document.querySelector("#g-hits li:nth-child(3)").offsetTop);
  const before = await top();
  await page.locator("#g-hits .bit mark").first().waitFor();
  same(await top(), before, "the place of the third row");
});

await test("before you ask", async () => {
  const page = await open("how-to-ask.html");
  const area = page.locator("#g-question");
  await area.fill("The street lights on Renmin Road are dark since Monday, who repairs the lamps?");
  await page.locator("#g-hits li").first().waitFor();
  const found = await titles(page);
  holds(found.length <= 5 && /light/i.test(found.join()), `near are ${found}`);
  holds(/may help/.test(await said(page)), `the page says ${await said(page)}`);
  same(await focus(page), "g-question", "the focus");
  await page.locator("#g-hits .bit").first().filter({ hasText: /\w/ }).waitFor();
  await faultless(page, "how to ask");
  await picture(page, "ask");
  await area.fill("");
  await page.waitForFunction(() => !document.querySelector("#g-hits li"));
  same(await said(page), "", "what is said of nothing");
});

await test("from a slow host, under the policy of the site", async () => {
  const types = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css", svg: "image/svg+xml" };
  const rules = readFileSync(join(site, "_headers"), "utf8");
  const own = /rel="canonical" href="(https:\/\/[^"]*)search\/index.html"/.exec(readFileSync(join(site, "search/index.html"), "utf8"))[1];
  const server = createServer((asks, answers) => {
    const path = join(site, decodeURIComponent(asks.url.split("?")[0]));
    if (!existsSync(path)) return answers.writeHead(404).end();
    const policy = /Content-Security-Policy: (.*)/.exec(rules)[1].replaceAll(own, `http://127.0.0.1:${server.address().port}/`);
    answers.writeHead(200, { "content-type": types[path.split(".").pop()] ?? "text/plain", "content-encoding": "gzip", "x-content-type-options": "nosniff", "content-security-policy": policy });
    answers.end(gzipSync(readFileSync(path)));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    const host = `http://127.0.0.1:${server.address().port}/`;
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    const sent = [];
    page.on("request", (r) => sent.push(r.url()));
    page.on("console", (m) => m.type() === "error" && faults.push(`${pending}: console: ${m.text()}`));
    await page.goto(`${host}search/index.html`);
    const line = await context.newCDPSession(page);
    const slow = (offline) => line.send("Network.emulateNetworkConditions", { offline, latency: 400, downloadThroughput: 50000, uploadThroughput: 50000 });
    await line.send("Network.enable");
    await slow(false);
    const begun = Date.now();
    await page.locator("#g-words").fill("housing fund");
    await page.locator("#g-words").press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("#g-hits li > a").length > 0);
    const took = Date.now() - begun;
    console.log(`titles on a slow line after ${took} ms`);
    holds(took < 2500, `titles come after ${took} ms`);
    await page.locator("#g-hits .bit mark").first().waitFor();
    holds(sent.every((url) => !/housing|fund/.test(url)), "the question was sent");
    await slow(true);
    page.removeAllListeners("console");
    await page.locator("#g-words").fill("kindergarten");
    await page.locator("#g-words").press("Enter");
    if (real) await settled(page, /no connection/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

await test("without scripts", async () => {
  for (const path of ["search/index.html", "how-to-ask.html"]) {
    const page = await open(path, { javaScriptEnabled: false });
    same(await page.locator(".seek:visible").count(), 0, `${path}: fields that do nothing`);
  }
  const page = await open("search/index.html", { javaScriptEnabled: false });
  holds(await page.getByText("Searching by words needs JavaScript").isVisible(), "nothing says why there is no field");
});

await test("scripts on two pages alone", async () => {
  for (const path of ["index.html", "replies/index.html", "about.html"]) {
    same((readFileSync(join(site, path), "utf8").match(/<script(?! type="application\/ld\+json")/g) ?? []).length, 0, `${path}: scripts`);
  }
});

for (const [name, width, scheme, path, words] of [
  ["desk", 1280, "light", "search/index.html?q=street", /result/], ["desk-dark", 1280, "dark", "search/index.html?q=street", /result/],
  ["phone-zh", 360, "light", "zh-hans/search/index.html?q=" + encodeURIComponent("路灯"), /条/], ["phone-zh-dark", 360, "dark", "zh-hans/search/index.html?q=" + encodeURIComponent("路灯"), /条/],
  ["phone", 360, "light", "search/index.html?q=street+the+housing", /result/], ["empty", 360, "light", "search/index.html", /^$/], ["desk-zh", 1280, "light", "zh-hans/search/index.html?q=" + encodeURIComponent("公积金"), /条/],
]) {
  await test(`looked at: ${name}`, async () => {
    const page = await open(path, { viewport: { width, height: 800 }, colorScheme: scheme });
    await settled(page, words);
    await page.waitForTimeout(100);
    await faultless(page, name);
    await picture(page, name);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
      document.querySelectorAll("details").forEach((d) => { d.open = true; });
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    holds(wide < 2, `with large text the page is ${wide} px too wide`);
    await picture(page, `${name}-large`);
  });
}
await test("looked at: asking on a phone", async () => {
  const page = await open("zh-hans/how-to-ask.html", { viewport: { width: 360, height: 800 } });
  await page.locator("#g-question").fill("我家门口的路灯不亮了，找谁修？");
  await page.locator("#g-hits li").first().waitFor();
  await page.waitForTimeout(100);
  await faultless(page, "asking in Chinese");
  await picture(page, "ask-phone-zh");
});

await browser.close();
rmSync(folder, { recursive: true, force: true });
faults.forEach((text) => console.error(text));
console.log(`search in a browser${real ? "" : ", with a stand-in for the index"}: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
