// Works with the forms of `gongkai admin` as a person would, in a real browser, on a copy of a site that
// the browser keeps: opens a record of each kind, changes one value, saves; makes a new reply, edition and
// department. Nothing but the change may differ, and `gongkai check --strict` must have nothing to say.
// usage: node admin.mjs GONGKAI SITE [LOCALE [PICTURES]]   the site has its forms in admin/
import { chromium } from "playwright-core";
import { parse } from "yaml";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";

const [program, site, locale = "en-US", pictures] = [resolve(process.argv[2]), resolve(process.argv[3]), ...process.argv.slice(4)];
const faults = [];
const fault = (where, text) => faults.push(`${where}: ${text}`);

// The server says where it is.
const server = spawn(program, ["--root", site, "--lang", "en", "serve", "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
process.on("exit", () => server.kill());
const address = await new Promise((found, failed) => {
  let said = "";
  server.stderr.on("data", (piece) => {
    said += piece;
    const match = /The forms are at (\S+)\./.exec(said);
    if (match) found(match[1]);
  });
  server.on("exit", () => failed(new Error(`serve ended: ${said}`)));
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
// West of Greenwich, where a day taken for an instant becomes the day before.
const context = await browser.newContext({ locale, timezoneId: "America/Lima", viewport: { width: 1280, height: 900 } });
await context.addInitScript(() => { window.showDirectoryPicker = () => navigator.storage.getDirectory(); });
const page = await context.newPage();
page.setDefaultTimeout(60000);
page.on("pageerror", (e) => fault("page", `error ${e}`));
page.on("console", (m) => m.type() === "error" && fault("page", `console: ${m.text()}`));
page.on("request", (r) => /^(blob|data):/.test(r.url()) || r.url().startsWith(new URL(address).origin) || fault("page", `asks another host: ${r.url()}`));

function files(folder, all = []) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) files(path, all);
    else all.push(path);
  }
  return all;
}

// A folder of the browser's own stands for the one that a person would choose: pickers need a hand.
async function lay() {
  const all = [...files(join(site, "content")), join(site, "site-config.yaml")].map((path) => [relative(site, path), readFileSync(path).toString("base64")]);
  await page.evaluate(async (all) => {
    const root = await navigator.storage.getDirectory();
    await root.getDirectoryHandle(".git", { create: true });
    for (const [path, text] of all) {
      const parts = path.split("/");
      let folder = root;
      for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
      const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
      await file.write(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
      await file.close();
    }
  }, all);
}
const kept = () => page.evaluate(async () => {
  const all = {};
  const walk = async (folder, at) => {
    for await (const [name, entry] of folder.entries()) {
      if (entry.kind === "directory") await walk(entry, `${at}${name}/`);
      else if (/\.(md|yaml)$/.test(name)) all[at + name] = await (await entry.getFile()).text();
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return all;
});

/** What a file says: its values, and its text without the blanks around it. */
function meaning(path, text) {
  if (!path.endsWith(".md")) return { values: parse(text), body: "" };
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  return { values: parse(head), body: body.trim() };
}

const field = (key) => page.locator(`[data-key-path="${key}"]`);
/** Scrolls to a field: those below are made when they come into sight. */
async function at(key) {
  for (let i = 0; i < 80 && !(await field(key).count()); i += 1) {
    await page.mouse.move(600, 600);
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(80);
  }
  await field(key).first().scrollIntoViewIfNeeded();
  return field(key).first();
}
const type = async (key, text, which = "input:not([type=radio]), textarea", nth = 0) => (await at(key)).locator(which).nth(nth).fill(text);
const choose = async (key, label) => {
  const one = await at(key);
  if (!(await one.getByRole("combobox").count())) return one.getByText(label).first().click();
  await one.getByRole("combobox").first().click();
  return page.getByRole("option", { name: label }).first().click();
};
const picture = (name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`) });
const button = (en, zh) => page.getByRole("button", { name: locale.startsWith("zh") ? zh : en, exact: true });
/** Types the name of a new record, which has a place at the side. */
async function name(text) {
  const side = page.getByRole("button", { name: /Slug|别名/ }).first();
  if (!(await page.getByText(/part of the address|网址的一部分/).count())) await side.click();
  const box = page.locator("aside, [role=complementary], .sidebar, .panel").getByRole("textbox").first();
  await picture("name");
  await box.fill(text);
}
async function open(where) {
  await page.goto(`${address}#/collections/${where}`);
  await page.waitForTimeout(900);
}
async function save() {
  const before = JSON.stringify(await kept());
  await button("Save", "保存").click();
  for (let i = 0; i < 300; i += 1) {
    await page.waitForTimeout(100);
    if (JSON.stringify(await kept()) !== before) return;
  }
  throw new Error("nothing was saved");
}
async function step(name, act) {
  try {
    await act();
  } catch (error) {
    fault(name, String(error).split("\n").slice(0, 3).join(" "));
    await picture(`fault-${name.replace(/\W+/g, "-")}`);
  }
}

await page.goto(address);
await lay();
await page.goto(address);
await page.getByRole("button", { name: /Work with Local Repository|本地存储库|本地仓库|使用本地/ }).click();
await page.waitForTimeout(1500);
const before = await kept();
await picture("list");

// One value changes; all others stay, and so does the text.
const id = (pattern) => Object.keys(before).find((path) => pattern.test(path));
const edited = [
  ["replies", id(/^content\/replies\/.*urban-260302-1\.md$/), "title", "Street lights: out, “again” #2"],
  ["policies", id(/policy\.yaml$/), "number", "城管发〔2026〕9号"],
  ["editions", id(/edition-1\.md$/), "on", "2025-01-11"],
  ["datasets", id(/dataset\.yaml$/), "updated_on", "2026-03-31"],
  ["digests", id(/^content\/digests\/[^.]*\.md$/), "title", "Lights: first quarter"],
  ["pages", id(/^content\/pages\/contact\.md$/), "title", "Yes"],
];
for (const [collection, path, key, value] of edited) {
  await step(`edit ${path}`, async () => {
    const folder = { replies: "content/replies/", policies: "content/policies/", editions: "content/policies/", datasets: "content/statistics/", digests: "content/digests/", pages: "content/pages/" }[collection];
    await open(`${collection}/entries/${path.slice(folder.length).replace(/\.(md|yaml)$/, "")}`);
    await type(key, value);
    await picture(`edit-${collection}`);
    await save();
    const [was, is] = [meaning(path, before[path]), meaning(path, (await kept())[path])];
    was.values[key] = value;
    if (!isDeepStrictEqual(was.values, is.values)) fault(path, `other values than ${key} changed: ${JSON.stringify(is.values)}`);
    if (was.body !== is.body) fault(path, "the text changed");
  });
}

await step("a form that lacks something is not saved", async () => {
  const count = Object.keys(await kept()).length;
  await open("replies/new");
  await type("title", "x");
  await button("Save", "保存").click();
  await page.waitForTimeout(600);
  await picture("missing");
  if (Object.keys(await kept()).length !== count) throw new Error("it was");
});

const chinese = locale.startsWith("zh");
await step("a new reply", async () => {
  await open("replies/new");
  await picture("new-top");
  await type("title", chinese ? "车站路：3号坑什么时候补？" : "Pothole: #5 at \"North Gate\"");
  await choose("kind", /Complaint|投诉/);
  await choose("department", /transport/);
  await type("received", "2026-03-20", "input[type=date]");
  await type("replied", "2026-03-24", "input[type=date]");
  await type("replied", "14:30", "input[type=time]");
  await (await at("events")).getByRole("button", { name: /Events|办理过程/ }).first().click();
  await page.getByRole("menuitem", { name: /Concluded|办结/ }).first().click();
  await type("events.0.on", "2026-03-25", "input[type=date]");
  await choose("events.0.outcome", /Done|已解决/);
  await picture("new-event");
  await (await at("promises")).getByRole("button", { name: /Promises|承诺/ }).first().click();
  const texts = (await at("promises.0.text")).locator("textarea");
  const languages = await texts.count();
  await texts.nth(0).fill(chinese ? "四月底前重铺路面" : "New asphalt by the end of April");
  if (languages > 1) await texts.nth(1).fill("四月底前重铺路面");
  await type("promises.0.due", "2026-04-30");
  await picture("new-promise");
  await type("published", "2026-03-24");
  const [question, reply] = chinese ? ["问题", "答复"] : ["Question", "Reply"];
  const given = await (await at("body")).locator("textarea").inputValue();
  if (given.replace(/\s+/g, " ").trim() !== `## ${question} ## ${reply}`) fault("a new reply", `its text begins as ${given}`);
  const body = `## ${question}\n\nWhen?\n\n- *one*\n- two & [three](https://example.org/?a=1&b=2)\n\n## ${reply}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nOn 23 March.`;
  await type("body", body);
  await picture("new-text");
  const known = Object.keys(await kept());
  await save();
  const all = await kept();
  const made = Object.keys(all).filter((path) => !known.includes(path));
  if (made.join() !== "content/replies/2026/transport-260320.md") throw new Error(`it is called ${made}`);
  const is = meaning(made[0], all[made[0]]);
  if (is.body !== body) fault("a new reply", `its text is another one: ${is.body}`);
  const text = languages > 1 ? { en: "New asphalt by the end of April", "zh-Hans": "四月底前重铺路面" } : chinese ? "四月底前重铺路面" : "New asphalt by the end of April";
  const wanted = {
    title: chinese ? "车站路：3号坑什么时候补？" : "Pothole: #5 at \"North Gate\"", kind: "complaint", department: "transport",
    received: "2026-03-20", replied: "2026-03-24 14:30", events: [{ type: "concluded", on: "2026-03-25", outcome: "done" }],
    promises: [{ due: "2026-04-30", text }], published: "2026-03-24",
  };
  if (!isDeepStrictEqual(is.values, wanted)) fault("a new reply", `it says ${JSON.stringify(is.values)}`);
});

await step("a second one of that day", async () => {
  await open("replies/new");
  await type("title", "Another");
  await choose("department", /transport/);
  await type("received", "2026-03-20", "input[type=date]");
  await type("published", "2026-03-24");
  await type("body", `## ${chinese ? "问题" : "Question"}\n\nAnd now?\n`);
  await save();
  if (!(await kept())["content/replies/2026/transport-260320-1.md"]) throw new Error(`it is called otherwise: ${Object.keys(await kept())}`);
});

await step("a new edition", async () => {
  await open("editions/filter/lighting-standard");
  await page.locator("button", { hasText: chinese ? /新建\s*$/ : /New\s*$/ }).first().click();
  await page.waitForTimeout(900);
  await type("on", "2026-01-10");
  await type("note", "Article 1");
  await picture("new-edition");
  await name("edition-2");
  // What the reply of the site names stays.
  await type("body", "Article 1\n\nLamps are lit.\n\nArticle 2\n\nA dark street is mended within three working days.");
  await save();
  if (!(await kept())["content/policies/lighting-standard/edition-2.md"]) throw new Error(`it is called otherwise: ${Object.keys(await kept())}`);
});

await step("a new policy must be named", async () => {
  await open("policies/new");
  await type("title", chinese ? "噪声管理办法" : "Rules on noise", "textarea");
  await choose("issuers", /urban/);
  await type("made_on", "2026-01-05");
  await type("published_on", "2026-01-09");
  const known = Object.keys(await kept()).length;
  await button("Save", "保存").click();
  await page.waitForTimeout(600);
  if (Object.keys(await kept()).length !== known) throw new Error("it was saved without a name");
  await name("Noise 2026");
  await button("Save", "保存").click();
  await page.waitForTimeout(600);
  await picture("name-wrong");
  if (Object.keys(await kept()).length !== known) throw new Error("it was saved under a name that is no id");
  await name("noise-2026");
  await save();
  const all = await kept();
  const wanted = { title: chinese ? "噪声管理办法" : "Rules on noise", issuers: ["urban"], made_on: "2026-01-05", published_on: "2026-01-09" };
  const is = parse(all["content/policies/noise-2026/policy.yaml"] ?? "{}");
  if (!isDeepStrictEqual(is, wanted)) throw new Error(`it says ${JSON.stringify(is)}`);
});

await step("its text", async () => {
  await open("editions/new");
  await page.getByRole("button", { name: /New Folder|新建文件夹/ }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("noise-2026");
  await picture("new-folder");
  await dialog.getByRole("button", { name: /Create|创建/ }).click();
  // What is saved before the folder is chosen goes to the folder above.
  await dialog.waitFor({ state: "detached" });
  await page.locator("[aria-haspopup=tree]", { hasText: "noise-2026" }).waitFor();
  await type("on", "2026-01-05");
  await name("edition-1");
  await type("body", "Article 1\n\nIt is quiet at night.");
  await save();
  if (!(await kept())["content/policies/noise-2026/edition-1.md"]) throw new Error(`it is called otherwise: ${Object.keys(await kept())}`);
});

await step("a new department", async () => {
  const path = "content/departments.yaml";
  const was = parse((await kept())[path]);
  await open("lists/entries/departments");
  await page.getByRole("button", { name: /Departments|部门/ }).last().click();
  const last = was.length;
  await type(`departments.${last}.id`, "water");
  const texts = (await at(`departments.${last}.name`)).locator("textarea");
  const languages = await texts.count();
  await texts.nth(0).fill(chinese ? "水务局" : "Water Bureau");
  await picture("new-department");
  await save();
  was.push({ id: "water", name: chinese ? "水务局" : "Water Bureau" });
  const is = parse((await kept())[path]);
  if (!isDeepStrictEqual(is, was)) fault(path, `it says ${JSON.stringify(is)}`);
  if (languages > 1) {
    await open("lists/entries/departments");
    await open("replies/new");
    if (!(await (await at("department")).getByText(/water/).count())) throw new Error("the new one cannot be chosen");
  }
});

// What was kept, checked.
const copy = join(dirname(site), "forms-after");
rmSync(copy, { recursive: true, force: true });
cpSync(join(site, "content"), join(copy, "content"), { recursive: true });
for (const [path, text] of Object.entries(await kept())) {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}
const checked = spawnSync(program, ["--root", copy, "check", "--strict", "--format", "short", "--as-of", "2026-06-30"], { encoding: "utf8" });
if (checked.status !== 0) fault("check", `${checked.stdout}${checked.stderr}`);
if (isDeepStrictEqual(before, await kept())) fault("check", "nothing was changed");

await browser.close();
if (faults.length) {
  console.error([...new Set(faults)].slice(0, 40).join("\n"));
  process.exit(1);
}
console.log(`forms of ${edited.length} kinds edited, a reply, an edition and a department made: fine`);
process.exit(0);
