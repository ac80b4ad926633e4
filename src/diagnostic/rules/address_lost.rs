//! A page that was published before would be gone.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "address-lost",
    severity: Severity::Warning,
    en: RuleText {
        message: "`{page}` was published before and is gone now",
        label: "",
        help: "bring it back; or put its id under `aliases` of the record that takes its place; or keep the record with `visibility: removed` and a reason",
        why: "Others link to a published address, cite it and keep it among their bookmarks. It vanishes when a file is deleted, renamed without an alias, or turned into a draft. A record that must not be shown any longer keeps its address and says why. With `--leave-out-refused` nothing that was published is dropped, and this stops the build.",
    },
    zh: RuleText {
        message: "`{page}` 以前公开过，现在没有了",
        label: "",
        help: "恢复该文件；或在取代它的记录的 `aliases` 中写上原标识；或保留记录并设 `visibility: removed`，写明理由",
        why: "公开过的网址会被别人引用和收藏。删除文件、改名而未写别名、改成草稿，网址都会失效。不宜再公开的记录应保留网址并说明理由。使用 `--leave-out-refused` 时，公开过的内容一律不得丢失，遇此即停止生成。",
    },
    wrong: "
        content/replies/urban-260302-1.md (published before)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-9.md
    ",
    right: "
        content/replies/urban-260302-1.md (published before)
        content/replies/urban-260302-9.md
        ---
        aliases: [urban-260302-1]
        ---
    ",
};
