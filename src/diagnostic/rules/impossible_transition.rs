//! An event cannot follow the one before it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "impossible-transition",
    severity: Severity::Error,
    en: RuleText {
        message: "`{event}` on {date} cannot follow `{previous}` on {previous_date}",
        label: "cannot come here",
        help: "correct the type or the dates, or add the event between the two that is missing",
        why: "What happened can be recorded, in any order that can have been: a later event implies those before it that are missing. Refused is only what contradicts what came before: an answer of the asker, of a third party or of a review that was never begun, a reopening of what was never answered or ended, a second conclusion without one, and work on a case that was withdrawn, merged or lapsed and not reopened. All types are explained in docs/guide/content.md.",
    },
    zh: RuleText {
        message: "{date} 的 `{event}` 不能接在 {previous_date} 的 `{previous}` 之后",
        label: "不能出现在这里",
        help: "改正事件类型或日期，或补上中间缺少的事件",
        why: "发生过的事都可以记录，顺序不限：后面的环节视为包含前面未记录的环节。只有与此前矛盾的才退回：没有请来信人补正、没有征求意见、没有启动复核就有了结果；尚未答复或终结就重新办理；没有重新办理又再次办结；已撤回、已并案或已终止而没有重新办理的，又继续办理。各类事件见 docs/guide/content.md。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        events:
          - {on: 2026-03-09, type: clarified}
                                   ^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        received: 2026-03-02
        events:
          - {on: 2026-03-05, type: clarification_asked}
          - {on: 2026-03-09, type: clarified}
        ---
    ",
};
