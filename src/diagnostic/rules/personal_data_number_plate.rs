//! A citizen's words hold the number plate of a vehicle.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "personal-data-number-plate",
    severity: Severity::Warning,
    en: RuleText {
        message: "the number plate of a vehicle in a citizen's words: {masked}{?part}{part}{/}",
        label: "",
        help: "remove it (git keeps what was pushed: tell whoever looks after the repository); if it may stand, add a waiver under `personal_data_waivers` with `kind: number-plate`, `reason` and `until`",
        why: "A plate leads to the owner of the vehicle: the writer's own, or somebody they complain of who has not been heard.",
    },
    zh: RuleText {
        message: "来信中有车牌号：{masked}{?part}{part}{/}",
        label: "",
        help: "删去（已推送的内容会留在 git 历史中，请告知仓库管理员）；确可公开的，在 `personal_data_waivers` 中添加豁免：`kind: number-plate`、`reason`、`until`",
        why: "凭车牌可以查到车主：可能是来信人本人，也可能是被投诉而未经核实的人。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        A car with plate 京A·D1234 blocks the lane.
                         ^^^^^^^^^
    ",
    right: "
        content/replies/urban-260302-1.md
        A car blocks the lane.
    ",
};
