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

/// Returns the id of a licence that was written as people say it: `CC BY 4.0`, `cc-by 4.0`, `知识共享署名4.0`.
pub fn meant(text: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 9] = [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("CC0-1.0", "CC0-1.0"),
        ("CC0", "CC0-1.0"),
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
        ("OGL-UK-3.0", "OGL-UK-3.0"),
        ("Creative Commons Attribution 4.0", "CC-BY-4.0"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("知识共享署名4.0", "CC-BY-4.0"),
        ("知识共享署名-相同方式共享4.0", "CC-BY-SA-4.0"),
    ];
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let written = letters(text);
    let found = NAMES.iter().find(|(name, _)| letters(name) == written).map(|(_, id)| *id);
    found.filter(|id| *id != text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_say_is_told_from_what_is_written() {
        for said in ["CC BY 4.0", "cc-by-4.0", "知识共享 署名 4.0", "CC-BY 4.0"] {
            assert_eq!(meant(said), Some("CC-BY-4.0"), "{said}");
        }
        for written in ["CC-BY-4.0", "City terms", "MIT"] {
            assert_eq!(meant(written), None, "{written}");
        }
    }
}
