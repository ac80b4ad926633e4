//! The department of a case is not the one it was last assigned to.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "department-not-last-assigned",
    severity: Severity::Error,
    en: RuleText {
        message: "`department` is `{department}`, but the case was last assigned to `{assigned}`",
        label: "",
        help: "write `department: {assigned}`, or add the event that brought the case to `{department}`",
        why: "`department` says who is in charge now; the events say how it came there. If the two differ, the case would be counted for one department and shown under the other.",
    },
    zh: RuleText {
        message: "`department` 为 `{department}`，而最后一次交办给了 `{assigned}`",
        label: "",
        help: "改为 `department: {assigned}`，或补上转到 `{department}` 的事件",
        why: "`department` 表示现在由谁承办，办理过程表示是怎么交到那里的。两者不一致，这件来信就会统计在一个部门，却显示在另一个部门。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        department: urban-management
                    ^^^^^^^^^^^^^^^^
        events:
          - {on: 2026-03-03, type: assigned, department: transport}
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        department: transport
        events:
          - {on: 2026-03-03, type: assigned, department: transport}
        ---
    ",
};
