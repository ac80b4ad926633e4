//! What is said of outputs in other outputs: sitemaps, descriptions of data, the list of what
//! changes daily.

use crate::properties::example;
use crate::site::{build_on, built};
use gongkai::check::Day;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::publish::{Outputs, Target, data, explain};
use gongkai::site::Planned;
use gongkai::site::about::{About, Data, Source, column};
use gongkai::yaml;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn text(tree: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(tree[path].clone()).unwrap()
}

/// The example without the record that waits for its day.
fn settled() -> Memory {
    let memory = example();
    memory.take("content/replies/2026/urban-260618-1.md");
    memory
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).map(|rest| &rest[..rest.find(close).unwrap()]).collect()
}

#[test]
fn what_changes_overnight_is_what_the_page_says() {
    let memory = settled();
    let mut earlier: Option<BTreeMap<String, Vec<u8>>> = None;
    for as_of in [date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 1), date(2027, 1, 1)] {
        build_on(&memory, Day { as_of, time: None, replay: false }).unwrap();
        let now = memory.tree("public");
        let page = text(&now, "transparency/index.html");
        let listed = &page[page.find("What may change without an edit").unwrap()..];
        let listed = between(&listed[..listed.find("</ul>").unwrap()], "<code>", "</code>");
        let listed: Vec<String> = listed.iter().map(|l| l.replace("&lt;", "<").replace("&gt;", ">")).collect();
        let fits = |path: &str| {
            let path = path.strip_prefix("zh-hans/").unwrap_or(path);
            listed.iter().any(|listed| {
                let (start, end) = listed.split_once(['*', '<']).unwrap_or((listed, ""));
                let end = end.split_once('>').map_or(end, |(_, end)| end);
                // A star stands for the front of the folder's group too: `departments/x.html`.
                path.starts_with(start) && path.ends_with(end) && (listed.contains(['*', '<']) || path == listed)
            })
        };
        for (path, bytes) in &now {
            let same = earlier.as_ref().is_none_or(|earlier| earlier.get(path) == Some(bytes));
            assert!(same || path == gongkai::write::MARKER || fits(path), "{path} changed by {as_of}: {listed:?}");
        }
        earlier = Some(now);
    }
}

/// Every page that is meant to be found is in one sitemap, once.
#[test]
fn every_page_is_in_a_sitemap_once() {
    let tree = built(&settled());
    let mut listed = BTreeSet::new();
    for part in between(&text(&tree, "sitemap.xml"), "<loc>", "</loc>") {
        let part = part.split_once(".example/").unwrap().1.to_owned();
        for url in between(&text(&tree, &part), "<loc>", "</loc>") {
            assert!(listed.insert(url.split_once(".example/").unwrap().1.to_owned()), "{url} twice");
        }
    }
    for path in tree.keys().filter(|path| path.ends_with(".html")) {
        let page = text(&tree, path);
        let hidden = page.contains("name=\"robots\" content=\"noindex");
        let moved = page.contains("http-equiv=\"refresh\"");
        let canonical = between(&page, "rel=\"canonical\" href=\"", "\"")
            .first()
            .map(|url| url.split_once(".example/").is_some_and(|(_, inner)| inner == path));
        let meant = !hidden && !moved && canonical == Some(true) && path != "404.html";
        assert_eq!(listed.contains(path), meant, "{path}: hidden {hidden}, moved {moved}, canonical {canonical:?}");
    }
    assert!(listed.iter().all(|path| tree.contains_key(path)));
}

/// Every file of the site's own data is on the page of data and in the catalogue; tables are
/// described column by column.
#[test]
fn every_data_file_is_described() {
    let tree = built(&settled());
    let json = |path: &str| serde_json::from_slice::<serde_json::Value>(&tree[path]).unwrap();
    let page = text(&tree, "data/index.html");
    let catalogue = text(&tree, "data/catalogue.jsonld");
    let package = json("data/datapackage.json");
    let resources: BTreeMap<&str, &serde_json::Value> =
        package["resources"].as_array().unwrap().iter().map(|r| (r["path"].as_str().unwrap(), r)).collect();
    for page in ["data/index.html", "zh-hans/data/index.html"] {
        let page = text(&tree, page);
        let mut names = between(&page, "<a href=\"", "\"");
        let is_file = |name: &str| name.contains("../data/") || name.ends_with(".ics");
        names.retain(|name| is_file(name) && !name.ends_with(".html"));
        assert!(names.len() > 20 && names.len() == names.iter().collect::<BTreeSet<_>>().len());
        assert_eq!(names.iter().filter(|name| name.ends_with("deadlines.ics")).count(), 1, "{names:?}");
    }
    let mut tables = 0;
    for path in tree.keys().filter(|path| path.starts_with("data/") && !path.ends_with(".html")) {
        assert!(page.contains(&format!("href=\"../{path}\"")), "{path} is not on the page of data");
        assert!(catalogue.contains(&format!("/{path}\"")), "{path} is not in the catalogue");
        if let Some(name) = path.strip_prefix("data/").filter(|name| name.ends_with(".csv")) {
            let csv = text(&tree, path);
            let header: Vec<&str> = csv.trim_start_matches('\u{FEFF}').lines().next().unwrap().split(',').collect();
            let fields = resources[name]["schema"]["fields"].as_array().unwrap();
            let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
            assert_eq!(names, header, "{path}");
            tables += 1;
        }
    }
    assert_eq!(resources.len(), tables);
    assert!(tables > 10, "{tables}");
}

