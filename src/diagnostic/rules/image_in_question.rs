//! A citizen's text holds an image.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "image-in-question",
    severity: Severity::Warning,
    en: RuleText {
        message: "an image in the question is not shown",
        label: "",
        help: "delete it here; if it may be published, put it beside the record, list it under `attachments` or show it in the reply",
        why: "Citizens' texts are shown as words only: a picture may show faces, number plates or somebody's home, and it has to be checked before it is published. Listing it as an attachment is how somebody says that this was done.",
    },
    zh: RuleText {
        message: "来信正文中的图片不显示",
        label: "",
        help: "从这里删去；可以公开的，存到附件文件夹并列入 `attachments`，或放在答复中",
        why: "来信只显示文字：图片可能拍到人脸、车牌或住处，公开前必须审核。列为附件，就表示已有人审核过。",
    },
    wrong: "
        content/replies/urban-260302-1.files/road.jpg
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: road.jpg, title: The dark road}]
        ---
        ## Question

        ![The dark road](road.jpg)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.files/road.jpg
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: road.jpg, title: The dark road}]
        ---
        ## Question

        The road is dark, see the photo.
    ",
};
