// Asks the index of the built site as its search page does, and holds the answers against a look at every
// text, and against what `gongkai search` says: nothing is missed, nothing else is found, and both say the
// same in the same order.
// usage: node engine.mjs <folder of the site> <folder of the scripts> [gongkai] [questions]
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const [site, scripts, gongkai, many] = process.argv.slice(2);
const search = join(site, "search");
const faults = [];
const fault = (text) => faults.push(text) <= 20 && console.log(text);

/** The script of the page, without a page: files come from the disk, as by a script element. */
function engine() {
  const world = vm.createContext({ console });
  vm.runInContext(readFileSync(join(scripts, "search.js"), "utf8"), world);
  const G = world.gongkai;
  G.read = [];
  G.host = (name, done) => {
    const file = name === "more" ? join(scripts, "more.js") : join(search, `${name}.js`);
    if (existsSync(file)) {
      G.read.push(name);
      vm.runInContext(readFileSync(file, "utf8"), world);
    }
    done();
  };
  G.start("", 0);
  return G;
}
const G = engine();
const ask = (question, wish = {}) => new Promise((yes, no) => G.find(question, { want: Infinity, ...wish }, (e, r) => (e ? no(e) : yes(r))));
const cards = (list) => new Promise((yes, no) => G.cards(list, (e, r) => (e ? no(e) : yes(r))));

// What can be found, from the files of texts; the characters that are read as others, from theirs.
const handed = (file) => JSON.parse(readFileSync(file, "utf8").replace(/^gongkai\.shard\("[^"]*",/, "").slice(0, -1));
const pairs = [...handed(join(search, "fold.js"))];
const fold = new Map(pairs.flatMap((c, i) => (i % 2 ? [] : [[c, pairs[i + 1]]])));
const plain = (text) => [...text.normalize("NFKC").toLowerCase()].map((c) => fold.get(c) ?? c).join("");
const documents = [];
for (const high of readdirSync(join(search, "x"))) {
  for (const low of readdirSync(join(search, "x", high))) {
    handed(join(search, "x", high, low)).forEach((document, at) => {
      if (document) documents.push({ n: parseInt(high + low.slice(0, 3), 16) * 8 + at, titles: document[0], texts: document[1], all: [...document[0], ...document[1]].map(plain) });
    });
  }
}
if (documents.length < 20) fault(`only ${documents.length} documents have texts`);

let seed = 20261127;
const below = (n) => ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) >>> 8) % n;
const one = (list) => list[below(list.length)];
const HAN = /[\u4e00-\u9fff]{2,}/g;
const words = (document) => (document.words ??= new Set(document.all.flatMap((text) => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])));
/** A question made from a document, and whether another has it, by a look at its texts alone. */
function question() {
  const document = one(documents), way = below(4);
  if (way === 2) {
    const found = (document.titles.concat(document.texts).join("\n").match(/(?<![\p{L}\p{N}\p{M}_'’.:/-])[A-Za-z]{2,}(?![\p{L}\p{N}\p{M}_'’.:/-])/gu) ?? []).map((w) => w.toLowerCase());
    if (!found.length) return null;
    const word = one(found);
    // The plural is found with the word: one that has neither has no business here.
    const forms = (d) => [...words(d)].some((w) => w === word || alike(w, word));
    return { text: `"${word}"`, has: forms };
  }
  const runs = (way === 1 ? document.texts : document.titles).join("\n").match(HAN);
  if (!runs) return null;
  const piece = () => {
    const run = one(runs), from = below(run.length - 1);
    return run.slice(from, from + 2 + below(Math.min(7, run.length - from - 1)));
  };
  const asked = way === 3 ? [piece(), piece()] : [piece()];
  const wanted = asked.map(plain);
  return { text: asked.join(" "), has: (d) => wanted.every((piece) => d.all.some((text) => text.includes(piece))) };
}
const bare = (word) => G.terms(word).map((t) => t[1]).join(" ");
const alike = (a, b) => a[0] === b[0] && Math.abs(a.length - b.length) < 3 && bare(a) === bare(b);

let asked = 0;
for (let round = 0; round < Number(many ?? 10000); round++) {
  const made = question();
  if (!made) continue;
  asked++;
  const answer = await ask(made.text);
  if (answer.left.length) continue;
  const found = new Set(answer.near ? [] : answer.hits);
  const wanted = documents.filter(made.has).map((d) => d.n);
  const missed = wanted.filter((n) => !found.delete(n));
  if (missed.length) fault(`${made.text}: missed ${missed}`);
  if (found.size) fault(`${made.text}: found ${[...found]}, which do not have it`);
  if (!answer.near && answer.exact && answer.total !== wanted.length) fault(`${made.text}: ${answer.total} counted, ${wanted.length} there`);
}
console.log(`${asked} questions to ${documents.length} documents`);
if (asked < Number(many ?? 10000) / 3) fault("too few questions could be made");

// The terminal asks the same files.
if (gongkai) {
  const judged = readFileSync(new URL("../suite/judged.tsv", import.meta.url), "utf8").split("\n").filter((l) => l && !l.startsWith("#")).map((l) => l.split("\t")[0]);
  const more = Array.from({ length: 60 }, () => question()?.text).filter(Boolean);
  const odd = ["the -street", "\"street lights\"", "hous", "2026-03-02", "2026年3月", "灯", "zzzz", "路灯 -人民路", "〔2024〕5号 施工", "café", "housing -fund lift"];
  for (const text of [...judged, ...more, ...odd]) {
    for (const wish of [{}, { sort: "date" }, { k: "reply" }]) {
      const here = await ask(text, { want: 10, ...wish });
      const options = [...(wish.sort ? ["--sort", wish.sort] : []), ...(wish.k ? ["--kind", wish.k] : [])];
      const there = JSON.parse(execFileSync(gongkai, ["--root", site, "search", "--output", ".", "--format", "json", ...options, "--", text], { encoding: "utf8" }));
      const shown = (await cards(here.hits.slice(0, 10))).filter(Boolean).map((card) => card.href);
      const same = JSON.stringify([here.total, here.exact, here.near, here.left, shown]) === JSON.stringify([there.total, there.exact, there.nearest, there.left_out, there.hits.map((hit) => hit.path)]);
      if (!same) fault(`${text} ${JSON.stringify(wish)}: ${here.total} ${here.exact} ${here.near} ${shown} here, ${there.total} ${there.exact} ${there.nearest} ${there.hits.map((hit) => hit.path)} in the terminal`);
    }
  }
  console.log(`${judged.length + more.length + odd.length} questions to both`);
}
if (faults.length) {
  console.log(`${faults.length} faults`);
  process.exit(1);
}
