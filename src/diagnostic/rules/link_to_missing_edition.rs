//! A link names an edition that a policy does not have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-to-missing-edition",
    severity: Severity::Error,
    en: RuleText {
        message: "`{link}` leads to edition {number}, which does not exist",
        label: "",
        help: "correct the number, or leave out `#edition-{number}` to link to the text in force",
        why: "Whoever follows the link wants to read the text of that day. A link to an edition that does not exist would show an error page.",
    },
    zh: RuleText {
        message: "`{link}` 指向第 {number} 版，而该文件没有这一版",
        label: "",
        help: "改正版本号；要链接现行文本，去掉 `#edition-{number}`",
        why: "读者点开链接，是要看当时的文本。版本不存在，打开的就是错误页面。",
    },
    wrong: "
        content/pages/building.md
        Builders keep [the rules of 2025](policy:noise#edition-7).
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/building.md
        Builders keep [the rules of 2025](policy:noise#edition-2).
    ",
};
