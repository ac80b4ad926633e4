//! The shape of the code: stages and families know what lies below them, and nothing above.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// All source files below a folder.
fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
}

/// The code of a file, without comments and without what is there for tests only.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.split("#[cfg(test)]").next().unwrap().lines();
    lines.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Folders of `src`, and which other ones each names.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    let mut arrows = BTreeMap::<String, BTreeSet<String>>::new();
    for path in all {
        let inner = path.strip_prefix(&root).unwrap();
        let folder = inner.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if folder == "lib" || folder == "main" || inner.to_str().unwrap().contains("tests") {
            continue;
        }
        let named = code(&path);
        let named = named.split("crate::").skip(1);
        let named = named.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap());
        let named: BTreeSet<String> = named.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        arrows.entry(folder).or_default().extend(named);
    }
    let folders: BTreeSet<String> = arrows.keys().cloned().collect();
    for (folder, named) in &mut arrows {
        named.retain(|name| name != folder && folders.contains(name));
    }
    arrows
}

#[test]
fn no_two_folders_know_each_other() {
    let mut arrows = arrows();
    assert!(arrows.len() > 20 && arrows["publish"].contains("site"), "the arrows are found: {arrows:?}");
    // Taken away one after the other: those that know none of the rest.
    while !arrows.is_empty() {
        let free: Vec<String> = arrows.iter().filter(|(_, named)| named.is_empty()).map(|(f, _)| f.clone()).collect();
        assert!(!free.is_empty(), "in a circle, or above one: {arrows:#?}");
        for folder in &free {
            arrows.remove(folder);
            arrows.values_mut().for_each(|named| {
                named.remove(folder);
            });
        }
    }
}

/// What a family makes its outputs from comes through the one window that notes it.
#[test]
fn families_reach_the_site_through_one_window() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/publish");
    let mut all = Vec::new();
    files(&root, &mut all);
    // The two that dispatch and make the window.
    let own = |path: &&PathBuf| !path.ends_with("publish/mod.rs") && !path.ends_with("publish/press.rs");
    for path in all.iter().filter(own) {
        let code = code(path);
        // Listing and telling go over the site; making does not get it.
        for part in code.split("\npub fn make(").skip(1) {
            let body = part.split("\n}\n").next().unwrap();
            assert!(!body.contains(": &Site"), "{}", path.display());
        }
        // The editions of a policy are parts of their own; what makes pages asks for them by name.
        let making =
            code.split("\npub fn make(").nth(1).unwrap_or(if path.ends_with("policy.rs") { "" } else { &code });
        assert!(!making.contains(".editions.") && !making.contains(".editions {"), "{}", path.display());
        for forbidden in ["&Model", "&Derived", "board.", ".model.cases.iter()"] {
            let allowed = code
                .split("\npub fn list(")
                .nth(1)
                .is_some_and(|list| list.split("\n}\n").next().unwrap().contains(forbidden));
            assert!(allowed || !code.contains(forbidden), "{} names {forbidden}", path.display());
        }
    }
}
