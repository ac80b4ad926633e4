//! A rule: the name, weight and words of one kind of finding, in English and Chinese.

use super::{Finding, Tongue};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops publication.
    Error,
    /// Is published; `--strict` makes it stop.
    Warning,
}

impl Severity {
    /// Returns the word for it: `error`, `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The words of a rule in one language. `{name}` is filled from the finding.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleText {
    /// One phrase, lower case, without a full stop.
    pub message: &'static str,
    /// What the carets point at; may be empty.
    pub label: &'static str,
    /// What to do, in the imperative.
    pub help: &'static str,
    /// Why the rule exists, in a few sentences; shown by `explain`.
    pub why: &'static str,
}

/// One kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Readable name: `reply-without-event`.
    pub name: &'static str,
    pub severity: Severity,
    pub en: RuleText,
    pub zh: RuleText,
    /// Content that breaks the rule, then the same mended, as [`super::example`] says; shown by
    /// `explain`, and tried by a test.
    pub wrong: &'static str,
    pub right: &'static str,
}

impl Rule {
    /// Returns the words in a language.
    pub fn text(&self, tongue: Tongue) -> &RuleText {
        match tongue {
            Tongue::English => &self.en,
            Tongue::Chinese => &self.zh,
        }
    }

    /// Returns whether what lies there is not read to show a line of it: it is no file of the
    /// site, or has no end.
    pub fn is_unread(&self) -> bool {
        ["symlink-leaves-content", "special-file", "file-name-not-text", "file-too-long", "theme-file-unreadable"]
            .contains(&self.name)
    }
}

/// Returns a rule's text with the finding's words filled in. What stands between `{?name}` and `{/}`
/// is left out where the finding has no such word.
///
/// A value is shown on one line, without control and direction marks, so that content cannot
/// forge a message.
pub fn fill(template: &str, finding: &Finding, tongue: Tongue) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        let arg = |name: &str| finding.args.iter().find(|(n, _)| *n == name);
        rest = &rest[open + close + 1..];
        match (name.as_bytes().first(), arg(name)) {
            (Some(b'?'), _) if arg(&name[1..]).is_none() => {
                rest = rest.split_once("{/}").map_or("", |(_, after)| after);
            }
            (Some(b'?' | b'/'), _) => {}
            (_, Some((_, value))) => text.push_str(&worded(value, tongue)),
            (_, None) => text.extend(["{", name, "}"]),
        }
    }
    text.push_str(rest);
    text
}

/// A value that begins with `@` is a term of ours; any other is content.
fn worded(value: &str, tongue: Tongue) -> String {
    if let Some(list) = super::terms::list(value, tongue) {
        return list;
    }
    let term = value.strip_prefix('@').and_then(|code| super::terms::term(code, tongue));
    term.map_or_else(|| printable(value), str::to_owned)
}

/// Returns text made safe for one line of a terminal.
pub fn printable(text: &str) -> String {
    const LONGEST: usize = 160;
    let start: String = text.chars().take(LONGEST).collect();
    let mut shown = crate::escape::terminal::inline(&start).into_owned();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
