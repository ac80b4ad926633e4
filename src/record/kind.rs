//! What a file under `content/` is, told from its path alone (DESIGN 2).

use std::borrow::Cow;

/// The kind of a file, with the ids its path holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind<'a> {
    Departments,
    Topics,
    Rules,
    Calendar {
        code: &'a str,
        year: &'a str,
    },
    Case {
        id: &'a str,
    },
    Policy {
        id: &'a str,
    },
    Edition {
        policy: &'a str,
        number: &'a str,
    },
    Dataset {
        id: &'a str,
    },
    Table {
        dataset: &'a str,
        file: &'a str,
    },
    Notes {
        dataset: &'a str,
    },
    Digest {
        id: &'a str,
    },
    Page {
        slug: &'a str,
    },
    /// A file beside a case or policy, published as it is.
    Attachment {
        owner: Owner<'a>,
        file: &'a str,
    },
    /// `x.<lang>.md`: a translation of the file named.
    Translation {
        of: String,
        lang: &'a str,
    },
    /// Litter of editors and systems: left alone without a word.
    Ignored,
    Unknown,
}

/// The record a file belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner<'a> {
    Case(&'a str),
    Policy(&'a str),
}

/// Tells what the file at `path` (relative to the site, starting with `content/`) is.
pub fn of(path: &str) -> FileKind<'_> {
    let parts: Vec<&str> = path.split('/').collect();
    let name = parts.last().copied().unwrap_or_default();
    if is_litter(&parts) {
        return FileKind::Ignored;
    }
    if let Some((original, lang)) = translation(path, name) {
        return FileKind::Translation { of: original, lang };
    }
    match parts[..] {
        ["content", "departments.yaml"] => FileKind::Departments,
        ["content", "topics.yaml"] => FileKind::Topics,
        ["content", "rules", "deadlines.yaml"] => FileKind::Rules,
        ["content", "rules", name] => calendar(name),
        ["content", "replies", .., folder, file] if folder.ends_with(".files") => {
            FileKind::Attachment { owner: Owner::Case(folder.trim_end_matches(".files")), file }
        }
        // A folder among the attachments: nothing in it is a record.
        ["content", "replies", ref folders @ .., _, _] if folders.iter().any(|f| f.ends_with(".files")) => {
            FileKind::Unknown
        }
        ["content", "replies", .., file] => {
            file.strip_suffix(".md").map_or(FileKind::Unknown, |id| FileKind::Case { id })
        }
        ["content", "policies", id, "policy.yaml"] => FileKind::Policy { id },
        ["content", "policies", id, "files", file] => FileKind::Attachment { owner: Owner::Policy(id), file },
        ["content", "policies", policy, file] => edition(policy, file),
        ["content", "statistics", id, "dataset.yaml"] => FileKind::Dataset { id },
        ["content", "statistics", dataset, "notes.md"] => FileKind::Notes { dataset },
        ["content", "statistics", dataset, file] if file.ends_with(".csv") => FileKind::Table { dataset, file },
        ["content", "digests", file] => {
            file.strip_suffix(".md").map_or(FileKind::Unknown, |id| FileKind::Digest { id })
        }
        ["content", "pages", file] => {
            file.strip_suffix(".md").map_or(FileKind::Unknown, |slug| FileKind::Page { slug })
        }
        _ => FileKind::Unknown,
    }
}

/// Returns the path that a file of no meaning was probably meant to have: the same but for its ending, or
/// for the capitals and the number of a name that has to be written so.
pub fn meant(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let lower = name.to_lowercase();
    let stem = |endings: &[&str]| endings.iter().find_map(|ending| lower.strip_suffix(ending).map(str::len));
    let ended = |endings: &[&str], right: &str| {
        stem(endings).map(|length| format!("{}{right}", name.get(..length).unwrap_or_default()))
    };
    let tables = folder.starts_with("content/statistics");
    let candidates = [
        ended(&[".md.txt", ".markdown", ".mdown", ".mdx", ".txt", ".md", ".md.bak", ".md.orig"], ".md"),
        ended(&[".yaml.txt", ".yml", ".yaml"], ".yaml"),
        ended(&[".csv.txt", ".csv"], ".csv").filter(|_| tables),
        ended(&["department.yaml", "department.yml", "departments.yml"], "departments.yaml"),
        ended(&["topic.yaml", "topic.yml"], "topics.yaml"),
        ended(&["deadline.yaml", "deadline.yml"], "deadlines.yaml"),
        Some(lower.clone()),
    ];
    let known = |name: String| {
        Some(format!("{folder}/{name}")).filter(|path| !matches!(of(path), FileKind::Unknown | FileKind::Ignored))
    };
    candidates.into_iter().flatten().find_map(known).filter(|meant| meant != path)
}

