//! Nothing refers to a note.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "footnote-unused",
    severity: Severity::Warning,
    en: RuleText {
        message: "nothing refers to the note `{label}`",
        label: "listed last, without a place in the text",
        help: "write `[^{label}]` where the note belongs, or make it a paragraph",
        why: "A note without a reference is shown at the end, but nobody can tell which words it explains. Often the reference was lost when the text was edited.",
    },
    zh: RuleText {
        message: "脚注 `{label}` 没有被引用",
        label: "列在最后，正文中没有对应位置",
        help: "在正文相应位置写上 `[^{label}]`，或把脚注改成普通段落",
        why: "没有被引用的脚注会显示在最后，但看不出它说明的是哪句话。多半是修改正文时把引用删掉了。",
    },
    wrong: "
        content/pages/lamps.md
        The lamps are new.

        [^1]: Replaced on 9 March.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/lamps.md
        The lamps are new.[^1]

        [^1]: Replaced on 9 March.
    ",
};
