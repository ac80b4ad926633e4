//! A request for information ended in no row of the annual table.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "statutory-table-unbalanced",
    severity: Severity::Warning,
    en: RuleText {
        message: "the annual table of {year} does not balance: {came} came in, {went} went out or are left",
        label: "this request ended in no row of the table",
        help: "give the outcome a `ground` (such as third_party for refused), or an outcome that the table has",
        why: "In the annual table that law prescribes, new and carried-over requests together are as many as results and those carried forward. A refusal without its ground, or an outcome that the table does not know, is in no row, and the equation fails. The page shows the failing equation and the cases.",
    },
    zh: RuleText {
        message: "{year} 年度统计表不平衡：收到及结转 {came}，办结及结转下年 {went}",
        label: "该申请的结果不在统计表任何一行",
        help: "请为结果写明 `ground`（如 refused 写 third_party），或改用统计表中有的结果",
        why: "法定年度统计表要求：新收与上年结转之和等于办理结果总计与结转下年之和。不予公开而未写理由，或结果不在表内，即不在任何一行，等式不成立。页面会列出不平衡的等式和相关申请。",
    },
    wrong: "
        site-config.yaml
        statutory_table: china-annual
        content/replies/urban-260302-1.md
        ---
        kind: foi
        applicant: natural
        events:
          - {on: 2026-03-12, type: concluded, outcome: refused}
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
    ",
    right: "
        site-config.yaml
        statutory_table: china-annual
        content/replies/urban-260302-1.md
        ---
        kind: foi
        applicant: natural
        events:
          - {on: 2026-03-12, type: concluded, outcome: refused, ground: internal_affairs}
        ---
    ",
};
