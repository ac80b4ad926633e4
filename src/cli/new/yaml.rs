//! Writing YAML for people: values, and an item more in a list of a file that is there.

use crate::yaml::Node;

/// Writes a string so that YAML reads the same string.
pub fn quoted(text: &str) -> String {
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')' | '，' | '。' | '、' | '《' | '》' | '〔' | '〕')
    };
    let safe = text.chars().all(plain) && text.chars().next().is_some_and(char::is_alphabetic) && text.trim() == text;
    let word = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    if safe && !word { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Writes a list of ids.
pub fn list(ids: &str) -> String {
    format!("[{}]", ids.split([',', ' ']).filter(|v| !v.is_empty()).collect::<Vec<_>>().join(", "))
}

/// Returns YAML with an item more at the end of a list, which is begun where there is none. Nothing
/// else changes; `None` where that cannot be done without rewriting what is there.
pub fn with_item(yaml: &str, key: &str, item: &str) -> Option<String> {
    let lines: Vec<&str> = yaml.split_inclusive('\n').collect();
    let head = format!("{key}:");
    let begins = lines.iter().position(|line| line.starts_with(&head));
    let made = match begins {
        None => {
            let end = if yaml.is_empty() || yaml.ends_with('\n') { "" } else { "\n" };
            format!("{yaml}{end}{key}:\n  - {item}\n")
        }
        Some(at) => {
            let value = lines[at][head.len()..].split(" #").next().unwrap_or_default().trim();
            let before = lines[..at].concat();
            let after = lines[at + 1..].concat();
            if value == "[]" || (value.is_empty() && !lines.get(at + 1).is_some_and(|line| continues(line))) {
                format!("{before}{key}:\n  - {item}\n{after}")
            } else if value.is_empty() {
                let block = lines[at + 1..].iter().take_while(|line| continues(line)).count();
                let items = &lines[at + 1..at + 1 + block];
                let last =
                    items.iter().rposition(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
                let first = items.iter().find(|line| line.trim_start().starts_with("- "))?;
                let indent = &first[..first.len() - first.trim_start().len()];
                let (kept, rest) = items.split_at(last + 1);
                let kept = kept.concat();
                let end = if kept.ends_with('\n') { "" } else { "\n" };
                let more = lines[at + 1 + block..].concat();
                format!("{before}{}{kept}{end}{indent}- {item}\n{}{more}", lines[at], rest.concat())
            } else {
                // A list on one line.
                let open = lines[at].rfind(']')?;
                format!("{before}{}, {item}{}{after}", &lines[at][..open], &lines[at][open..])
            }
        }
    };
    // What was written must be read as the same with one item more.
    let (old, new) = (read(yaml)?, read(&made)?);
    let item = read(item)?;
    let others = |node: &Node| -> Vec<(String, String)> {
        let others = node.entries().iter().filter(|(k, _)| k != key);
        others.map(|(k, v)| (k.clone(), format!("{v:?}"))).collect()
    };
    let items = |node: &Node| node.items(key).iter().map(|n| format!("{n:?}")).collect::<Vec<_>>();
    let mut expected = items(&old);
    expected.push(format!("{item:?}"));
    (others(&old) == others(&new) && items(&new) == expected).then_some(made)
}

/// Returns YAML with a key set: on its line where it has one, else at the end. `None` where its value
/// goes over more lines.
pub fn with_key(yaml: &str, key: &str, value: &str) -> Option<String> {
    let line = format!("{key}: {value}\n");
    let lines: Vec<&str> = yaml.split_inclusive('\n').collect();
    let made = match lines.iter().position(|line| line.starts_with(&format!("{key}:"))) {
        Some(at) => format!("{}{line}{}", lines[..at].concat(), lines[at + 1..].concat()),
        None if yaml.is_empty() || yaml.ends_with('\n') => format!("{yaml}{line}"),
        None => format!("{yaml}\n{line}"),
    };
    same_but(&read(yaml)?, &read(&made)?, &[(key, value)]).then_some(made)
}

/// Returns a list of records with keys of one of them set; the record is told by its `id`. `None` where
/// there is none, or it is written in a way that cannot be added to.
pub fn with_keys_of(yaml: &str, id: &str, keys: &[(&str, String)]) -> Option<String> {
    let lines: Vec<&str> = yaml.split_inclusive('\n').collect();
    let begins: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with("- ")).collect();
    let old = read(yaml)?;
    let at = old.as_list().iter().position(|node| node.text("id") == Some(id))?;
    let (from, to) = (*begins.get(at)?, begins.get(at + 1).copied().unwrap_or(lines.len()));
    let mut item: Vec<String> = lines[from..to].iter().map(|line| (*line).to_owned()).collect();
    for (key, value) in keys {
        let flow = item[0].trim_end().strip_suffix('}').filter(|_| item[0].starts_with("- {")).map(str::to_owned);
        match (flow, item.iter().position(|line| line.starts_with(&format!("  {key}:")))) {
            (Some(open), _) => item[0] = format!("{open}, {key}: {value}}}\n"),
            (None, Some(at)) => item[at] = format!("  {key}: {value}\n"),
            (None, None) => {
                let last = item.iter().rposition(|line| line.starts_with("  ") || line.starts_with("- "))?;
                let end = if item[last].ends_with('\n') { "" } else { "\n" };
                item[last] = format!("{}{end}  {key}: {value}\n", item[last]);
            }
        }
    }
    let made = format!("{}{}{}", lines[..from].concat(), item.concat(), lines[to..].concat());
    let new = read(&made)?;
    let (before, after) = (old.as_list(), new.as_list());
    let keys: Vec<(&str, &str)> = keys.iter().map(|(key, value)| (*key, &**value)).collect();
    let sound = before.len() == after.len()
        && before.iter().zip(after).enumerate().all(|(i, (old, new))| {
            if i == at { same_but(old, new, &keys) } else { format!("{old:?}") == format!("{new:?}") }
        });
    sound.then_some(made)
}

/// Returns whether two maps are the same but for keys that have the values given.
fn same_but(old: &Node, new: &Node, keys: &[(&str, &str)]) -> bool {
    let others = |node: &Node| -> Vec<String> {
        let others = node.entries().iter().filter(|(key, _)| !keys.iter().any(|(of, _)| of == key));
        others.map(|(key, value)| format!("{key}{value:?}")).collect()
    };
    let set = |(key, value): &(&str, &str)| {
        let found = new.get(key).map(|node| format!("{node:?}"));
        found.is_some() && found == read(value).map(|node| format!("{node:?}"))
    };
    others(old) == others(new) && keys.iter().all(set)
}

fn continues(line: &str) -> bool {
    line.starts_with([' ', '\t', '-', '#']) || line.trim().is_empty()
}

fn read(yaml: &str) -> Option<Node> {
    serde_yaml::from_str(yaml).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_reads_back_what_was_quoted() {
        for text in [
            "Street lights out",
            "a: b",
            "- x",
            "yes",
            "No",
            "12",
            "关于路灯的问题：何时修",
            "“引号”",
            "# no",
            "it's \"so\"",
            "a, b",
            "市规〔2024〕5号",
        ] {
            let back: Node = serde_yaml::from_str(&format!("{{t: {}}}", quoted(text))).unwrap();
            assert_eq!(back.text("t"), Some(text));
        }
        assert_eq!(quoted("Lights out on Station Road"), "Lights out on Station Road");
        assert_eq!(list("a, b c"), "[a, b, c]");
    }

    #[test]
    fn a_key_is_set_and_nothing_else_changes() {
        assert_eq!(with_key("a: 1\nb: x # y\n", "b", "2").as_deref(), Some("a: 1\nb: 2\n"));
        assert_eq!(with_key("a: 1", "b", "{en: \"x\"}").as_deref(), Some("a: 1\nb: {en: \"x\"}\n"));
        assert_eq!(with_key("a: |\n  text\nb: 1\n", "a", "2"), None, "its text would be left over");
        let block = "# bodies\n- id: a\n  name: A\n\n- id: b\n  name: B\n  status: live\n";
        let closed = [("status", "closed".to_owned()), ("valid_to", "2026-03-01".to_owned())];
        assert_eq!(
            with_keys_of(block, "a", &closed).as_deref(),
            Some(
                "# bodies\n- id: a\n  name: A\n  status: closed\n  valid_to: 2026-03-01\n\n- id: b\n  name: B\n  status: live\n"
            )
        );
        assert_eq!(
            with_keys_of(block, "b", &closed[..1]).as_deref(),
            Some("# bodies\n- id: a\n  name: A\n\n- id: b\n  name: B\n  status: closed\n")
        );
        let flow = "- {id: a, name: A}\n- {id: b, name: B, status: live}\n";
        assert_eq!(
            with_keys_of(flow, "a", &closed[..1]).as_deref(),
            Some("- {id: a, name: A, status: closed}\n- {id: b, name: B, status: live}\n")
        );
        assert_eq!(with_keys_of(flow, "b", &closed[..1]), None, "it is there already, in the middle of a line");
        assert_eq!(with_keys_of(flow, "c", &closed[..1]), None);
    }

    #[test]
    fn an_item_is_added_and_nothing_else_changes() {
        let item = "{on: 2026-03-12, type: note}";
        for (before, after) in [
            ("a: 1\n", "a: 1\nevents:\n  - {on: 2026-03-12, type: note}\n"),
            ("a: 1", "a: 1\nevents:\n  - {on: 2026-03-12, type: note}\n"),
            ("events: []\nb: 2\n", "events:\n  - {on: 2026-03-12, type: note}\nb: 2\n"),
            ("events:\nb: 2\n", "events:\n  - {on: 2026-03-12, type: note}\nb: 2\n"),
            (
                "events:\n- on: 2026-03-01\n  type: assigned # why\n# more\nb: 2\n",
                "events:\n- on: 2026-03-01\n  type: assigned # why\n- {on: 2026-03-12, type: note}\n# more\nb: 2\n",
            ),
            (
                "events:\n    - {on: 2026-03-01}\n\nb: 2\n",
                "events:\n    - {on: 2026-03-01}\n    - {on: 2026-03-12, type: note}\n\nb: 2\n",
            ),
            ("events: [{on: 2026-03-01}] # x\n", "events: [{on: 2026-03-01}, {on: 2026-03-12, type: note}] # x\n"),
        ] {
            assert_eq!(with_item(before, "events", item).as_deref(), Some(after), "{before}");
        }
        // Over several lines, by an anchor: it is said instead.
        for yaml in ["events: [{on: 2026-03-01},\n  {on: 2026-03-02}]\n", "events: &e\n  - {on: 2026-03-01}\n"] {
            assert_eq!(with_item(yaml, "events", item), None, "{yaml}");
        }
    }
}
