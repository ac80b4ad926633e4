//! What a build changed, in the order in which it can be put on a server that is read meanwhile.
//!
//! What others name comes before what names it: files that stay as they are once they are there, data, pages,
//! lists of checksums, and last the checkpoint of the log, which says that all is there. What is gone goes after it.

/// Which outputs a build wrote and removed, each sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    pub written: Vec<Box<str>>,
    pub removed: Vec<Box<str>>,
}

/// Files of which each version has a name of its own.
const LASTING: [&str; 5] =
    ["assets/", "transparency/proofs/", "transparency/release/", "transparency/succession/", "transparency/tile/"];

fn rank(path: &str) -> u8 {
    match path {
        "transparency/checkpoint" => 4,
        "SHA256SUMS" => 3,
        _ if path.starts_with("resourcesync/") => 3,
        _ if LASTING.iter().any(|folder| path.starts_with(folder)) => 0,
        _ if path.ends_with(".html") => 2,
        _ => 1,
    }
}

impl Changes {
    /// Returns one file a line, in that order: `+ path` is to be written, `- path` to be removed.
    pub fn lines(&self) -> String {
        let mut written: Vec<&str> = self.written.iter().map(|path| &**path).collect();
        written.sort_by_key(|path| (rank(path), *path));
        let removed = self.removed.iter().map(|path| format!("- {path}\n"));
        written.into_iter().map(|path| format!("+ {path}\n")).chain(removed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Changes;

    #[test]
    fn what_names_others_comes_after_them() {
        let all = [
            "SHA256SUMS",
            "assets/a.css",
            "data/a.csv",
            "index.html",
            "transparency/checkpoint",
            "transparency/tile/0/000",
        ];
        let changes = Changes { written: all.map(Into::into).into(), removed: vec!["a.html".into()] };
        let expected = "+ assets/a.css\n+ transparency/tile/0/000\n+ data/a.csv\n+ index.html\n+ SHA256SUMS\n\
                        + transparency/checkpoint\n- a.html\n";
        assert_eq!(changes.lines(), expected);
    }
}
