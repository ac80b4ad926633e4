//! The names in cells, and the words of ours that they stand for.
//!
//! Only a name that is the same as one of ours is recognised: a word, its names in both languages, a
//! department or topic by id or by full or short name in any language. Case, width and spaces do not
//! count. What is only near is proposed to nobody: 不满意 is not 满意.

use super::target::Target;
use crate::diagnostic::Tongue;
use crate::record::reference::{Department, Topic};
use crate::record::{Lang, Text};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;

/// What a value that is used for nothing is mapped to.
pub const NONE: &str = "none";
/// What leaves a row out.
pub const LEAVE_OUT: &str = "left-out";
/// What nobody has said yet.
pub const OPEN: &str = "?";

/// Names of words, with what they stand for; those of the words themselves are known besides.
const NAMES: &[(Target, &str, &[&str])] = &[
    (Target::Kind, "consult", &["咨询", "咨询类", "业务咨询", "政策咨询", "问询", "enquiry", "inquiry", "question"]),
    (Target::Kind, "complaint", &["投诉", "投诉类", "complaints"]),
    (Target::Kind, "suggestion", &["建议", "建言", "建议类", "意见建议", "建言献策", "suggestions"]),
    (Target::Kind, "help", &["求助", "求助类", "求决", "help request", "service request"]),
    (Target::Kind, "thanks", &["感谢", "表扬", "表扬感谢", "感谢信", "compliment", "praise"]),
    (Target::Kind, "report", &["举报", "举报类", "投诉举报（举报）"]),
    (Target::Kind, "foi", &["依申请公开", "信息公开申请", "政府信息公开申请", "eir", "freedom of information"]),
    (Target::Kind, "petition", &["信访", "信访件"]),
    (
        Target::Channel,
        "web",
        &[
            "网站",
            "网络",
            "网上",
            "互联网",
            "门户网站",
            "政府网站",
            "网上信箱",
            "website",
            "online",
            "web form",
            "email",
            "e-mail",
        ],
    ),
    (Target::Channel, "hotline", &["热线", "电话", "12345", "12345热线", "热线电话", "来电", "phone", "telephone"]),
    (Target::Channel, "letter", &["来信", "信件", "信函", "邮寄", "post", "mail"]),
    (Target::Channel, "visit", &["来访", "走访", "窗口", "in person", "counter"]),
    (Target::Channel, "app", &["手机app", "app客户端", "小程序", "微信", "微信公众号", "mobile app"]),
    (Target::Channel, "media", &["媒体", "领导留言板", "人民网", "social media"]),
    (Target::Channel, "meeting", &["座谈会", "接待日", "会议"]),
    (Target::Urgency, "ordinary", &["一般", "普通", "正常", "非紧急", "normal", "low", "routine"]),
    (Target::Urgency, "urgent", &["紧急", "加急", "特急", "high"]),
    (Target::Rating, "satisfied", &["满意", "非常满意", "很满意", "very satisfied"]),
    (Target::Rating, "basically", &["基本满意", "比较满意", "较满意", "fairly satisfied"]),
    (
        Target::Rating,
        "dissatisfied",
        &["不满意", "非常不满意", "很不满意", "not satisfied", "unsatisfied", "very dissatisfied"],
    ),
    (Target::Rating, NONE, &["未评价", "未评", "默认评价", "无", "not rated", "no answer"]),
    (
        Target::Status,
        "open",
        &[
            "待受理",
            "已受理",
            "受理中",
            "待处理",
            "处理中",
            "办理中",
            "已转办",
            "已交办",
            "已派单",
            "待答复",
            "待回复",
            "received",
            "accepted",
            "in progress",
            "pending",
            "assigned",
            "new",
            "waiting_response",
            "waiting_response_overdue",
            "waiting_response_very_overdue",
            "under review",
        ],
    ),
    (Target::Status, "replied", &["已答复", "已回复", "答复", "已反馈", "answered", "responded"]),
    (
        Target::Status,
        "concluded",
        &["已办结", "办结", "已办理", "已完成", "已结案", "结案", "closed", "completed", "resolved", "fixed"],
    ),
    (Target::Status, "not_accepted", &["不予受理", "不受理", "not accepted"]),
    (Target::Status, "withdrawn", &["已撤销", "撤销", "已撤回", "撤回", "cancelled", "canceled", "user_withdrawn"]),
    (Target::Status, "granted", &["successful"]),
    (Target::Status, "part", &["partially_successful"]),
    (Target::Status, "refused", &["rejected"]),
    (Target::Outcome, "granted", &["予以公开", "granted in full"]),
    (Target::Outcome, "part", &["部分公开", "granted in part", "partly granted"]),
    (Target::Outcome, "refused", &["不予公开"]),
    (Target::Outcome, "not_held", &["信息不存在", "本机关不掌握", "information not held"]),
    (Target::Outcome, "cannot_provide", &["无法提供"]),
    (Target::Outcome, "not_handled", &["不予处理"]),
    (Target::Outcome, "done", &["已解决", "解决", "已落实", "已办结", "resolved", "completed", "fixed"]),
    (Target::Outcome, "planned", &["列入计划", "正在解决", "拟解决"]),
    (Target::Outcome, "not_feasible", &["无法解决", "不具备条件"]),
    (Target::Outcome, "not_responsible", &["不属于本部门职责", "非本部门职责", "not our responsibility"]),
    (Target::Outcome, "duplicate", &["重复件", "重复"]),
    (Target::Outcome, "withdrawn", &["撤销", "撤回"]),
    (Target::Applicant, "natural", &["自然人", "公民", "个人", "individual"]),
    (Target::Applicant, "business", &["商业企业", "企业", "company"]),
    (Target::Applicant, "research", &["科研机构"]),
    (Target::Applicant, "social", &["社会公益组织"]),
    (Target::Applicant, "legal", &["法律服务机构", "law firm"]),
    (Target::Applicant, "other", &["其他"]),
];

