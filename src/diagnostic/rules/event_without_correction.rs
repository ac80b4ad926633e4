//! A `corrected` event has no Correction section.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "event-without-correction",
    severity: Severity::Error,
    en: RuleText {
        message: "`corrected` on {date} has no Correction section in the text",
        label: "",
        help: "add a section `## Correction` with the whole corrected text after the reply, or delete the event",
        why: "The event tells readers that the reply was corrected; they must then find what holds now. The correction holds the whole text, and the page shows it together with the earlier one.",
    },
    zh: RuleText {
        message: "{date} 的 `corrected` 在正文中没有对应的更正部分",
        label: "",
        help: "在答复之后添加 `## 更正`，写更正后的全文；或删去这个事件",
        why: "这个事件告诉读者答复已经更正，读者就要能看到以哪一份为准。更正部分写更正后的全文，页面会把它与原答复一起显示。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        events:
          - {on: 2026-03-12, type: corrected, reason: Wrong road name}
                                   ^^^^^^^^^
        ---
        ## Question

        The lamps are dark.

        ## Reply

        The lamps in Renmin Street are lit.
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        events:
          - {on: 2026-03-12, type: corrected, reason: Wrong road name}
        ---
        ## Question

        The lamps are dark.

        ## Reply

        The lamps in Renmin Street are lit.

        ## Correction

        The lamps in Renmin Road are lit.
    ",
};
