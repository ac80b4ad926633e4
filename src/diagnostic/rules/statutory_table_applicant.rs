//! A request for information does not say which class of applicant made it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "statutory-table-applicant",
    severity: Severity::Warning,
    en: RuleText {
        message: "this request is in no column of the annual table of {year}: it names no class of applicant",
        label: "",
        help: "add `applicant: natural`, or one of business, research, social, legal, other",
        why: "The annual table that law prescribes has a column for each class of applicant. A request without one is in none of them, and the table is short by it. The class says nothing about the person.",
    },
    zh: RuleText {
        message: "该申请未写明申请人类别，未计入 {year} 年度统计表任何一列",
        label: "",
        help: "请添加 `applicant: natural`，或 business、research、social、legal、other 之一",
        why: "法定年度统计表按申请人类别分列。未写明类别的申请不在任何一列，表中会缺少此件。类别不涉及个人信息。",
    },
    wrong: "
        site-config.yaml
        statutory_table: china-annual
        content/replies/urban-260302-1.md
        ---
        kind: foi
              ^^^
        ---
    ",
    right: "
        site-config.yaml
        statutory_table: china-annual
        content/replies/urban-260302-1.md
        ---
        kind: foi
        applicant: natural
        ---
    ",
};
