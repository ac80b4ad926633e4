//! The tables of fields: what each kind of file may hold, and what it means.
//!
//! DESIGN 2 in a form that the check, `new` and the staff reference read.

mod charts;
mod datasets;
mod policies;

pub use datasets::DATASET;
pub use policies::{EDITION, POLICY};

use super::words::*;
use crate::yaml::schema::{Field, Thing, Ty, may, must};

const IDS: Ty = Ty::List(&Ty::Id);
const DEPARTMENT_ID: Ty = Ty::Of(Thing::Department);
const DEPARTMENTS: Ty = Ty::List(&DEPARTMENT_ID);
const TOPIC_ID: Ty = Ty::Of(Thing::Topic);
const TOPICS: Ty = Ty::List(&TOPIC_ID);
const POLICY_ID: Ty = Ty::Of(Thing::Policy);
const PAGE_ID: Ty = Ty::Of(Thing::Page);
const LINKS: Ty = Ty::List(&Ty::Str);

/// `site-config.yaml`
pub static CONFIG: &[Field] = &[
    must("title", Ty::Text, "name of the site", "网站名称"),
    must("publisher", Ty::Text, "who publishes it", "发布机构"),
    may(
        "description",
        Ty::Text,
        "one sentence on what the site is; stands on the home page",
        "一句话说明本站，显示在首页",
    ),
    may(
        "contact",
        Ty::Text,
        "how to reach the publisher; stands at the foot of every page",
        "联系方式，显示在每页页脚",
    ),
    must("base_url", Ty::Str, "address of the site, ends with /", "网站地址，以 / 结尾"),
    must(
        "languages",
        Ty::List(&Ty::Language(LANGUAGE)),
        "codes of the languages, the main one first",
        "语言代码，主要语言在前",
    ),
    may("timezone", Ty::Str, "zone of dates with hours, such as Asia/Shanghai", "时区，如 Asia/Shanghai"),
    may("as_of", Ty::Date, "the day the site shows; today if absent", "网站呈现的日期，缺省为当天"),
    may("theme", Ty::Str, "folder under themes/", "themes/ 下的主题文件夹"),
    may(
        "licence",
        Ty::Str,
        "licence of texts and data (SPDX id); where it is absent, none is named",
        "文本和数据的许可（SPDX 标识），不写则不标许可",
    ),
    may(
        "defaults",
        Ty::Map(DEFAULTS),
        "values filled in where a record does not give them",
        "记录未填写时采用的默认值",
    ),
    may(
        "labels",
        Ty::Map(LABELS),
        "further words for the headings of questions and replies",
        "问题、答复标题的其他写法",
    ),
    may(
        "email_domains",
        Ty::List(&Ty::Str),
        "domains whose e-mail addresses may be published",
        "允许公开的电子邮箱域名",
    ),
    may(
        "pages",
        Ty::Map(PAGES),
        "which pages say how to ask and how to report an error",
        "哪些页面说明如何提问、如何纠错",
    ),
    may(
        "statutory_table",
        Ty::Choice(StatutoryForm::LIST),
        "yearly table of requests for information that the law prescribes",
        "法定的依申请公开统计表",
    ),
    may(
        "annual_figures",
        Ty::List(&Ty::Map(ANNUAL_FIGURES)),
        "figures of part two of the annual report that no record here tells: one item for each year",
        "年度报告第二部分中本站记录不含的数字，每年一项",
    ),
    may("first_year", Ty::Int, "first year that a date of a case can lie in (1949)", "来信日期最早的年份（默认1949）"),
    may("minimum_cases", Ty::Int, "below this number of cases no rate is given (30)", "少于此数不计算比率（默认30）"),
    may("accent", Ty::Str, "accent colour, as #rrggbb", "主题色，形如 #rrggbb"),
    may(
        "navigation",
        Ty::Map(NAVIGATION),
        "links at the head and the foot of every page, where ours will not do",
        "每页页首、页脚的链接，缺省用默认链接",
    ),
    may(
        "personal_data",
        Ty::Map(PERSONAL_DATA),
        "which countries' personal data is looked for; that of China if absent",
        "查找哪些国家和地区的个人信息，缺省为中国",
    ),
    may(
        "personal_data_waivers",
        Ty::List(&Ty::Map(SITE_WAIVER)),
        "personal data that may stand in this file, or in a list such as `content/departments.yaml`, and why",
        "本文件或 `content/departments.yaml` 等列表中允许保留的个人信息及理由",
    ),
];

