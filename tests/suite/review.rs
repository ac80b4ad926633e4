//! What a change does to a site: two states held against each other, in memory and by the command.

use crate::site::{CASE, day, example, site};
use gongkai::Prepared;
use gongkai::diagnostic::Tongue;
use gongkai::diagnostic::emit::place;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::review::pages::Seen;
use gongkai::review::records::Became;
use gongkai::review::{Review, review, show};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn checked(memory: &Memory) -> Prepared<'_> {
    let config = gongkai::config::read(&memory.read(Path::new("site-config.yaml")).unwrap()).0.unwrap();
    gongkai::check_site(memory, Path::new(""), config, day()).unwrap()
}

fn between(before: &Memory, after: &Memory) -> Review {
    review(Some(&checked(before)), &checked(after)).unwrap()
}

/// The page and the comment.
fn told(after: &Memory, review: &Review, tongue: Tongue) -> (String, String) {
    let sources = gongkai::build::sources_of(&review.findings, |file| after.read(Path::new(file)));
    let placed = place(&review.findings, &sources, tongue);
    (show::page(review, &placed, tongue), show::comment(review, &placed, tongue))
}

fn edited(memory: &Memory, file: &str, from: &str, to: &str) -> Memory {
    let copy = memory.copy();
    let text = String::from_utf8(memory.read(Path::new(file)).unwrap()).unwrap();
    assert!(text.contains(from), "{file} has {from}");
    copy.put(file, text.replace(from, to).as_bytes());
    copy
}

fn cases(files: &[(&str, &str)]) -> Memory {
    site(files)
}

const REPLIED: &str = "---\ntitle: Lights out\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\nreplied: 2026-03-09\n---\n## Question\n\nThe lamps are dark.\n\n## Reply\n\nThe lamps are lit again.\n";

#[test]
fn two_states_that_are_the_same_have_no_difference() {
    let memory = example();
    let review = between(&memory, &memory);
    assert!(review.records.is_empty() && review.pages.list.is_empty() && review.figures.is_empty());
    assert!(review.findings.is_empty() && review.lost.is_empty() && review.bases.is_empty());
    let (page, comment) = told(&memory, &review, Tongue::English);
    assert!(page.contains("Nothing stops it") && comment.contains("Pages that change: 0."));
}

#[test]
fn an_edit_shows_its_words_its_pages_and_its_figures() {
    let (a, b) = ("content/replies/c-1.md", "content/replies/c-2.md");
    let before = cases(&[(a, CASE), (b, CASE)]);
    let after = cases(&[(a, REPLIED), (b, CASE)]);
    let review = between(&before, &after);
    let records: Vec<_> = review.records.iter().map(|r| (&*r.key.id, r.became)).collect();
    assert_eq!(records, [("c-1", Became::Changed)]);
    let own: Vec<_> = review.pages.list.iter().filter(|page| page.record.is_some()).collect();
    assert_eq!(
        own.iter().map(|page| &*page.path).collect::<Vec<_>>(),
        ["replies/c-1.html", "zh-hans/replies/c-1.html"]
    );
    assert!(own.iter().all(|page| page.became == Seen::Changed && page.added >= 5), "{own:?}");
    // What is not touched is not there; what follows is.
    assert!(!review.pages.list.iter().any(|page| page.path.contains("c-2")));
    for path in ["index.html", "departments/urban.html", "replies/month/2026-03.html"] {
        assert!(review.pages.list.iter().any(|page| &*page.path == path), "{path}");
    }
    let replied = review.figures.iter().filter(|f| f.measure.id == "replied");
    let replied: Vec<_> =
        replied.map(|f| (f.department.as_deref(), f.before.plain(), f.after.plain(), &*f.cases)).collect();
    let one: [Box<str>; 1] = ["c-1".into()];
    assert_eq!(
        replied,
        [(None, "0".to_owned(), "1".to_owned(), &one[..]), (Some("urban"), "0".to_owned(), "1".to_owned(), &one[..])]
    );
    assert!(review.figures.iter().all(|f| !f.cases.is_empty()), "each has a reason: {:?}", review.figures);
    let (page, comment) = told(&after, &review, Tongue::English);
    assert!(page.contains("<ins>") && page.contains("The lamps are lit again."), "{page}");
    assert!(
        comment.contains("<ins>The lamps are lit again.</ins>") && comment.contains("`replies/c-1.html`"),
        "{comment}"
    );
    assert!(!page.contains("<script") && page.contains("width=device-width") && !comment.contains("class=\"vh\""));
    let (page, comment) = told(&after, &review, Tongue::Chinese);
    assert!(
        page.contains("<html lang=\"zh-Hans\">") && page.contains("这次改动的影响") && comment.contains("变动的数字")
    );
    assert_eq!(
        told(&after, &between(&before, &after), Tongue::Chinese),
        (page, comment),
        "the same two states, the same bytes"
    );
}

