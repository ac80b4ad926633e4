//! An event cannot follow the one before it.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "impossible-transition",
    severity: Severity::Error,
    en: RuleText {
        message: "`{event}` on {date} cannot follow `{previous}` on {previous_date}",
        label: "cannot come here",
        help: "correct the type or the dates, or add the event between the two that is missing",
        why: "A case takes a fixed course: it is received, accepted, assigned, answered, concluded. A case that was withdrawn, merged or not accepted goes no further; only a reply can be concluded, corrected or rated. The state shown to the public and all figures come from this course, so it must be one that can have happened. All types are explained in docs/guide/content.md.",
    },
    zh: RuleText {
        message: "{date} 的 `{event}` 不能接在 {previous_date} 的 `{previous}` 之后",
        label: "不能出现在这里",
        help: "改正事件类型或日期，或补上中间缺少的事件",
        why: "来信按固定环节办理：收件、受理、交办、答复、办结。已撤回、已并案或不予受理的不再往下办；有了答复，才能办结、更正或评价。公开的办理状态和全部统计都由此得出，所以过程必须合乎实际。各类事件见 docs/guide/content.md。",
    },
    wrong: "received: 2026-03-02\nconcluded: 2026-03-20",
    right: "received: 2026-03-02\nreplied: 2026-03-10\nconcluded: 2026-03-20",
};
