//! A text refers to a note that nowhere stands.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "footnote-undefined",
    severity: Severity::Warning,
    en: RuleText {
        message: "there is no note `{label}`",
        label: "readers see these characters",
        help: "write the note on a line of its own, `[^{label}]: …`, or delete the reference",
        why: "A reference becomes a number that leads to its note. Without a note it stays as it is written, and readers look for a note that is not there. A reply has notes of its own: one in another section does not count.",
    },
    zh: RuleText {
        message: "没有脚注 `{label}`",
        label: "读者会看到这些字符",
        help: "另起一行写出脚注 `[^{label}]: …`，或删去这处引用",
        why: "脚注引用会变成一个通向脚注的序号。没有对应的脚注，引用就会原样显示，读者找不到注释。每段答复各有自己的脚注，写在别的段落里的不算。",
    },
    wrong: "
        content/pages/lamps.md
        The lamps are new.[^1]
                          ^^^^
    ",
    right: "
        content/pages/lamps.md
        The lamps are new.[^1]

        [^1]: Replaced on 9 March.
    ",
};
