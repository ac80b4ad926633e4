//! A file under `content/` is of no known kind.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "file-unrecognised",
    severity: Severity::Error,
    en: RuleText {
        message: "a file of this name has no meaning in this place",
        label: "",
        help: "{?beside}`{beside}` is there already: take this one out of `content/`; else {/}{?nearest}rename it to `{nearest}`, if that is what is meant; else {/}move or rename it as docs/guide/content.md shows (a table is also listed under `tables` in `dataset.yaml`), or take it out of `content/`",
        why: "What a file is, is told by its folder and its name. One that fits nowhere is not published, so a reply with a slip in its file name would stay unseen. Working papers belong outside `content/`.",
    },
    zh: RuleText {
        message: "文件名或存放位置无法识别",
        label: "",
        help: "{?beside}已有 `{beside}`：把这个文件移出 `content/`；否则{/}{?nearest}如果是指 `{nearest}`，请改成这个名称；否则{/}按 docs/guide/content.md 移动或改名（数据表还要列入 `dataset.yaml` 的 `tables`）；不用的移出 `content/`",
        why: "文件是什么，由所在文件夹和文件名决定。对不上的文件不会公开，文件名写错的答复就会一直没人看到。工作底稿请放在 `content/` 之外。",
    },
    wrong: "
        content/replies/2026/urban-260302-1.docx
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/2026/urban-260302-1.md
    ",
};
