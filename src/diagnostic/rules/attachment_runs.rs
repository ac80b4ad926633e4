//! A file beside a record would run: in a browser, on the server, or on the reader's computer.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "attachment-runs",
    severity: Severity::Error,
    en: RuleText {
        message: "the attachment `{file}` cannot be published: {why}",
        label: "",
        help: "make a PDF or a picture of it; where people need the file itself, put it into a ZIP file, and waive `unread` for it under `personal_data_waivers`",
        why: "Attachments are published as they are, under the address of the site. A web page, a script or a program among them would act with the site's name: it could show what the site never said. A drawing (SVG) or other XML may be attached when nothing in it runs or is fetched from elsewhere.",
    },
    zh: RuleText {
        message: "附件 `{file}` 不能公开：{why}",
        label: "",
        help: "转成 PDF 或图片；确需提供原文件的，请打成 ZIP 压缩包，并在 `personal_data_waivers` 中豁免 `unread`",
        why: "附件原样公开，网址属于本站。其中如有网页、脚本或程序，就会以本站名义运行，显示本站从未发布的内容。SVG 图形等 XML 文件只要不含代码、不引用外部内容，可以作附件。",
    },
    wrong: "
        content/replies/urban-260302-1.files/map.html
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: map.html}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/map.pdf
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: map.pdf}]
        ---
    ",
};
