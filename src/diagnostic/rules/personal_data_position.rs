//! A picture says where it was taken.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-position",
    severity: Severity::Error,
    en: RuleText {
        message: "the picture `{file}` says where it was taken",
        label: "",
        help: "save it without its position (in most programs: Export, without metadata); if it may stand, add a waiver under `personal_data_waivers` with `kind: position`, `reason` and `until`",
        why: "Telephones write the position into every photo. A picture from a citizen's window gives their home away to a few metres, though the text names no address.",
    },
    zh: RuleText {
        message: "图片 `{file}` 带有拍摄位置",
        label: "",
        help: "去掉位置信息后再保存（多数软件：导出，不含元数据）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: position`、`reason`、`until`",
        why: "手机会把位置写进每张照片。从家里窗口拍的照片能把住址精确到几米，哪怕正文没写地址。",
    },
    wrong: "
        content/replies/urban-260302-1.files/lamp.png (a photo with its position)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: lamp.png}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/lamp.png
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: lamp.png}]
        ---
    ",
};
