//! What import tells people, in both languages.

use crate::diagnostic::Tongue;

/// A sentence in English and Chinese. It never holds a value that may be personal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Said {
    pub en: String,
    pub zh: String,
}

/// Puts a sentence in two languages together.
pub fn said(en: impl Into<String>, zh: impl Into<String>) -> Said {
    Said { en: en.into(), zh: zh.into() }
}

impl Said {
    /// Returns the sentence in a language.
    pub fn in_tongue(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::English => &self.en,
            Tongue::Chinese => &self.zh,
        }
    }
}

/// Returns the first numbers of a list, and how many more there are: `3, 5, 9 …`.
pub fn numbers(rows: &[usize]) -> String {
    const SHOWN: usize = 5;
    let first: Vec<String> = rows.iter().take(SHOWN).map(usize::to_string).collect();
    let more = if rows.len() > SHOWN { " …" } else { "" };
    format!("{}{more}", first.join(", "))
}
