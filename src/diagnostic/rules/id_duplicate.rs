//! An id is used twice.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "id-duplicate",
    severity: Severity::Error,
    en: RuleText {
        message: "the id `{id}` is already used in `{other}`",
        label: "",
        help: "give the newer of the two another id; for a record, its file or folder name is its id",
        why: "The id is the address of a page and what links name. With two of the same, one record would take the other's place. Ids are permanent and are not used again, also when a record is removed.",
    },
    zh: RuleText {
        message: "标识 `{id}` 已在 `{other}` 中使用",
        label: "",
        help: "为较新的一个换一个标识；记录的标识就是它的文件名或文件夹名",
        why: "标识就是页面的网址，链接也靠它。两个相同，一条记录就会顶替另一条。标识永久有效，记录撤下后也不再给别的记录使用。",
    },
    wrong: "
        content/replies/2025/urban-260302-1.md
        content/replies/2026/urban-260302-1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/2025/urban-260302-1.md
        content/replies/2026/urban-260302-2.md
        ---
        title: Lamps dark again
        ---
    ",
};
