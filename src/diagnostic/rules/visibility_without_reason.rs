//! A record is withheld or removed without a reason.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "visibility-without-reason",
    severity: Severity::Error,
    en: RuleText {
        message: "`visibility: {visibility}` needs a reason",
        label: "",
        help: "add `visibility_reason:` with one sentence that readers will see",
        why: "What is taken away from the public leaves its reason behind: the page stays at its address and says why the text is not there. Otherwise a removal looks like a cover-up.",
    },
    zh: RuleText {
        message: "`visibility: {visibility}` 需要写明理由",
        label: "",
        help: "添加 `visibility_reason:`，用一句话写明理由，读者会看到",
        why: "不公开或撤下的内容要留下理由：原网址的页面仍在，并说明为什么没有正文。否则撤下会让人以为有所隐瞒。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        visibility: withheld
                    ^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        visibility: withheld
        visibility_reason: Under investigation until the court has decided
        ---
    ",
};
