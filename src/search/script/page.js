// What a reader sees of search until the first titles are shown; page-more.js has the rest. Words stand in
// the page; texts of records go in as text, never as markup.
(() => {
  const find = (id) => document.getElementById("g-" + id);
  const form = find("seek"), box = form || find("ask"), field = box.querySelector("[name=q]"), w = box.dataset;
  const list = find("hits"), said = find("said"), title = document.title;
  let want, place;
  // The core calls back: here its answers are awaited, as [error, value].
  const call = (name, ...given) => new Promise((done) => gongkai[name] ? gongkai[name](...given, (...answer) => done(answer)) : done([]));
  const fill = (text, values) => text.replace(/{(\w+)}/g, (_, key) => values[key]);
  const number = (n) => n.toLocaleString(document.documentElement.lang);
  const count = (key, n) => fill(w[n > 1 ? key : key + 1], { n: number(n) });
  const add = (to, tag, textContent, more) => {
    const element = Object.assign(document.createElement(tag), { textContent }, more);
    to.append(element);
    return element;
  };
  const tell = (...lines) => {
    said.textContent = "";
    lines.forEach((line) => line && add(said, "p", line));
  };
  const date = (day) => {
    const [y, m, d] = day.split("-").map(Number);
    return fill(w.date, { y, m, d, month: w.months.split("|")[m - 1] });
  };

  // Titles first; the second script adds to each what was looked for and a piece of its text.
  const show = (cards) => cards.forEach((card) => {
    const { href, title, lang, kind, department, status, day, other } = card, li = add(list, "li");
    add(li, "a", title, { href, lang, hreflang: lang });
    const line = add(li, "p");
    [w[kind], department, w[status], day && date(day), other && w.other].forEach((text, i) =>
      text && add(line, "span", text, { className: i === 2 ? status : "" }));
    add(li, "p", "", { className: "bit b-" + kind, lang });
    page.rows.push([card, li, page.asked]);
  });
  const page = { find, form, field, w, list, said, call, add, number, count, tell, show, rows: [], turn: 0 };
  const rest = () => call("more", page).then(() => page.after && page.after());

  box.hidden = false;
  gongkai.start(w.root, +w.language, w.script);
  gongkai.warm();

  // Who only reads the page needs no more of it.
  field.onfocus = rest;
  if (!form) return field.value && rest();

  const more = find("more"), all = find("all"), narrow = form.querySelector("details");
  const chosen = () => [...new FormData(form)].filter(([, value]) => value);

  // Old results stay until the new ones are there; an answer that comes late is dropped.
  const search = async (from, most, y) => {
    const query = page.asked = field.value.trim(), mine = ++page.turn, wanted = { want: most };
    place = location.search;
    for (const [key, value] of chosen()) wanted[key] = value;
    document.title = (query && query + " – ") + title;
    said.ariaBusy = true;
    const [error, result] = query ? await call("find", query, wanted) : [];
    const { hits, total, exact, left, near, bad } = result || { hits: [], left: [] };
    const [lost, cards] = result ? await call("cards", hits.slice(from, want)) : [];
    if (mine !== page.turn) return;
    page.last = result;
    more.hidden = exact ? total <= want : hits.length < want;
    all.hidden = exact !== false;
    said.ariaBusy = false;
    tell(total ? count(exact ? "exactly" : "least", total) : result && w.none, near && w.nearest, w[bad], /^[㐀-鿿]$/.test(query) && w.single,
      left[0] && fill(w.left, { words: left.join(w.comma) }), w[error || lost]);
    if (!from) {
      list.textContent = "";
      page.rows = [];
    }
    const next = list.children.length;
    show((cards || []).filter(Boolean));
    if (next && list.children[next]) list.children[next].firstChild.focus();
    if (y) scrollTo(0, y);
    if (query) rest();
  };

  // The address says what is asked, also on the way back.
  const read = () => {
    const address = new URLSearchParams(location.search), state = history.state || {};
    for (const one of form) {
      const value = one.value = address.get(one.name) || "";
      if (one.value !== value) add(one, "option", value, { value, selected: true });
      if (value && one !== field) narrow.open = true;
    }
    search(0, want = state.want || 10, state.y);
  };
  const keep = () => history.replaceState({ want, y: scrollY }, "");
  const submit = page.submit = (event) => {
    if (event) event.preventDefault();
    if (page.quiet) page.quiet();
    keep();
    history.pushState(null, "", "?" + new URLSearchParams(chosen()));
    if (matchMedia("(pointer: coarse)").matches) field.blur();
    search(0, want = 10);
  };

  form.onsubmit = submit;
  form.onchange = (event) => event.target !== field && submit();
  more.onclick = () => search(want, want += 10);
  all.onclick = () => {
    said.focus();
    search(want, Infinity);
  };
  narrow.ontoggle = rest;
  onpopstate = () => place === location.search || read();
  onpagehide = keep;
  read();
})();
