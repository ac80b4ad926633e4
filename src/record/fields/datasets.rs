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
    may(
        "embargo",
        Ty::Str,
        "instant before which nothing of it is public: `2026-12-01 09:30` by the site's clocks, or `2026-12-01T09:30+08:00`",
        "此刻之前一律不公开：按本站时区写 `2026-12-01 09:30`，或写 `2026-12-01T09:30+08:00`",
    ),
    may("updated_on", Ty::Date, "day of the latest figures", "更新日期"),
    may("next_release", Ty::Date, "day on which the next figures are to come", "下次发布日期"),
    may(
        "releases",
        Ty::List(&Ty::Map(RELEASE)),
        "when figures are to come, and when they came",
        "发布安排：何时发布、何时已发布",
    ),
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

static RELEASE: &[Field] = &[
    must("id", Ty::Id, "name of the release in addresses, such as 2026-06", "发布的标识，用于网址，如 2026-06"),
    must("title", Ty::Text, "what is to come, in words that may be read before", "发布内容的名称，发布前即公开"),
    must(
        "state",
        Ty::Choice(ReleaseState::LIST),
        "provisional, confirmed, postponed, published or cancelled",
        "暂定、日期已定、推迟、已发布或取消",
    ),
    may(
        "on",
        Ty::Str,
        "day, day and hour, month or two months: 2026-07-15, 2026-07-15 09:30, 2026-07, 2026-07/2026-08; only a day may be confirmed or published",
        "日期、日期和时刻、月份或相邻两个月：2026-07-15、2026-07-15 09:30、2026-07、2026-07/2026-08；已定和已发布的须写到日",
    ),
    may("changes", Ty::List(&Ty::Map(CHANGE)), "each change of the day, and why", "日期的每次变更及原因"),
];

static CHANGE: &[Field] = &[
    must("on", Ty::Date, "day on which the change was made known", "公布变更的日期"),
    must("from", Ty::Str, "when it was to come before, written as under `on`", "原定时间，写法同 `on`"),
    must("reason", Ty::Text, "why it was changed or cancelled", "变更或取消的原因"),
];

static COVERAGE: &[Field] = &[
    may("area", Ty::Text, "the area", "地区"),
    may("from", Ty::Date, "first day", "起始日期"),
    may("to", Ty::Date, "last day", "截止日期"),
];

static TABLE: &[Field] = &[
    must("file", Ty::Str, "CSV file beside dataset.yaml", "同目录 CSV 文件"),
    may("next", Ty::Map(NEXT), "the file that takes its place at an instant", "到时替换它的文件"),
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

static NEXT: &[Field] = &[
    must("file", Ty::Str, "CSV file beside dataset.yaml", "同目录 CSV 文件"),
    must(
        "embargo",
        Ty::Str,
        "instant, written as under `embargo` of the dataset",
        "公开时刻，写法同数据集的 `embargo`",
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

static CELL: &[Field] = &[
    may("table", Ty::Str, "file of the table, if it is not the first", "数据表文件，第一张表可不写"),
    must(
        "row",
        Ty::List(&Ty::Cell),
        "its row: the values of the columns under `key`, in their order",
        "所在行：按 `key` 各列的顺序写出取值",
    ),
    must("column", Ty::Str, "its column", "所在列"),
    must("old", Ty::Cell, "what stood there", "原值"),
    must("new", Ty::Cell, "what stands there now", "新值"),
    may("reason", Ty::Text, "why, if it is not the reason of the whole revision", "原因，与修订说明相同的可不写"),
];

static SCOPE: &[Field] = &[
    may("table", Ty::Str, "file of the table, if it is not the first", "数据表文件，第一张表可不写"),
    may("columns", Ty::List(&Ty::Str), "columns; all if absent", "列，不写为全部"),
    may("from", Ty::Cell, "first time", "起始时间"),
    may("to", Ty::Cell, "last time", "截止时间"),
];

static EARLIER: &[Field] = &[
    may("table", Ty::Str, "file of the table, if it is not the first", "数据表文件，第一张表可不写"),
    must("file", Ty::Str, "the earlier file beside dataset.yaml", "同目录下的修订前文件"),
];

static REVISION: &[Field] = &[
    may("id", Ty::Id, "name of the revision in addresses", "修订的标识，用于网址"),
    must("on", Ty::Date, "day", "日期"),
    must("kind", Ty::Choice(RevisionKind::LIST), "scheduled or correction", "例行修订或更正"),
    must("note", Ty::Text, "what and why", "内容和原因"),
    may("changes", Ty::List(&Ty::Map(CELL)), "the cells that were changed", "被修订的单元格"),
    may(
        "scope",
        Ty::List(&Ty::Map(SCOPE)),
        "columns and times that were changed, where cells are too many to be named; `{}` is all of the first table",
        "单元格过多时，写被修订的列和时间；`{}` 表示第一张表的全部",
    ),
    may(
        "earlier",
        Ty::List(&Ty::Map(EARLIER)),
        "tables as they were before, kept for download",
        "修订前的数据表，保留供下载",
    ),
    CLASS,
    BY,
    LAW,
];
