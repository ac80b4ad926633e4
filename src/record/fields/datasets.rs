//! What a dataset may hold.

use super::charts::CHART;
use super::{BY, CLASS, DEPARTMENT_ID, IDS, LAW, TOPICS, WAIVERS, WITHDRAWAL};
use crate::record::words::*;
use crate::yaml::schema::{Field, Ty, may, must};

/// `statistics/<id>/dataset.yaml`
pub static DATASET: &[Field] = &[
    must("title", Ty::Text, "name", "名称"),
    must("description", Ty::Text, "what it counts", "说明"),
    must("department", DEPARTMENT_ID, "who publishes it", "发布部门"),
    must("published_on", Ty::Date, "day it was published", "发布日期"),
    may("updated_on", Ty::Date, "day of the latest figures", "更新日期"),
    may("next_release", Ty::Date, "day on which the next figures are to come", "下次发布日期"),
    may("topics", TOPICS, "topics", "主题"),
    may("frequency", Ty::Choice(Frequency::LIST), "how often it is renewed", "更新频率"),
    may("coverage", Ty::Map(COVERAGE), "the area and the time that the figures are of", "数据覆盖的地区和时间"),
    may("methodology", Ty::Text, "how the figures are made", "统计方法"),
    may(
        "quality",
        Ty::Text,
        "what limits the figures: gaps, changes of method, rounding",
        "数据质量：缺口、口径变化、取整等",
    ),
    may("contact", Ty::Text, "whom to ask: an office, no person", "咨询联系方式，写部门，不写个人"),
    may(
        "law",
        Ty::List(&Ty::Text),
        "laws the figures rest on: policy:<id>, or words",
        "统计依据：policy:<标识>，或文字",
    ),
    must("tables", Ty::List(&Ty::Map(TABLE)), "its tables", "数据表"),
    may(
        "charts",
        Ty::List(&Ty::Map(CHART)),
        "how its tables are drawn; by their shape if absent",
        "图表，不写则按数据形态绘制",
    ),
    may("revisions", Ty::List(&Ty::Map(REVISION)), "what was changed, when", "修订记录"),
    WITHDRAWAL,
    may("licence", Ty::Str, "licence, if not the site's", "许可，缺省用站点许可"),
    may("aliases", IDS, "earlier ids that lead here", "曾用标识"),
    may("draft", Ty::Bool, "true: not published", "草稿，写 true 则不公开"),
    WAIVERS,
];

static COVERAGE: &[Field] = &[
    may("area", Ty::Text, "the area", "地区"),
    may("from", Ty::Date, "first day", "起始日期"),
    may("to", Ty::Date, "last day", "截止日期"),
];

static TABLE: &[Field] = &[
    must("file", Ty::Str, "CSV file beside dataset.yaml", "同目录 CSV 文件"),
    may("title", Ty::Text, "caption", "表名"),
    may("fields", Ty::List(&Ty::Map(COLUMN)), "its columns, as in the row of names", "各列，与列名行一致"),
    may(
        "key",
        Ty::List(&Ty::Str),
        "columns that tell the rows apart: no two rows have the same values there",
        "区分各行的列：任意两行在这些列上的值不得全同",
    ),
    may(
        "missing",
        Ty::List(&Ty::Str),
        "what stands in cells without a value, besides `NA`, `N/A`, `..`, `-`",
        "没有数值的单元格里写的符号，`NA`、`N/A`、`..`、`-` 不必列出",
    ),
    may(
        "marks",
        Ty::List(&Ty::Map(MARK)),
        "letters and signs in place of values or behind them, and what they say",
        "代替数值或跟在数值后的字母、符号及含义",
    ),
];

static MARK: &[Field] = &[
    must("mark", Ty::Str, "as it stands in cells, such as p or x", "单元格里的写法，如 p、x"),
    must("status", Ty::Choice(ObservationStatus::LIST), "what it says of the value", "表示数值的状态"),
    may("note", Ty::Text, "what it means here", "在本表中的含义"),
];

static COLUMN: &[Field] = &[
    must("name", Ty::Str, "as in the row of names", "与列名行一致的列名"),
    may("title", Ty::Text, "name for readers", "显示名称"),
    may("type", Ty::Choice(ColumnType::LIST), "type of its values", "值的类型"),
    may("unit", Ty::Text, "unit", "单位"),
    may("description", Ty::Text, "what it means", "含义"),
    may("required", Ty::Bool, "true: every row has a value", "写 true 则每行都须有值"),
    may("unique", Ty::Bool, "true: no two rows have the same value", "写 true 则各行的值不得重复"),
    may("minimum", Ty::Amount, "least value that is right", "最小值"),
    may("maximum", Ty::Amount, "greatest value that is right", "最大值"),
    may("codes", Ty::List(&Ty::Map(CODE)), "the only values it may have, and what they mean", "允许的值及含义"),
    may(
        "status",
        Ty::Str,
        "column that says for each row whether its value is final, provisional, estimated, suppressed, missing or not_applicable",
        "哪一列写明本列各行数值的状态：final、provisional、estimated、suppressed、missing、not_applicable",
    ),
];

static CODE: &[Field] = &[
    must("value", Ty::Str, "the value as it stands in cells", "单元格里的值"),
    may("label", Ty::Text, "what it is called", "显示名称"),
];

static REVISION: &[Field] = &[
    must("on", Ty::Date, "day", "日期"),
    must("kind", Ty::Choice(RevisionKind::LIST), "scheduled or correction", "例行修订或更正"),
    must("note", Ty::Text, "what and why", "内容和原因"),
    CLASS,
    BY,
    LAW,
];
