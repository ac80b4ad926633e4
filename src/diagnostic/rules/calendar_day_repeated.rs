//! A calendar names a day twice.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "calendar-day-repeated",
    severity: Severity::Error,
    en: RuleText {
        message: "{date} stands in this calendar twice",
        label: "",
        help: "delete one of the two; one day is either off or a working day",
        why: "Due dates are counted with this list. If a day stands in it twice, once as a day off and once as a working day, nobody knows which holds.",
    },
    zh: RuleText {
        message: "{date} 在本日历中列了两次",
        label: "",
        help: "删去其中一条；一天要么放假，要么上班",
        why: "期限按这份日历推算。同一天列了两次，一次放假一次上班，就不知道以哪个为准。",
    },
    wrong: r#"
        content/rules/calendar-cn-2026.yaml
        - {date: 2026-05-01, name: Labour Day, off: true}
        - {date: 2026-05-01, name: Working day, off: false}
                 ^^^^^^^^^^
    "#,
    right: r#"
        content/rules/calendar-cn-2026.yaml
        - {date: 2026-05-01, name: Labour Day, off: true}
        - {date: 2026-05-09, name: Working day, off: false}
    "#,
};
