//! The tables of policies and of their editions.

use super::super::words::{Change, Disclosure, EffectiveRule, ForceAct, PolicyKind, ValidityRule};
use super::{ATTACHMENT, CORRECTIONS, DEPARTMENTS, IDS, POLICY_ID, REASON, TEXT_NOTE, TOPICS, WAIVERS, WITHDRAWAL};
use crate::yaml::schema::{Field, Ty, may, must};

/// `policies/<id>/policy.yaml`
pub static POLICY: &[Field] = &[
    must("title", Ty::Text, "full title", "标题"),
    may("number", Ty::Str, "document number", "发文字号"),
    may("index_number", Ty::Str, "index number; it never changes", "索引号，编定后不变"),
    must("issuers", DEPARTMENTS, "issuing departments, lead first", "发文机关，牵头在前"),
    may("drafted_by", DEPARTMENTS, "departments that drafted it, if not the issuers", "起草单位，与发文机关不同时填写"),
    may("kind", Ty::Choice(PolicyKind::LIST), "kind of document", "体裁"),
    may("topics", TOPICS, "topics", "主题"),
    may("audience", Ty::Text, "whom it concerns", "适用对象"),
    may("disclosure", Ty::Choice(Disclosure::LIST), "who may see it", "公开属性"),
    may("summary", Ty::Text, "what it says, in a few sentences", "内容概述"),
    may("made_on", Ty::Date, "day it was made; a draft has none", "成文日期，草案不填"),
    may("issued_on", Ty::Date, "day of the gazette, if not published_on", "公报发行日期，与发布日期不同时填写"),
    must("published_on", Ty::Date, "day it was published", "发布日期"),
    may("effective_from", Ty::Date, "first day in force", "施行日期"),
    may(
        "effective_rule",
        Ty::Choice(EffectiveRule::LIST),
        "the law that gives the first day, if the text names none",
        "文件未写施行日期时，确定施行日期的法律规则",
    ),
    may(
        "retroactive",
        Ty::Text,
        "why it holds from a day before it was made",
        "施行日期早于成文日期的理由（溯及既往）",
    ),
    may(
        "at_once",
        Ty::Text,
        "why an order holds less than 30 days after it was published",
        "规章自公布起不满30日即施行的理由",
    ),
    may("effective_until", Ty::Date, "last day in force", "有效期至"),
    may(
        "validity_rule",
        Ty::Choice(ValidityRule::LIST),
        "the rule that gives the last day, if the text names none",
        "文件未写有效期时，确定有效期的规则",
    ),
    may("force", Ty::List(&Ty::Event(ACT, ACT_KINDS)), "what else was done to its force", "效力变动"),
    may("consultation", Ty::Map(CONSULTATION), "draft open for comments", "征求意见"),
    may("relations", Ty::List(&Ty::Map(RELATION)), "what it does to other policies", "与其他文件的关系"),
    may("attachments", Ty::List(&Ty::Map(ATTACHMENT)), "files in files/", "附件，放在 files/ 中"),
    CORRECTIONS,
    WITHDRAWAL,
    may("licence", Ty::Str, "licence, if not the site's", "许可，缺省用站点许可"),
    may("aliases", IDS, "earlier ids that lead here", "曾用标识"),
    may("draft", Ty::Bool, "true: not published", "草稿，写 true 则不公开"),
    WAIVERS,
];

static CONSULTATION: &[Field] = &[
    must("from", Ty::Date, "first day", "开始日期"),
    must("to", Ty::Date, "last day", "结束日期"),
    must("how", Ty::Text, "how to take part", "参与方式"),
    may("comments", Ty::Int, "how many comments came in", "收到意见条数"),
    may("outcome", Ty::Text, "what came of them", "意见采纳情况"),
    may("outcome_on", Ty::Date, "day that was told", "采纳情况公布日期"),
];

const ARTICLES: Ty = Ty::List(&Ty::Str);

/// What every act on the force of a policy has.
static ACT: &[Field] = &[
    must("on", Ty::Date, "first day of it", "生效日期"),
    must("type", Ty::Choice(ForceAct::LIST), "what was done", "变动类型"),
    may("by", Ty::Text, "by what, if that is not on this site", "依据的文件（不在本站时填写）"),
    TEXT_NOTE,
];

/// The keys that each act has besides.
static ACT_KINDS: &[(&str, &[Field])] = &[
    ("commenced", &[must("articles", ARTICLES, "those that begin on that day", "自该日起施行的条款")]),
    (
        "suspended",
        &[
            may("articles", ARTICLES, "those suspended; all if absent", "暂停施行的条款，缺省为全部"),
            may("until", Ty::Date, "last day of it", "暂停至"),
        ],
    ),
    ("repealed", &[may("articles", ARTICLES, "those repealed; all if absent", "废止的条款，缺省为全部")]),
    ("replaced", &[]),
    ("withdrawn", &[REASON]),
];

static RELATION: &[Field] = &[
    may("repeals", POLICY_ID, "ends it", "废止"),
    may("amends", POLICY_ID, "changes it", "修改"),
    may("replaces", POLICY_ID, "takes its place", "替代"),
    may("implements", POLICY_ID, "carries it out", "实施"),
    may("interprets", POLICY_ID, "explains it", "解读"),
    may("corrects", POLICY_ID, "mends an error in it", "更正"),
    may("consultation", POLICY_ID, "the draft of it, on which comments were asked", "本文件的征求意见稿"),
    may("on", Ty::Date, "from which day, if not the first day of this policy", "自何日起，缺省为本文件施行日期"),
    may(
        "articles",
        ARTICLES,
        "articles of it, such as article-3; all if absent",
        "涉及的条款，如 article-3，缺省为全部",
    ),
];

/// `policies/<id>/edition-<n>.md`
pub static EDITION: &[Field] = &[
    must("on", Ty::Date, "day of the edition", "版本日期"),
    may("change", Ty::Choice(Change::LIST), "major or minor", "修改幅度"),
    may("note", Ty::Text, "what changed", "修改说明"),
    may(
        "moved",
        Ty::Pairs,
        "articles with another number, where the site does not see it: `{article-3: article-5}`",
        "条号变动而网站未能识别的条款，如 `{article-3: article-5}`",
    ),
    WITHDRAWAL,
    may("lang", Ty::Lang, "language of the text", "文本语言"),
    WAIVERS,
];