static NAVIGATION: &[Field] = &[
    may("header", Ty::List(&Ty::Map(NAVIGATION_ITEM)), "links at the head, in their order", "页首链接，按顺序"),
    may("footer", Ty::List(&Ty::Map(NAVIGATION_GROUP)), "lists of links at the foot", "页脚的各组链接"),
];

static NAVIGATION_GROUP: &[Field] = &[
    must("label", Ty::Text, "what the list is called, for screen readers", "该组名称，供读屏软件朗读"),
    must("links", Ty::List(&Ty::Map(NAVIGATION_ITEM)), "its links", "该组链接"),
];

static NAVIGATION_ITEM: &[Field] = &[
    may("name", Ty::Choice(Front::LIST), "a page that every site has", "本站固有的页面"),
    may("page", PAGE_ID, "a page of your own, by its id", "自设页面的标识"),
    may("address", Ty::Str, "an address elsewhere", "站外网址"),
    may("label", Ty::Text, "text of the link; needed for `page` and `address`", "链接文字；`page` 和 `address` 必填"),
];

/// `themes/<name>/theme.yaml`
pub static THEME: &[Field] = &[
    may("name", Ty::Str, "what the theme is called", "主题名称"),
    may(
        "engine",
        Ty::Int,
        "number of what its templates are given; `gongkai theme files` prints that of the program",
        "模板接口编号；`gongkai theme files` 显示本程序的编号",
    ),
];

static PERSONAL_DATA: &[Field] = &[must(
    "packs",
    Ty::List(&Ty::Choice(PersonalDataPack::LIST)),
    "countries; bank cards and e-mail addresses are always looked for",
    "国家和地区；银行卡号和电子邮箱一律查找",
)];

static LANGUAGE: &[Field] = &[
    must("code", Ty::Str, "BCP 47 code", "BCP 47 语言代码"),
    may(
        "records",
        Ty::Choice(Shown::LIST),
        "show all records, or only translated ones",
        "显示全部记录，或只显示有译文的",
    ),
];

static DEFAULTS: &[Field] = &[
    may("reply", Ty::Any, "for replies", "用于答复"),
    may("policy", Ty::Any, "for policies", "用于政策文件"),
    may("dataset", Ty::Any, "for datasets", "用于数据集"),
    may("digest", Ty::Any, "for digests", "用于意见梳理"),
    may("page", Ty::Any, "for pages", "用于页面"),
];

static LABELS: &[Field] = &[
    may("question", Ty::List(&Ty::Str), "question", "问题"),
    may("reply", Ty::List(&Ty::Str), "reply", "答复"),
    may("correction", Ty::List(&Ty::Str), "correction", "更正"),
];

static PAGES: &[Field] = &[
    may("ask", PAGE_ID, "page that says how to ask", "说明如何提问的页面"),
    may("report", PAGE_ID, "page that says how to report an error", "说明如何纠错的页面"),
    may("accessibility", PAGE_ID, "accessibility statement", "无障碍声明"),
];

/// `departments.yaml`, one item
pub static DEPARTMENT: &[Field] = &[
    must("id", Ty::Id, "permanent id", "永久标识"),
    must("name", Ty::Text, "full name", "全称"),
    may("short", Ty::Text, "short name", "简称"),
    may("remit", Ty::Text, "what it is in charge of", "职责"),
    may("contact", Ty::Text, "how to reach the office", "联系方式"),
    may("parent", DEPARTMENT_ID, "department above it", "上级部门"),
    may("predecessors", DEPARTMENTS, "departments it took over from", "前身部门"),
    may("successors", DEPARTMENTS, "departments that took over", "承接部门"),
    may("status", Ty::Choice(DepartmentStatus::LIST), "live unless it says otherwise", "现状，缺省为 live"),
    may("valid_from", Ty::Date, "first day of the name", "名称启用日期"),
    may("valid_to", Ty::Date, "last day of the name", "名称停用日期"),
];

/// `topics.yaml`, one item
pub static TOPIC: &[Field] = &[
    must("id", Ty::Id, "permanent id", "永久标识"),
    must("label", Ty::Text, "name for readers", "名称"),
    may("broader", TOPIC_ID, "topic it belongs under", "上位主题"),
    may("note", Ty::Text, "what belongs under it", "范围说明"),
];