/// What is said to change is what a build makes differently, page by page.
#[test]
fn the_pages_that_change_are_those_that_a_build_makes_otherwise() {
    let before = example();
    let edits = [
        ("content/departments.yaml", "Urban Management Bureau", "City Works Bureau"),
        ("content/topics.yaml", "en: Streets", "en: Streets and squares"),
        ("content/replies/2026/urban-260302-1.md", "\nkind: ", "\nurgency: urgent\nkind: "),
        ("content/replies/2026/culture-260413-1.md", "title: ", "title: New "),
        ("content/pages/contact.md", "title: ", "title: New "),
    ];
    for (file, from, to) in edits {
        let after = edited(&before, file, from, to);
        let review = between(&before, &after);
        let (old, new) = (crate::site::built(&before), crate::site::built(&after));
        let differs = |path: &&String| path.ends_with(".html") && old.get(*path) != new.get(*path);
        let paths: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).filter(differs).collect();
        assert!(!paths.is_empty(), "{file}: nothing changes");
        let told: std::collections::BTreeSet<String> =
            review.pages.list.iter().map(|page| page.path.to_string()).collect();
        assert_eq!(told.iter().collect::<std::collections::BTreeSet<_>>(), paths, "{file}");
    }
}

#[test]
fn what_falls_due_and_what_was_promised_is_told() {
    let rules = "- {id: plain, name: Plain, applies: {kind: [complaint]}, from: received, within: 60 days, basis: x, statutory: false, valid_from: 2020-01-01}\n";
    let promise = |extra: &str| REPLIED.replace("replied:", &format!("promises: [{extra}]\nreplied:"));
    let first = promise("{text: New lamps, due: 2026-07-31}, {text: A bench, due: 2026-08-31}");
    let file = "content/replies/c-1.md";
    let before = cases(&[("content/rules/deadlines.yaml", rules), (file, &first), ("content/replies/c-3.md", CASE)]);
    let kept = promise("{text: New lamps, due: 2026-07-31, done: 2026-06-01}, {text: A tree, due: 2026-09-30}");
    let fresh = CASE.replace("2026-03-02", "2026-06-20");
    let after = cases(&[
        ("content/rules/deadlines.yaml", rules),
        (file, &kept),
        ("content/replies/c-2.md", &fresh),
        ("content/replies/c-3.md", REPLIED),
    ]);
    let review = between(&before, &after);
    let (_, comment) = told(&after, &review, Tongue::English);
    for line in [
        "`c-2` Lights out: a reply is owed by 2026-08-19",
        "`c-3` Lights out: no reply is owed any more (it was by 2026-05-01)",
        "`c-1` **running → kept**, by 2026-07-31: New lamps",
        "`c-1` **new, running**, by 2026-09-30: A tree",
        "`c-1` **not there any more**, by 2026-08-31: A bench",
    ] {
        assert!(comment.contains(line), "{line}\n{comment}");
    }
}

