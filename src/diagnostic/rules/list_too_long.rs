//! A list has more items than a record can hold.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "list-too-long",
    severity: Severity::Error,
    en: RuleText {
        message: "this list has more than {most} items",
        label: "the first item too many",
        help: "look for lines that were pasted more than once; divide what really is so long among several records",
        why: "No case has a thousand events, and no record names ten thousand others: such a list comes from a program that went wrong, or from somebody who wants the building of the site to stand still. What comes after the last item allowed is not looked at.",
    },
    zh: RuleText {
        message: "列表超过 {most} 项",
        label: "从这一项起超出",
        help: "检查是否重复粘贴；内容确实这么多的，分成几条记录",
        why: "没有哪件来信会有上千条办理经过，也没有哪条记录要列出上万项。这样的列表来自出错的程序，或者是有人想让网站无法生成。超出部分不再检查。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        events:
          - {on: 2026-03-03, type: note, note: Called}
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          # … and 1,000 more like this
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        events:
          - {on: 2026-03-03, type: note, note: Called}
        ---
    ",
};
