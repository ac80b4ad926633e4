//! A heading skips a level.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "heading-jump",
    severity: Severity::Warning,
    en: RuleText {
        message: "the headings jump from level {from} to level {to}",
        label: "one level at a time",
        help: "take `#` marks away until this heading is one level below the one above it",
        why: "People who cannot see the page move through it by its headings, and a skipped level looks like a missing part. The page closes the gap by itself; mending the text keeps its structure clear for the next editor.",
    },
    zh: RuleText {
        message: "标题从 {from} 级跳到了 {to} 级",
        label: "应当逐级递进",
        help: "减少 `#`，使它只比上面的标题低一级",
        why: "使用读屏软件的人靠标题浏览页面，跳级就像少了一部分内容。页面会自动补齐级别；在原文中改正，结构才清楚，便于以后编辑。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        ## Costs

        #### Lamps
        ^^^^^^^^^^
    ",
    right: "
        content/policies/noise/edition-1.md
        ## Costs

        ### Lamps
    ",
};