#[test]
fn findings_are_those_that_were_not_there_before() {
    let file = "content/replies/c-1.md";
    let known = CASE.replace("kind:", "unknown_a: 1\nkind:");
    let before = cases(&[
        (file, CASE),
        ("content/replies/c-2.md", &known),
        ("content/pages/one.md", "---\ntitle: One\n---\nOne.\n"),
    ]);
    let dead = "---\ntitle: Two\n---\n[a](reply:nowhere), call 13812345678\n";
    let after = cases(&[
        (file, CASE),
        ("content/replies/c-2.md", &format!("{known}\nMore.\n")),
        ("content/pages/two.md", dead),
    ]);
    let review = between(&before, &after);
    let rules: Vec<&str> = review.findings.iter().map(|f| f.rule.name).collect();
    assert_eq!(rules, ["link-to-missing-record", "personal-data-mobile"], "the one of c-2 was there");
    assert!(review.stops());
    assert_eq!(review.lost, [("one.html".to_owned(), "content/pages/one.md".to_owned())]);
    let (page, comment) = told(&after, &review, Tongue::English);
    for text in [&page, &comment] {
        assert!(!text.contains("13812345678") && text.contains("content/pages/two.md:4"), "{text}");
        assert!(
            text.contains("Personal data") && text.contains("Links that lead nowhere") && text.contains("one.html")
        );
    }
}

/// What is withdrawn was withdrawn for a reason: the review must not publish it once more.
#[test]
fn of_what_is_hidden_or_gone_no_word_is_told() {
    let secret = REPLIED.replace("Lights out", "CANARY title").replace("dark", "CANARY");
    let (a, b) = ("content/replies/c-1.md", "content/replies/c-2.md");
    let before = cases(&[(a, &secret), (b, &secret)]);
    let hidden = secret.replace("kind:", "visibility: removed\nvisibility_reason: A court said so\nkind:");
    let after = cases(&[(a, &hidden)]);
    let review = between(&before, &after);
    let became: Vec<_> = review.records.iter().map(|r| (&*r.key.id, r.became)).collect();
    assert_eq!(became, [("c-1", Became::Hidden), ("c-2", Became::Gone)]);
    for tongue in [Tongue::English, Tongue::Chinese] {
        let (page, comment) = told(&after, &review, tongue);
        assert!(!page.contains("CANARY") && !comment.contains("CANARY"), "{page}");
    }
    assert_eq!(review.lost.iter().map(|(page, _)| &**page).collect::<Vec<_>>(), ["replies/c-2.html"]);
}

#[test]
fn text_of_a_record_stays_text() {
    let evil = REPLIED
        .replace("Lights out", "'<script>x</script> @mayor `a` **b** [c](javascript:d)'")
        .replace("dark", "<img src=x> @mayor");
    let before = cases(&[]);
    let after = cases(&[("content/replies/c-1.md", &evil)]);
    let review = between(&before, &after);
    let (page, comment) = told(&after, &review, Tongue::English);
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    let ours = [
        "<details",
        "<summary",
        "<p>",
        "</p>",
        "<ins>",
        "</ins>",
        "<del>",
        "</del>",
        "</details",
        "</summary",
        "<!-- -->",
    ];
    for event in Parser::new_ext(&comment, Options::ENABLE_GFM | Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("{comment}"),
            Event::Html(html) | Event::InlineHtml(html) => {
                for tag in html.split('<').skip(1).map(|rest| format!("<{rest}")) {
                    assert!(ours.iter().any(|own| tag.starts_with(own)), "{tag}");
                }
            }
            _ => {}
        }
    }
    assert!(!comment.contains("@mayor"), "{comment}");
}

#[test]
fn without_a_state_before_all_is_new() {
    let after = cases(&[("content/replies/c-1.md", CASE)]);
    let review = review(None, &checked(&after)).unwrap();
    assert!(review.first && review.records.iter().all(|r| r.became == Became::New));
    assert!(told(&after, &review, Tongue::English).1.contains("there was no site that could be read"));
}

/// One edit costs what one edit touches: no text of another record is read.
#[test]
fn only_what_differs_is_rendered() {
    let mut files: Vec<(String, String)> =
        (0..400).map(|n| (format!("content/replies/c-{n:03}.md"), REPLIED.to_owned())).collect();
    let memory = |files: &[(String, String)]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
        site(&files)
    };
    let before = memory(&files);
    files[7].1 = REPLIED.replace("lit", "bright");
    let after = memory(&files);
    let (old, new) = (checked(&before), checked(&after));
    let review = review(Some(&old), &new).unwrap();
    assert_eq!(review.records.len(), 1);
    // The page in two languages, and the feeds of lists: far from one for each record.
    assert!(new.snapshot.texts() < 20, "{} texts rendered", new.snapshot.texts());
}

