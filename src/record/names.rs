//! Names of files: under which one is published, and which no system can hold.

/// Returns the name under which an attachment is published: the grammar of output paths, with
/// a digest where the name had to be changed.
pub fn published(file: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~' | '-');
    let fine = !file.is_empty() && !file.starts_with('.') && is_portable(file);
    let fine = fine && file.chars().all(plain) && file.len() <= 80;
    if fine {
        return file.to_owned();
    }
    let digest = crate::source::digest(file.as_bytes());
    let tail: String = digest[..4].iter().map(|b| format!("{b:02x}")).collect();
    let ending =
        file.rsplit_once('.').map(|(_, e)| e).filter(|e| e.len() <= 8 && e.bytes().all(|b| b.is_ascii_alphanumeric()));
    let stem: String = file.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    let stem = if stem.is_empty() { "file".to_owned() } else { stem };
    match ending {
        Some(ending) => format!("{}-{tail}.{ending}", stem.trim_end_matches(ending)),
        None => format!("{stem}-{tail}"),
    }
}

/// Returns whether Windows takes a name for a device, whatever its ending: a copy of the site
/// could not hold such a file (Microsoft, "Naming Files, Paths, and Namespaces").
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        let mut digit = stem.strip_prefix(prefix).unwrap_or_default().chars();
        matches!((digit.next(), digit.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    matches!(&*stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

/// Returns whether a name can be that of a file on every system: no device, and no dot or space
/// at the end, which Windows drops.
pub fn is_portable(name: &str) -> bool {
    !is_device(name) && !name.ends_with(['.', ' '])
}

/// Returns the last part of a path.
pub fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
