// A stand-in for the core of search, for tests of what readers see: it looks through all texts in
// their order. search.mjs puts it before the script of a site that has no core of its own.
var gongkai = (() => {
  "use strict";
  let base, lang, records = null;
  const waiting = [];
  const later = (done, ...answer) => setTimeout(() => done(...answer), gongkai.slow || 0);
  function load(done) {
    if (records) return later(done, null);
    if (!navigator.onLine) return later(done, "offline");
    const script = document.createElement("script");
    waiting.push(script);
    script.src = base + "search/stand-in.js";
    script.onload = () => later(done, records ? null : "missing");
    script.onerror = () => later(done, navigator.onLine ? "missing" : "offline");
    document.head.append(script);
  }
  const fold = (text) => text.toLowerCase();
  const words = (query) => fold(query).match(/[\p{L}\p{N}-]+/gu) || [];
  const fits = (r, o) => (!o.k || r.kind === o.k) && (!o.d || r.d === o.d) && (!o.s || r.status === o.s) && (!o.t || r.t.includes(o.t)) && (!o.y || r.day.startsWith(o.y));
  function find(query, o, done) {
    load((error) => {
      if (error) return done(error);
      const list = words(query), left = list.filter((word) => word === "the"), rest = list.filter((word) => word !== "the");
      const all = records.filter((r) => fits(r, o));
      const has = (r, word) => fold(r.title + " " + r.text).includes(word);
      let found = rest.length ? all.filter((r) => rest.every((word) => has(r, word))) : [], near = false;
      if (!found.length && rest.length > 1) {
        found = all.filter((r) => rest.some((word) => has(r, word)));
        near = found.length > 0;
      }
      if (o.sort === "date") found = [...found].sort((a, b) => (a.day < b.day ? 1 : -1));
      const exact = found.length <= o.want, hits = found.slice(0, o.want).map((r) => r.n);
      done(null, { hits, total: hits.length, exact, left, near, bad: "" });
    });
  }
  const split = (text, query) => {
    const list = words(query), parts = [];
    for (let at = 0; at < text.length;) {
      const word = list.find((word) => fold(text).startsWith(word, at)), mark = word ? 1 : 0, piece = text.slice(at, at + (word || "x").length);
      const last = parts[parts.length - 1];
      if (last && !mark && !last[1]) last[0] += piece; else parts.push([piece, mark]);
      at += piece.length;
    }
    return parts;
  };
  return {
    slow: 0,
    shard(name, data) { records = data; },
    start(root, language) { base = root; lang = language; },
    find,
    cards(numbers, done) { later(done, null, numbers.map((n) => { const r = records[n]; return { ...r, href: base + (r.lang === ["en", "zh-Hans"][lang] ? ["", "zh-hans/"][lang] : r.lang === "en" ? "" : "zh-hans/") + r.href, other: false }; })); },
    excerpts(numbers, query, long, done) {
      later(done, null, numbers.map((n) => {
        const text = records[n].text, at = Math.max(0, Math.min(...words(query).map((word) => fold(text).indexOf(word)).filter((at) => at >= 0).concat(text.length)) - 20);
        return { parts: split((at ? "… " : "") + text.slice(at < text.length ? at : 0).slice(0, long) + " …", query), anchor: "" };
      }));
    },
    marks: split,
    counts(result, done) {
      const tally = (values) => { const map = new Map(); result.hits.forEach((n) => values(records[n]).forEach(([key, name]) => key && map.set(key, [key, name, ((map.get(key) || [])[2] || 0) + 1]))); return [...map.values()]; };
      later(done, null, { k: tally((r) => [[r.kind, r.kind === "reply" ? "Reply" : r.kind]]), d: tally((r) => [[r.d, r.department]]), t: tally((r) => r.t.map((t) => [t, t])), s: tally((r) => [[r.status, r.status]]), y: tally((r) => [[r.day.slice(0, 4), r.day.slice(0, 4)]]) });
    },
    near(text, done) {
      load((error) => {
        if (error) return done(error);
        const list = words(text).filter((word) => word.length > 3 || /[㐀-鿿]/.test(word)).flatMap((word) => /[㐀-鿿]/.test(word) ? [...word].slice(1).map((c, i) => word[i] + c) : [word]);
        const scored = records.map((r) => [list.filter((word) => fold(r.title + r.text).includes(word)).length, r.n]).filter((s) => s[0]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
        done(null, { hits: scored.slice(0, 20).map((s) => s[1]), total: scored.length, exact: true, left: [], near: true, bad: "" });
      });
    },
    complete(text, done) {
      load((error) => done(error, error ? undefined : records.filter((r) => fold(r.title).includes(fold(text))).slice(0, 6).map((r, i) => ({ text: r.title, href: i === 1 ? base + r.href : null }))));
    },
    slips(query, done) { later(done, null, /lihgt/.test(query) ? [query.replace("lihgt", "light")] : []); },
  };
})();