/// `rules/deadlines.yaml`, one item
pub static RULE: &[Field] = &[
    must("id", Ty::Id, "permanent id", "永久标识"),
    may("name", Ty::Text, "name for readers", "名称"),
    must("applies", Ty::Map(APPLIES), "which cases it is for", "适用范围"),
    must("from", Ty::Choice(Start::LIST), "the day the term counts from", "起算日"),
    must("within", Ty::Term, "the term: 10 working-days, 24 hours, 60 days, 1 month", "期限，如 10 working-days"),
    may("extension", Ty::Term, "longest extension", "可延长期限"),
    may(
        "accept_within",
        Ty::Term,
        "by when a case is to be accepted, from receipt; without an acceptance the term counts from then",
        "自收到之日起应予受理的期限；没有受理记录的，办理期限从此期限届满起算",
    ),
    may(
        "review_within",
        Ty::Term,
        "how long a review may take, from its start",
        "复查复核、行政复议的办理期限，自开始之日起算",
    ),
    may(
        "clarification",
        Ty::Choice(Pause::LIST),
        "what a question to the asker does to the clock; stops unless it says otherwise",
        "补正对期限的影响，缺省为暂停",
    ),
    may(
        "third_party",
        Ty::Choice(ThirdParty::LIST),
        "what asking a third party does to the clock; stops unless it says otherwise",
        "征求第三方意见对期限的影响，缺省为暂停",
    ),
    may(
        "roll",
        Ty::Choice(Roll::LIST),
        "next-working-day unless it says otherwise: a term in days or months that ends on a day off",
        "按日、按月的期限届满日逢休息日是否顺延，缺省顺延",
    ),
    may(
        "cut_off",
        Ty::Hour,
        "what comes at or after this hour counts as come on the next working day",
        "此刻及以后收到的视为下一工作日收到",
    ),
    may("department_within", Ty::Term, "the department's own term, from each assignment", "承办部门自交办之日起的期限"),
    may("calendar", Ty::Of(Thing::Calendar), "calendar of working days", "工作日历"),
    must("basis", Ty::Text, "law or rule it rests on", "依据"),
    must("statutory", Ty::Bool, "true when a law sets it", "是否法定"),
    must("valid_from", Ty::Date, "first day it holds", "生效日期"),
    may("valid_to", Ty::Date, "last day it holds", "失效日期"),
];

static ANNUAL_FIGURES: &[Field] = &[
    must("year", Ty::Int, "the year", "年份"),
    may("licences", Ty::Int, "decisions on administrative licences", "行政许可本年处理决定数量"),
    may("penalties", Ty::Int, "decisions on administrative penalties", "行政处罚本年处理决定数量"),
    may("coercive_measures", Ty::Int, "decisions on coercive measures", "行政强制本年处理决定数量"),
    may("fees", Ty::Int, "administrative fees collected, in yuan", "行政事业性收费本年收费金额（元）"),
];

static APPLIES: &[Field] = &[
    may("kind", Ty::List(&Ty::Choice(Kind::LIST)), "kinds", "类型"),
    may("department", DEPARTMENTS, "departments", "部门"),
    may("urgency", Ty::List(&Ty::Choice(Urgency::LIST)), "urgency", "紧急程度"),
];

/// `rules/calendar-<code>-<year>.yaml`, one item
pub static CALENDAR_DAY: &[Field] = &[
    must("date", Ty::Date, "the day", "日期"),
    must("name", Ty::Text, "name of the holiday", "节日名称"),
    must("off", Ty::Bool, "true: day off; false: working day", "true 放假，false 上班"),
    may("announced", Ty::Date, "day it was announced", "公布日期"),
];