/// Returns a name as it is compared.
pub fn plain(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

/// Everything that cells can name on a site.
#[derive(Debug, Default)]
pub struct Known {
    names: HashMap<(Target, String), String>,
    /// Names that stand for two departments or two topics: then none is meant.
    torn: Vec<(Target, String)>,
    departments: Vec<(String, Text)>,
    topics: Vec<(String, Text)>,
    languages: Vec<String>,
}

impl Known {
    /// Gathers the names of a site.
    pub fn new(departments: &[Department], topics: &[Topic], languages: &[String]) -> Self {
        let mut known = Self {
            departments: departments.iter().map(|d| (d.id.to_string(), d.name.clone())).collect(),
            topics: topics.iter().map(|t| (t.id.to_string(), t.label.clone())).collect(),
            languages: languages.to_vec(),
            ..Self::default()
        };
        for target in Target::ALL {
            for word in target.words().unwrap_or_default() {
                known.add(*target, word, word);
                known.add(*target, &word.replace('_', " "), word);
            }
        }
        for (target, word, names) in NAMES {
            names.iter().for_each(|name| known.add(*target, name, word));
        }
        for department in departments {
            let names = [Some(&department.name), department.short.as_ref()].into_iter().flatten();
            known.add_texts(Target::Department, &department.id, names);
        }
        for topic in topics {
            known.add_texts(Target::Topics, &topic.id, std::iter::once(&topic.label));
        }
        for lang in languages {
            known.add(Target::Lang, lang, lang);
        }
        for torn in std::mem::take(&mut known.torn) {
            known.names.remove(&torn);
        }
        known
    }

    fn add_texts<'t>(&mut self, target: Target, id: &str, names: impl Iterator<Item = &'t Text>) {
        self.add(target, id, id);
        for text in names {
            text.0.iter().for_each(|(_, name)| self.add(target, name, id));
        }
    }

    fn add(&mut self, target: Target, name: &str, word: &str) {
        let key = (target, plain(name));
        match self.names.get(&key) {
            Some(other) if other != word => self.torn.push(key),
            _ => {
                self.names.insert(key, word.to_owned());
            }
        }
    }

    /// Returns what a name stands for.
    pub fn find(&self, target: Target, name: &str) -> Option<&str> {
        self.names.get(&(target, plain(name))).map(String::as_str)
    }

    /// Returns the allowed words as staff know them: departments and topics with their names.
    pub fn listed(&self, target: Target, tongue: Tongue) -> Vec<String> {
        let wanted = if tongue == Tongue::Chinese { "zh" } else { "en" };
        let lang = self.languages.iter().position(|lang| lang.starts_with(wanted)).unwrap_or(0);
        let lang = Lang::try_from(lang).unwrap_or(0);
        let list = match target {
            Target::Department => &self.departments,
            Target::Topics => &self.topics,
            target => return vec![self.allowed(target).join(" ")],
        };
        let mut words: Vec<String> = list.iter().map(|(id, name)| format!("{id} ({})", name.in_lang(lang))).collect();
        words.extend(self.allowed(target)[list.len()..].iter().map(|word| (*word).to_owned()));
        words
    }

    /// Returns the words that a value of a column can be mapped to.
    pub fn allowed(&self, target: Target) -> Vec<&str> {
        let mut words: Vec<&str> = match target {
            Target::Department => self.departments.iter().map(|(id, _)| id.as_str()).collect(),
            Target::Topics => self.topics.iter().map(|(id, _)| id.as_str()).collect(),
            Target::Lang => self.languages.iter().map(String::as_str).collect(),
            target => target.words().unwrap_or_default(),
        };
        if may_be_none(target) {
            words.push(NONE);
        }
        words.push(LEAVE_OUT);
        words
    }
}

