/* What search does once the first titles are shown: excerpts and marks, counts, what is nearest, slips,
   completions. It gets the insides of search.js. */
gongkai.shard("more", (core) => {
"use strict";
const { G, held, load, some, ready, reader, tokens, normal, cover, isCommon, GRAM, namesOf, look, entries, idf, order, parse, unfold, ask, settle, KEEP, root, lang } = core;

/* What is nearest to a question in an asker's own words. */
const DULL = /[的了吗呢吧啊嘛呀是在和与及或我你您他她们这那哪么什怎请问想要能可以不没有个把被就都也还很到对为从让给去来会该几多少谁何如]/;
core.nearest = async (text, want) => {
  await ready();
  const terms = new Set();
  for (const part of text.split(DULL)) {
    const all = tokens(part), runs = [];
    for (const t of all) { const r = runs[runs.length - 1]; if (r && t[2] <= r.end) { r.push(t); r.end = Math.max(r.end, t[2] + t[3]); } else { runs.push([t]); runs[runs.length - 1].end = t[2] + t[3]; } }
    for (const r of runs) for (const [t] of cover(r, true)) if ([...t].length > 1 && !(isCommon(t) && GRAM.test(t))) terms.add(t);
  }
  let list = [...terms];
  const MOST = 12;
  if (list.length > MOST) list = list.filter((_, i) => Math.floor(i * MOST / list.length) !== Math.floor((i - 1) * MOST / list.length));
  await load([...new Set([].concat(...list.map((t) => namesOf(t))))]);
  const scores = new Map();
  let best = 0;
  for (const t of list) {
    const l = look(t), w = idf(l.df);
    if (!l.df || l.df * 5 > root().n) continue;
    const own = new Map();
    for (const [f, worth] of [["b", 10], ["t", 30]]) for (const s of l[f]) if (!s[2]) s[3].forEach((n, i) => own.set(n, (own.get(n) || 0) + worth * w * s[4][i].length / (s[4][i].length + 1.2)));
    own.forEach((v, n) => scores.set(n, (scores.get(n) || 0) + v));
  }
  scores.forEach((v) => { best = Math.max(best, v); });
  const hits = [...scores].map(([number, score]) => ({ number, title: 0, score })).filter((h) => h.score * 5 >= best * 2);
  return order(hits).slice(0, want).map((h) => h.number);
};

G.near = (text, done) => settle(core.nearest(text, 5).then((hits) => ({ hits, total: hits.length, exact: false, left: [], near: true })), done);

/* What may have been meant: what is one letter away, or sounds alike. */
const slips = async (query) => {
  let r, runs = [];
  await ready();
  await load(["words", "sounds"]);
  await unfold(/[\u3400-\u9fff]/.test(query));
  const parts = [], tried = new Set(), out = [], sound = {}, pairs = held.sounds[0].match(/../g) || [];
  const finds = (text) => ask(text, { want: 1 }).then((r) => r.total && !r.near);
  const both = (p) => normal(p[0]) + normal(p[1]), sounds = (p) => both(p).replace(/./g, (c) => sound[c] + "/"), known = new Set(pairs.map(both));
  for (const g of held.sounds[1].split(" ")) for (const c of g) sound[normal(c)] = parseInt(g, 36);
  for (const t of tokens(query)) if (t[0] >> 1 === 1) {
    if (t[0] === 2 && r && t[4] < r.to) r.all.push(t); else runs.push(r = { all: [t], from: t[4] });
    r.to = t[5];
  }
  for (const { all, from, to } of runs) {
    const [kind, w] = all[0], a = (i) => w.slice(0, i), b = (i) => w.slice(i);
    if (kind < 3) {
      const odd = all.filter((t) => /^[\u4e00-\u9fff]+$/.test(t[1]) && !known.has(t[1]));
      if (odd.length && !await finds(query.slice(from, to))) parts.push([].concat(...pairs.map((p) => odd.filter((t) => sounds(t[1]) === sounds(p)).map((t) => [t[4], t[5], p]))));
    } else if (/^[a-z\u00e0-\u024f\u0400-\u0481\u048a-\u052f]{4,}$/.test(w)) {
      const names = namesOf(w, 1);
      await load(names);
      if (look(w, to === query.length).df) continue;
      const near = RegExp("^(" + [...w + "."].map((c, i) => a(i) + "(.?" + b(i + 1) + "|." + b(i) + "|" + (w[i + 1] || "") + c + b(i + 2) + ")").join("|") + ")$");
      const own = [].concat(...names.map((n) => Object.keys(entries(n).all))).filter((x) => x.startsWith(a(4))).sort().sort((a, b) => look(b).df - look(a).df);
      parts.push([...new Set(held.words.split(" ").concat(own))].filter((x) => near.test(x)).map((x) => [from, to, x]));
    }
  }
  const go = async (k, text) => {
    const key = tokens(text).map((t) => t[1]).join(" ");
    if (k--) {
      for (const e of parts[k]) if (tried.size < 12 && !out[2]) await go(k, text.slice(0, e[0]) + e[2] + text.slice(e[1]));
    } else if (!tried.has(key) && tried.add(key) && await finds(text)) out.push(text.trim());
  };
  if (parts.length && parts.every((p) => p.length)) await go(parts.length, query);
  return out;
};

G.slips = (query, done) => settle(slips(query), done);

/* The part of a text in which most of the words stand together, and its anchor. */
const wanted = (query) => new Set([].concat(...parse(query).filter((c) => !c.not).map((c) => c.all.filter((t) => t[0] > 1 || c.all.length === 1).map((t) => t[1]))));
const marked = (text, query) => {
  const set = wanted(query), on = [];
  for (const t of tokens(text)) if (set.has(t[1])) on.push([t[4], t[5]]);
  return on.sort((a, b) => a[0] - b[0]);
};
const shown = (text, on, from, to) => {
  const out = [];
  let at = from;
  for (const [a, b] of on) {
    if (b <= at || a >= to) continue;
    if (a > at) out.push([text.slice(at, a), 0]);
    out.push([text.slice(Math.max(a, at), Math.min(b, to)), 1]);
    at = Math.min(b, to);
  }
  if (at < to) out.push([text.slice(at, to), 0]);
  return out;
};
G.marks = (title, query) => shown(title, marked(title, query), 0, title.length);
G.excerpt = (text, query, length) => {
  const on = marked(text, query);
  let best = 0, from = 0;
  for (let i = 0; i < on.length; i++) {
    const kinds = new Set();
    for (let j = i; j < on.length && on[j][1] <= on[i][0] + length; j++) kinds.add(text.slice(on[j][0], on[j][1]).toLowerCase());
    if (kinds.size > best) { best = kinds.size; from = Math.max(0, on[i][0] - (length >> 2)); }
  }
  while (from > 0 && /[^\s，。；、！？]/.test(text[from - 1]) && /\w/.test(text[from])) from--;
  const out = shown(text, on, from, Math.min(text.length, from + length));
  if (from) out.unshift(["… ", 0]);
  if (from + length < text.length) out.push([" …", 0]);
  out.best = best;
  return out;
};
G.excerpts = (list, query, length, done) => {
  const file = (n) => KEEP("x", n >> 3);
  settle(ready().then(() => some([...new Set(list.map(file))])).then(() => list.map((n) => {
    const d = held[file(n)] && held[file(n)][n & 7];
    if (!d) return null;
    let best = null;
    d[1].forEach((text, i) => {
      const parts = G.excerpt(text.replace(/\s+/g, " ").slice(0, 20000), query, length);
      if (!best || parts.best > best.parts.best) best = { parts, anchor: d[3] && d[3][i] || "" };
    });
    return best;
  })), done);
};
G.counts = (result, done) => {
  const segs = [...new Set(result.hits.map((n) => n >> 12))], file = (s, f) => "f/" + s.toString(16).padStart(3, "0") + "-" + f, kinds = ["k", "d", "t", "s"];
  settle(load([].concat(...segs.map((s) => kinds.map((f) => file(s, f))))).then(() => {
    const out = {};
    for (const f of kinds) {
      const all = {};
      for (const s of segs) {
        const [values, text] = held[file(s, f)], r = reader(text), hit = new Set(result.hits.filter((n) => n >> 12 === s).map((n) => n & 4095));
        for (let i = 0; r.more(); i++) for (let k = r(); k--;) {
          const v = values[r()];
          if (hit.has(i)) { const e = all[v[0]] = all[v[0]] || [v[0], v[1][lang()] || v[0], 0]; e[2]++; }
        }
      }
      out[f] = Object.values(all).sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
    }
    const years = {};
    let at = 0;
    for (const [month, count] of root().months) {
      const y = month.slice(0, 4), n = result.hits.filter((n) => n >> 12 >= at && n >> 12 < at + count).length;
      if (y && n) years[y] = (years[y] || 0) + n;
      at += count;
    }
    out.y = Object.entries(years).reverse().map(([y, n]) => [y, y, n]);
    return out;
  }), done);
};
/* What is being typed, as titles that have it. */
G.complete = (text, done) => {
  if (text.trim().length < 2) return done(null, []);
  G.find(text, { want: 5 }, (error, found) => error || found.near ? done(error, []) : G.cards(found.hits.slice(0, 5), (error, all) =>
    done(error, error ? [] : all.filter((c) => c).map((c) => ({ text: c.title, href: c.href })))));
};
});
