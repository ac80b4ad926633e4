//! A Correction section has no `corrected` event.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "correction-without-event",
    severity: Severity::Error,
    en: RuleText {
        message: "the text has a correction, the record has no `corrected` event for it",
        label: "this Correction section",
        help: "add an event with `type: corrected`, its day under `on` and the cause under `reason`",
        why: "A correction is shown with its day and its reason, and it is entered in the register of corrections. Without the event nobody could tell when the published reply was changed, and why.",
    },
    zh: RuleText {
        message: "正文有更正，记录中没有对应的 `corrected` 事件",
        label: "这个更正部分",
        help: "在 `events` 中添加一项：`type: corrected`，`on` 写日期，`reason` 写更正原因",
        why: "更正要连同日期和原因一起公布，并列入更正登记。没有这个事件，谁也说不清已公开的答复是什么时候改的、为什么改。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        The lamps in Renmin Street are lit.

        ## Correction
        ^^^^^^^^^^^^^

        The lamps in Renmin Road are lit.
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        events: [{on: 2026-03-12, type: corrected, reason: Wrong road name}]
        ---
        ## Question

        The lamps are dark.

        ## Reply

        The lamps in Renmin Street are lit.

        ## Correction

        The lamps in Renmin Road are lit.
    ",
};