/// Returns whether a value may be used for nothing while its row is written.
fn may_be_none(target: Target) -> bool {
    !matches!(target, Target::Department | Target::Kind | Target::Lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_a_word_or_for_nothing() {
        let text = |names: &[(u8, &str)]| Text(names.iter().map(|(l, n)| (*l, (*n).into())).collect());
        let topics = [("lights", "Street lights", "路灯"), ("buses", "Buses", "公交"), ("trams", "Trams", "公交")];
        let topics = topics.map(|(id, en, zh)| Topic {
            id: id.into(),
            label: text(&[(0, en), (1, zh)]),
            broader: None,
            note: None,
            at: crate::diagnostic::KeyPath::default(),
        });
        let known = Known::new(&[], &topics, &["en".to_owned()]);
        for (target, name, word) in [
            (Target::Kind, "投诉", Some("complaint")),
            (Target::Kind, "Complaint", Some("complaint")),
            (Target::Rating, "不满意", Some("dissatisfied")),
            (Target::Rating, " 满 意 ", Some("satisfied")),
            (Target::Rating, "不太满意", None),
            (Target::Status, "In Progress", Some("open")),
            (Target::Status, "not_held", Some("not_held")),
            (Target::Outcome, "Not held", Some("not_held")),
            (Target::Topics, "路灯", Some("lights")),
            (Target::Topics, "STREET LIGHTS", Some("lights")),
            (Target::Topics, "公交", None),
            (Target::Topics, "buses", Some("buses")),
        ] {
            assert_eq!(known.find(target, name), word, "{name}");
        }
    }

    #[test]
    fn every_name_leads_to_a_word() {
        let known = Known::default();
        for (target, word, names) in NAMES {
            assert!(known.allowed(*target).contains(word), "{word}");
            for name in *names {
                let all = NAMES.iter().filter(|(t, ..)| t == target);
                let times = all.flat_map(|(.., names)| *names).filter(|other| plain(other) == plain(name)).count();
                assert_eq!(times, 1, "{name} stands for one thing");
            }
        }
    }
}
