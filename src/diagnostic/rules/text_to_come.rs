//! A text stands for one that is to come.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "text-to-come",
    severity: Severity::Error,
    en: RuleText {
        message: "this stands for a text that is still to come",
        label: "readers would see these words alone",
        help: "write the text; while it is not there, set `draft: true`, or take out the section and its date",
        why: "A mark such as TODO is meant for colleagues. Published, it is all that the citizen gets, and a reply that says nothing else would be counted as answered in time.",
    },
    zh: RuleText {
        message: "这里只有占位文字，正文还没有写",
        label: "读者只能看到这几个字",
        help: "补上正文；还没有写好的，设 `draft: true`，或删去这一部分和相应的日期",
        why: "TODO、待补充之类的记号是写给同事看的。公开之后，来信人看到的只有这几个字，统计上却会算按时答复。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        TODO
        ^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question

        The lamps are dark.

        ## Reply

        The lamps are lit again.
    ",
};
