//! The files of a new site, in the languages it has.
//!
//! Texts are kept in English and Chinese side by side: `x.md` with the facts of the record, and
//! `x.zh-Hans.md` with a title and a text. The one in the main language becomes the original, the
//! other its translation, with the digest that says which text it is of. In all other files a text
//! in both languages is written `{en: …, zh-Hans: …}`; a site of one language gets that one.

use crate::check::translations;
use crate::cli::packs::Pack;
use crate::record::Body;
use crate::source::front_matter;

/// The languages that the starter is written in.
pub const LANGUAGES: [&str; 2] = ["en", "zh-Hans"];

/// A text in both languages.
struct Pair {
    /// Path in the site, without the ending.
    path: &'static str,
    english: &'static str,
    chinese: &'static str,
    /// What becomes of it on a site in both languages.
    both: Both,
}

#[derive(PartialEq, Eq)]
enum Both {
    /// The text in the main language is the original, the other a translation.
    Translated,
    /// The same, but the title of the original stands in another file.
    Untitled,
    /// There is a Chinese text only: a site shows what it has not in the reader's language too.
    Chinese,
}

macro_rules! pairs {
    ($($path:literal <- $file:literal $both:ident),* $(,)?) => {
        static PAIRS: &[Pair] = &[$(Pair {
            path: $path,
            english: include_str!(concat!("../starter/", $file, ".md")),
            chinese: include_str!(concat!("../starter/", $file, ".zh-Hans.md")),
            both: Both::$both,
        }),*];
    };
}

pairs! {
    "content/replies/2026/urban-260302-1" <- "reply" Translated,
    "content/replies/2026/transport-260316-1" <- "reply-open" Chinese,
    "content/policies/lighting-standard/edition-1" <- "edition-1" Untitled,
    "content/digests/2026-q1-lighting" <- "digest" Translated,
    "content/pages/how-to-ask" <- "how-to-ask" Translated,
    "content/pages/contact" <- "contact" Translated,
    "content/pages/accessibility" <- "accessibility" Translated,
}

macro_rules! plain {
    ($($path:literal <- $file:literal),* $(,)?) => {
        static PLAIN: &[(&str, &str)] = &[$(($path, include_str!(concat!("../starter/", $file)))),*];
    };
}

plain! {
    "content/topics.yaml" <- "topics.yaml",
    "content/policies/lighting-standard/policy.yaml" <- "policy.yaml",
    "content/statistics/street-lights/dataset.yaml" <- "dataset.yaml",
    "content/statistics/street-lights/data.csv" <- "data.csv",
    ".gitignore" <- "gitignore",
    "ci/release" <- "ci/release",
    "ci/get-gongkai" <- "ci/get-gongkai",
    "ci/check" <- "ci/check",
    "ci/review" <- "ci/review",
    "ci/publish-branch" <- "ci/publish-branch",
    "ci/post-receive" <- "ci/post-receive",
    ".github/workflows/site.yml" <- "ci/github.yml",
    ".gitlab-ci.yml" <- "ci/gitlab.yml",
}

/// The same for two forges that differ in the name of their runners alone.
const FORGEJO: &str = include_str!("../starter/ci/forgejo.yml");

/// Returns every file of a new site with its text, in a fixed order.
pub fn files(pack: &Pack, languages: &[&str]) -> Vec<(String, String)> {
    let main = languages[0];
    let settings = match main {
        "en" => include_str!("../starter/site-config.yaml"),
        _ => include_str!("../starter/site-config.zh-Hans.yaml"),
    };
    let departments = match pack.bureaus {
        true => include_str!("../starter/departments.yaml"),
        false => include_str!("../starter/departments.council.yaml"),
    };
    let mut files = vec![
        (crate::config::FILE.to_owned(), configured(settings, pack, languages)),
        ("content/departments.yaml".to_owned(), worded(departments, languages)),
    ];
    for pair in PAIRS {
        files.extend(texts(pair, pack, languages));
    }
    let filled = |text: &str| local(&worded(text, languages), pack);
    files.extend(PLAIN.iter().map(|(path, text)| ((*path).to_owned(), filled(text))));
    for (forge, runner) in [("forgejo", "docker"), ("gitea", "ubuntu-latest")] {
        files.push((format!(".{forge}/workflows/site.yml"), filled(FORGEJO).replace("RUNNER", runner)));
    }
    files.extend(pack.files.iter().map(|(name, text)| (format!("content/rules/{name}"), (*text).to_owned())));
    files
}

/// What depends on the place alone.
fn local(text: &str, pack: &Pack) -> String {
    let text = text.replace("NIGHT", pack.night).replace("VERSION", env!("CARGO_PKG_VERSION"));
    match pack.bureaus {
        true => text,
        // A number such as China gives, and a hotline such as it has.
        false => {
            let lines = text.lines().filter(|line| !line.starts_with("number: "));
            let text: String = lines.map(|line| format!("{line}\n")).collect();
            text.replace("channel: hotline", "channel: web")
        }
    }
}

