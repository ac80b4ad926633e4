//! A text has fewer redactions than were published.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "redaction-lifted",
    severity: Severity::Error,
    en: RuleText {
        message: "a redaction is gone from the published text ({part}){?old}: “{old}” became “{new}”{/}{?page}; as published it stands at {page}{/}",
        label: "",
        help: "put the redaction back; where it may be lifted, say so with an event `redacted` that names what is shown now, and on what basis",
        why: "A redaction protects somebody. Whether it may be lifted is a decision with a basis and a day, not an edit.",
    },
    zh: RuleText {
        message: "已公开的文字（{part}）少了一处隐去{?old}：“{old}”变成了“{new}”{/}{?page}；公开时的文字见 {page}{/}",
        label: "",
        help: "请恢复隐去；确可公开的，用 `redacted` 事件写明现在公开了什么、依据什么",
        why: "隐去是为了保护某个人。能否公开须有依据、有日期的决定，不能随手改掉。",
    },
    wrong: "
        content/replies/urban-260302-1.md (as published)
        The lamps of [[redacted: name | PIPL art. 28]] are dark.
        content/replies/urban-260302-1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        The lamps of the corner house are dark.
    ",
    right: "
        content/replies/urban-260302-1.md (as published)
        The lamps of [[redacted: name | PIPL art. 28]] are dark.
        content/replies/urban-260302-1.md
        The lamps of [[redacted: name | PIPL art. 28]] are dark.
    ",
};
