/* Search in the files of search/: nothing leaves this machine. The formats are told in
   docs/decisions/038; `gongkai search` asks the same files in the same way. */
(function (root) {
"use strict";
const G = root.gongkai = root.gongkai || {}, held = {}, waiting = {};
let base = "", lang = 0, rest, R, split, common, fold;

/* Files: each is a script that hands its data over. */
G.shard = (name, data) => { held[name] = data; };
G.host = (name, done) => {
  const s = document.createElement("script");
  s.src = name === "more" ? rest : base + "search/" + name + ".js" + (R && location.protocol !== "file:" ? "?g=" + R.g : "");
  s.onload = s.onerror = () => { s.remove(); done(); };
  document.head.append(s);
};
const one = (name) => name in held ? Promise.resolve() : waiting[name] = waiting[name] || new Promise((yes, no) =>
  G.host(name, () => {
    delete waiting[name];
    name in held ? yes() : no(root.navigator && navigator.onLine === false ? "offline" : "missing");
  }));
const load = (names) => Promise.all(names.map(one));
G.start = (b, l, m) => { base = b; lang = l; rest = m; };
const ready = () => R ? Promise.resolve() : load(["root"]).then(() => {
  const r = held.root;
  if (r.v !== 1) throw "missing";
  split = new Set(r.split);
  common = r.common.match(/../g);
  r.segments = r.months.reduce((n, m) => n + m[1], 0);
  R = r;
});

/* Numbers of 90 symbols, and the hash. */
const SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-./:;=>?@[]^_`{|}~";
const worth = {};
[...SYMBOLS].forEach((c, n) => { worth[c] = n; });
const reader = (text) => {
  let at = 0;
  const d = () => worth[text[at++]];
  const r = () => {
    const v = d();
    return v < 60 ? v : v < 84 ? 60 + (v - 60) * 90 + d() : v < 89 ? 2220 + (v - 84) * 8100 + d() * 90 + d()
      : 42720 + d() * 729000 + d() * 8100 + d() * 90 + d();
  };
  r.more = () => at < text.length;
  r.at = (to) => to === undefined ? at : (at = to);
  return r;
};
const hash = (text) => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return (h ^ h >>> 13) >>> 0;
};

/* Letters that readers hold to be the same. */
const ALIKE = { "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ς": "σ", "ي": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه" };
const CLUSTER = /[^](?:[\p{M}\u1160-\u11ff\u200c\u200d])*/gu;
const GRAM = /[\u4e00-\u9fff\u3005\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\uac00-\ud7a3\uf900-\ufaff\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u{20000}-\u{3ffff}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
const normal = (cluster) => {
  if (cluster.length < 2 && cluster.charCodeAt(0) < 128) return cluster.toLowerCase();
  const bare = [...cluster.normalize("NFKC")].map((c) => c.toLowerCase()).join("").normalize("NFD")
    .replace(/([a-z\u00c0-\u02af\u1e00-\u1eff])[\u0300-\u036f]+/g, "$1").normalize("NFC");
  return [...bare].map((c) => c in ALIKE ? ALIKE[c] : /[\u0660-\u0669\u06f0-\u06f9]/.test(c) ? c.charCodeAt(0) & 15
    : /[\u00ad\u0640\u064b-\u0652\u200b-\u200f\u2060\ufeff]/.test(c) ? "" : fold && fold.get(c) || c).join("");
};
const folded = (w) => w.length < 4 || !/^[a-z]+$/.test(w) ? w : w.length > 4 && /ies$/.test(w) ? w.slice(0, -3) + "y"
  : /(sse|che|she|xe|ze)s$/.test(w) && w.length > 3 ? w.slice(0, -2) : /[^sui]s$/.test(w) ? w.slice(0, -1) : w;

/* Terms with positions: [kind, term, position, span, from, to]; kinds 1 single, 2 pair, 3 word, 4 whole. */
const tokens = (text) => {
  const c = [], o = [], out = [];
  let m, at = 0, p = 0, last = 0, gap = 0;
  CLUSTER.lastIndex = 0;
  while ((m = CLUSTER.exec(text))) for (const x of normal(m[0])) { c.push(x); o.push(m.index, CLUSTER.lastIndex); }
  const n = c.length, is = c.map((x) => GRAM.test(x) ? 1 : WORD.test(x) ? 2 : 0);
  const add = (k, t, pos, span, f, e) => out.push([k, t, pos, span, o[2 * f], o[2 * e - 1]]);
  const digits = (i) => { while (/^[0-9]$/.test(c[i])) i++; return i; };
  const end = (i) => { while (is[i] === 2) i++; return i; };
  const step = (now) => {
    const b = c.slice(at - gap, at);
    if (last && gap && b.includes("\n")) p = (p | 63) + 1;
    else if (last && gap && !(last === 2 && now === 2 && (b.every((x) => /\s/.test(x)) || gap === 1 && "-/.:'’‐‑·_".includes(b[0])))) p++;
    last = now; gap = 0;
  };
  const two = (x) => (x < 10 ? "0" : "") + +x;
  while (at < n) {
    let e;
    if (is[at] === 1) {
      step(1);
      const from = at;
      while (is[at] === 1) at++;
      add(1, c[from], p, 1, from, from + 1);
      for (let i = from; i < at - 1; i++) add(2, c[i] + c[i + 1], p + i - from, 2, i, i + 2);
      p += at - from;
      if (at - from > 1) add(1, c[at - 1], p - 1, 1, at - 1, at);
    } else if (is[at] === 2) {
      step(2);
      const from = at;
      let parts = 1;
      e = end(at);
      while (parts < 8 && ("-/.:".includes(c[e] || "x") || c[e] === "," && digits(e - 1) > e - 1 && digits(e + 1) === e + 4) && is[e + 1] === 2) {
        e = end(e + 1);
        parts++;
      }
      const chain = c.slice(from, e).join("");
      if (parts > 1 && e - from < 41 && /[0-9]/.test(chain)) {
        const d = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(chain);
        if (d && +d[2] && d[2] < 13 && +d[3] && d[3] < 32) {
          add(4, d[1] + "-" + two(d[2]), p, 3, from, e);
          add(4, d[1] + "-" + two(d[2]) + "-" + two(d[3]), p, 3, from, e);
        } else add(4, chain.replace(/,/g, ""), p, parts, from, e);
      } else if (parts === 1 && e - from === 4) {
        const d = /^(\d{4}年(\d{1,2})月)(?:(\d{1,2})[日号])?/.exec(c.slice(from, from + 12).join(""));
        if (d && +d[2] && d[2] < 13) {
          const month = d[1].slice(0, 4) + "-" + two(d[2]);
          add(4, month, p, 4, from, from + d[1].length);
          if (d[3] && +d[3] && d[3] < 32) add(4, month + "-" + two(d[3]), p, 6, from, from + d[0].length);
        }
      }
      for (let i = from, j; i < e; i = j + 1) {
        j = end(i);
        add(3, folded(c.slice(i, Math.min(j, i + 40)).join("")), p++, 1, i, j);
      }
      at = e;
    } else {
      const d = "〔[(【{〈《<".includes(c[at]) && /^.(\d{4})[〕\])】}〉》>]第?(\d{1,5})号/.exec(c.slice(at, at + 13).join(""));
      if (d) {
        step(1);
        e = at + d[0].length;
        add(4, "〔" + d[1] + "〕" + d[2] + "号", p++, 1, at, e);
        at = e;
      } else { at++; gap++; }
    }
  }
  return out;
};

/* A question as chunks: terms at fixed distances. */
const isCommon = (pair) => {
  if (!common) return false;
  const bit = hash(pair) >>> 18;
  return parseInt(common[bit >> 3], 16) >> (bit & 7) & 1;
};
/* Terms that cover all of some neighbouring tokens. */
const cover = (all, whole) => {
  const at = {}, out = [], first = all[0][2];
  let stop = 0;
  for (const t of all) {
    const k = t[0] * 10 + t[2] / 1e6;
    if (t[0] < 4 || whole) (at[t[2]] = at[t[2]] || {})[t[0]] = t[0] === 4 && at[t[2]] && at[t[2]][4] && at[t[2]][4][3] > t[3] ? at[t[2]][4] : t;
    stop = Math.max(stop, t[2] + t[3]);
  }
  const three = (p) => {
    const a = at[p] && at[p][2], b = at[p + 1] && at[p + 1][2];
    return a && b && isCommon(a[1]) && isCommon(b[1]) && [2, [...a[1]][0] + b[1], p, 3];
  };
  for (let p = first; p < stop;) {
    const here = at[p] || {};
    let t = here[4] || three(p) || here[2];
    if (!t && here[1] && at[p - 1] && at[p - 1][2]) t = three(p - 2) || at[p - 1][2];
    t = t || here[3] || here[1];
    if (!t) { p++; continue; }
    out.push([t[1], t[2] - first]);
    p = t[2] + t[3];
  }
  /* Beside a pair that is common, one that is not says where to look. */
  const near = new Set();
  for (const [t, o] of out) if (isCommon(t) && GRAM.test(t)) near.add(o - 1).add(o + 1);
  return out.concat(all.filter((t) => t[0] === 2 && near.has(t[2] - first) && !isCommon(t[1]) && !out.some((x) => x[1] === t[2] - first))
    .slice(0, 2).map((t) => [t[1], t[2] - first]));
};
const parse = (query) => {
  const chunks = [], piece = /(^|\s)(-?)(?:["“”„]([^"“”]*)["“”]?|([^\s"“”„]+))|["“”„]([^"“”]*)["“”]?|[^\s"“”„]+/g;
  let m;
  while ((m = piece.exec(query))) {
    const quoted = m[3] !== undefined ? m[3] : m[5], text = quoted !== undefined ? quoted : m[4] || m[0];
    const all = tokens(text), groups = [];
    for (const t of all) {
      const g = groups[groups.length - 1];
      if (g && (quoted !== undefined || t[2] <= g.end)) { g.push(t); g.end = Math.max(g.end, t[2] + t[3]); } else { groups.push([t]); groups[groups.length - 1].end = t[2] + t[3]; }
    }
    const last = piece.lastIndex === query.length && quoted === undefined && !m[2];
    groups.forEach((g, i) => chunks.push({
      all: g, not: !!m[2], quoted: quoted !== undefined,
      prefix: last && i === groups.length - 1 && g.length === 1 && g[0][0] === 3 && /^\p{L}{4}/u.test(g[0][1]),
      word: g.length === 1 && g[0][0] === 3,
    }));
  }
  return chunks;
};

/* Where a term is. */
const shardOf = (term, space) => {
  const letter = /^\p{L}/u.test(term) && !GRAM.test([...term][0]);
  const at = (hash(letter ? term.slice(0, 4) : term) & (1 << space[2]) - 1).toString(16).padStart(4, "0");
  return { at, name: space[0] + "/" + at.slice(0, 2) + "/" + at.slice(2) };
};
const pieces = (name) => split.has(name) ? pieces(name + "0").concat(pieces(name + "1")) : [name];
const pieceOf = (term, name) => {
  for (let h = hash(term), d = 31; split.has(name); d--) name += h >>> d & 1;
  return name;
};
const namesOf = (t, prefix) => [].concat(...R.spaces.map((s) => prefix ? pieces(shardOf(t, s).name) : [pieceOf(t, shardOf(t, s).name)]));
const entries = (name) => {
  const text = held[name];
  if (typeof text !== "string") return text;
  const all = {}, parts = text.split("'");
  for (let i = 0; i + 3 < parts.length; i += 4) all[parts[i]] = parts.slice(i + 1, i + 4);
  return held[name] = { all };
};
/* A list as segments: [from, to, name or "", numbers, positions]. */
const numbers = (text, from) => {
  const r = reader(text), nums = [], pos = [];
  for (let next = from; r.more();) {
    const n = next + r();
    let k = r(), last = 0;
    const ps = [];
    while (k--) ps.push(last += r());
    nums.push(n); pos.push(ps);
    next = n + 1;
  }
  return [nums, pos];
};
const segments = (text, space, until, term, shard, field) => {
  if (text[0] !== "<") return text ? [[space[1], until, "", ...numbers(text, 0)]] : [];
  const r = reader(text), out = [];
  r.at(1);
  out.documents = r();
  let at = r.at();
  const back = hash([...term].reverse().join("")) & 0xffff;
  const walk = (code, from, width) => {
    const c = text[at++];
    if (c === "s") { walk(code * 2, from, width / 2); walk(code * 2 + 1, from + width / 2, width / 2); }
    if (c === "l") out.push([from, from + width, space[0] + "/k/" + shard + "-" + hash(term).toString(16).padStart(8, "0") + back.toString(16).padStart(4, "0") + "." + field + "." + code.toString(16)]);
  };
  walk(1, 0, 1 << 24);
  return out;
};
const seg = (s) => {
  if (s[2] && !s[3]) { const d = numbers(held[s[2]], s[0]); s[3] = d[0]; s[4] = d[1]; }
  return s;
};
const look = (term, prefix) => {
  const out = { t: [], b: [], n: 0, df: 0 };
  R.spaces.forEach((space, i) => {
    const until = i + 1 < R.spaces.length ? R.spaces[i + 1][1] : 1 << 24, shard = shardOf(term, space);
    const names = prefix ? pieces(shard.name) : [pieceOf(term, shard.name)];
    for (const name of names) {
      const all = entries(name).all;
      for (const t of prefix ? Object.keys(all).filter((t) => t.startsWith(term)).sort() : term in all ? [term] : []) {
        const e = all[t], ts = segments(e[0], space, until, t, shard.at, "t"), bs = segments(e[1], space, until, t, shard.at, "b");
        const count = (s) => s.documents || s.reduce((n, x) => n + x[3].length, 0);
        let n = e[2] ? reader(e[2])() : 0;
        if (!n) { const u = new Set(); ts.concat(bs).forEach((s) => s[3].forEach((x) => u.add(x))); n = u.size; }
        out.t.push(...ts); out.b.push(...bs);
        out.n += n;
        out.df += Math.max(count(ts), count(bs));
      }
    }
  });
  return out;
};

/* Documents of a term in a range, with positions; all its segments there are at hand. */
const find = (segs, number) => {
  let out;
  for (const s of segs) if (s[0] <= number && number < s[1]) {
    const nums = seg(s)[3];
    let lo = 0, hi = nums.length;
    while (lo < hi) { const mid = lo + hi >> 1; nums[mid] < number ? lo = mid + 1 : hi = mid; }
    if (nums[lo] === number) out = out ? out.concat(s[4][lo]).sort((a, b) => a - b) : s[4][lo];
  }
  return out;
};
const inField = (chunk, field, number) => {
  let starts;
  for (const t of chunk.terms) {
    const ps = find(t.look[field], number);
    if (!ps) return null;
    if (chunk.mark) return [0];
    const set = starts && new Set(ps);
    starts = starts ? starts.filter((p) => set.has(p + t.o)) : ps.map((p) => p - t.o);
    if (!starts.length) return null;
  }
  return starts;
};
const leaves = (segs, hit) => segs.filter((s) => s[2] && !(s[2] in held) && hit(s)).map((s) => s[2]);

const evaluate = (q, number, fields) => {
  let score = 0, titles = 0, near = 0, first = 0, last = null;
  for (const c of q.not) if (inField(c, "t", number) || inField(c, "b", number)) return null;
  for (const c of q.marks) if (!inField(c, "b", number)) return null;
  for (const c of q.must) {
    const t = inField(c, "t", number), b = fields > 1 && inField(c, "b", number);
    if (!t && !b) return null;
    const tf = (t ? t.length : 0) + (b ? b.length : 0);
    score += c.idf * 10 * tf / (tf + 1.2);
    if (t) { titles++; if (c === q.must[0] && t[0] === 0) first = 1; }
    const now = [t || [], b || []];
    if (last && now.some((ps, f) => ps.some((p) => last[f].some((l) => Math.abs(p - l) <= 12)))) near++;
    last = now;
  }
  const all = titles === q.must.length;
  score += all ? first ? 60 : 40 : 40 * titles / q.must.length;
  return { number, title: all && titles > 0, score: score + 4 * near + 6 * (number >> 12) / R.segments };
};

/* Looks through lists, the newest first, until there is enough: where a list is whole, its documents are
   looked up in the others; where none is, the newest leaves are, more and more. */
const sweep = async (q, fields, want, found) => {
  const own = [], away = [], used = (c) => c.mark ? ["b"] : fields > 1 ? ["t", "b"] : ["t"];
  for (const c of q.must.concat(q.marks)) for (const t of c.terms) own.push([].concat(...used(c).map((f) => t.look[f])));
  own.forEach((all, i) => { all.df = [].concat(...q.must.concat(q.marks).map((c) => c.terms))[i].look.df; });
  for (const c of q.not) for (const t of c.terms) away.push(t.look.t, t.look.b);
  const enough = () => found.size >= want, rarest = (list) => list.reduce((a, b) => b.df < a.df ? b : a);
  const fetch = (hit) => load([...new Set([].concat(...own.concat(away).map((all) => leaves(all, hit))))]);
  const test = (list) => list.forEach((number) => {
    const h = evaluate(q, number, fields);
    if (h) found.set(number, h);
  });
  const docs = (all, lo, hi) => {
    const out = new Set();
    for (const s of all) if (s[1] > lo && s[0] < hi) for (const n of seg(s)[3]) if (n >= Math.max(lo, q.from) && n < Math.min(hi, q.until)) out.add(n);
    return [...out].sort((a, b) => b - a);
  };
  const whole = own.filter((all) => all.every((s) => !s[2]));
  if (whole.length) {
    const may = (c, f, n) => inField({ mark: c.mark, terms: c.terms.filter((t) => t.look[f].every((s) => !s[2] || s[2] in held || n < s[0] || n >= s[1])) }, f, n) !== null;
    const fits = (n) => q.must.every((c) => used(c).some((f) => may(c, f, n)));
    const list = docs(rarest(whole), 0, 1 << 24).filter(fits), long = own.filter((all) => !whole.includes(all)).sort((a, b) => a.df - b.df);
    for (let at = 0, step = 16; at < list.length && !enough(); at += step, step *= 2) {
      let batch = list.slice(at, at + step);
      const of = (lists) => [...new Set([].concat(...lists.map((all) => leaves(all, (s) => batch.some((n) => s[0] <= n && n < s[1])))))];
      /* Many leaves are not read at once: the shorter lists leave little to look up in the longer. */
      for (const all of long) if (of(long).length > 8) {
        await load(of([all]));
        batch = batch.filter(fits);
      }
      await load(of(own.concat(away)));
      test(batch);
      if (at + step >= list.length) return true;
    }
    return !list.length;
  }
  const all = rarest(own), edges = [...new Set(all.map((s) => s[0]))].filter((n) => n < q.until).sort((a, b) => b - a);
  let hi = 1 << 24;
  for (let at = 0, step = 1; at < edges.length && !enough(); at += step, step *= 2) {
    const lo = edges[Math.min(at + step, edges.length) - 1];
    await fetch((s) => s[1] > lo && s[0] < hi);
    test(docs(all, lo, hi));
    hi = lo;
    if (at + step >= edges.length || lo <= q.from) return true;
  }
  return !edges.length;
};

const idf = (df) => { let n = 1; while (n < R.n) n *= 2; return df ? 31 - Math.clz32(Math.floor(n / df) || 1) : 0; };
const look2 = async (chunks, whole) => {
  for (const c of chunks) c.parts = cover(c.all, whole);
  await load([...new Set([].concat(...chunks.map((c) => [].concat(...c.parts.map((t) => namesOf(t[0], c.prefix))))))]);
  for (const c of chunks) {
    c.terms = c.parts.map(([term, o]) => ({ term, o, look: look(term, c.prefix) }));
    c.df = Math.min(...c.terms.map((t) => t.look.df));
    c.idf = Math.max(...c.terms.map((t) => idf(t.look.df)));
  }
};
const unfold = async (again) => {
  if (fold || !again) return false;
  await load(["fold"]);
  const f = [...held.fold];
  fold = new Map();
  for (let i = 0; i < f.length; i += 2) fold.set(f[i], f[i + 1]);
  return true;
};
const order = (hits, sort) => hits.sort((a, b) => sort === "date" ? b.number - a.number : b.title - a.title || b.score - a.score || b.number - a.number);

const ask = async (query, o) => {
  await ready();
  let chunks = parse(query);
  await look2(chunks, true);
  const lost = chunks.filter((c) => !c.df);
  if (await unfold(lost.length && /[\u3400-\u9fff]/.test(query))) return ask(query, o);
  const again = lost.filter((c) => c.all.some((t) => t[0] === 4));
  if (again.length) await look2(again, false);
  const q = { must: chunks.filter((c) => !c.not), not: chunks.filter((c) => c.not && c.df), marks: [], from: 0, until: 1 << 24 };
  const marks = ["k", "d", "t", "s"].filter((k) => o[k]).map((k) => ({ all: [[3, "~" + k + ":" + o[k], 0, 1]], mark: 1 }));
  await look2(marks, true);
  q.marks = marks;
  if (o.y) {
    let at = 0, from = -1;
    R.months.forEach((m) => { if (m[0].slice(0, 4) === "" + o.y) { if (from < 0) from = at; q.until = at + m[1] << 12; } at += m[1]; });
    if (from < 0) q.until = 0; else q.from = from << 12;
  }
  const result = { hits: [], total: 0, exact: true, left: [], near: false };
  if (!q.must.length && !marks.length && !o.y) return result;
  const dull = q.must.filter((c) => c.word && !c.quoted && c.df * 5 > R.n);
  if (dull.length && dull.length < q.must.length) {
    q.must = q.must.filter((c) => !dull.includes(c));
    result.left = dull.map((c) => c.all[0][1]);
  }
  const want = o.want || 10, found = new Map();
  if (!q.must.length && !marks.length) return { ...result, bad: "words" };
  if ([...q.must, ...marks].every((c) => c.df)) {
    const plain = [...q.must, ...marks, ...q.not].every((c) => c.terms.every((t) => (c.mark ? [] : t.look.t).concat(t.look.b).every((s) => !s[2])));
    if (!plain && o.sort !== "date" && q.must.length) await sweep(q, 1, want, found);
    if (plain || found.size < want) {
      const all = new Map();
      result.exact = await sweep(q, 2, plain ? Infinity : want, all);
      all.forEach((h, n) => found.set(n, h));
    } else result.exact = false;
  }
  const alone = q.must.length + marks.length === 1 && !q.not.length && !o.y && [...q.must, ...marks][0];
  result.total = found.size;
  if (!result.exact && alone && alone.terms.length === 1 && !alone.prefix) { result.total = alone.terms[0].look.n; result.exact = true; }
  result.hits = order([...found.values()], o.sort).map((h) => h.number);
  if (!result.hits.length && !marks.length && !o.y && !chunks.some((c) => c.not || c.quoted)) {
    await more();
    const near = await core.nearest(query, want);
    if (near.length) return { ...result, hits: near, total: near.length, near: true };
  }
  return o.sort === "date" ? result : exactFirst(result, query, want);
};
/* A title that is the question comes first. */
const exactFirst = async (result, query, want) => {
  const top = result.hits.slice(0, Math.min(want, 100)), same = (t) => t && plain(t) === wanted;
  const plain = (t) => tokens(t).map((x) => x[1] + "@" + x[2]).join(" "), wanted = plain(query);
  await some([...new Set(top.map(cardFile))]);
  const is = top.filter((n) => { const c = held[cardFile(n)] && card(n); return c && c[6].some(same); });
  result.hits = is.concat(result.hits.filter((n) => !is.includes(n)));
  return result;
};

/* What is shown of documents. */
const KEEP = (letter, n) => letter + "/" + (n >> 12).toString(16).padStart(3, "0") + "/" + (n & 4095).toString(16).padStart(3, "0");
const cardFile = (n) => KEEP("c", n >> 4), card = (n) => held[cardFile(n)][n & 15];
const settle = (promise, done) => promise.then((v) => done(null, v), (e) => done(typeof e === "string" ? e : (root.console && console.error(e), "missing")));
G.find = (query, o, done) => settle(ask(query, o || {}), done);
/* A file that is gone leaves holes, unless all are. */
const some = (names) => Promise.all(names.map((name) => one(name).then(() => 1, (e) => e)))
  .then((all) => { if (all.length && !all.includes(1)) throw all[0]; });
G.cards = (list, done) => settle(ready().then(() => some([...new Set(list.map(cardFile))])).then(() => list.map((n) => {
  const c = held[cardFile(n)] && card(n);
  if (!c) return null;
  const own = c[6][lang] ? lang : c[5], page = c[7][lang];
  return { n, kind: c[0], status: c[1], day: c[2], department: c[3] && (c[3][lang] || c[3][0]) || "", title: c[6][own] || c[6].find((t) => t) || "", lang: R.langs[own][0], href: base + R.langs[page][1] + c[4] + ".html", other: page !== lang && R.langs[page][0] };
})), done);
/* What is not needed for the first titles is in a second script, more.js, which is asked for after them. */
const core = { G, held, one, load, some, ready, reader, tokens, normal, cover, isCommon, GRAM, namesOf, look, entries, idf, order, parse, unfold, ask, settle, KEEP, root: () => R, lang: () => lang };
const more = () => one("more").then(() => { if (!core.nearest) held.more(core); });
for (const name of ["near", "slips", "excerpts", "counts", "complete"]) G[name] = (...given) => more().then(() => G[name](...given), (e) => given.pop()(e));
G.more = (page, done) => settle(more().then(() => { if (held.page && !page.after) held.page(page); }), done);
/* The root is there before the first question. */
G.warm = () => { ready().catch(() => {}); };
G.terms = (text) => tokens(text);
}(typeof window === "undefined" ? globalThis : window));
