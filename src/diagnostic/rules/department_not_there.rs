//! A department acts on a day on which it did not exist.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "department-not-there",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{id}` did not exist on {date} (it existed {span})",
        label: "not on this day",
        help: "name the department that had the matter on that day, or correct the day or the department's `valid_from` and `valid_to`",
        why: "A body that has been closed cannot owe an answer, and one that was founded later cannot have given it. Its successor answers; the case is assigned to it with an event of its day.",
    },
    zh: RuleText {
        message: "`{id}` 在 {date} 并不存在（存续时间：{span}）",
        label: "当日不存在",
        help: "填写当日承办的部门，或改正日期、该部门的 `valid_from`、`valid_to`",
        why: "已撤销的部门不能再承担答复，后来设立的部门也不可能在此之前答复。应由承接职能的部门办理，用当日的事件转给它。",
    },
    wrong: "
        content/departments.yaml
        - {id: parks, name: Parks Office, valid_to: 2026-02-28}
        - {id: urban-management, name: Urban Management Bureau}
        content/replies/urban-260302-1.md
        ---
        department: parks
                    ^^^^^
        received: 2026-05-10
        ---
    ",
    right: "
        content/departments.yaml
        - {id: parks, name: Parks Office, valid_to: 2026-02-28}
        - {id: urban-management, name: Urban Management Bureau}
        content/replies/urban-260302-1.md
        ---
        department: urban-management
        received: 2026-05-10
        ---
    ",
};
