//! A document number is not in the form the standard asks for.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "document-number-malformed",
    severity: Severity::Error,
    en: RuleText {
        message: "the document number `{number}` is not in the usual form",
        label: "",
        help: "put the year in 〔〕, write the number without zeros in front and end with 号: `清政发〔2024〕5号`",
        why: "People look a document up by its number, and other sites quote it. The national standard for official documents (GB/T 9704) has the year in 〔〕 and no zeros in front of the number; with other brackets the same document would not be found. A number of another kind, such as `Order 12/2024`, is fine.",
    },
    zh: RuleText {
        message: "发文字号 `{number}` 不合规范",
        label: "",
        help: "年份用六角括号〔〕括入，序号不编虚位，末尾加“号”，如 `清政发〔2024〕5号`",
        why: "公众凭发文字号查找文件，其他网站凭它引用。《党政机关公文格式》（GB/T 9704）规定年份用六角括号〔〕括入，序号不编虚位（1 不写成 01）；换成别的括号，同一份文件就查不到。命令等其他形式的编号（如 `国务院令第390号`）不受影响。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        number: 清政发[2024]05号
                ^^^^^^^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml
        number: 清政发〔2024〕5号
    ",
};
