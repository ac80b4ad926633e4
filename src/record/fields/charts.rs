//! What a dataset may say of its charts.

use crate::record::words::ChartKind;
use crate::yaml::schema::{Field, Ty, may, must};

pub(super) static CHART: &[Field] = &[
    may("table", Ty::Str, "CSV file it is drawn from; the first table if absent", "所用 CSV 文件，缺省为第一个表"),
    may("kind", Ty::Choice(ChartKind::LIST), "kind of chart; none: not drawn", "图表种类；none 为不绘图"),
    may("reason", Ty::Text, "why nothing is drawn", "不绘图的理由"),
    may("x", Ty::Str, "column of times or categories", "时间列或类别列"),
    may("y", Ty::List(&Ty::Str), "columns of numbers", "数值列"),
    may("by", Ty::Str, "column whose values part the lines", "区分各条线的列"),
    may(
        "of",
        Ty::Str,
        "column of all cases, of which y are a part: drawn with ranges",
        "总数列，y 为其中一部分，绘出区间",
    ),
    may("at", Ty::Str, "the time whose rows are drawn; the newest if absent", "所绘的时间，缺省为最新"),
    may("ordered", Ty::Bool, "true: categories keep the order of the table", "写 true 则类别保持表中顺序"),
    may("log", Ty::Bool, "true: a scale of powers of ten", "写 true 则用对数刻度"),
    may("provisional_from", Ty::Str, "values from this time on are provisional", "自该时间起为初步数"),
    may("headline", Ty::Text, "what it shows; computed if absent", "图表标题，缺省自动写出"),
    may("note", Ty::Text, "what to bear in mind", "说明"),
    may("annotations", Ty::List(&Ty::Map(MARKED)), "words at a time", "时间点注释"),
    may(
        "breaks",
        Ty::List(&Ty::Map(MARKED)),
        "from these times on values cannot be compared with earlier ones",
        "自该时间起与此前不可比",
    ),
    may("names", Ty::List(&Ty::Map(NAMED)), "how values of x and by are called", "类别的显示名称"),
    may("reference", Ty::Map(REFERENCE), "a limit or mean to hold values against", "限值或平均值"),
    may("per", Ty::Map(PER), "a table by whose numbers values are divided", "除以另一数据表的数值"),
    may("tiles", Ty::List(&Ty::Map(TILE)), "where each district lies on a grid", "各区县在方格中的位置"),
];

static MARKED: &[Field] =
    &[must("at", Ty::Str, "time, as in the table", "时间，写法同数据表"), must("text", Ty::Text, "words", "文字")];

static NAMED: &[Field] = &[
    must("value", Ty::Str, "value, as in the table", "表中的值"),
    must("text", Ty::Text, "name for readers", "显示名称"),
];

static REFERENCE: &[Field] = &[must("name", Ty::Text, "what it is", "名称"), must("value", Ty::Str, "number", "数值")];

static PER: &[Field] = &[
    must("dataset", Ty::Id, "dataset it is in", "所在数据集"),
    may("table", Ty::Str, "CSV file; the first table if absent", "CSV 文件，缺省为第一个表"),
    may(
        "key",
        Ty::Str,
        "column that names what a number is of; none where time alone tells",
        "对应类别的列；仅按时间对应的不写",
    ),
    may("value", Ty::Str, "column of numbers; the first if absent", "数值列，缺省为第一个"),
    may("each", Ty::Int, "how many make one: 10000 for “per 10,000 residents”", "以多少为一个单位：每万人写 10000"),
];

static TILE: &[Field] = &[
    must("value", Ty::Str, "value, as in the table", "表中的值"),
    must("column", Ty::Int, "column, 1 to 12", "列，1 至 12"),
    must("row", Ty::Int, "row, 1 to 12", "行，1 至 12"),
];
