// What a reader sees of search. Words stand in the page; texts of records go in as text, never as markup.
(() => {
  const find = (id) => document.getElementById("g-" + id);
  const form = find("seek"), box = form || find("ask"), field = box.querySelector("[name=q]"), w = box.dataset;
  const list = find("hits"), said = find("said"), title = document.title;
  let asked, want, last, typed, at, place, turn = 0;
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
  const marked = (to, parts) => parts.forEach(([text, mark]) => mark ? add(to, "mark", text) : to.append(text));
  const tell = (...lines) => {
    said.textContent = "";
    lines.forEach((line) => line && add(said, "p", line));
  };
  const late = (ms, act, timer) => () => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const date = (day) => {
    const [y, m, d] = day.split("-").map(Number);
    return fill(w.date, { y, m, d, month: w.months.split("|")[m - 1] });
  };

  // Titles first, then a piece of the text under each.
  const show = async (cards) => {
    const query = asked, rows = cards.map(({ href, title, lang, kind, department, status, day, other }) => {
      const li = add(list, "li");
      marked(add(li, "a", "", { href, lang, hreflang: lang }), gongkai.marks(title, query));
      const line = add(li, "p");
      [w[kind], department, w[status], day && date(day), other && w.other].forEach((text, i) =>
        text && add(line, "span", text, { className: i === 2 ? status : "" }));
      add(li, "p", "", { className: "bit b-" + kind, lang });
      return li;
    });
    const [, found] = !cards[0] ? [] : await call("excerpts", cards.map((card) => card.n), query, +w.long);
    (found || []).forEach((bit, i) => {
      if (!bit) return;
      rows[i].firstChild.hash = bit.anchor;
      marked(rows[i].lastChild, bit.parts);
    });
  };

  box.hidden = false;
  gongkai.start(w.root, +w.language);
  gongkai.warm();

  if (!form) {
    field.oninput = late(300, async () => {
      const text = asked = field.value, [error, near] = await call("near", text);
      const [lost, cards] = near ? await call("cards", near.hits) : [];
      if (text !== asked) return;
      const best = (cards || []).filter((card) => card && /policy|article|answered/.test(card.kind + card.status)).slice(0, 5);
      tell(w[error || lost], best[0] ? count("near", best.length) : text && w.none);
      list.textContent = "";
      show(best);
    });
    return;
  }

  const menu = find("menu"), more = find("more"), all = find("all"), narrow = form.querySelector("details");
  const chosen = () => [...new FormData(form)].filter(([, value]) => value);

  // Old results stay until the new ones are there; an answer that comes late is dropped.
  const search = async (from, most, y) => {
    const query = asked = field.value.trim(), mine = ++turn, wanted = { want: most };
    place = location.search;
    for (const [key, value] of chosen()) wanted[key] = value;
    document.title = (query && query + " – ") + title;
    said.ariaBusy = true;
    const [error, result] = query ? await call("find", query, wanted) : [];
    const { hits, total, exact, left, near, bad } = result || { hits: [], left: [] };
    const [lost, cards] = result ? await call("cards", hits.slice(from, want)) : [];
    if (mine !== turn) return;
    last = result;
    more.hidden = exact ? total <= want : hits.length < want;
    all.hidden = exact !== false;
    said.ariaBusy = false;
    tell(total ? count(exact ? "exactly" : "least", total) : result && w.none, near && w.nearest, w[bad], /^[㐀-鿿]$/.test(query) && w.single,
      left[0] && fill(w.left, { words: left.join(w.comma) }), w[error || lost]);
    if (!from) list.textContent = "";
    const next = list.children.length;
    show((cards || []).filter(Boolean));
    if (next && list.children[next]) list.children[next].firstChild.focus();
    if (y) scrollTo(0, y);
    tally();
    // What may have been meant is looked for once the rest is there.
    const [, slips] = near || total === 0 ? await call("slips", query) : [];
    const line = mine === turn && slips && slips[0] && add(said, "p", w.slips);
    if (line) slips.forEach((slip) => add(line, "a", slip, { href: "?q=" + encodeURIComponent(slip) }));
  };

  // How many stand behind each choice, once the reader opens them.
  const tally = async () => {
    const of = last, [, counts] = of && narrow.open ? await call("counts", of) : [];
    if (of !== last) return;
    for (const option of form.querySelectorAll("option")) option.text = option.plain || option.text;
    for (const name in counts) for (const [value, plain, n] of counts[name]) {
      const option = [...form[name]].find((option) => option.value == value) || add(form[name], "option", "", { value });
      option.plain = plain;
      option.text = plain + " (" + number(n) + (of.exact ? ")" : "+)");
    }
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
  const submit = (event) => {
    if (event) event.preventDefault();
    offer([]);
    typed = "";
    keep();
    history.pushState(null, "", "?" + new URLSearchParams(chosen()));
    if (matchMedia("(pointer: coarse)").matches) field.blur();
    search(0, want = 10);
  };

  // Completions under the field.
  const point = (to) => {
    at = to;
    [...menu.children].forEach((option, i) => { option.ariaSelected = i === at; });
    field.setAttribute("aria-activedescendant", at < 0 ? "" : "g-menu-" + at);
  };
  const offer = (choices) => {
    menu.textContent = "";
    choices.forEach(({ text, href }, i) => add(menu, "li", text, { id: "g-menu-" + i, role: "option", href }));
    field.ariaExpanded = choices.length > 0;
    point(-1);
  };
  const choose = ({ href, textContent }) => {
    field.value = textContent;
    if (href) location = href;
    else submit();
  };
  const suggest = late(150, async () => {
    const text = typed, [, choices] = text ? await call("complete", text) : [];
    if (text === typed) offer(choices || []);
  });
  field.oninput = () => suggest(typed = field.value);
  field.onblur = () => offer([]);
  field.onkeydown = (event) => {
    const n = menu.children.length + 1, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (n < 2 || event.isComposing) return;
    if (step) point((at + 1 + step + n) % n - 1);
    else if (event.key === "Enter" && at >= 0) choose(menu.children[at]);
    else if (event.key === "Escape") offer([]);
    else return;
    event.preventDefault();
  };
  menu.onmousedown = (event) => event.preventDefault();
  menu.onclick = (event) => choose(event.target);

  form.onsubmit = submit;
  form.onchange = (event) => event.target !== field && submit();
  more.onclick = () => search(want, want += 10);
  all.onclick = () => {
    said.focus();
    search(want, Infinity);
  };
  narrow.ontoggle = tally;
  onpopstate = () => place === location.search || read();
  onpagehide = keep;
  read();
})();
