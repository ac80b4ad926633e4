//! A file beside a record is called like a page that the site makes.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-name-taken",
    severity: Severity::Error,
    en: RuleText {
        message: "the attachment `{file}` is called like a page of the site (`{path}`)",
        label: "",
        help: "rename the file, here and where the record names it",
        why: "Web servers leave out endings: whoever asks for a folder gets its `index`, and whoever asks for `edition-1` gets `edition-1.html`. A file of that name could stand in the place of the page.",
    },
    zh: RuleText {
        message: "附件 `{file}` 与本站网页（`{path}`）同名",
        label: "",
        help: "给文件改名，并同时修改记录中的名称",
        why: "网站服务器会省略扩展名：访问目录得到 `index`，访问 `edition-1` 得到 `edition-1.html`。同名文件可能顶替网页。",
    },
    wrong: "
        content/replies/urban-260302-1.files/index.pdf
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: index.pdf}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/contents.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: contents.pdf}]
        ---
    ",
};
