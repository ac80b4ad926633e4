// What a reader sees of search once the first titles are shown. It gets the page as page.js made it.
gongkai.shard("page", (page) => {
  const { find, form, field, w, list, said, call, add, number, count, tell, show } = page;
  let typed, at, slipped;
  const late = (ms, act, timer) => () => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const marked = (to, parts) => parts.forEach(([text, mark]) => mark ? add(to, "mark", text) : to.append(text));

  // Marks in the titles and a piece of the text under each.
  const bits = async () => {
    const rows = page.rows.splice(0);
    if (!rows[0]) return;
    const query = rows[0][2];
    for (const [{ title }, row] of rows) {
      row.firstChild.textContent = "";
      marked(row.firstChild, gongkai.marks(title, query));
    }
    const [, found] = await call("excerpts", rows.map(([card]) => card.n), query, +w.long);
    (found || []).forEach((bit, i) => {
      if (!bit) return;
      const row = rows[i][1];
      row.firstChild.hash = bit.anchor;
      marked(row.lastChild, bit.parts);
    });
  };

  if (!form) {
    const near = late(300, async () => {
      const text = page.asked = field.value, [error, near] = await call("near", text);
      const [lost, cards] = near ? await call("cards", near.hits) : [];
      if (text !== page.asked) return;
      const best = (cards || []).filter((card) => card && /policy|article|answered/.test(card.kind + card.status)).slice(0, 5);
      tell(w[error || lost], best[0] ? count("near", best.length) : text && w.none);
      list.textContent = "";
      page.rows = [];
      show(best);
      bits();
    });
    field.oninput = near;
    if (field.value) near();
    return;
  }

  const menu = find("menu"), narrow = form.querySelector("details");
  // How many stand behind each choice, once the reader opens them.
  const tally = async () => {
    const of = page.last, [, counts] = of && narrow.open ? await call("counts", of) : [];
    if (of !== page.last) return;
    for (const option of form.querySelectorAll("option")) option.text = option.plain || option.text;
    for (const name in counts) for (const [value, plain, n] of counts[name]) {
      const option = [...form[name]].find((option) => option.value == value) || add(form[name], "option", "", { value });
      option.plain = plain;
      option.text = plain + " (" + number(n) + (of.exact ? ")" : "+)");
    }
  };

  // What may have been meant is looked for once the rest is there.
  const meant = async () => {
    const mine = page.turn, result = page.last;
    if (mine === slipped || !result) return;
    slipped = mine;
    const [, slips] = result.near || result.total === 0 ? await call("slips", page.asked) : [];
    const line = mine === page.turn && slips && slips[0] && add(said, "p", w.slips);
    if (line) slips.forEach((slip) => add(line, "a", slip, { href: "?q=" + encodeURIComponent(slip) }));
  };
  page.after = () => {
    bits();
    tally();
    meant();
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
    else page.submit();
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
  page.quiet = () => {
    offer([]);
    typed = "";
  };
  // Who types faster than this script comes gets suggestions all the same.
  if (document.activeElement === field && field.value.trim() !== page.asked) field.oninput();
});