/// Returns the main file of the record that a file is part of; a file that is no part is its own.
pub fn main_file(path: &str) -> Cow<'_, str> {
    let parent = || path.rsplit_once('/').map_or("", |(parent, _)| parent);
    match of(path) {
        FileKind::Attachment { owner: Owner::Case(_), .. } => {
            let record = parent().strip_suffix(".files").unwrap_or_default();
            Cow::Owned(format!("{record}.md"))
        }
        FileKind::Attachment { owner: Owner::Policy(id), .. } | FileKind::Edition { policy: id, .. } => {
            Cow::Owned(format!("content/policies/{id}/policy.yaml"))
        }
        FileKind::Table { dataset: id, .. } | FileKind::Notes { dataset: id } => {
            Cow::Owned(format!("content/statistics/{id}/dataset.yaml"))
        }
        FileKind::Translation { of, .. } => Cow::Owned(main_file(&of).into_owned()),
        _ => Cow::Borrowed(path),
    }
}

fn calendar(name: &str) -> FileKind<'_> {
    let stem = name.strip_prefix("calendar-").and_then(|n| n.strip_suffix(".yaml"));
    match stem.and_then(|s| s.rsplit_once('-')) {
        Some((code, year)) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
            FileKind::Calendar { code, year }
        }
        _ => FileKind::Unknown,
    }
}

fn edition<'a>(policy: &'a str, file: &'a str) -> FileKind<'a> {
    match file.strip_prefix("edition-").and_then(|f| f.strip_suffix(".md")) {
        Some(number) => FileKind::Edition { policy, number },
        None => FileKind::Unknown,
    }
}

/// `x.en.md` is a translation of `x.md`; the tag must look like a language code.
fn translation<'a>(path: &str, name: &'a str) -> Option<(String, &'a str)> {
    let stem = name.strip_suffix(".md")?;
    let (_, lang) = stem.rsplit_once('.')?;
    let mut parts = lang.split('-');
    let primary = parts.next()?;
    let plausible = (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    let in_attachments =
        path.split('/').rev().nth(1).is_some_and(|folder| folder.ends_with(".files") || folder == "files");
    if !plausible || in_attachments {
        return None;
    }
    let original = path.strip_suffix(&format!(".{lang}.md"))?;
    Some((format!("{original}.md"), lang))
}

fn is_litter(parts: &[&str]) -> bool {
    let name = parts.last().copied().unwrap_or_default();
    // What a synchronised folder has not fetched yet: the file itself is hidden behind it.
    if name.starts_with('.') && name.ends_with(".icloud") {
        return false;
    }
    parts.iter().any(|part| part.starts_with('.'))
        || name.starts_with("~$")
        || name.ends_with('~')
        || matches!(name, "Thumbs.db" | "desktop.ini" | "README.md")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_the_kind() {
        let cases = [
            ("content/replies/2026/a-1.md", FileKind::Case { id: "a-1" }),
            ("content/replies/a-1.files/x.pdf", FileKind::Attachment { owner: Owner::Case("a-1"), file: "x.pdf" }),
            ("content/policies/noise/edition-2.md", FileKind::Edition { policy: "noise", number: "2" }),
            ("content/rules/calendar-cn-2026.yaml", FileKind::Calendar { code: "cn", year: "2026" }),
            ("content/rules/calendar-2026.yaml", FileKind::Unknown),
            ("content/statistics/x/data.csv", FileKind::Table { dataset: "x", file: "data.csv" }),
            ("content/replies/.DS_Store", FileKind::Ignored),
            ("content/replies/a.docx", FileKind::Unknown),
            ("content/replies/a.MD", FileKind::Unknown),
            ("content/reply/a.md", FileKind::Unknown),
            ("content/replies/a.files/b/c.md", FileKind::Unknown),
            ("content/policies/p/files/x.en.md", FileKind::Attachment { owner: Owner::Policy("p"), file: "x.en.md" }),
        ];
        for (path, kind) in cases {
            assert_eq!(of(path), kind, "{path}");
        }
        let owners = [
            ("content/replies/2026/a.files/x.pdf", "content/replies/2026/a.md"),
            ("content/replies/2026/a.zh-Hans.md", "content/replies/2026/a.md"),
            ("content/policies/p/edition-2.zh-Hans.md", "content/policies/p/policy.yaml"),
            ("content/policies/p/files/x.pdf", "content/policies/p/policy.yaml"),
            ("content/statistics/d/notes.zh-Hans.md", "content/statistics/d/dataset.yaml"),
            ("content/statistics/d/data.csv", "content/statistics/d/dataset.yaml"),
            ("content/departments.yaml", "content/departments.yaml"),
        ];
        for (part, main) in owners {
            assert_eq!(main_file(part), main, "{part}");
        }
        let translated = FileKind::Translation { of: "content/pages/about.md".to_owned(), lang: "zh-Hans" };
        assert_eq!(of("content/pages/about.zh-Hans.md"), translated);
    }
}