/// `replies/<id>.md`
pub static CASE: &[Field] = &[
    must("title", Ty::Str, "what it is about, in one line", "标题，一行说清"),
    may("lang", Ty::Lang, "language of the text, if not the site's first", "文本语言，缺省为站点主要语言"),
    must("kind", Ty::Choice(Kind::LIST), "what the citizen wants", "类型"),
    may("channel", Ty::Choice(Channel::LIST), "the way it came in", "来源渠道"),
    may("references", Ty::List(&Ty::Str), "reference numbers elsewhere", "其他系统编号"),
    must("department", DEPARTMENT_ID, "department in charge now", "当前承办部门"),
    may("topics", TOPICS, "topics", "主题"),
    may("applicant", Ty::Choice(Applicant::LIST), "class of the applicant, for kind foi", "申请人类别（依申请公开）"),
    may("urgency", Ty::Choice(Urgency::LIST), "ordinary unless it says otherwise", "紧急程度，缺省为 ordinary"),
    may("location", Ty::Text, "coarse place, never an address", "大致地点，不得写门牌"),
    must("received", Ty::Moment, "day it was received", "收到日期"),
    may("accepted", Ty::Moment, "day it was accepted", "受理日期"),
    may("replied", Ty::Moment, "day of the reply", "答复日期"),
    may("concluded", Ty::Moment, "day it was concluded", "办结日期"),
    may("events", Ty::List(&Ty::Event(EVENT, EVENT_KINDS)), "what happened, in order", "办理过程，按顺序"),
    may("promises", Ty::List(&Ty::Map(PROMISE)), "what was promised, by when", "承诺事项及期限"),
    may("related", LINKS, "links to other records, such as reply:urban-260302-1", "相关记录，如 reply:urban-260302-1"),
    may("aliases", IDS, "earlier ids that lead here", "曾用标识"),
    may("attachments", Ty::List(&Ty::Map(ATTACHMENT)), "files in <id>.files/", "附件，放在 <id>.files/ 中"),
    may("licence", Ty::Str, "licence, if not the site's", "许可，缺省用站点许可"),
    may("published", Ty::Date, "day it was made public", "公开日期"),
    may("publish_at", Ty::Date, "day from which it is shown", "定时公开日期"),
    may("draft", Ty::Bool, "true: not published", "草稿，写 true 则不公开"),
    may("visibility", Ty::Choice(Visibility::LIST), "normal unless it says otherwise", "可见性，缺省为 normal"),
    may("visibility_reason", Ty::Text, "why it is withheld or removed", "不公开或撤下的理由"),
    WITHDRAWAL,
    WAIVERS,
];

/// The class of reason of a correction, a redaction, a withdrawal, a removal.
const CLASS: Field =
    may("class", Ty::Choice(ReasonClass::LIST), "class of reason, for the register", "理由类别，用于登记");
const LAW: Field = may("basis", Ty::Text, "law it rests on", "依据");

/// How a record of any kind is taken down.
const WITHDRAWAL: Field = may(
    "withdrawal",
    Ty::Map(TAKEN_DOWN),
    "it is withdrawn or removed: how, when, why, by whom",
    "停用或撤下：方式、日期、理由、决定机关",
);

/// The keys of a withdrawal.
pub static TAKEN_DOWN: &[Field] = &[
    must(
        "type",
        Ty::Choice(Removal::LIST),
        "withdrawn: the text stays readable under a notice; removed: only a notice stays",
        "withdrawn 停用，正文仍可阅读，页首注明；removed 撤下，只留说明",
    ),
    must("on", Ty::Date, "day it was taken down", "停用或撤下的日期"),
    must("class", Ty::Choice(ReasonClass::LIST), "class of reason", "理由类别"),
    must("reason", Ty::Text, "why, in a sentence that readers see", "理由，一句话，读者可见"),
    must("by", Ty::Text, "who decided it: a department's id or words", "由谁决定：部门标识或文字"),
    may("basis", Ty::Text, "law it rests on; must be said of what is removed", "依据，撤下的必须写明"),
    may(
        "instead",
        Ty::Str,
        "record that takes its place, such as policy:noise-2026",
        "取代它的记录，如 policy:noise-2026",
    ),
];

const TEXT_NOTE: Field = may("note", Ty::Text, "a remark", "说明");
const BY: Field = may("by", Ty::Text, "who did it: a department's id or words", "由谁办理：部门标识或文字");
const REASON: Field = must("reason", Ty::Text, "why", "理由");

static EVENT: &[Field] = &[
    must("on", Ty::Moment, "day it happened", "日期"),
    must("type", Ty::Choice(EventKind::LIST), "what happened", "事件类型"),
    TEXT_NOTE,
    BY,
];

