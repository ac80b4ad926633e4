//! Notes below a table, in the file itself.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-notes",
    severity: Severity::Warning,
    en: RuleText {
        message: "below the data stand notes (rows: {rows}): `{text}`; they are shown below the table and are no data",
        label: "",
        help: "move them to `notes.md`, or to the `description` of a column in `dataset.yaml`",
        why: "A note in the first column is taken for one more place or month by whoever reads the table. It says itself that it is a note, so it is taken apart; the file for download is without it, `datapackage.json` holds it.",
    },
    zh: RuleText {
        message: "数据下面有 {rows} 行注释：`{text}`，显示在表下，不作数据",
        label: "",
        help: "移到 `notes.md`，或 `dataset.yaml` 中该列的 `description`",
        why: "首列里的注释会被当成又一个地区或月份。这些行自己写明是注释，所以已分开；下载的文件中没有，`datapackage.json` 中保留。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-02,1210
        Source: City office
        ^^^^^^^
    ",
    right: "
        content/statistics/street-lights/dataset.yaml
        tables:
          - file: data.csv
            fields: [{name: month}, {name: lights, description: counted by the city office}]
        content/statistics/street-lights/data.csv
        month,lights
        2026-01,1204
        2026-02,1210
    ",
};
