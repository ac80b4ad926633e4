//! The marker: the list of what in a folder is ours.
//!
//! ```text
//! marker = "gongkai site: " state " " digest "\n" *(path "\n")
//! state  = "complete" / "changing"
//! digest = SHA-256 of all that follows the first line, in hexadecimal
//! ```
//! What must hold: a list that is not what we wrote is none. Each path on it is one that an
//! output can have, so that no list, whoever wrote it, leads out of the folder.

use crate::source::sha256_hex;
use std::collections::BTreeSet;

/// Name of the marker.
pub const MARKER: &str = ".gongkai-site";

/// Whether the folder is as the marker says, or on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Complete,
    /// Both what was there and what shall be there is listed.
    Changing,
}

impl State {
    fn head(self) -> &'static str {
        match self {
            Self::Complete => "gongkai site: complete ",
            Self::Changing => "gongkai site: changing ",
        }
    }
}

/// Returns the marker for paths, which are sorted.
pub fn text<'a>(state: State, paths: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for path in paths {
        list.push_str(path);
        list.push('\n');
    }
    format!("{}{}\n{list}", state.head(), sha256_hex(list.as_bytes()))
}

/// Returns the paths that a marker lists; `None` when it is not one that we wrote.
pub fn read(bytes: &[u8]) -> Option<BTreeSet<Box<str>>> {
    let (head, list) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
    let digest = [State::Complete, State::Changing].iter().find_map(|state| head.strip_prefix(state.head()))?;
    let sound = digest == sha256_hex(list.as_bytes()) && list.lines().all(is_output_path);
    sound.then(|| list.lines().map(Box::from).collect())
}

/// Returns whether a marker says that its folder is on its way.
pub fn is_changing(bytes: &[u8]) -> bool {
    bytes.starts_with(State::Changing.head().as_bytes())
}

/// What hosts that run Jekyll (GitHub Pages) need to find, or they leave out what begins with a dot or `_`.
pub const NO_JEKYLL: &str = ".nojekyll";

/// Returns whether a path is one that an output can have (DESIGN 2): [`NO_JEKYLL`], or segments of `A-Z a-z 0-9 . _ ~ -`,
/// none that begins with a dot but `.well-known`, none that ends with one.
pub fn is_output_path(path: &str) -> bool {
    let segment = |part: &str| {
        !part.is_empty()
            && (!part.starts_with('.') || part == ".well-known")
            && !part.ends_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~-".contains(&b))
    };
    path == NO_JEKYLL || path.len() <= 200 && path.split('/').all(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_wrote_is_a_marker() {
        let marker = text(State::Complete, ["a.html", "b/c.html"].into_iter());
        assert_eq!(read(marker.as_bytes()).unwrap().len(), 2);
        assert!(read(text(State::Changing, std::iter::empty()).as_bytes()).unwrap().is_empty());
        for at in 0..marker.len() {
            assert!(read(&marker.as_bytes()[..at]).is_none(), "cut at {at}");
            let mut flipped = marker.clone().into_bytes();
            flipped[at] ^= 1;
            assert!(read(&flipped).is_none(), "bit of byte {at}");
        }
        assert!(read(format!("{marker}more\n").as_bytes()).is_none());
    }

    #[test]
    fn no_list_leads_out_of_the_folder() {
        for path in [
            "../x",
            "/abs/x",
            "a/../x",
            "a//x",
            "./x",
            "a/",
            "",
            ".git/config",
            "a\\x",
            "C:x",
            "a b",
            "路",
            "x\0",
            "x.",
            "a/.nojekyll",
            "~/x/..",
            "a/...",
        ] {
            assert!(!is_output_path(path), "{path}");
            assert_eq!(read(text(State::Complete, [path].into_iter()).as_bytes()), None, "{path}");
        }
        for path in ["index.html", ".well-known/security.txt", "a/b~c/d_e-f.9", "SHA256SUMS", NO_JEKYLL] {
            assert!(is_output_path(path), "{path}");
        }
    }
}