/// What a search engine or a shared link shows of a page.
#[test]
fn every_page_has_one_description() {
    for (path, bytes) in built(&settled()) {
        let page = String::from_utf8_lossy(&bytes).into_owned();
        if !path.ends_with(".html") || page.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let found = between(&page, "<meta name=\"description\" content=\"", "\"");
        assert!(matches!(found[..], [one] if one.trim().chars().count() > 5), "{path}: {found:?}");
    }
}

/// The links to other languages lead to pages that are there, on every page.
#[test]
fn language_links_lead_to_pages_of_the_plan() {
    for records in ["all", "translated"] {
        let memory = settled();
        let config = String::from_utf8(memory.tree("")["site-config.yaml"].clone()).unwrap();
        let config = config.replace("records: all", &format!("records: {records}"));
        memory.put("site-config.yaml", config.as_bytes());
        let tree = built(&memory);
        for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = String::from_utf8_lossy(bytes);
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            for tag in between(&page, "<a ", ">").into_iter().filter(|tag| tag.contains(" hreflang=")) {
                let href = between(tag, "href=\"", "\"")[0].split('#').next().unwrap();
                let target = match href.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => {
                        let mut at: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
                        for part in href.split('/') {
                            if part == ".." { at.pop().map_or((), drop) } else { at.push(part) }
                        }
                        at.join("/")
                    }
                };
                assert!(tree.contains_key(&target), "{path}: {href} ({records})");
            }
            for url in between(&page, "rel=\"alternate\" hreflang=\"", ">") {
                let target = between(url, ".example/", "\"")[0].to_owned();
                assert!(tree.contains_key(&target), "{path}: {url} ({records})");
            }
        }
    }
}

/// A new output touches its family: whoever tells of outputs finds it by what its family says.
#[test]
fn a_new_file_and_a_new_page_are_found_wherever_outputs_are_told_of() {
    let memory = settled();
    for lang in ["en", "zh-Hans"] {
        memory.put(&format!("themes/default/strings/{lang}.yaml"), b"data_file: {wells_csv: Wells}\n");
    }
    let config = gongkai::config::read(&memory.read(Path::new(gongkai::config::FILE)).unwrap()).0.unwrap();
    let mut site = gongkai::check_site(&memory, Path::new(""), config, crate::site::day()).unwrap();
    let add = |outputs: &mut Outputs, path: &str, about: About, target: Target| {
        let at = outputs.plan.outputs.partition_point(|planned| *planned.path < *path);
        outputs.plan.outputs.insert(at, Planned { path: path.into(), lang: 0, about });
        outputs.targets.insert(at, target);
    };
    let columns = vec![column("depth", "integer", "how deep", "深度")];
    let data = Data::csv("wells_csv", columns).of("2026".to_owned());
    add(
        &mut site.outputs,
        "data/wells-2026.csv",
        About::data(data).daily("data/wells-<yyyy>.csv"),
        Target::from(data::Out::Open),
    );
    add(&mut site.outputs, "wells/index.html", About::front().daily("wells/*"), Target::from(explain::Out::Words));
    let publisher = site.publisher().unwrap();
    let made = |path: &str| {
        let made = publisher.make(site.outputs.plan.place(path).unwrap(), None).unwrap_or_else(|_| panic!("{path}"));
        String::from_utf8(made.bytes).unwrap()
    };
    let page = made("data/index.html");
    assert!(page.contains("data/wells-2026.csv") || page.contains("wells-2026.csv"), "the page of data");
    assert!(page.contains("how deep"), "the dictionary");
    assert!(made("zh-hans/data/index.html").contains("深度"), "the dictionary in the other language");
    let package = made("data/datapackage.json");
    assert!(package.contains("\"wells-2026.csv\"") && package.contains("how deep"), "{package}");
    assert!(made("data/catalogue.jsonld").contains("data/wells-2026.csv"), "the catalogue");
    let transparency = made("transparency/index.html");
    assert!(
        transparency.contains("data/wells-&lt;yyyy&gt;.csv") && transparency.contains("wells/*"),
        "what changes daily"
    );
    assert!(made("sitemaps/other.xml").contains("/wells/index.html</loc>"), "the sitemap");
    // A path that is taken is found whoever claims it.
    add(&mut site.outputs, "words.HTML", About::front(), Target::from(explain::Out::Words));
    let findings = site.outputs.plan.collisions(&site.checked.model);
    assert!(findings.iter().any(|finding| finding.rule.name == "output-collision"), "{findings:?}");
}

/// A name at the top of the site that an output has is one that no free page can take.
#[test]
fn names_of_the_site_are_reserved() {
    let memory = settled();
    let config = gongkai::config::read(&memory.read(Path::new(gongkai::config::FILE)).unwrap()).0.unwrap();
    let site = gongkai::check_site(&memory, Path::new(""), config, crate::site::day()).unwrap();
    let own = site.outputs.plan.outputs.iter().filter(|planned| !matches!(planned.about.source, Source::Page(_)));
    let names: BTreeSet<&str> = own.map(|planned| planned.path.split(['/', '.']).next().unwrap()).collect();
    assert!(names.contains("supervision") && names.contains("data"), "{names:?}");
    for name in names.into_iter().filter(|name| !name.starts_with("zh-") && yaml::schema::is_id(name)) {
        assert!(!gongkai::check::may_name_page(name), "{name} is no reserved name");
    }
}
