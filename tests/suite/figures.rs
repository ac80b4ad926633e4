//! What a reader is told by the figures of the departments.

use crate::site::{CASE, built, site};

/// The table of departments and the sentence below it, of cases (department, answered, open).
fn performance(groups: &[(&str, usize, usize)]) -> String {
    let memory = site(&[]);
    let answered =
        CASE.replace("received: 2026-03-02", "received: 2026-03-02\naccepted: 2026-03-03\nreplied: 2026-03-10");
    for (department, replied, open) in groups {
        for n in 0..replied + open {
            let text = if n < *replied {
                format!("{answered}\n## Reply\n\nDone.\n")
            } else {
                answered.replace("\nreplied: 2026-03-10", "")
            };
            let text = text.replace("department: urban", &format!("department: {department}"));
            memory.put(&format!("content/replies/{department}-{n}.md"), text.as_bytes());
        }
    }
    let page = String::from_utf8(built(&memory)["performance/index.html"].clone()).unwrap();
    page.split("g-by").last().unwrap().split("g-definitions").next().unwrap().to_owned()
}

#[test]
fn a_department_is_called_better_or_worse_only_where_chance_is_no_explanation() {
    let page = performance(&[("urban", 60, 0), ("water", 30, 30)]);
    let sentence = page.split("g-groups").last().unwrap();
    assert!(page.contains("100% <small data-f=\"reply_rate:range\">94% to 100%</small>"), "{page}");
    assert!(page.contains("50% <small data-f=\"reply_rate:range\">37.7% to 62.3%</small>"), "{page}");
    assert!(
        sentence
            .contains("above the rate of all departments together: <a href=\"../departments/urban.html\">Urban</a>.")
    );
    assert!(sentence.contains("below it: <a href=\"../departments/water.html\">Water</a>."));
    assert!(!sentence.contains("other departments"));

    let page = performance(&[("urban", 38, 2), ("water", 35, 5)]);
    assert!(page.contains("no department can be told apart from all of them together"), "{page}");
    assert!(!page.contains("Clearly"));

    // 29 cases: neither rate nor range, and nothing to hold against each other.
    let page = performance(&[("urban", 38, 2), ("water", 29, 0)]);
    assert_eq!(page.matches("reply_rate:range").count(), 3, "one department's, the city's and its month's: {page}");
    assert!(!page.contains("chance alone"));
}
