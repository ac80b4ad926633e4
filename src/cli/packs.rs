//! Rules, calendars and contact points of some jurisdictions, for a new site to begin with.
//!
//! The files are part of the program; each names its sources. Their deadlines are tested row by
//! row with their workings (`tests/suite/deadlines.txt`).

/// The rules of a jurisdiction.
pub struct Pack {
    /// What `gongkai init --rules` calls it.
    pub name: &'static str,
    pub english: &'static str,
    pub chinese: &'static str,
    /// Time zone of the new site.
    pub zone: &'static str,
    /// When, in UTC, it is shortly after midnight there in summer and in winter: minute and hour.
    pub night: &'static str,
    /// Languages of the new site, the main one first.
    pub languages: &'static [&'static str],
    /// Who publishes, how to reach it, and how to ask, in English and Chinese.
    pub publisher: [&'static str; 2],
    pub contact: [&'static str; 2],
    pub ask: [&'static str; 2],
    /// Whether the departments are bureaus of a city of China; else those of a council.
    pub bureaus: bool,
    /// Name below `content/rules/`, and what stands there.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! files {
    ($($name:literal <- $file:literal),* $(,)?) => { &[$(($name, include_str!($file))),*] };
}

const COUNCIL: [&str; 2] = ["City Council", "市议会"];
const COUNCIL_CONTACT: [&str; 2] = ["Town hall, Monday to Friday", "市政厅，周一至周五"];
const COUNCIL_ASK: [&str; 2] = [
    "Write to us, call us, or come to the town hall, Monday to Friday. Say what happened, where and when. Your name is never published.",
    "请写信、致电，或周一至周五到市政厅。请说明时间、地点和经过。您的姓名不会公开。",
];

/// All of them; the first is what `init` takes unless told otherwise.
pub static PACKS: &[Pack] = &[
    Pack {
        name: "cn",
        english: "mainland China",
        chinese: "中国大陆",
        zone: "Asia/Shanghai",
        night: "20 16",
        languages: &["en", "zh-Hans"],
        publisher: ["City Government", "市人民政府"],
        contact: ["City hall, hotline 12345", "市政府，热线12345"],
        ask: [
            "Write to the mailbox, call the hotline 12345, or come to city hall on a weekday. Say what happened, where and when. Your name is never published.",
            "请写信到市长信箱、拨打热线12345，或在工作日到市政府。请说明时间、地点和经过。您的姓名不会公开。",
        ],
        bureaus: true,
        files: files! {
            "deadlines.yaml" <- "rules/cn.yaml",
            "calendar-cn-2025.yaml" <- "../../content/rules/calendar-cn-2025.yaml",
            "calendar-cn-2026.yaml" <- "../../content/rules/calendar-cn-2026.yaml",
        },
    },
    Pack {
        name: "uk",
        english: "United Kingdom",
        chinese: "英国",
        zone: "Europe/London",
        night: "20 0",
        languages: &["en"],
        publisher: ["City Council", "市议会"],
        contact: [
            "Town Hall: online form, contact centre, or in person, Monday to Friday, 9am to 5pm",
            "市政厅：网上表格、咨询中心，或周一至周五9时至17时前来",
        ],
        ask: [
            "Use our online form, call the contact centre, or come to the Town Hall, Monday to Friday, 9am to 5pm. Say what happened, where and when. Your name is never published.\n\nYou may ask for information that we hold under the Freedom of Information Act 2000; we answer within 20 working days. If you are not content with our answer, ask us for an internal review, and after that the [Information Commissioner's Office](https://ico.org.uk/).\n\nIf a complaint has been through our own procedure and you are still not content, you may go to the [Local Government and Social Care Ombudsman](https://www.lgo.org.uk/) in England, or to the public services ombudsman of Scotland, Wales or Northern Ireland.",
            "请填写网上表格、致电咨询中心，或周一至周五9时至17时到市政厅。请说明时间、地点和经过。您的姓名不会公开。\n\n您可以依据英国《2000年信息自由法》申请我们持有的信息，我们在20个工作日内答复。对答复不满意的，可以先要求我们内部复核，再向[信息专员办公室](https://ico.org.uk/)投诉。\n\n投诉经我们的程序处理后仍不满意的，在英格兰可以向[地方政府和社会照护监察员](https://www.lgo.org.uk/)申诉，在苏格兰、威尔士、北爱尔兰可以向当地的公共服务监察员申诉。",
        ],
        bureaus: false,
        files: files! {
            "deadlines.yaml" <- "rules/uk.yaml",
            "calendar-uk-2025.yaml" <- "rules/calendar-uk-2025.yaml",
            "calendar-uk-2026.yaml" <- "rules/calendar-uk-2026.yaml",
            "calendar-uk-2027.yaml" <- "rules/calendar-uk-2027.yaml",
        },
    },
    Pack {
        name: "de",
        english: "Germany",
        chinese: "德国",
        zone: "Europe/Berlin",
        night: "20 23",
        languages: &["en"],
        publisher: COUNCIL,
        contact: COUNCIL_CONTACT,
        ask: COUNCIL_ASK,
        bureaus: false,
        files: files! {
            "deadlines.yaml" <- "rules/de.yaml",
            "calendar-de-2025.yaml" <- "rules/calendar-de-2025.yaml",
            "calendar-de-2026.yaml" <- "rules/calendar-de-2026.yaml",
            "calendar-de-2027.yaml" <- "rules/calendar-de-2027.yaml",
        },
    },
    Pack {
        name: "eu",
        english: "European Union",
        chinese: "欧盟",
        zone: "Europe/Brussels",
        night: "20 23",
        languages: &["en"],
        publisher: COUNCIL,
        contact: COUNCIL_CONTACT,
        ask: COUNCIL_ASK,
        bureaus: false,
        files: files! {
            "deadlines.yaml" <- "rules/eu.yaml",
            "calendar-eu-2023.yaml" <- "rules/calendar-eu-2023.yaml",
        },
    },
    Pack {
        name: "au",
        english: "Australia",
        chinese: "澳大利亚",
        zone: "Australia/Canberra",
        night: "20 14",
        languages: &["en"],
        publisher: COUNCIL,
        contact: COUNCIL_CONTACT,
        ask: COUNCIL_ASK,
        bureaus: false,
        files: files! {
            "deadlines.yaml" <- "rules/au.yaml",
            "calendar-au-2025.yaml" <- "rules/calendar-au-2025.yaml",
        },
    },
];