fn command(program: &str, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", "1782777600").env("LC_ALL", "C");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.args(arguments).output().unwrap()
}

pub fn gongkai(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = command(env!("CARGO_BIN_EXE_gongkai"), folder, arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

pub fn git(folder: &Path, arguments: &[&str]) {
    let name = ["-c", "user.name=Clerk", "-c", "user.email=clerk@city.example"];
    let output = command("git", folder, &[&name, arguments].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_command_holds_the_files_against_the_branch_they_go_into() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| gongkai(&folder.path().join("city"), arguments);
    assert_eq!(gongkai(folder.path(), &["init", "city"]).0, 0);
    let city = folder.path().join("city");
    let (code, out, err) = run(&["review"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("Nothing stops it") && err.contains("0 records touched, 0 pages changed"), "{out}{err}");

    git(&city, &["checkout", "--quiet", "-b", "change"]);
    let contact = city.join("content/pages/contact.md");
    let text = fs::read_to_string(&contact).unwrap();
    fs::write(&contact, format!("{text}\nOpen on Sundays too.\n")).unwrap();
    git(&city, &["mv", "content/pages/how-to-ask.md", "content/pages/ask.md"]);
    git(&city, &["mv", "content/pages/how-to-ask.zh-Hans.md", "content/pages/ask.zh-Hans.md"]);
    git(&city, &["commit", "--quiet", "--all", "-m", "a change"]);
    // A file that git does not know yet is part of the change too.
    fs::write(city.join("content/pages/new.md"), "---\ntitle: New\n---\nBrand new.\n").unwrap();
    let (code, out, err) = run(&["review", "--output", "../out"]);
    assert!(out.is_empty() && err.contains("review.html"), "{out}{err}");
    let page = fs::read_to_string(city.join("../out/review.html")).unwrap();
    let comment = fs::read_to_string(city.join("../out/review.md")).unwrap();
    for text in [&page, &comment] {
        for part in ["Open on Sundays too.", "Brand new.", "how-to-ask.html", "contact.html"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    assert!(page.contains("Addresses that would be lost"));
    // The same against a folder that holds the site as it was.
    let was = folder.path().join("was");
    git(&city, &["worktree", "add", "--quiet", was.to_str().unwrap(), "main"]);
    let by_folder = run(&["review", "--before", "../was"]);
    assert_eq!((by_folder.0, by_folder.1.as_str()), (code, comment.as_str()));
    assert_eq!(run(&["review", "--base", "main"]).1, comment);
    // What has gone into main since is no part of the change.
    fs::write(was.join("content/pages/other.md"), "---\ntitle: Other\n---\nOther.\n").unwrap();
    git(&was, &["add", "--all"]);
    git(&was, &["commit", "--quiet", "-m", "another"]);
    assert_eq!(run(&["review"]).1, comment);

    fs::write(city.join("content/pages/new.md"), "---\ntitle: New\nx: 1\n---\nBrand new.\n").unwrap();
    let (code, out, _) = run(&["review"]);
    assert_eq!((code, out.contains("It cannot be published")), (1, true), "{out}");
    let (code, out, _) = run(&["--lang", "zh", "review"]);
    assert_eq!((code, out.contains("不能公开")), (1, true), "{out}");
}

#[test]
fn what_it_cannot_be_held_against_is_a_fault_of_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gongkai(folder.path(), &["init", "city", "--no-git"]).0, 0);
    let city = folder.path().join("city");
    let (code, _, err) = gongkai(&city, &["review"]);
    assert_eq!((code, err.contains("lies in no git repository")), (2, true), "{err}");
    let (code, _, err) = gongkai(&city, &["review", "--before", "nowhere"]);
    assert_eq!((code, err.contains("nowhere is not there")), (2, true), "{err}");
    git(&city, &["init", "--quiet"]);
    git(&city, &["commit", "--quiet", "--allow-empty", "-m", "x"]);
    let (code, _, err) = gongkai(&city, &["--lang", "zh", "review", "--base", "nowhere"]);
    assert_eq!((code, err.contains("没有分支或提交")), (2, true), "{err}");
}
