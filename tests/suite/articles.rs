//! Articles through the editions of a policy: permanent ids, what links mean, what stands beside an article.

use crate::city::page;
use crate::site::{CASE, build_on, built, day, shown, site};
use gongkai::host::memory::Memory;
use gongkai::live::Live;
use gongkai::{Prepared, check_site, config};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const POLICY: &str = "title: {en: Quiet, zh-Hans: 噪声规定}\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\neffective_from: 2024-03-01\n";

/// Articles that no one takes for each other.
const AIM: &str = "These rules protect the rest of residents against noise from building sites.";
const GATE: &str = "The permit hangs at the gate of the site and in the entrance of every house nearby.";
const PHONE: &str = "Whoever hears noise at night rings 12345 and gets an answer within five working days.";
const FINE: &str = "Building at night without a permit costs between 10,000 and 100,000 yuan in fines.";
const PERMIT: &str = "Concrete that has to be poured without a break needs leave of the environment bureau.";

fn edition(on: &str, head: &str, articles: &[&str]) -> String {
    let mut text = format!("---\non: {on}\n{head}---\n");
    for (number, words) in (1..).zip(articles) {
        text.push_str(&format!("### Article {number}\n\n{words}\n\n"));
    }
    text
}

/// A policy whose second edition inserts an article behind the first and drops the last.
fn quiet() -> Vec<(String, String)> {
    vec![
        ("content/policies/quiet/policy.yaml".into(), POLICY.into()),
        ("content/policies/quiet/edition-1.md".into(), edition("2024-03-01", "", &[AIM, GATE, PHONE, FINE])),
        (
            "content/policies/quiet/edition-2.md".into(),
            edition("2025-03-01", "note: A permit\n", &[AIM, PERMIT, GATE, &PHONE.replace("five", "three")]),
        ),
    ]
}

fn reply(on: &str, words: &str) -> String {
    let received = "2024-01-05";
    CASE.replace("2026-03-02", received).replace(
        "---\nThe lamps are dark.\n",
        &format!("replied: {on}\n---\n## Question\n\nWhy?\n\n## Reply\n\n{words}\n"),
    )
}

