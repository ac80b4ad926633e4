//! A policy is found by title, number, issuer, kind, year or force, within three links; and its figures are
//! counts of the published rows.

use crate::site::{built, day, site};
use std::collections::{BTreeMap, BTreeSet};

const CONFIG: &str = "title: T\npublisher: {en: City, zh-Hans: 市政府}\nbase_url: https://c.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: x\n";

fn built_with(policies: &[(String, String)]) -> BTreeMap<String, String> {
    let mut files = vec![("site-config.yaml".to_owned(), CONFIG.to_owned())];
    for (id, text) in policies {
        files.push((format!("content/policies/{id}/policy.yaml"), text.clone()));
        files.push((format!("content/policies/{id}/edition-1.md"), "---\non: 2024-01-05\n---\nQuiet.\n".to_owned()));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let tree = built(&site(&files)).into_iter();
    tree.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// The pages that a page links to, as paths from the root; anchors left out.
fn links(tree: &BTreeMap<String, String>, page: &str) -> BTreeSet<String> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let hrefs = tree[page].split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let resolved = hrefs.map(|href| {
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in href.split('#').next().unwrap().split('/') {
            match part {
                ".." => drop(parts.pop()),
                "." | "" => {}
                part => parts.push(part),
            }
        }
        parts.join("/")
    });
    resolved.filter(|path| tree.contains_key(path)).collect()
}

#[test]
fn any_of_many_policies_is_three_links_from_their_front_by_every_way() {
    let syllables = ["安", "道", "噪", "水", "路", "重"];
    let policies: Vec<(String, String)> = (0..330)
        .map(|n| {
            let title = format!("{{en: {}ule {n}, zh-Hans: {}管理办法{n}}}", ["R", "É", "n"][n % 3], syllables[n % 6]);
            let number =
                if n % 7 == 0 { String::new() } else { format!("number: 市规〔{}〕{n}号\n", 2020 + n % 5) };
            let kind = if n % 2 == 0 { "kind: rules\n" } else { "" };
            let issuer = if n % 3 == 0 { "[urban, water]" } else { "[water]" };
            let made = format!("made_on: {}-01-05\npublished_on: {}-01-08\n", 2015 + n % 9, 2015 + n % 9);
            (format!("p-{n}"), format!("title: {title}\nissuers: {issuer}\n{number}{kind}{made}"))
        })
        .collect();
    let tree = built_with(&policies);
    let mut ends = 0;
    for root in ["", "zh-hans/"] {
        let front = links(&tree, &format!("{root}policies/index.html"));
        for way in ["title", "number", "issuer", "kind", "year", "force"] {
            let way = format!("{root}policies/by/{way}.html");
            assert!(front.contains(&way), "{way}");
            let parts = links(&tree, &way);
            let parts = parts.iter().filter(|path| path.starts_with(&format!("{root}policies/by/")));
            let mut found = BTreeSet::new();
            for part in parts {
                let shown: BTreeSet<String> = links(&tree, part).into_iter().collect();
                let records: Vec<_> =
                    shown.iter().filter(|path| path.starts_with(&format!("{root}policies/p-"))).collect();
                assert!(records.len() <= 100, "{part}: {}", records.len());
                ends += 1;
                found.extend(records.into_iter().cloned());
            }
            assert_eq!(found.len(), 330, "{way}");
        }
    }
    assert!(ends > 60, "{ends}");
    assert!(tree["policies/by/issuer.html"].contains("330 policies"));
    // As they are read: pinyin in Chinese, and accents are none.
    let heads = |page: &str| -> Vec<String> {
        let heads = tree[page].split("<h2 id=\"by-").skip(1);
        heads.map(|rest| rest.split('>').nth(1).unwrap().split('<').next().unwrap().trim().to_owned()).collect()
    };
    assert_eq!(heads("policies/by/title.html"), ["E", "N", "R"]);
    assert_eq!(heads("zh-hans/policies/by/title.html"), ["A", "D", "L", "S", "Z"]);
    let years = heads("policies/by/number.html");
    assert_eq!(years, ["2024", "2023", "2022", "2021", "2020", "Without a year in the number"]);
}

#[test]
fn few_policies_stand_on_one_page_of_each_way() {
    let policy =
        |title: &str| format!("title: {title}\nissuers: [urban]\nmade_on: 2024-01-05\npublished_on: 2024-01-08\n");
    let tree = built_with(&[("b".into(), policy("Bees")), ("a".into(), policy("“Ants”"))]);
    let page = &tree["policies/by/title.html"];
    assert!(page.find("“Ants”") < page.find("Bees") && page.contains("<h2 id=\"by-a\">A"), "{page}");
    assert_eq!(tree.keys().filter(|path| path.starts_with("policies/by/")).count(), 6);
    let none = built_with(&[]);
    assert!(
        none.keys().all(|path| !path.starts_with("policies/by/")) && none.contains_key("performance/policies.html")
    );
}

/// The rows of a published table.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| -> BTreeMap<String, String> {
        head.iter().zip(record.iter()).map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn figures_of_policies_are_counts_of_published_rows() {
    let of = |issuers: &str, lines: &str| format!("title: P\nissuers: {issuers}\npublished_on: 2024-01-11\n{lines}");
    let made = "made_on: 2024-01-05\neffective_from: 2024-02-01\n";
    let policies = [
        ("holds", of("[urban, water]", made)),
        ("ends", of("[urban]", &format!("{made}effective_until: 2026-12-31\n"))),
        ("over", of("[water]", &format!("{made}effective_until: 2025-12-31\n"))),
        ("explains", of("[urban]", &format!("{made}relations: [{{interprets: holds}}]\n"))),
        (
            "asked",
            of(
                "[urban]",
                "consultation: {from: 2026-01-05, to: 2026-02-05, how: Write, comments: 3, outcome: Two taken up, outcome_on: 2026-03-01}\n",
            ),
        ),
        ("open", of("[water]", "consultation: {from: 2026-06-05, to: 2026-07-05, how: Write}\n")),
    ];
    let policies: Vec<(String, String)> = policies.map(|(id, text)| (id.to_owned(), text)).into();
    let tree = built_with(&policies);
    let table = rows(&tree["data/policies.csv"]);
    let day = day().as_of.to_string();
    let figures = rows(&tree["data/policy-figures.csv"]);
    assert_eq!(figures.iter().map(|row| &*row["issuer"]).collect::<Vec<_>>(), ["", "urban", "water"]);
    for figure in &figures {
        let own: Vec<_> = table
            .iter()
            .filter(|row| figure["issuer"].is_empty() || row["issuers"].split(' ').any(|id| id == figure["issuer"]))
            .collect();
        let count =
            |is: &dyn Fn(&BTreeMap<String, String>) -> bool| own.iter().filter(|row| is(row)).count().to_string();
        let holds = |row: &BTreeMap<String, String>| ["in_force", "amended", "partly"].contains(&&*row["force"]);
        let closed =
            |row: &BTreeMap<String, String>| !row["consultation_to"].is_empty() && row["consultation_to"] < day;
        let conditions: [(&str, &dyn Fn(&BTreeMap<String, String>) -> bool); 8] = [
            ("policies", &|_| true),
            ("in_force", &holds),
            ("ending", &|row| {
                holds(row) && !row["effective_until"].is_empty() && *row["effective_until"] <= *"2027-06-30"
            }),
            ("relied_on", &|row| row["relied_on_after"] != "0"),
            ("unexplained", &|row| holds(row) && row["explained_by"].is_empty()),
            ("consultations", &|row| !row["consultation_from"].is_empty() && row["consultation_from"] <= day),
            ("closed", &closed),
            ("told", &|row| closed(row) && row["outcome"] == "true"),
        ];
        for (key, is) in conditions {
            assert_eq!(figure[key], count(is), "{} {key}", figure["issuer"]);
        }
        assert_eq!(figure["days_median"], "6");
    }
    let whole: Vec<&str> =
        ["policies", "in_force", "ending", "unexplained", "told"].map(|key| &*figures[0][key]).into();
    assert_eq!(whole, ["6", "3", "1", "2", "1"]);
    let page = &tree["performance/policies.html"];
    assert!(page.contains("3 of 6") && page.contains("effective_until &lt;= 2027-06-30"), "{page}");
    assert!(tree["zh-hans/performance/policies.html"].contains("6件中的3件"));
}
