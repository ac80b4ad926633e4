//! A short date and an entry under `events` say the same thing.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "fact-stated-twice",
    severity: Severity::Error,
    en: RuleText {
        message: "`{event}` is stated twice for the same day",
        label: "stated again here",
        help: "delete the short form `{event}:` or this entry under `events`",
        why: "`replied: 2026-03-10` is a short way to write an entry under `events`. With both, the same thing would stand twice in the timeline, and a later change would have to be made in two places.",
    },
    zh: RuleText {
        message: "同一天的 `{event}` 写了两次",
        label: "这里重复",
        help: "删去简写的 `{event}:`，或删去 `events` 中的这一项",
        why: "`replied: 2026-03-10` 是 `events` 中一项的简写。两处都写，办理过程中就会出现两次，以后修改也要改两处。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        accepted: 2026-03-03
        events:
          - {on: 2026-03-03, type: accepted}
                                   ^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        accepted: 2026-03-03
        ---
    ",
};
