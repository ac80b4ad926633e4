//! An HTML comment has no end.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "html-comment-unclosed",
    severity: Severity::Error,
    en: RuleText {
        message: "this HTML comment has no end",
        label: "everything from here would be left out",
        help: "delete it, down to where it was meant to end; remarks for the office belong outside the content",
        why: "A comment that never ends hides the text behind it, and part of a reply would be missing from the page without anyone noticing.",
    },
    zh: RuleText {
        message: "这条 HTML 注释没有结束",
        label: "从这里起的内容都会被略去",
        help: "删去，直到注释本应结束之处；内部说明不要写在内容里",
        why: "注释没有结束，后面的文字就会一起被略去，答复少了一段也没有人发现。",
    },
    wrong: "
        content/pages/lamps.md
        The lamps were replaced.

        <!-- internal
        ^^^^^^^^^^^^^
        They cost 40,000 yuan.
    ",
    right: "
        content/pages/lamps.md
        The lamps were replaced.

        They cost 40,000 yuan.
    ",
};
