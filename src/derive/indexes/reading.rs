//! How a title is read, letter by letter.
//!
//! Takes the words of a title; gives its letters without case and accents, Chinese characters with
//! their pinyin. Signs and spaces stand for nothing, but a gap between two words. What must hold: two
//! titles that read alike have the same letters, on any machine and in any version.

use crate::derive::ways;
use pinyin::ToPinyin as _;
use unicode_normalization::UnicodeNormalization as _;

/// What a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// The title is over.
    End,
    /// A gap between two words.
    Gap,
    Han,
    Latin,
    Digit,
    Other,
}

impl Class {
    /// Returns its word: in addresses, and the key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::End => "end",
            Self::Gap => "gap",
            Self::Han => "pinyin",
            Self::Latin => "latin",
            Self::Digit => "digit",
            Self::Other => "other",
        }
    }
}

/// A letter as it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// A Chinese character, and its syllable.
    Han(char, &'static str),
    /// `a` to `z`.
    Latin(char),
    Digit(char),
    Other(char),
}

impl Letter {
    /// Returns what it is.
    pub fn class(self) -> Class {
        match self {
            Self::Han(..) => Class::Han,
            Self::Latin(_) => Class::Latin,
            Self::Digit(_) => Class::Digit,
            Self::Other(_) => Class::Other,
        }
    }

    /// Returns the letter of a character; `None` of a sign.
    pub fn of(c: char) -> Option<Self> {
        if c.is_ascii() {
            return match c {
                'a'..='z' => Some(Self::Latin(c)),
                'A'..='Z' => Some(Self::Latin(c.to_ascii_lowercase())),
                '0'..='9' => Some(Self::Digit(c)),
                _ => None,
            };
        }
        if let Some(syllable) = c.to_pinyin() {
            return Some(Self::Han(c, syllable.plain()));
        }
        if !c.is_alphanumeric() {
            return None;
        }
        // A letter with its marks is its letter: é is e. Those that do not fall apart are named.
        let base = c.nfkd().next().unwrap_or(c);
        match base.to_lowercase().next().unwrap_or(base) {
            base @ 'a'..='z' => Some(Self::Latin(base)),
            base @ '0'..='9' => Some(Self::Digit(base)),
            'ß' => Some(Self::Latin('s')),
            'æ' => Some(Self::Latin('a')),
            'ø' | 'œ' => Some(Self::Latin('o')),
            'ł' => Some(Self::Latin('l')),
            'đ' | 'ð' => Some(Self::Latin('d')),
            'þ' => Some(Self::Latin('t')),
            'ı' => Some(Self::Latin('i')),
            base if base.is_alphanumeric() => Some(Self::Other(base)),
            _ => None,
        }
    }
}

/// The next letter of a text: bytes of signs before it, its own bytes.
pub fn next(text: &str) -> Option<(usize, usize, Letter)> {
    text.char_indices().find_map(|(at, c)| Some((at, c.len_utf8(), Letter::of(c)?)))
}

/// Letters of a Latin alphabet, or of pinyin, that stand together where there are few of each: the
/// first and the last. They are parts of addresses and never change.
pub const GROUPS: [(char, char); 6] = [('a', 'd'), ('e', 'h'), ('i', 'm'), ('n', 's'), ('t', 'w'), ('x', 'z')];

/// Returns the place of the group of a letter.
pub fn group(letter: char) -> u8 {
    let at = GROUPS.iter().position(|(_, last)| letter <= *last).unwrap_or(GROUPS.len() - 1);
    u8::try_from(at).unwrap_or_default()
}

/// Returns Chinese characters with the sounds of each: `路灯` → `lù dēng`; `None` where there are none.
pub fn with_pinyin(text: &str) -> Option<String> {
    let syllables: Vec<&str> = text.chars().filter_map(|c| Some(c.to_pinyin()?.with_tone())).collect();
    (!syllables.is_empty()).then(|| syllables.join(" "))
}

/// Returns a letter without its marks: `ā` → `a`.
pub fn plain(c: char) -> char {
    c.nfkd().next().unwrap_or(c)
}

/// Articles at the head of titles, which are passed over as in a dictionary.
const ARTICLES: [(&str, &[&str]); 7] = [
    ("en", &["the ", "a ", "an "]),
    ("fr", &["le ", "la ", "les ", "l’", "l'", "un ", "une ", "des "]),
    ("de", &["der ", "die ", "das ", "ein ", "eine "]),
    ("es", &["el ", "la ", "los ", "las ", "un ", "una "]),
    ("it", &["il ", "lo ", "la ", "i ", "gli ", "le ", "l’", "l'", "un ", "una "]),
    ("pt", &["o ", "a ", "os ", "as ", "um ", "uma "]),
    ("ar", &["ال"]),
];

/// Returns what of a title is its own: signs, the name of the city, words such as 关于, and articles at
/// its head are left out.
pub fn own_words<'t>(title: &'t str, publisher: &str, code: &str) -> &'t str {
    let signs = |text: &'t str| text.trim_start_matches(|c: char| Letter::of(c).is_none());
    let own = signs(ways::own_words(signs(title), publisher));
    let primary = code.split('-').next().unwrap_or_default();
    let articles = ARTICLES.iter().find(|(of, _)| *of == primary).map_or(&[][..], |(_, articles)| articles);
    let rest = articles.iter().find_map(|article| {
        let head = own.get(..article.len())?;
        (head.to_lowercase() == **article).then(|| &own[article.len()..])
    });
    let own = rest.filter(|rest| next(rest).is_some()).unwrap_or(own);
    if next(own).is_some() { own } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_read_without_case_and_accents() {
        let read = |text: &str| -> String {
            let letters = text.chars().filter_map(Letter::of);
            letters
                .map(|letter| match letter {
                    Letter::Han(_, syllable) => format!("{syllable} "),
                    Letter::Latin(c) | Letter::Digit(c) | Letter::Other(c) => c.to_string(),
                })
                .collect()
        };
        assert_eq!(read("“Éclairage” ＡＢ１ Straße Łódź 路灯—绿"), "eclairageab1straselodzlu deng lü ");
        assert_eq!(read("Шум ۳ قانون 가"), "шум۳قانونᄀ");
    }

    #[test]
    fn what_many_titles_begin_with_is_passed_over() {
        for (title, publisher, code, own) in [
            ("关于路灯的咨询", "清水市人民政府", "zh-Hans", "路灯的咨询"),
            ("【咨询】“关于”路灯", "清水市人民政府", "zh-Hans", "咨询】“关于”路灯"),
            ("《关于路灯》", "清水市人民政府", "zh-Hans", "路灯》"),
            ("清水市路灯", "清水市人民政府", "zh-Hans", "路灯"),
            ("(The) “Lamps”", "Town", "en", "The) “Lamps”"),
            ("“The lamps”", "Town", "en", "lamps”"),
            ("L’eau", "Ville", "fr", "eau"),
            ("The", "Town", "en", "The"),
            ("……", "Town", "en", "……"),
            ("关于", "Town", "zh", "关于"),
        ] {
            assert_eq!(own_words(title, publisher, code), own);
        }
    }

    #[test]
    fn every_letter_has_its_group() {
        let groups: Vec<u8> = ('a'..='z').map(group).collect();
        assert!(groups.is_sorted() && groups[0] == 0 && groups[25] == 5, "{groups:?}");
        assert_eq!(with_pinyin("路灯 A").as_deref(), Some("lù dēng"));
        assert_eq!(with_pinyin("Lamp"), None);
    }
}
