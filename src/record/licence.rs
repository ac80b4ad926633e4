//! Licences that are known by their id, with the address of their text.

use serde::Serialize;

/// A licence with its address where it is a known one.
#[derive(Debug, Clone, Serialize)]
pub struct Licence {
    pub id: String,
    pub url: Option<String>,
}

/// Returns a licence with the address of its text, where it is a known one.
pub fn licence(id: &str) -> Licence {
    let url = match id {
        "CC-BY-4.0" => Some("https://creativecommons.org/licenses/by/4.0/"),
        "CC0-1.0" => Some("https://creativecommons.org/publicdomain/zero/1.0/"),
        "CC-BY-SA-4.0" => Some("https://creativecommons.org/licenses/by-sa/4.0/"),
        "OGL-UK-3.0" => Some("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
        _ => None,
    };
    Licence { id: id.to_owned(), url: url.map(str::to_owned) }
}

/// Returns whether a text may be the id of a licence (SPDX: letters, digits, `.`, `-` and `+`), or two of
/// them joined by `AND`, `OR` or `WITH`.
pub fn is_licence(text: &str) -> bool {
    let id = |word: &str| word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.+:".contains(&b));
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = |(n, word): (usize, &&str)| if n % 2 == 0 { id(word) } else { ["AND", "OR", "WITH"].contains(word) };
    words.len() % 2 == 1 && words.iter().enumerate().all(joined)
}