/// The keys that each type of event has besides `on`, `type`, `note` and `by`.
pub static EVENT_KINDS: &[(&str, &[Field])] = &[
    ("accepted", &[]),
    ("not_accepted", &[REASON, may("instead", Ty::Text, "where to go instead", "应向何处反映")]),
    (
        "assigned",
        &[
            must("department", DEPARTMENT_ID, "who is to reply", "承办部门"),
            may("role", Ty::Choice(Role::LIST), "lead or assist", "主办或协办"),
            may("due", Ty::Date, "day set for the department", "要求办结日期"),
        ],
    ),
    ("returned", &[REASON]),
    ("transferred", &[must("department", DEPARTMENT_ID, "who takes over", "转往部门"), REASON]),
    ("clarification_asked", &[]),
    ("clarified", &[]),
    ("replied", &[may("department", DEPARTMENT_ID, "who replied, if not the lead", "答复部门，缺省为主办")]),
    ("holding_reply", &[may("department", DEPARTMENT_ID, "who replied, if not the lead", "答复部门，缺省为主办")]),
    (
        "concluded",
        &[
            must("outcome", Ty::Choice(Outcome::LIST), "what came of it", "办理结果"),
            may(
                "ground",
                Ty::Choice(Ground::LIST),
                "ground of the statutory table, for kind foi",
                "统计表所列理由（依申请公开）",
            ),
            may("grounds", Ty::Text, "grounds of a refusal, in words", "不予公开等的依据"),
        ],
    ),
    ("reopened", &[must("by", Ty::Choice(Reopener::LIST), "asker or supervisor", "由来信人或督办方"), REASON]),
    ("review_started", &[may("kind", Ty::Choice(Review::LIST), "kind of review", "复查复核类型")]),
    (
        "review_ended",
        &[may(
            "result",
            Ty::Text,
            "what came of it: upheld, set_aside (a new reply is owed), corrected, other; or words",
            "结果：upheld 维持、set_aside 撤销（须重新答复）、corrected 纠正、other 其他，或用文字说明",
        )],
    ),
    (
        "lapsed",
        &[may(
            "ground",
            Ty::Choice(Ground::LIST),
            "ground of the statutory table, for kind foi",
            "统计表所列理由（依申请公开）",
        )],
    ),
    ("withdrawn", &[]),
    ("merged", &[must("into", Ty::Str, "the case it is now part of: reply:<id>", "并入的记录：reply:<id>")]),
    (
        "extended",
        &[
            must("within", Ty::Term, "by how much", "延长多久"),
            may("reason", Ty::Text, "why", "理由"),
            may("notified", Ty::Date, "day the asker was told", "告知日期"),
        ],
    ),
    (
        "supervised",
        &[
            must("level", Ty::Choice(Level::LIST), "how strongly", "督办级别"),
            may("due", Ty::Date, "day set by the supervisor", "督办期限"),
            may("reason", Ty::Text, "why", "理由"),
        ],
    ),
    ("supervision_closed", &[may("result", Ty::Text, "what came of it", "结果")]),
    ("corrected", &[REASON, CLASS, LAW]),
    ("redacted", &[may("category", Ty::Str, "kind of text left out", "隐去内容类别"), LAW, CLASS]),
    ("withheld", &[LAW, CLASS]),
    ("removed", &[LAW, CLASS]),
    ("rated", &[must("rating", Ty::Choice(Rating::LIST), "the asker's verdict", "满意度")]),
    ("third_party_asked", &[]),
    ("third_party_answered", &[]),
    ("note", &[]),
];

static PROMISE: &[Field] = &[
    must("text", Ty::Text, "what was promised", "承诺内容"),
    may("due", Ty::Date, "by when", "期限"),
    may("done", Ty::Date, "day it was done", "完成日期"),
    TEXT_NOTE,
];

static ATTACHMENT: &[Field] = &[
    must("file", Ty::Str, "name of the file", "文件名"),
    may("title", Ty::Text, "what it is", "名称"),
    may("pages", Ty::Int, "how many pages it has", "页数"),
    may(
        "accessible",
        Ty::Bool,
        "false: not everyone can read it with aids",
        "无障碍，不便使用读屏等辅助工具时写 false",
    ),
    may("alternative", Ty::Text, "whom to ask for it in another form", "索取其他格式的联系方式"),
];

static A_WAIVER: Ty = Ty::Map(WAIVER);

/// Waivers stand in every file that has keys.
const WAIVERS: Field = may(
    "personal_data_waivers",
    Ty::List(&A_WAIVER),
    "personal data that may stand, and why",
    "允许保留的个人信息及理由",
);

static WAIVER: &[Field] = &[
    must("kind", Ty::Choice(PersonalData::LIST), "kind of data", "类别"),
    must("reason", Ty::Text, "why it may stand", "保留理由"),
    must("until", Ty::Date, "last day of the waiver", "有效期至"),
    may("by", Ty::Text, "who answers for it; must be said for `unread`", "由谁负责；`unread` 必须写明"),
];

