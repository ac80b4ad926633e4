//! An extension is longer than its rule allows.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "extension-beyond-rule",
    severity: Severity::Warning,
    en: RuleText {
        message: "the rule `{rule}` allows an extension of {most} in all",
        label: "this is longer",
        help: "write the extension that was granted within the rule; only {most} count",
        why: "The rule in `content/rules/deadlines.yaml` says by how much a term may be extended. What goes beyond it moves no due date, so that a reply inside it is not shown as timely.",
    },
    zh: RuleText {
        message: "规定 `{rule}` 最多允许延长 {most}",
        label: "超出规定",
        help: "请填写规定范围内的延期；超出 {most} 的部分不计",
        why: "`content/rules/deadlines.yaml` 中的规定写明了可延长的期限。超出部分不改变到期日，超出后作出的答复不算按时。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        events:   # the rule says extension: 5 working-days
          - {on: 2026-03-12, type: extended, within: 40 working-days}
                                                     ^^^^^^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        events:   # the rule says extension: 5 working-days
          - {on: 2026-03-12, type: extended, within: 5 working-days}
        ---
    ",
};
