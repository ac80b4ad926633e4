//! What a column can be for, and the heads by which that is known.

use crate::record::words::{Applicant, Channel, Kind, Outcome, Rating, Urgency};
use unicode_normalization::UnicodeNormalization as _;

macro_rules! targets {
    ($($name:ident = $word:literal, $en:literal, $zh:literal;)*) => {
        /// What a column is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Target { $($name),* }

        impl Target {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the word for it in a mapping.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// Returns what it means, in English and Chinese.
            pub fn meaning(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($en, $zh)),* }
            }
        }
    };
}

targets! {
    Reference = "reference", "number of the case; it tells one from another", "编号，用来区分每一件";
    Title = "title", "title", "标题";
    Question = "question", "what the citizen wrote", "来信内容";
    Reply = "reply", "the reply", "答复内容";
    Received = "received", "day it was received", "收到日期";
    Accepted = "accepted", "day it was accepted", "受理日期";
    Assigned = "assigned", "day a department was charged with it", "交办日期";
    Replied = "replied", "day of the reply", "答复日期";
    Concluded = "concluded", "day it was concluded", "办结日期";
    Rated = "rated", "day the citizen judged it", "评价日期";
    Updated = "updated", "day of the last change: dates what the status says, where no other day does",
        "最后更新日期：状态没有自己的日期时用它";
    Published = "published", "day it was made public", "公开日期";
    Department = "department", "department in charge", "承办部门";
    Topics = "topics", "topics", "主题";
    Kind = "kind", "kind", "类型";
    Channel = "channel", "the way it came in", "来源渠道";
    Status = "status", "where it stands", "办理状态";
    Outcome = "outcome", "what came of it", "办理结果";
    Rating = "rating", "the citizen's verdict", "满意度";
    Reason = "reason", "why it was not accepted", "不予受理的理由";
    Urgency = "urgency", "urgency", "紧急程度";
    Applicant = "applicant", "class of the applicant", "申请人类别";
    Location = "location", "coarse place, never an address", "大致地点，不得写门牌";
    Lang = "lang", "language of the text", "文本语言";
    Private = "private", "personal data: never read", "个人信息：不读取";
    LeftOut = "left-out", "not needed", "不需要";
}

impl Target {
    /// Returns what a word of a mapping stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|target| target.word() == word)
    }

    /// Returns whether its cells are days.
    pub fn is_day(self) -> bool {
        use Target as T;
        matches!(
            self,
            T::Received | T::Accepted | T::Assigned | T::Replied | T::Concluded | T::Rated | T::Updated | T::Published
        )
    }

    /// Returns whether its cells are names that stand for words of ours.
    pub fn is_named(self) -> bool {
        use Target as T;
        matches!(self, T::Department | T::Topics | T::Lang) || self.words().is_some()
    }

    /// Returns the words that its cells stand for, departments and topics apart.
    pub fn words(self) -> Option<Vec<&'static str>> {
        use Target as T;
        Some(match self {
            T::Kind => Kind::WORDS.to_vec(),
            T::Channel => Channel::WORDS.to_vec(),
            T::Outcome => Outcome::WORDS.to_vec(),
            T::Rating => Rating::WORDS.to_vec(),
            T::Urgency => Urgency::WORDS.to_vec(),
            T::Applicant => Applicant::WORDS.to_vec(),
            T::Status => [&["open", "replied", "concluded", "not_accepted"], Outcome::WORDS].concat(),
            _ => return None,
        })
    }

    /// Returns whether cells of it are read at all.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Private | Self::LeftOut)
    }
}

