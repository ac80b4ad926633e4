//! It is not certain which row holds the names of the columns.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-header-unclear",
    severity: Severity::Error,
    en: RuleText {
        message: "it is not certain in which row the names of the columns stand; line {likely} looks most like it",
        label: "",
        help: "delete the rows above the names of the columns; what they say belongs in `dataset.yaml`",
        why: "Programs take the first row for the names of the columns. A title of one cell above them is recognised and left out; rows of several cells could be names or data, and a wrong guess puts every value under a wrong name.",
    },
    zh: RuleText {
        message: "无法确定哪一行是列名，第 {likely} 行最像",
        label: "",
        help: "删去列名以上的各行，其内容写进 `dataset.yaml`",
        why: "程序把首行当作列名。列名之上只有一格的标题行可以认出并略去；有好几格的行可能是列名，也可能是数据，猜错了所有的值都会归到错误的列名下。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        Source,City office
        ^^^^^^^^^^^
        month,lights,repairs,calls,teams
        2026-01,1204,12,30,4
        2026-02,1210,9,28,4
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        description: Street lights, counted by the city office
        content/statistics/street-lights/data.csv
        month,lights,repairs,calls,teams
        2026-01,1204,12,30,4
        2026-02,1210,9,28,4
    ",
};