fn laid(files: &[(String, String)]) -> Memory {
    site(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn with(replies: &[(&str, String)]) -> Memory {
    let memory = laid(&quiet());
    for (id, text) in replies {
        memory.put(&format!("content/replies/{id}.md"), text.as_bytes());
    }
    memory
}

fn checked(memory: &Memory) -> Prepared<'_> {
    let settings = gongkai::host::Host::read(memory, Path::new(config::FILE)).unwrap();
    check_site(memory, Path::new(""), config::read(&settings).0.unwrap(), day()).unwrap()
}

/// `edition article permanent` of each article of each of two editions, by the published file.
fn permanent(tree: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let text = page(tree, "data/policies-articles.csv");
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let number = |cell: &str| cell.parse::<u32>().unwrap_or(u32::MAX);
    let in_edition = |at: u32| {
        let own = rows.iter().filter(move |row| number(row[1]) <= at && at <= number(row[3]));
        let mut all: Vec<String> = own.map(|row| format!("{at} {} {}", row[4], row[6])).collect();
        all.sort();
        all
    };
    (1..=2).flat_map(in_edition).collect()
}

#[test]
fn an_article_keeps_its_first_id_when_numbers_move() {
    let tree = built(&laid(&quiet()));
    assert_eq!(
        permanent(&tree),
        [
            "1 article-1 article-1",
            "1 article-2 article-2",
            "1 article-3 article-3",
            "1 article-4 article-4",
            "2 article-1 article-1",
            "2 article-2 article-2@2",
            "2 article-3 article-2",
            "2 article-4 article-3",
        ]
    );
    // The digest is of words that anyone can read on the page, and none is of a few.
    let rows = page(&tree, "data/policies-articles.csv");
    let digest = gongkai::source::sha256_hex(AIM.as_bytes());
    assert_eq!(rows.matches(&digest).count(), 1, "{rows}");
    let short = laid(&quiet());
    short.put("content/policies/quiet/edition-1.md", edition("2024-03-01", "", &["Quiet.", GATE]).as_bytes());
    let rows = page(&built(&short), "data/policies-articles.csv");
    assert!(rows.contains("quiet,1,2024-03-01,1,article-1,Article 1,article-1,6,\r\n"), "{rows}");
}

#[test]
fn what_the_words_do_not_tell_can_be_said() {
    let wholly = "Nobody may disturb the sleep of others by machines.";
    let mut files = quiet();
    files[2].1 = edition("2025-03-01", "note: Anew\nmoved: {article-3: article-2}\n", &[AIM, wholly, GATE]);
    let tree = built(&laid(&files));
    let ids = permanent(&tree);
    assert_eq!(ids[4..], ["2 article-1 article-1", "2 article-2 article-3", "2 article-3 article-2"]);
    // The page of changes follows it.
    let changes = page(&tree, "policies/quiet/edition-2-changes.html");
    assert!(changes.contains("<del>"), "{changes}");
    assert!(!changes.contains("g-was-article-3"), "Article 3 is not told as removed: {changes}");
}

#[test]
fn a_link_means_the_article_of_its_day() {
    let words = "By [Article 2](policy:quiet#article-2), [Article 3](policy:quiet#article-3), [Article 4](policy:quiet#article-4) and [Article 1](policy:quiet#article-1).";
    let memory = with(&[("old", reply("2024-05-02", words)), ("new", reply("2025-05-02", words))]);
    let tree = built(&memory);
    let old = page(&tree, "replies/old.html");
    for link in [
        "<a href=\"../policies/quiet.html#article-3\">Article 2<span class=\"now\"> (now 3)</span></a>",
        "<a href=\"../policies/quiet.html#article-4\">Article 3<span class=\"now\"> (now 4)</span></a>",
        "<a href=\"../policies/quiet/edition-1.html#article-4\">Article 4<span class=\"now\"> (in the text of 1 March 2024, no longer in the newest)</span></a>",
        "<a href=\"../policies/quiet.html#article-1\">Article 1</a>",
    ] {
        assert!(old.contains(link), "{link}: {old}");
    }
    let chinese = page(&tree, "zh-hans/replies/old.html");
    assert!(chinese.contains("（现3）") && chinese.contains("（见2024年3月1日文本，现行文本已删去）"), "{chinese}");
    // One of a later day means what has these numbers now.
    let new = page(&tree, "replies/new.html");
    assert!(new.contains("<a href=\"../policies/quiet.html#article-2\">Article 2</a>"), "{new}");
    assert!(!new.contains("class=\"now\""), "{new}");
    // Every one of these addresses is there.
    let policy = page(&tree, "policies/quiet.html");
    for id in ["article-1", "article-2", "article-3", "article-4"] {
        assert_eq!(policy.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
    }
    assert!(page(&tree, "policies/quiet/edition-1.html").contains(" id=\"article-4\""));
}

#[test]
fn a_chinese_article_is_named_as_it_is_printed() {
    let text = |on: &str, head: &str, articles: &[&str]| {
        let mut text = format!("---\non: {on}\nlang: zh-Hans\n{head}---\n");
        for (number, words) in ["一", "二", "三"].iter().zip(articles) {
            text.push_str(&format!("第{number}条　{words}\n\n"));
        }
        text
    };
    let (gate, phone) =
        ("施工单位应当将证明张贴在工地大门和相邻居民楼单元门口。", "群众举报夜间施工噪声，可以拨打12345热线电话。");
    let memory = site(&[
        ("content/policies/quiet/policy.yaml", POLICY),
        ("content/policies/quiet/edition-1.md", &text("2024-03-01", "", &[gate, phone])),
        (
            "content/policies/quiet/edition-2.md",
            &text("2025-03-01", "note: 新\n", &["连续浇筑混凝土的，应当事先申请许可并公示三日。", gate, phone]),
        ),
        ("content/replies/a.md", &reply("2024-05-02", "[第二条](policy:quiet#article-2)")),
    ]);
    let tree = built(&memory);
    let chinese = page(&tree, "zh-hans/replies/a.html");
    assert!(chinese.contains("quiet.html#article-3\">第二条<span class=\"now\">（现第三条）</span></a>"), "{chinese}");
    let policy = page(&tree, "zh-hans/policies/quiet.html");
    assert!(policy.contains("此条号所指现为"), "{policy}");
}

#[test]
fn an_article_that_the_day_does_not_have_is_a_finding() {
    let mut files = quiet();
    files[2].1 = edition("2025-03-01", "note: A permit\n", &[AIM, PERMIT, GATE, PHONE, FINE]);
    files.push(("content/replies/a.md".into(), reply("2024-05-02", "[Article 5](policy:quiet#article-5)")));
    files.push(("content/replies/b.md".into(), reply("2025-05-02", "[Article 5](policy:quiet#article-5)")));
    let memory = laid(&files);
    let report = build_on(&memory, day()).unwrap();
    let told: Vec<String> = shown(&memory, &report).into_iter().filter(|f| f.contains("link-to")).collect();
    assert_eq!(told, ["content/replies/a.md:14 link-to-other-text"]);
}

#[test]
fn an_article_shows_the_replies_that_rely_on_it() {
    let link = "By [Article 2](policy:quiet#article-2).";
    let mut replies: Vec<(String, String)> =
        (0..60).map(|n| (format!("old-{n:02}"), reply("2024-05-02", link))).collect();
    replies.push(("new".into(), reply("2025-05-02", link)));
    // One that names two articles is one reply.
    let related = reply("2025-05-02", "By [Article 2](policy:quiet#article-2).")
        .replace("replied:", "related: [\"policy:quiet#article-3\"]\nreplied:");
    replies.push(("related".into(), related));
    let memory = with(&replies.iter().map(|(id, text)| (id.as_str(), text.clone())).collect::<Vec<_>>());
    let tree = built(&memory);
    let policy = page(&tree, "policies/quiet.html");
    // Article 2 of 2024 is Article 3 now: 60 replies and the one that names it by its new number.
    assert!(
        policy.contains("<a href=\"../policies/quiet/relied-on.html#article-3\">Relied on in 61 replies</a>"),
        "{policy}"
    );
    assert!(
        policy.contains("<a href=\"../policies/quiet/relied-on.html#article-2\">Relied on in 2 replies</a>"),
        "{policy}"
    );
    let first = page(&tree, "policies/quiet/relied-on.html");
    assert!(first.contains("62 replies rely on articles"), "{first}");
    assert!(first.contains("<h2 id=\"article-2\">") && first.contains("<h2 id=\"article-3\">"), "{first}");
    assert_eq!(first.matches("replies/old-").count(), 48, "{first}");
    let second = page(&tree, "policies/quiet/relied-on-2.html");
    assert!(second.contains("replies/old-59.html") && second.contains("61 replies"), "{second}");
    let chinese = page(&tree, "zh-hans/policies/quiet.html");
    assert!(chinese.contains("61件答复引用"), "{chinese}");
    // A case names its articles.
    let related = page(&tree, "replies/related.html");
    assert!(related.contains("policies/quiet.html#article-3\">Article 3</a>"), "{related}");
    // Nobody relies on the others, and a policy on which nobody does has no such page.
    assert!(!built(&laid(&quiet())).keys().any(|path| path.contains("relied-on")));
}

#[test]
fn an_article_says_since_when_it_has_its_words() {
    let tree = built(&laid(&quiet()));
    let policy = page(&tree, "policies/quiet.html");
    for (told, times) in [
        ("<a href=\"../policies/quiet/edition-2-changes.html#article-4\">Last changed on 1 March 2025</a>", 1),
        ("<a href=\"../policies/quiet/edition-2-changes.html#article-2\">New on 1 March 2025</a>", 1),
        ("Last changed on", 1),
        // What the numbers stood for, and where the one that is gone can be read.
        ("Until 1 March 2025 this number stood for what is now <a href=\"#article-3\">Article 3</a>", 1),
        ("Until 1 March 2025 this number stood for what is now <a href=\"#article-4\">Article 4</a>", 1),
        (
            "The article that had this number until 1 March 2025 was removed: <a href=\"../policies/quiet/edition-1.html#article-4\">Edition 1</a>",
            1,
        ),
    ] {
        assert_eq!(policy.matches(told).count(), times, "{told}: {policy}");
    }
    let changes = page(&tree, "policies/quiet/edition-2-changes.html");
    assert!(changes.contains("id=\"article-4\"") && changes.contains("id=\"article-2\""), "{changes}");
    let chinese = page(&tree, "zh-hans/policies/quiet.html");
    assert!(chinese.contains("最近修改：2025年3月1日") && chinese.contains("新增：2025年3月1日"), "{chinese}");
    // The page of an edition is what it was, and a policy with one edition has nothing to say.
    for edition in ["policies/quiet/edition-1.html", "policies/quiet/edition-2.html"] {
        assert!(!page(&tree, edition).contains("beside-article"), "{edition}");
    }
    let mut one = quiet();
    one.pop();
    assert!(!page(&built(&laid(&one)), "policies/quiet.html").contains("beside-article"));
}

#[test]
fn no_old_address_is_lost_on_the_page_of_the_policy() {
    let mut files = quiet();
    files[2].1 = edition("2025-03-01", "note: Shorter\n", &[GATE]);
    let policy = page(&built(&laid(&files)), "policies/quiet.html");
    for id in ["article-1", "article-2", "article-3", "article-4"] {
        assert_eq!(policy.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}: {policy}");
    }
    assert!(policy.contains("<li id=\"article-2\">Article 2: Until 1 March 2025 this number stood for what is now <a href=\"#article-1\">Article 1</a></li>"), "{policy}");
}

#[test]
fn what_was_found_once_is_kept() {
    let memory = laid(&quiet());
    let single = "content/policies/single";
    memory.put(&format!("{single}/policy.yaml"), POLICY.as_bytes());
    memory.put(&format!("{single}/edition-1.md"), edition("2024-03-01", "", &[AIM]).as_bytes());
    assert_eq!(checked(&memory).derived.lineages.aligned, 1, "a policy with one edition costs nothing");
    crate::cache::build(&memory, 0).unwrap();
    let config = config::read(&gongkai::host::Host::read(&memory, Path::new(config::FILE)).unwrap()).0.unwrap();
    let place = crate::cache::place(0);
    let mut live = Live::open(&memory, Path::new(""), config.clone(), day(), Some(&place)).unwrap();
    assert_eq!(live.site().derived.lineages.aligned, 0, "the build before found it");
    let third = "content/policies/quiet/edition-3.md";
    memory.put(third, edition("2026-03-01", "note: Less\n", &[AIM, PERMIT]).as_bytes());
    live.update(config, day(), &[third.into()]).unwrap();
    assert_eq!(live.site().derived.lineages.aligned, 1, "only the new pair is aligned");
}

#[test]
fn what_an_article_is_called_follows_a_new_edition_into_replies() {
    let link = "By [Article 2](policy:quiet#article-2).";
    let memory = with(&[("old", reply("2024-05-02", link)), ("other", reply("2024-05-02", "Thus."))]);
    let second = gongkai::host::Host::read(&memory, Path::new("content/policies/quiet/edition-2.md")).unwrap();
    memory.take("content/policies/quiet/edition-2.md");
    crate::cache::build(&memory, 0).unwrap();
    assert!(!page(&memory.tree("public"), "replies/old.html").contains("(now 3)"));
    memory.put("content/policies/quiet/edition-2.md", &second);
    let written = crate::cache::build(&memory, 0).unwrap().unwrap();
    assert!(page(&memory.tree("public"), "replies/old.html").contains("(now 3)"));
    assert!(!written.why.iter().any(|(path, _)| &**path == "replies/other.html"), "{:?}", written.why);
    // A word of the text changes no number, and no reply.
    let words = String::from_utf8(second).unwrap().replace("poured", "cast");
    memory.put("content/policies/quiet/edition-2.md", words.as_bytes());
    let written = crate::cache::build(&memory, 0).unwrap().unwrap();
    assert!(!written.why.iter().any(|(path, _)| path.contains("replies/")), "{:?}", written.why);
    let fresh = built(&memory);
    let mut tree = memory.tree("public");
    tree.remove(gongkai::write::MARKER);
    assert!(tree == fresh, "reused = rendered");
}

/// Sentences that share no three words.
fn words(seed: usize) -> String {
    const WORDS: [&str; 24] = [
        "lamp", "river", "gate", "noise", "night", "permit", "crane", "bridge", "school", "market", "garden", "winter",
        "ticket", "doctor", "letter", "window", "engine", "tunnel", "harbour", "forest", "kitchen", "museum", "pillar",
        "canal",
    ];
    (0..12)
        .map(|n| WORDS[(seed * 7 + n * (seed % 5 + 1) * 11 + seed / 3) % 24].to_owned() + &format!("{seed}x{n}"))
        .collect::<Vec<_>>()
        .join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is inserted, dropped and shuffled: an article whose words stayed keeps its permanent id, no id
    /// is used for another, and a link made in any edition leads to that article or says that it is gone.
    #[test]
    fn an_address_never_names_two_texts(
        editions in proptest::collection::vec(proptest::collection::btree_set(0_usize..9, 1..7), 2..5),
        turns in proptest::collection::vec(0_usize..7, 5),
    ) {
        let memory = site(&[("content/policies/quiet/policy.yaml", POLICY)]);
        let mut texts: Vec<Vec<usize>> = Vec::new();
        for (n, (set, turn)) in editions.iter().zip(&turns).enumerate() {
            let mut list: Vec<usize> = set.iter().copied().collect();
            let by = turn % list.len();
            list.rotate_left(by);
            let all: Vec<String> = list.iter().map(|seed| words(*seed)).collect();
            let head = if n > 0 { "note: Anew\n" } else { "" };
            let text = edition(&format!("202{n}-03-01"), head, &all.iter().map(String::as_str).collect::<Vec<_>>());
            memory.put(&format!("content/policies/quiet/edition-{}.md", n + 1), text.as_bytes());
            texts.push(list);
        }
        let site = checked(&memory);
        let (model, lineages) = (&site.checked.model, &site.derived.lineages);
        let line = lineages.of(0).unwrap();
        let policy = &model.policies[0];
        // Which article each was before, told from the words alone: the same words wherever they stand, else, of
        // what is left, the same number, which was rewritten.
        let before = |n: usize, i: usize| -> Option<usize> {
            let (old, new) = (&texts[n - 1], &texts[n]);
            let same = old.iter().position(|seed| *seed == new[i]);
            let rewritten = || (i < old.len() && !new.contains(&old[i])).then_some(i);
            same.or_else(rewritten)
        };
        let mut names = BTreeSet::new();
        for (n, list) in texts.iter().enumerate() {
            let ids: BTreeSet<&str> = policy.editions[n].clauses.iter().map(|clause| &*clause.id).collect();
            prop_assert_eq!(ids.len(), list.len());
            for i in 0..list.len() {
                let name = line.name(n, i).unwrap();
                match n.checked_sub(1).and_then(|_| before(n, i)) {
                    Some(was) => prop_assert_eq!(line.name(n - 1, was), Some(name), "it stayed"),
                    None => prop_assert!(names.insert(name), "{} named another article", name),
                }
            }
        }
        for (n, list) in texts.iter().enumerate() {
            for i in 0..list.len() {
                let mut now = Some(i);
                for (later, text) in texts.iter().enumerate().skip(n + 1) {
                    now = now.and_then(|was| (0..text.len()).find(|new| before(later, *new) == Some(was)));
                }
                let id = format!("article-{}", i + 1);
                let meant = gongkai::derive::clauses::meant(model, lineages, 0, &id, Some(policy.editions[n].on));
                match meant.unwrap() {
                    gongkai::derive::clauses::Meant::Now { clause, .. } => prop_assert_eq!(Some(clause), now),
                    gongkai::derive::clauses::Meant::Then { edition } => prop_assert_eq!((edition, now), (n, None)),
                }
            }
        }
    }
}

#[test]
fn a_list_of_replies_calls_an_article_as_the_reader_does() {
    let mut files = quiet();
    let chinese: String = ["一", "二", "三", "四"].map(|n| format!("第{n}条　夜间施工应当取得许可。\n\n")).concat();
    files.push((
        "content/policies/quiet/edition-2.zh-Hans.md".into(),
        format!("---\ntitle: 噪声规定\ntranslator: T\nof: x\n---\n{chinese}"),
    ));
    files.push(("content/replies/a.md".into(), reply("2025-05-02", "By [Article 2](policy:quiet#article-2).")));
    let tree = built(&laid(&files));
    for (path, name) in [("", "Article 2"), ("zh-hans/", "第二条")] {
        let list = page(&tree, &format!("{path}policies/quiet/relied-on.html"));
        assert!(
            list.contains(&format!("<h2 id=\"article-2\"><a href=\"../../policies/quiet.html#article-2\">{name}</a>")),
            "{list}"
        );
    }
}