fn configured(text: &str, pack: &Pack, languages: &[&str]) -> String {
    let both = |[english, chinese]: [&str; 2]| format!("{{en: {english:?}, zh-Hans: {chinese}}}");
    let list = match languages {
        [one] => format!("[{one}]"),
        all => all.iter().map(|code| format!("\n  - {{code: {code}, records: all}}")).collect(),
    };
    let text = text.replace("PUBLISHER", &both(pack.publisher)).replace("CONTACT", &both(pack.contact));
    let text = worded(&text, languages).replace("ZONE", pack.zone).replace("PACK", pack.name);
    text.replace("languages: LANGUAGES", format!("languages: {list}").replace(": \n", ":\n").as_str())
}

/// The original and its translation, as far as the site has the languages.
fn texts(pair: &Pair, pack: &Pack, languages: &[&str]) -> Vec<(String, String)> {
    let main = languages[0];
    let original = match pair.both {
        Both::Chinese if languages.len() > 1 => "zh-Hans",
        _ => main,
    };
    let (facts, _) = parts(pair.english);
    let facts: String = facts.lines().filter(|line| !line.starts_with("title:")).map(|l| format!("{l}\n")).collect();
    let title = if pair.both == Both::Untitled { String::new() } else { title(pair, original) };
    let lang = if original == main { String::new() } else { format!("lang: {original}\n") };
    let body = body(pair, original, pack);
    let file = format!("{}.md", pair.path);
    let text = local(&worded(&format!("---\n{title}{lang}{facts}---\n{body}"), languages), pack);
    let of = digest(&file, &text);
    let mut files = vec![(file, text)];
    if pair.both != Both::Chinese {
        files.extend(languages[1..].iter().map(|lang| {
            let (title, translator) = (self::title(pair, lang), translator(lang));
            let text =
                format!("---\n{title}translator: {translator}\nof: \"{of}\"\n---\n{}", self::body(pair, lang, pack));
            (format!("{}.{lang}.md", pair.path), text)
        }));
    }
    files
}

fn source(pair: &Pair, lang: &str) -> &'static str {
    if lang == "en" { pair.english } else { pair.chinese }
}

fn title(pair: &Pair, lang: &str) -> String {
    let (facts, _) = parts(source(pair, lang));
    facts.lines().find(|line| line.starts_with("title:")).map_or_else(String::new, |line| format!("{line}\n"))
}

fn body(pair: &Pair, lang: &str, pack: &Pack) -> String {
    let (_, body) = parts(source(pair, lang));
    body.replace("ASK", pack.ask[usize::from(lang != "en")])
}

fn translator(lang: &str) -> &'static str {
    if lang == "en" { "Editorial office" } else { "编辑部" }
}

/// The front matter of a file of ours, and its text.
fn parts(file: &'static str) -> (&'static str, &'static str) {
    file.trim_start_matches("---\n").split_once("---\n").unwrap_or(("", file))
}

fn digest(file: &str, text: &str) -> String {
    let parts = front_matter::split(text).expect("files of the starter have front matter");
    translations::of(&Body::new(file, text, &parts.body)).to_string()
}

/// Puts each `{en: A, zh-Hans: B}` into the languages of the site, in their order.
fn worded(text: &str, languages: &[&str]) -> String {
    let mut worded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{en: ") {
        let found = after
            .split_once(", zh-Hans: ")
            .and_then(|(en, rest)| rest.split_once('}').map(|(zh, rest)| (en, zh, rest)));
        let Some((english, chinese, after)) = found else { break };
        worded.push_str(before);
        let in_lang = |lang: &str| if lang == "en" { english } else { chinese };
        match languages {
            [one] => worded.push_str(in_lang(one)),
            all => {
                let all: Vec<String> = all.iter().map(|lang| format!("{lang}: {}", in_lang(lang))).collect();
                worded.push_str(&format!("{{{}}}", all.join(", ")));
            }
        }
        rest = after;
    }
    worded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_put_into_the_languages_of_the_site() {
        let text = "name: {en: \"A, b\", zh-Hans: 甲}\nlist: [{text: {en: C, zh-Hans: 乙}, due: x}]\n";
        assert_eq!(worded(text, &["en"]), "name: \"A, b\"\nlist: [{text: C, due: x}]\n");
        assert_eq!(
            worded(text, &["zh-Hans", "en"]),
            "name: {zh-Hans: 甲, en: \"A, b\"}\nlist: [{text: {zh-Hans: 乙, en: C}, due: x}]\n"
        );
        assert_eq!(worded(text, &LANGUAGES), text);
    }
}