/// Heads of exports, as [`plain`] makes them; of two that fit one target, the one further up is
/// proposed.
const HEADS: &[(Target, &str)] = &[
    (
        Target::Reference,
        "编号 工单编号 工单号 受理编号 信件编号 来信编号 留言编号 诉求编号 案件编号 件号 流水号 受理号 \
         查询码 reference referencenumber ref caseid casenumber caseref casereference requestid \
         ticketnumber ticketid servicerequestid uin aktenzeichen vorgangsnummer id 序号",
    ),
    (Target::Title, "标题 信件标题 来信标题 留言标题 主题 工单标题 诉求标题 title subject heading summary betreff"),
    (
        Target::Question,
        "内容 来信内容 信件内容 留言内容 诉求内容 问题描述 问题 反映内容 工单内容 正文 question \
         questiontext description request requesttext message details anliegen",
    ),
    (
        Target::Reply,
        "答复 答复内容 回复 回复内容 办理结果内容 处理意见 办理情况 反馈内容 reply answer answertext \
         response responsetext statusnotes antwort",
    ),
    (
        Target::Received,
        "收到时间 收到日期 收件时间 收信时间 来信时间 来信日期 来电时间 留言时间 留言日期 提交时间 \
         提交日期 登记时间 创建时间 写信时间 诉求时间 datereceived received receiveddate receivedon \
         datesubmitted submitted requesteddatetime daterequested datetabled created createdat datecreated \
         eingang eingangsdatum 日期 date",
    ),
    (Target::Accepted, "受理时间 受理日期 立案时间 accepted dateaccepted accepteddate acknowledged"),
    (Target::Assigned, "交办时间 交办日期 转办时间 转办日期 派单时间 分办时间 assigned dateassigned assigneddate"),
    (
        Target::Replied,
        "答复时间 答复日期 回复时间 回复日期 反馈时间 replied datereplied datereply replydate answered \
         dateanswered responded dateresponded responsedate responseat dateofreply dateofresponse \
         antwortdatum",
    ),
    (
        Target::Concluded,
        "办结时间 办结日期 结案时间 完成时间 办理完成时间 concluded closed dateclosed closeddate closedon \
         datecompleted completed erledigt",
    ),
    (Target::Rated, "评价时间 评价日期 回访时间 测评时间 dateofrating surveydate rated"),
    (
        Target::Updated,
        "describedat 更新时间 最后更新 修改时间 updateddatetime updated updatedat lastupdate lastupdated",
    ),
    (Target::Published, "公开时间 公开日期 发布时间 发布日期 published datepublished"),
    (
        Target::Department,
        "部门 承办部门 承办单位 主办单位 主办部门 办理单位 处理部门 答复单位 答复部门 回复单位 受理单位 \
         责任单位 处置部门 department agency agencyresponsible authority directorate team \
         answeringbodyname publicbody publicbodyname amt dienststelle",
    ),
    (
        Target::Topics,
        "类别 问题类别 主题分类 业务类别 领域 内容分类 诉求分类 一级分类 topic topics category \
         servicename thema kategorie",
    ),
    (
        Target::Kind,
        "类型 信件类型 来信类型 信件类别 留言类型 诉求类型 工单类型 诉求性质 性质 kind type casetype \
         requesttype lawused",
    ),
    (Target::Channel, "来源 来源渠道 渠道 诉求渠道 受理渠道 channel source receivedvia"),
    (Target::Status, "状态 办理状态 当前状态 处理状态 工单状态 信件状态 status state describedstate"),
    (Target::Outcome, "办理结果 处理结果 办结类型 outcome result decision"),
    (Target::Rating, "满意度 满意度评价 群众评价 评价结果 评价 是否满意 satisfaction rating"),
    (Target::Reason, "不予受理理由 不受理原因 退回原因 reason"),
    (Target::Urgency, "紧急程度 紧急 urgency priority"),
    (Target::Applicant, "申请人类型 申请人类别 applicant applicanttype requestertype"),
    (Target::Location, "区域 所属区域 区县 街道 镇街 location ward district area"),
    (Target::Lang, "语言 language lang"),
    (
        Target::LeftOut,
        "urltitle displaystatus sentat servicecode servicenotice expecteddatetime prominence 截止时间 \
         办理期限 到期时间 duedate due",
    ),
    (
        Target::Private,
        "姓名 来信人 写信人 留言人 联系人 诉求人 反映人 申请人 来电人 电话 联系电话 联系方式 手机 手机号 \
         手机号码 来电号码 电话号码 身份证 身份证号 身份证号码 证件号码 邮箱 电子邮箱 地址 联系地址 \
         通讯地址 家庭住址 详细地址 诉求地址 事发地址 ip ip地址 网名 昵称 微信 name fullname firstname \
         lastname requester requestername customer customername username user phone telephone mobile \
         email emailaddress address postcode zipcode addressid addressstring lat long latitude longitude \
         dateofbirth deviceid accountid mediaurl anrede vorname nachname telefon adresse strasse plz",
    ),
];

/// Returns a head as it is compared: narrow small letters, without spaces, marks and what stands in
/// brackets: `受理时间（必填）` is 受理时间, `Date received:` is `datereceived`.
pub fn plain(head: &str) -> String {
    let mut depth = 0_usize;
    let mut text = String::new();
    for c in head.nfkc().flat_map(char::to_lowercase) {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => text.push(c),
            _ => {}
        }
    }
    text
}

/// Returns what a head is known for, and how far up in the list it stands.
pub fn known(head: &str) -> Option<(Target, usize)> {
    let plain = plain(head);
    // `user.name`, `public_body.info.publication_scheme`: what is inside is asked by its own rules.
    if head.starts_with("user.") || head.starts_with("requester.") {
        return Some((Target::Private, 0));
    }
    let places =
        HEADS.iter().map(|(target, heads)| (*target, heads.split_whitespace().position(|known| known == plain)));
    places.into_iter().find_map(|(target, place)| Some((target, place?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_known_once_and_as_it_is_written() {
        let mut seen = std::collections::BTreeSet::new();
        for (target, heads) in HEADS {
            for head in heads.split_whitespace() {
                assert_eq!(plain(head), head, "{head} is compared as it stands");
                assert!(seen.insert(head), "{head} is for two things, one of them {}", target.word());
            }
        }
        let cases = [
            ("受理时间（必填）", Target::Accepted),
            ("Date received:", Target::Received),
            ("service_request_id", Target::Reference),
            ("Ｔｉｔｌｅ", Target::Title),
            ("*标题", Target::Title),
            ("user.url_name", Target::Private),
            ("联系电话", Target::Private),
        ];
        for (head, target) in cases {
            assert_eq!(known(head).map(|(known, _)| known), Some(target), "{head}");
        }
        assert_eq!(known("备注"), None);
        for target in Target::ALL {
            assert_eq!(Target::parse(target.word()), Some(*target));
        }
    }
}