/// A waiver of the site: the same, and for which file.
static SITE_WAIVER: &[Field] = &[
    may(
        "file",
        Ty::Str,
        "path of the file, such as content/departments.yaml; this file if absent",
        "文件路径，如 content/departments.yaml，缺省为本文件",
    ),
    must("kind", Ty::Choice(PersonalData::LIST), "kind of data", "类别"),
    must("reason", Ty::Text, "why it may stand", "保留理由"),
    must("until", Ty::Date, "last day of the waiver", "有效期至"),
    may("by", Ty::Text, "who answers for it; must be said for `unread`", "由谁负责；`unread` 必须写明"),
];

/// `x.<lang>.md` beside an original
pub static TRANSLATION: &[Field] = &[
    must("title", Ty::Str, "title in this language", "本语言标题"),
    may("translator", Ty::Str, "who translated it", "译者"),
    must("of", Ty::Str, "digest of the text translated; `new` writes it", "所译文本的摘要值，由 new 写入"),
    WAIVERS,
];

static A_CORRECTION: Ty = Ty::Map(CORRECTION);

/// What was changed in a policy, digest or page.
const CORRECTIONS: Field =
    may("corrections", Ty::List(&A_CORRECTION), "what was changed after publication, and why", "公开后的更正及理由");

/// What the register of corrections says of a policy, digest or page.
static CORRECTION: &[Field] = &[
    must("on", Ty::Date, "day of the correction", "更正日期"),
    must("what", Ty::Text, "what was changed: a key, an edition, in words", "更正了什么：栏目、版本等，用文字写"),
    must("reason", Ty::Text, "why", "理由"),
    may("type", Ty::Choice(Mending::LIST), "corrected unless it says redacted", "缺省为 corrected 更正；redacted 隐去"),
    CLASS,
    BY,
    LAW,
];

/// `digests/<id>.md`
pub static DIGEST: &[Field] = &[
    must("title", Ty::Str, "title", "标题"),
    may("lang", Ty::Lang, "language of the text", "文本语言"),
    must("topic", TOPIC_ID, "topic", "主题"),
    may("departments", DEPARTMENTS, "departments concerned", "涉及部门"),
    must("from", Ty::Date, "first day summed up", "起始日期"),
    must("to", Ty::Date, "last day summed up", "截止日期"),
    may("opinions", Ty::List(&Ty::Map(OPINION)), "what was said, with its cases", "意见及对应来信"),
    may("improvements", Ty::List(&Ty::Map(IMPROVEMENT)), "what was improved", "改进情况"),
    CORRECTIONS,
    WITHDRAWAL,
    may("aliases", IDS, "earlier ids that lead here", "曾用标识"),
    may("draft", Ty::Bool, "true: not published", "草稿，写 true 则不公开"),
    may("licence", Ty::Str, "licence, if not the site's", "许可，缺省用站点许可"),
    WAIVERS,
];

static OPINION: &[Field] = &[
    must("text", Ty::Text, "the opinion", "意见"),
    may("count", Ty::Int, "how many cases hold it; checked against the links", "持此意见的来信数，与链接核对"),
    may("cases", LINKS, "cases that hold it", "对应来信"),
];

static IMPROVEMENT: &[Field] = &[
    must("text", Ty::Text, "what was or will be done", "改进内容"),
    must("status", Ty::Choice(Progress::LIST), "how far it has come", "进展"),
    may("on", Ty::Date, "day it was done", "完成日期"),
    may("due", Ty::Date, "day it is due", "计划完成日期"),
    may("related", LINKS, "links to records", "相关记录"),
];

/// `pages/<slug>.md` and `statistics/<id>/notes.md`
pub static PAGE: &[Field] = &[
    must("title", Ty::Str, "title", "标题"),
    may("lang", Ty::Lang, "language of the text", "文本语言"),
    CORRECTIONS,
    WITHDRAWAL,
    may("aliases", IDS, "earlier ids that lead here", "曾用标识"),
    may("draft", Ty::Bool, "true: not published", "草稿，写 true 则不公开"),
    WAIVERS,
];

/// The tables of the kinds under `defaults` in the configuration.
pub static BY_DEFAULT: [(&str, &[Field]); 5] =
    [("reply", CASE), ("policy", POLICY), ("dataset", DATASET), ("digest", DIGEST), ("page", PAGE)];
