// Two kinds of input that Sveltia CMS lacks, written by `gongkai admin`:
// gongkai-text, a text in the first language of the site or one for each language, and
// gongkai-moment, a day with or without an hour. Both keep the shape of a value that is there.
"use strict";
(() => {
  const CMS = window.CMS;
  if (!CMS) {
    document.getElementById("missing").hidden = false;
    return;
  }
  document.getElementById("missing").remove();
  const { createClass, h } = window;
  const option = (props, name) => {
    const value = props.field.get(name);
    return value && value.toJS ? value.toJS() : value;
  };
  const plain = (value) => (value && value.toJS ? value.toJS() : value);
  const is_map = (value) => typeof value === "object" && value !== null;
  const languages_of = (props) => option(props, "fields").map(({ name, label }) => ({ value: name, label }));
  const styles = {
    row: { display: "flex", gap: "8px", alignItems: "center", flexWrap: "wrap", margin: "2px 0" },
    name: { minWidth: "5em", opacity: 0.75 },
    text: { flex: "1 1 20em", minHeight: "2.6em", fieldSizing: "content", resize: "vertical", font: "inherit", padding: "6px 8px", borderRadius: "4px", border: "1px solid var(--sui-control-border-color, #888)", background: "var(--sui-textbox-background-color, inherit)", color: "inherit" },
  };

  const texts = (value, languages) => {
    const map = plain(value);
    if (is_map(map)) return map;
    return typeof map === "string" && map ? { [languages[0].value]: map } : {};
  };

  CMS.registerFieldType("gongkai-text", createClass({
    isValid() {
      const filled = Object.values(texts(this.props.value, languages_of(this.props))).some((text) => String(text).trim());
      return filled || this.props.field.get("required") === false;
    },
    change(code, text) {
      const languages = languages_of(this.props);
      const map = { ...texts(this.props.value, languages), [code]: text };
      for (const key of Object.keys(map)) if (!map[key]) delete map[key];
      const only_first = Object.keys(map).every((key) => key === languages[0].value);
      // A map stays one: the CMS keeps what lies below a value when a text takes its place.
      this.props.onChange(only_first && !is_map(plain(this.props.value)) ? map[languages[0].value] || "" : map);
    },
    render() {
      const languages = languages_of(this.props);
      const map = texts(this.props.value, languages);
      const codes = languages.map(({ value }) => value);
      const others = Object.keys(map).filter((code) => !codes.includes(code));
      const all = [...languages, ...others.map((code) => ({ value: code, label: code }))];
      return h("div", { id: this.props.forID }, all.map(({ value: code, label }) =>
        h("label", { key: code, style: styles.row, lang: code },
          all.length > 1 ? h("span", { style: styles.name }, label) : null,
          h("textarea", {
            rows: 1, style: styles.text, value: map[code] || "", "data-language": code,
            "aria-label": `${this.props.field.get("label")} · ${label}`,
            onChange: (event) => this.change(code, event.target.value),
          }))));
    },
  }));

  const MOMENT = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?$/;

  CMS.registerFieldType("gongkai-moment", createClass({
    isValid() {
      const value = String(this.props.value || "");
      return value ? MOMENT.test(value) : this.props.field.get("required") === false;
    },
    change(day, hour) {
      this.props.onChange(day ? (hour ? `${day} ${hour}` : day) : "");
    },
    render() {
      const value = String(this.props.value || "");
      const label = this.props.field.get("label");
      const found = MOMENT.exec(value);
      if (value && !found) {
        return h("input", { id: this.props.forID, style: styles.text, value, "aria-label": label, onChange: (event) => this.props.onChange(event.target.value) });
      }
      const [, day = "", hour = ""] = found || [];
      const name = option(this.props, "hour");
      return h("div", { id: this.props.forID, style: styles.row },
        h("input", { type: "date", value: day, style: { ...styles.text, flex: "none" }, "aria-label": label, onChange: (event) => this.change(event.target.value, hour) }),
        h("label", { style: styles.row }, h("span", { style: styles.name }, name),
          h("input", { type: "time", value: hour, disabled: !day, style: { ...styles.text, flex: "none" }, "aria-label": `${label} · ${name}`, onChange: (event) => this.change(day, event.target.value) })));
    },
  }));
})();
