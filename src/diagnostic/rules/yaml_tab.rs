//! A tab stands where YAML needs spaces.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-tab",
    severity: Severity::Error,
    en: RuleText {
        message: "a tab stands where spaces are needed",
        label: "this is a tab",
        help: "replace it by spaces, two for each level",
        why: "YAML reads the order of things from the spaces at the start of a line, and a tab is as wide as each editor likes. It is therefore not allowed there.",
    },
    zh: RuleText {
        message: "这里用了制表符（Tab），应当用空格",
        label: "这是制表符",
        help: "换成空格，每一级两个",
        why: "YAML 靠行首的空格判断层级，而制表符在各个编辑器里宽度不同，所以行首不允许使用。",
    },
    wrong: "
        content/replies/urban-260302-1.md (<TAB> stands for the tab)
        ---
        events:
        <TAB>- {on: 2026-03-03, type: note, note: Called}
        ^
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
