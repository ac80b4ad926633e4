//! Every rule that `init` ships, against workings counted apart from the program (`deadlines.txt`).

use crate::site::site;
use gongkai::check::Day;
use gongkai::cli::packs::PACKS;
use gongkai::config;
use gongkai::host::Host as _;
use jiff::civil::date;
use std::path::Path;

#[test]
fn deadlines_are_those_of_the_workings() {
    let table = include_str!("deadlines.txt");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split(" | ").collect())
        .collect();
    let mut wrong = Vec::new();
    let mut met = 0;
    for pack in PACKS {
        let memory = site(&[]);
        for (name, text) in pack.files {
            memory.put(&format!("content/rules/{name}"), text.as_bytes());
        }
        let own: Vec<_> = rows.iter().filter(|row| row[0] == pack.name).zip(0..).collect();
        for (row, n) in &own {
            let facts = row[3].replace("; ", "\n");
            let replies = facts.matches("type: replied").count();
            let replies = "\n## Reply\n\nThus.\n".repeat(replies);
            let text = format!("---\ntitle: Row\ndepartment: urban\n{facts}\n---\n## Question\n\nWhy?\n{replies}");
            memory.put(&format!("content/replies/row-{n:03}.md"), text.as_bytes());
        }
        let config = config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
        // Late enough for every event, early enough that no row is cut by it.
        let day = Day { as_of: date(2028, 6, 1), time: None, replay: false };
        let prepared = gongkai::check_site(&memory, Path::new(""), config, day).unwrap();
        let errors: Vec<_> = prepared.checked.findings.iter().filter(|f| f.is_error()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let model = &prepared.checked.model;
        for (row, n) in own {
            let at = model.case_index(&format!("row-{n:03}")).unwrap();
            let due = prepared.derived.statuses[at].due.expect("each row has a rule");
            let mut told = due.end.on.to_string();
            if due.stopped.is_some() {
                told = "stands still".to_owned();
            } else if let Some(time) = due.end.at {
                told.push_str(&format!(" {:02}:{:02}", time.hour(), time.minute()));
            }
            if due.provisional {
                told.push_str(" provisional");
            }
            if (&*model.rules[due.rule].id, &*told) != (row[1], row[4]) {
                wrong.push(format!("{}: not {told} by {}", row.join(" | "), model.rules[due.rule].id));
            }
            met += 1;
        }
    }
    assert_eq!(met, rows.len(), "a row names a pack that is not there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
