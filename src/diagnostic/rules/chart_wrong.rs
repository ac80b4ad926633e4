//! A chart names what is not there, or is written wrongly.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "chart-wrong",
    severity: Severity::Error,
    en: RuleText {
        message: "this chart cannot be drawn: {what}",
        label: "",
        help: "kinds are line, multiples, bars, stacked, dots, histogram, heat, calendar and tiles; rows are written `2026-01, 12.5, 13`",
        why: "A chart is drawn from a table of the site, or from rows that stand in the text. What cannot be read is not guessed: a wrong picture looks as right as a true one.",
    },
    zh: RuleText {
        message: "无法绘制这张图表：{what}",
        label: "",
        help: "种类可用 line、multiples、bars、stacked、dots、histogram、heat、calendar、tiles；数据行写作 `2026-01, 12.5, 13`",
        why: "图表取自本站的数据表，或正文中写出的数据行。读不懂的内容不作猜测：画错的图看上去和对的一样可信。",
    },
    wrong: r#"
        content/pages/lamps.md
        ```chart
        kind: pie
        ^^^^^^^^^
        Month, Cases
        2026-01, 12
        2026-02, 15
        2026-03, 9
        ```
    "#,
    right: r#"
        content/pages/lamps.md
        ```chart
        kind: line
        Month, Cases
        2026-01, 12
        2026-02, 15
        2026-03, 9
        ```
    "#,
};
