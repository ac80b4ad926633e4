//! An index number is not in the form in use.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "index-number-malformed",
    severity: Severity::Error,
    en: RuleText {
        message: "the index number `{number}` is not in the usual form",
        label: "",
        help: "write at most 20 letters and digits, with `/` and `-` between the parts: `014009461/2024-00005`",
        why: "The index number (索引号) is the code of the organisation, the year and a serial number. It never changes, and catalogues of other sites are sorted by it.",
    },
    zh: RuleText {
        message: "索引号 `{number}` 不合规范",
        label: "",
        help: "只用字母和数字，各部分用“/”“-”连接，共不超过20个字符，如 `014009461/2024-00005`",
        why: "索引号由机构代码、年份和流水号组成，编定后不变，其他网站的目录按它排序。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        index_number: 014009461/2024-0000005
                      ^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml
        index_number: 014009461/2024-00005
    ",
};
