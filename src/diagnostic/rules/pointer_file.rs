//! A file is only a pointer to its content.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "pointer-file",
    severity: Severity::Error,
    en: RuleText {
        message: "the file holds a pointer in place of its content",
        label: "this names content that is stored elsewhere",
        help: "fetch the content (`git lfs pull`, `git annex get`, or have the synchronised folder download it), or commit the file itself",
        why: "Large files are sometimes stored outside the repository, and a few lines stand in their place. Where the content was not fetched, readers would download these lines instead of the document.",
    },
    zh: RuleText {
        message: "文件里只有指向内容的指针",
        label: "此处指向存放在别处的内容",
        help: "取回内容（`git lfs pull`、`git annex get`，或让同步文件夹下载该文件），或直接提交文件本身",
        why: "大文件有时存放在仓库之外，原处只留几行指针。没有取回内容就公开，读者下载到的就是这几行字。",
    },
    wrong: "
        content/replies/urban-260302-1.files/plan.pdf
        version https://git-lfs.github.com/spec/v1
        ^
        oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
        size 12345
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/plan.pdf (the document itself)
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: plan.pdf}]
        ---
    ",
};
