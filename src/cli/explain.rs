//! `gongkai explain`: what a finding means, what a measure counts, what a rule says.

use super::args::{Arguments, ExplainOptions};
use super::site::{self, Opened};
use super::{Exit, Failure, terminal};
use crate::diagnostic::emit::Format;
use crate::diagnostic::rules;
use crate::diagnostic::{Rule, Tongue, example};
use crate::record::{Record, parse};
use crate::spelling::slip;
use std::path::Path;

/// Prints an explanation, or all names when none is given.
pub fn run(arguments: &Arguments, options: &ExplainOptions) -> Result<Exit, Failure> {
    let has_site = arguments.root.join(crate::config::FILE);
    let disk = crate::host::disk::Disk::default();
    let exists = crate::host::Host::what(&disk, &has_site).is_some();
    let opened = if exists { Some(site::open(arguments, Format::Human)?) } else { None };
    let open = opened.and_then(|o| if let Opened::Site(site) = o { Some(site) } else { None });
    let tongue = site::tongue(arguments, open.as_ref().map(|s| s.config.languages[0].code.as_str()));
    let Some(name) = options.name.as_deref() else {
        return printed(&list(tongue));
    };
    if let Some(rule) = rules::find(name) {
        return printed(&finding(rule, tongue));
    }
    if let Some(text) = measure(name, tongue) {
        return printed(&text);
    }
    if let Some(text) = open.as_ref().and_then(|s| deadline(s, &arguments.root, name, tongue)) {
        return printed(&text);
    }
    let near = slip(name, rules::ALL.iter().map(|r| r.name));
    Err(Failure::new(site::say(
        tongue,
        format!("there is no finding, measure or rule `{name}`"),
        format!("没有名为“{name}”的问题、指标或规则"),
    ))
    .hint(site::say(
        tongue,
        near.map_or_else(String::new, |near| format!("if you mean `{near}`, write that; "))
            + "`gongkai explain` lists them all",
        near.map_or_else(String::new, |near| format!("如果是指 `{near}`，请改成它；"))
            + "用 `gongkai explain` 列出全部",
    )))
}

fn printed(text: &str) -> Result<Exit, Failure> {
    terminal::prose(text)?;
    Ok(Exit::Fine)
}

fn list(tongue: Tongue) -> String {
    let line = |r: &&Rule| format!("{:<28} {:<8} {}\n", r.name, r.severity.word(), plain(r.text(tongue).message));
    rules::ALL.iter().map(line).collect()
}

/// The message with `{name}` shown as `…`.
pub fn plain(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let close = rest[open..].find('}').map_or(rest.len(), |close| open + close);
        // Parts that a finding may leave out are shown.
        if !rest[open + 1..].starts_with(['?', '/']) {
            text.push('…');
        }
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    text + rest
}

/// Returns the page of a finding.
pub fn finding(rule: &Rule, tongue: Tongue) -> String {
    let text = rule.text(tongue);
    let (wrong, right) = match tongue {
        Tongue::English => ("Wrong:", "Right:"),
        Tongue::Chinese => ("错误写法：", "正确写法："),
    };
    // A label with words of a finding in it says nothing without one.
    let label = if text.label.contains('{') { "" } else { text.label };
    let indent = |code: &'static str, label: &str| {
        let line = |l: &str| if l.is_empty() { "\n".to_owned() } else { format!("    {l}\n") };
        example::shown(code, label).lines().map(line).collect::<String>()
    };
    format!(
        "{}[{}]: {}\n\n{}\n\n{}\n\n{wrong}\n{}\n{right}\n{}",
        rule.severity.word(),
        rule.name,
        plain(text.message),
        text.why,
        plain(text.help),
        indent(rule.wrong, label),
        indent(rule.right, ""),
    )
}

fn measure(name: &str, tongue: Tongue) -> Option<String> {
    let measure = crate::derive::measures::measure(name)?;
    let words = measure.words(tongue);
    Some(format!("{}\n\n{}\n", words.name, words.definition))
}

fn deadline(site: &site::Site, root: &Path, name: &str, tongue: Tongue) -> Option<String> {
    let path = "content/rules/deadlines.yaml";
    let bytes = crate::host::Host::read(&site.host, &root.join(path)).ok()?;
    let parsed = parse::parse(path, &bytes, bytes.len() as u64, &site.config.context());
    let Some(Record::Rules(rules)) = parsed.record else { return None };
    let rule = rules.into_iter().find(|r| &*r.id == name)?;
    let lang = u8::from(
        tongue == Tongue::Chinese
            && site.config.languages.len() > 1
            && !site.config.languages[0].code.starts_with("zh"),
    );
    let title = rule.name.as_ref().map_or_else(|| rule.id.to_string(), |n| n.in_lang(lang).to_owned());
    let kinds: Vec<_> = rule.kinds.iter().map(|k| k.word()).collect();
    let basis = rule.basis.in_lang(lang);
    Some(site::say(
        tongue,
        format!(
            "{title}\n\nFor: {}\nTerm: {} {} from the day it was {}\nValid from: {}\nBasis: {basis}\n",
            kinds.join(", "),
            rule.within.count,
            rule.within.unit.word(),
            rule.from.word(),
            rule.valid_from
        ),
        format!(
            "{title}\n\n适用：{}\n期限：{} {}，自 {} 之日起\n生效：{}\n依据：{basis}\n",
            kinds.join("、"),
            rule.within.count,
            rule.within.unit.word(),
            rule.from.word(),
            rule.valid_from
        ),
    ))
}
