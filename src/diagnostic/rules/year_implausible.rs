//! A date lies in a year that nobody means.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "year-implausible",
    severity: Severity::Error,
    en: RuleText {
        message: "the year {year} cannot be meant here (allowed: {from} to {to})",
        label: "a slip in the year?",
        help: "write the year with its four digits: 2026, not 26, 0206 or 115 (民国115年 is 2026)",
        why: "A date of a case centuries ago or far ahead is a slip of the keyboard. It would make a bulletin for every week since, and figures for years that never were. A site with older records sets `first_year` in its configuration.",
    },
    zh: RuleText {
        message: "年份 {year} 不合常理（可用：{from} 至 {to}）",
        label: "年份是否写错？",
        help: "年份用四位公历数字：写 2026，不写 26、0206 或 115（民国115年即2026年）",
        why: "来信的日期在几百年前或遥远的将来，是输入错误。照此生成，会多出此后每一周的通报和从未有过的年份的统计。确有更早记录的站点，可在配置中设置 `first_year`。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        received: 0206-03-02
                  ^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        ---
    ",
};
