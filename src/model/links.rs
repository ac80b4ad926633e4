//! What links between records and to files beside them mean.

/// Returns the path of the attachment that a relative destination means: `photo.png` and
/// `<id>.files/photo.png` are the same file.
pub fn attachment_path(folder: &str, keep: &str, destination: &str) -> Option<String> {
    let short = keep.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = destination.strip_prefix("./").unwrap_or(destination);
    let name = name.strip_prefix(&format!("{short}/")).unwrap_or(name);
    let plain = !name.is_empty() && !name.split('/').any(|part| part.is_empty() || part == ".." || part == ".");
    plain.then(|| format!("{folder}{name}"))
}

/// Returns the number in `edition-<n>`.
pub fn edition_number(fragment: &str) -> Option<u32> {
    fragment.strip_prefix("edition-").and_then(|n| n.parse().ok())
}
