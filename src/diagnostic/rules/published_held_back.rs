//! A record that was published would not be shown any longer.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "published-held-back",
    severity: Severity::Error,
    en: RuleText {
        message: "`{record}` was published, and would be a draft again or wait for its day",
        label: "",
        help: "take `draft` or the later day out; what must not be shown is withdrawn with its reason: `gongkai new withdrawal`",
        why: "A page that vanishes leaves dead links and questions. A record that is withdrawn keeps its address, and says why nothing is shown.",
    },
    zh: RuleText {
        message: "`{record}` 已经公开，现在又成了草稿或要等到以后",
        label: "",
        help: "请去掉 `draft` 或改回日期；不宜再公开的应撤下并写明理由：`gongkai new withdrawal`",
        why: "网页消失，留下的是失效链接和疑问。撤下的记录保留网址，并说明为何不再显示。",
    },
    wrong: "
        content/replies/urban-260302-1.md (as published)
        content/replies/urban-260302-1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
        draft: true
        ---
    ",
    right: "
        content/replies/urban-260302-1.md (as published)
        content/replies/urban-260302-1.md
        ---
        visibility: withheld
        visibility_reason: Names a neighbour
        events: [{on: 2026-06-01, type: withheld, basis: Names a neighbour}]
        ---
    ",
};
