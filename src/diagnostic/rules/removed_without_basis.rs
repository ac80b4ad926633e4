//! A record is removed, and no law is named.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "removed-without-basis",
    severity: Severity::Error,
    en: RuleText {
        message: "this is removed, and nothing says by which right",
        label: "",
        help: "add `basis:` with the law, the ruling or the rule; or write `type: withdrawn` if the text may stay to be read under a notice",
        why: "To remove what was published takes something from the public. A law, a ruling or a rule of the house must allow it, and readers may ask which.",
    },
    zh: RuleText {
        message: "已撤下，但没有写明依据",
        label: "",
        help: "添加 `basis:`，写明法律、裁判或规定；正文仍可阅读、只需注明的，改为 `type: withdrawn`",
        why: "撤下已公开的内容，是从公众手中拿走信息，须有法律、裁判或规定作为依据，读者有权知道是哪一项。",
    },
    wrong: "
        content/pages/contact.md
        ---
        withdrawal: {type: removed, on: 2026-05-04, class: personal-data, reason: It named a private person, by: urban-management}
                           ^^^^^^^
        ---
    ",
    right: "
        content/pages/contact.md
        ---
        withdrawal: {type: removed, on: 2026-05-04, class: personal-data, reason: It named a private person, by: urban-management, basis: 'Personal Information Protection Law, article 47'}
        ---
    ",
};
