//! The closed lists of words that content uses: each with the word written in files, and what those
//! who write them call it in English and Chinese.
//!
//! Their meaning is DOMAIN 1; their names for readers are in the theme's strings, and a test holds
//! both against each other.

use crate::spelling::Word;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident {
        $($variant:ident = $word:literal: $en:literal, $zh:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($variant),* }

        impl $name {
            /// All words as written in files, in their order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// All words with their names, in the order of [`Self::WORDS`].
            pub const LIST: &'static [Word] = &[$(Word { word: $word, en: $en, zh: $zh }),*];
            /// All values, in the order of [`Self::WORDS`].
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the word written in files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Returns the value of a word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// Which statutory table of requests for information a site publishes: that of article 50 of
    /// China's regulation on open government information, by year, or that of the British cabinet
    /// office, by quarter.
    StatutoryForm {
        ChinaAnnual = "china-annual": "China: table of article 50, by year", "中国：信息公开条例第五十条年度表";
        UkQuarterly = "uk-quarterly": "Britain: Cabinet Office table, by quarter", "英国：内阁办公室季度表";
    }
}

words! {
    /// What the citizen wants.
    Kind {
        Consult = "consult": "Enquiry|Inquiry|Question", "咨询|询问|提问";
        Complaint = "complaint": "Complaint", "投诉";
        Suggestion = "suggestion": "Suggestion|Proposal", "建议|意见建议";
        Help = "help": "Request for help", "求助";
        Thanks = "thanks": "Thanks|Praise", "感谢|表扬";
        Report = "report": "Report of a wrong", "举报";
        Foi = "foi": "Request for information|Freedom of information request|FOI request|Information request", "政府信息公开申请|依申请公开|信息公开申请|信息公开";
        Petition = "petition": "Petition", "信访";
    }
}
words! {
    /// The way the matter came in.
    Channel {
        Web = "web": "Website|Web site|Online", "网站|网络|互联网|网上";
        Hotline = "hotline": "Hotline|Phone|Telephone", "热线|电话|12345|12345热线";
        Letter = "letter": "Letter|Post|Mail", "来信|信件|信函";
        Visit = "visit": "Visit in person|In person", "来访|接访";
        App = "app": "App", "移动应用|APP|客户端";
        Media = "media": "Press or broadcast", "媒体";
        Meeting = "meeting": "Public meeting", "座谈会";
    }
}
words! {
    /// How pressing it is.
    Urgency {
        Ordinary = "ordinary": "Ordinary", "一般|普通";
        Urgent = "urgent": "Urgent", "紧急|加急";
    }
}
words! {
    /// Who may see a record, and how.
    Visibility {
        Normal = "normal": "Shown", "正常公开";
        NoIndex = "noindex": "Shown, not in search engines", "公开但不供搜索引擎收录";
        Withheld = "withheld": "Withheld", "暂不公开";
        Removed = "removed": "Removed", "撤下";
    }
}

impl Visibility {
    /// Returns whether nothing but a stub is shown.
    pub fn is_hidden(self) -> bool {
        matches!(self, Self::Withheld | Self::Removed)
    }
}

words! {
    /// What happened to a case: first the events that change its state, then the marks.
    EventKind {
        Accepted = "accepted": "Accepted", "受理|已受理";
        NotAccepted = "not_accepted": "Not accepted", "不予受理";
        Assigned = "assigned": "Assigned", "交办|分办|派单";
        Returned = "returned": "Returned for reassignment", "退回重派";
        Transferred = "transferred": "Passed on", "转办";
        ClarificationAsked = "clarification_asked": "Clarification asked for", "要求补正";
        Clarified = "clarified": "Clarified", "已补正";
        Replied = "replied": "Replied|Answered", "答复|已答复|回复|已回复";
        Concluded = "concluded": "Concluded|Closed", "办结|已办结";
        Reopened = "reopened": "Reopened", "重新办理";
        ReviewStarted = "review_started": "Review started", "启动复核";
        ReviewEnded = "review_ended": "Review ended", "复核结束";
        Lapsed = "lapsed": "Lapsed", "终止";
        Withdrawn = "withdrawn": "Withdrawn", "撤回";
        Merged = "merged": "Merged", "并案|合并";
        Extended = "extended": "Term extended|Extension", "延期|延长期限";
        Supervised = "supervised": "Supervision", "督办|已督办";
        SupervisionClosed = "supervision_closed": "Supervision ended", "督办结束";
        HoldingReply = "holding_reply": "Holding reply", "阶段性回复";
        Corrected = "corrected": "Corrected", "更正";
        Redacted = "redacted": "Redacted", "隐去";
        Withheld = "withheld": "Withheld", "暂不公开";
        Removed = "removed": "Removed", "撤下";
        Rated = "rated": "Rated by the asker", "来信人评价";
        ThirdPartyAsked = "third_party_asked": "Third party asked", "征求第三方意见";
        ThirdPartyAnswered = "third_party_answered": "Third party answered", "第三方已答复";
        Note = "note": "Note", "备注";
    }
}
words! {
    /// Where a case stands.
    State {
        Received = "received": "Received", "待受理";
        NotAccepted = "not_accepted": "Not accepted", "不予受理";
        Accepted = "accepted": "Accepted", "已受理";
        Assigned = "assigned": "In progress", "办理中";
        Returned = "returned": "Returned for reassignment", "已退回重派";
        Transferred = "transferred": "Passed on", "已转办";
        AwaitingAsker = "awaiting_asker": "Waiting for the asker", "待补正";
        Clarified = "clarified": "Clarified", "已补正";
        Replied = "replied": "Replied", "已答复";
        Concluded = "concluded": "Concluded", "已办结";
        Reopened = "reopened": "Reopened", "重新办理";
        UnderReview = "under_review": "Under review", "复核中";
        Reviewed = "reviewed": "Reviewed", "已复核";
        Lapsed = "lapsed": "Lapsed", "逾期未补正，已终止";
        Withdrawn = "withdrawn": "Withdrawn", "已撤回";
        Merged = "merged": "Merged", "已并案";
    }
}
words! {
    /// What came of a case.
    Outcome {
        Granted = "granted": "Granted in full", "予以公开";
        Part = "part": "Granted in part", "部分公开";
        Refused = "refused": "Refused", "不予公开";
        NotHeld = "not_held": "Information not held", "信息不存在";
        CannotProvide = "cannot_provide": "Cannot be provided", "无法提供";
        NotHandled = "not_handled": "Not handled", "不予处理";
        Done = "done": "Done|Solved|Resolved", "已解决|解决";
        Planned = "planned": "Planned", "列入计划";
        NotFeasible = "not_feasible": "Not feasible", "暂无法解决";
        NotResponsible = "not_responsible": "Not the department’s remit|Not the department's remit", "不属本单位职责|不属于本单位职责";
        Duplicate = "duplicate": "Duplicate", "重复反映";
        Withdrawn = "withdrawn": "Withdrawn", "已撤回";
    }
}
words! {
    /// Class of who asks for government information: the columns of China's annual table
    /// (国办公开办函〔2021〕30号).
    Applicant {
        Natural = "natural": "Natural person", "自然人";
        Business = "business": "Company", "商业企业|企业";
        Research = "research": "Research body", "科研机构";
        Social = "social": "Social welfare body", "社会公益组织";
        Legal = "legal": "Legal service body", "法律服务机构";
        Other = "other": "Other", "其他";
    }
}
words! {
    /// The ground of an outcome: the rows of China's annual table, in its order.
    Ground {
        StateSecret = "state_secret": "State secret", "属于国家秘密";
        LawForbids = "law_forbids": "Forbidden by another law", "其他法律行政法规禁止公开";
        Stability = "stability": "Would endanger national security, public safety, economic security or social stability", "危及“三安全一稳定”";
        ThirdParty = "third_party": "Would harm a third party’s lawful interests", "保护第三方合法权益";
        InternalAffairs = "internal_affairs": "Internal affairs", "属于三类内部事务信息";
        ProcessInformation = "process_information": "Information of a running process", "属于四类过程性信息";
        EnforcementFile = "enforcement_file": "Files of administrative enforcement", "属于行政执法案卷";
        AdministrativeQuery = "administrative_query": "A query under another procedure", "属于行政查询事项";
        NotKept = "not_kept": "Not held by this body", "本机关不掌握相关政府信息";
        NeedsMaking = "needs_making": "Would have to be made", "没有现成信息需要另行制作";
        StillUnclear = "still_unclear": "Still unclear after correction", "补正后申请内容仍不明确";
        PetitionOrReport = "petition_or_report": "Petition, report or complaint", "信访举报投诉类申请";
        Repeated = "repeated": "Repeated request", "重复申请";
        PublicPublication = "public_publication": "Asks for a published work", "要求提供公开出版物";
        MassRequests = "mass_requests": "Many repeated requests without good reason", "无正当理由大量反复申请";
        ConfirmAgain = "confirm_again": "Asks to confirm or issue again", "要求行政机关确认或重新出具已获取信息";
        NotCorrectedInTime = "not_corrected_in_time": "Not corrected in time by the applicant", "申请人无正当理由逾期不补正";
        FeeNotPaid = "fee_not_paid": "Fee not paid in time", "申请人逾期未按收费通知要求缴纳费用";
        OtherGround = "other_ground": "Other", "其他";
    }
}
words! {
    /// What a question to the asker does to the clock.
    Pause {
        Stops = "stops": "The clock stops", "停止计时";
        Restarts = "restarts": "The clock begins anew", "重新计时";
        RunsOn = "runs-on": "The clock runs on", "继续计时";
    }
}
words! {
    /// What asking a third party does to the clock.
    ThirdParty {
        Stops = "stops": "The clock stops", "停止计时";
        RunsOn = "runs-on": "The clock runs on", "继续计时";
    }
}
words! {
    /// What happens to a term that ends on a day off.
    Roll {
        NextWorkingDay = "next-working-day": "Next working day", "顺延至下一工作日";
        Stays = "stays": "The day stays", "不顺延";
    }
}
words! {
    /// How strongly a case is supervised.
    Level {
        Remind = "remind": "Reminder", "催办";
        Notice = "notice": "Supervision notice", "督办通知";
        Yellow = "yellow": "Yellow warning", "黄牌警示";
        Red = "red": "Red warning", "红牌警示";
        Leader = "leader": "Taken up by a leader", "领导包案";
    }
}
words! {
    /// The asker's verdict.
    Rating {
        Satisfied = "satisfied": "Satisfied", "满意";
        Basically = "basically": "Mostly satisfied|Basically satisfied|Fairly satisfied", "基本满意";
        Dissatisfied = "dissatisfied": "Dissatisfied|Unsatisfied|Not satisfied|Unhappy", "不满意|不满";
    }
}
words! {
    /// Part a department plays in a case.
    Role {
        Lead = "lead": "Lead", "主办";
        Assist = "assist": "Assists", "协办";
    }
}
words! {
    /// Who reopened a case.
    Reopener {
        Asker = "asker": "The asker", "来信人";
        Supervisor = "supervisor": "Who supervises", "督办方";
    }
}
words! {
    /// The kind of review.
    Review {
        Internal = "internal": "Internal review", "内部复核";
        Fucha = "fucha": "First review of a petition", "信访复查";
        Fuhe = "fuhe": "Final review of a petition", "信访复核";
        Mediation = "mediation": "Mediation", "调解";
        Administrative = "administrative": "Administrative reconsideration", "行政复议";
        Litigation = "litigation": "Court proceedings", "行政诉讼";
    }
}
words! {
    /// What came of a review: `set_aside` begins a new round; `other` is what ended without a
    /// decision on the answer.
    ReviewResult {
        Upheld = "upheld": "Upheld", "维持";
        SetAside = "set_aside": "Set aside: a new reply is owed", "撤销，须重新答复";
        Corrected = "corrected": "Corrected", "纠正";
        Other = "other": "Ended without a decision on the answer", "其他结果";
    }
}
words! {
    /// The kind of a policy document.
    PolicyKind {
        Rules = "rules": "Rules", "规定";
        Measures = "measures": "Measures", "办法";
        Notice = "notice": "Notice", "通知";
        Opinions = "opinions": "Opinions", "意见";
        Plan = "plan": "Plan", "方案";
        Standard = "standard": "Standard", "标准";
        Explanation = "explanation": "Explanation", "政策解读|解读";
    }
}
words! {
    /// The rule by which a policy begins whose text names no day. A record names it; none is supposed.
    ///
    /// - `uk-royal-assent`: Interpretation Act 1978, section 4: the beginning of the day on which the Act
    ///   receives the Royal Assent.
    /// - `de-14th-day`: Grundgesetz, article 82(2): the fourteenth day after the day on which the gazette
    ///   was issued.
    /// - `fr-next-day`: Code civil, article 1: the day after publication in the Journal officiel.
    EffectiveRule {
        UkRoyalAssent = "uk-royal-assent": "Britain: the day of Royal Assent", "英国：御准当日";
        DeFourteenthDay = "de-14th-day": "Germany: the 14th day after the gazette", "德国：法律公报发行后第14日";
        FrNextDay = "fr-next-day": "France: the day after publication", "法国：公布次日";
    }
}
words! {
    /// The rule by which a policy runs out whose text names no last day. No rule of the whole country was
    /// found: those of one place hold there. A record names it; none is supposed.
    ///
    /// All three are article 26 of Shanghai's rules on normative documents of 2010, since replaced: five
    /// years from the first day in force; one year for public notices (通告); two years for documents on
    /// trial (试行, 暂行).
    ValidityRule {
        ShanghaiFiveYears = "shanghai-2010-five-years": "Shanghai 2010, article 26: five years", "上海2010年规定第二十六条：五年";
        ShanghaiNotice = "shanghai-2010-notice-one-year": "Shanghai 2010, article 26: notices, one year", "上海2010年规定第二十六条：通告一年";
        ShanghaiTrial = "shanghai-2010-trial-two-years": "Shanghai 2010, article 26: on trial, two years", "上海2010年规定第二十六条：试行、暂行二年";
    }
}
words! {
    /// What is done to the force of a policy besides what its dates and other policies say.
    ForceAct {
        Commenced = "commenced": "Articles come into force", "部分条款施行";
        Suspended = "suspended": "Suspended", "暂停施行";
        Repealed = "repealed": "Repealed", "废止";
        Replaced = "replaced": "Replaced", "被替代";
        Withdrawn = "withdrawn": "Withdrawn", "撤回";
    }
}
words! {
    /// Who may see a document (公开属性).
    Disclosure {
        Proactive = "proactive": "Published without being asked", "主动公开";
        OnRequest = "on-request": "Given on request", "依申请公开";
        Closed = "closed": "Not given", "不予公开";
    }
}
words! {
    /// How a record is taken down.
    Removal {
        Withdrawn = "withdrawn": "Withdrawn: readable, with a notice", "停用：仍可阅读，页首注明";
        Removed = "removed": "Removed: only a notice stays", "撤下：只留说明";
    }
}
words! {
    /// What was done to a text that was published.
    Mending {
        Corrected = "corrected": "Corrected", "更正";
        Redacted = "redacted": "Redacted", "隐去";
    }
}
words! {
    /// The class of reason for which something published is corrected, redacted or taken down.
    ReasonClass {
        Error = "error": "An error|Error|Published in error", "内容有误|有误";
        Superseded = "superseded": "Replaced or out of date|Out of date", "已被取代或过时|过时";
        PersonalData = "personal-data": "Personal data|Privacy", "个人信息|隐私";
        Secrecy = "secrecy": "Secrecy", "保密|涉密";
        CourtOrder = "court-order": "Order of a court", "法院裁判|法院判决";
        Defamation = "defamation": "Harm to a reputation", "损害名誉";
        Copyright = "copyright": "Rights of an author", "著作权|版权";
        Other = "other": "Another reason", "其他";
    }
}
words! {
    /// What one policy does to another.
    RelationKind {
        Repeals = "repeals": "Repeals", "废止";
        Amends = "amends": "Amends", "修改";
        Replaces = "replaces": "Replaces", "替代";
        Implements = "implements": "Implements", "落实";
        Interprets = "interprets": "Explains", "解读";
        Corrects = "corrects": "Corrects", "更正";
        Consultation = "consultation": "Draft for comments", "征求意见稿";
    }
}
words! {
    /// How far an edition changes the text before it.
    Change {
        Major = "major": "Changed in substance", "实质性修改";
        Minor = "minor": "Small changes", "文字修改";
    }
}
words! {
    /// How often a dataset is renewed.
    Frequency {
        Daily = "daily": "Daily", "每日";
        Weekly = "weekly": "Weekly", "每周";
        Monthly = "monthly": "Monthly", "每月";
        Quarterly = "quarterly": "Quarterly", "每季度";
        Annual = "annual": "Yearly", "每年";
        Irregular = "irregular": "Irregular", "不定期";
    }
}
words! {
    /// The type of a column.
    ColumnType {
        String = "string": "Text", "文字";
        Integer = "integer": "Whole number", "整数";
        Number = "number": "Number", "数值";
        Boolean = "boolean": "Yes or no", "是或否";
        Date = "date": "Date", "日期";
        Year = "year": "Year", "年份";
        YearMonth = "yearmonth": "Month", "年月";
    }
}
words! {
    /// What is known of a value of a table.
    ObservationStatus {
        Final = "final": "Final", "最终数";
        Provisional = "provisional": "Provisional|Preliminary", "初步数|暂定";
        Estimated = "estimated": "Estimated|Estimate", "估计数|估算";
        Suppressed = "suppressed": "Suppressed|Confidential", "不予公布|保密";
        Missing = "missing": "Not available|Missing", "缺失|无数据";
        NotApplicable = "not_applicable": "Not applicable|Does not apply", "不适用";
    }
}
words! {
    /// Why a dataset was revised.
    RevisionKind {
        Scheduled = "scheduled": "Planned revision", "例行修订";
        Correction = "correction": "Correction", "更正";
    }
}
words! {
    /// How it stands with a release of figures.
    ReleaseState {
        Provisional = "provisional": "Provisional date", "暂定";
        Confirmed = "confirmed": "Confirmed date", "日期已定";
        Postponed = "postponed": "Postponed", "推迟";
        Published = "published": "Published", "已发布";
        Cancelled = "cancelled": "Cancelled", "取消";
    }
}
words! {
    /// How a table is drawn.
    ChartKind {
        None = "none": "No chart", "不绘图";
        Line = "line": "Lines over time", "折线图";
        Multiples = "multiples": "Small pictures of lines, side by side", "小多图";
        Bars = "bars": "Horizontal bars", "条形图";
        Stacked = "stacked": "Bars of parts", "堆积条形图";
        Dots = "dots": "Dots with ranges", "点与区间图";
        Histogram = "histogram": "How many values lie where", "直方图";
        Heat = "heat": "Months by years, shaded", "月份热图";
        Calendar = "calendar": "Days, shaded", "日历图";
        Tiles = "tiles": "Tiles of districts", "区县方格图";
    }
}
words! {
    /// How far an improvement has come.
    Progress {
        Done = "done": "Done", "已完成";
        UnderWay = "under-way": "Under way", "推进中";
        Planned = "planned": "Planned", "已列入计划";
        NotFeasible = "not-feasible": "Not feasible", "暂不可行";
    }
}
words! {
    /// Where a department stands today.
    DepartmentStatus {
        Live = "live": "Exists", "现存";
        Renamed = "renamed": "Renamed", "已更名";
        Merged = "merged": "Merged into another department", "已并入其他部门";
        Closed = "closed": "Closed", "已撤销";
    }
}
words! {
    /// The day a deadline counts from.
    Start {
        Received = "received": "Day of receipt", "收件日";
        Accepted = "accepted": "Day of acceptance", "受理日";
        Assigned = "assigned": "Day of assignment", "交办日";
    }
}
words! {
    /// A kind of personal data that the scan knows.
    PersonalData {
        ResidentId = "resident-id": "Resident identity number", "居民身份证号|身份证号";
        Mobile = "mobile": "Mobile number", "手机号|手机号码";
        BankCard = "bank-card": "Bank card number", "银行卡号";
        Email = "email": "E-mail address", "电子邮箱|邮箱";
        Passport = "passport": "Passport number", "护照号";
        NationalId = "national-id": "National identity or insurance number", "国家身份或社会保险号码";
        Iban = "iban": "Bank account number (IBAN)", "国际银行账号";
        Landline = "landline": "Landline number", "固定电话";
        NumberPlate = "number-plate": "Number plate", "车牌号";
        Address = "address": "Home address", "住址";
        Name = "name": "Name of a person", "姓名";
        Author = "author": "Name of who made a document", "文件作者";
        Position = "position": "Where a picture was taken", "拍摄位置";
        Unread = "unread": "Attachment that cannot be looked through", "无法检查的附件";
    }
}
words! {
    /// A country whose personal data the scan knows.
    PersonalDataPack {
        Cn = "cn": "China", "中国";
        Uk = "uk": "United Kingdom", "英国";
        De = "de": "Germany", "德国";
        Eu = "eu": "European Union", "欧盟";
        Au = "au": "Australia", "澳大利亚";
    }
}
words! {
    /// The pages that every site has, as `navigation` calls them.
    Front {
        Home = "home": "Home", "首页";
        Replies = "replies": "Replies", "答复";
        Departments = "departments": "Departments", "部门";
        Topics = "topics": "Topics", "主题";
        Policies = "policies": "Policies", "政策";
        Statistics = "statistics": "Statistics", "统计数据";
        Digests = "digests": "Digests", "意见梳理";
        Performance = "performance": "Performance", "办理情况";
        Supervision = "supervision": "Supervision", "督办";
        Bulletins = "bulletins": "Bulletins", "办理情况通报";
        Calendar = "calendar": "Calendar", "到期日历";
        Search = "search": "Search", "搜索";
        Changes = "changes": "What changed", "变更记录";
        Corrections = "corrections": "Corrections", "更正登记";
        Data = "data": "Data", "开放数据";
        Transparency = "transparency": "Copy this site", "复制本站";
        Words = "words": "What the words mean", "用语说明";
        Sitemap = "sitemap": "All pages", "网站地图";
        Feed = "feed": "Feed", "订阅（Atom）|订阅";
        Ask = "ask": "How to ask", "如何提问";
        Report = "report": "Report an error", "网站纠错";
        Accessibility = "accessibility": "Accessibility", "无障碍说明";
    }
}
words! {
    /// Which records have a page in a language.
    Shown {
        All = "all": "All records", "全部记录";
        Translated = "translated": "Only those written in it or translated", "只显示有译文的|有译文的";
    }
}
