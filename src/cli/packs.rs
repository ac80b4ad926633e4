//! Rules and calendars of some jurisdictions, for a new site to begin with.
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
    /// Name below `content/rules/`, and what stands there.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! files {
    ($($name:literal <- $file:literal),* $(,)?) => { &[$(($name, include_str!($file))),*] };
}

/// All of them; the first is what `init` takes unless told otherwise.
pub static PACKS: &[Pack] = &[
    Pack {
        name: "cn",
        english: "mainland China",
        chinese: "中国大陆",
        zone: "Asia/Shanghai",
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
        files: files! {
            "deadlines.yaml" <- "rules/au.yaml",
            "calendar-au-2025.yaml" <- "rules/calendar-au-2025.yaml",
        },
    },
];
