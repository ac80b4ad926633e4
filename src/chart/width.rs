//! How wide a text can be at most, without knowing its font: bounds that hold for the bold faces of the
//! common system fonts.

use unicode_width::UnicodeWidthChar;

/// Returns the most that a text takes, in em.
pub fn em(text: &str) -> f64 {
    f64::from(text.chars().map(thousandths).sum::<u32>()) / 1000.0
}

fn thousandths(c: char) -> u32 {
    match c {
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' => 460,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' | ' ' | '\u{A0}' => 500,
        '0'..='9' => 700,
        'm' | 'M' | 'W' | '@' | '%' | '‰' | '—' | '…' => 1110,
        'w' | 'C' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | '−' | '+' | '<' | '>' | '≥' => 930,
        'a'..='z' => 720,
        'A'..='Z' => 780,
        c => match c.width() {
            Some(0) | None => 0,
            // What is wide is as wide as high; what is not, but in no list, is given as much.
            _ => 1000,
        },
    }
}

/// Breaks a name into at most so many lines of at most so many em; what does not fit ends in "…".
pub fn wrapped(name: &str, most: f64, lines: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(name) {
        if !line.is_empty() && em(&line) + em(piece.trim_end()) > most {
            all.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
    }
    all.push(line);
    let cut = all.len() > lines;
    all.truncate(lines);
    for line in &mut all {
        while em(line.trim_end()) > most && line.pop().is_some() {}
        line.truncate(line.trim_end().len());
    }
    if let Some(last) = all.last_mut().filter(|_| cut) {
        // Whole words go first, so that none is left as a stump.
        while em(last) + 1.11 > most {
            let at = last.rfind(' ').unwrap_or_else(|| last.char_indices().next_back().map_or(0, |(at, _)| at));
            if at == 0 {
                break;
            }
            last.truncate(at);
        }
        last.push('…');
    }
    all
}

/// The pieces of a name that stay whole: words with the space behind them, and single wide letters.
fn pieces(name: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let is_wide = |c: char| c.width() == Some(2) && c.is_alphanumeric();
    for (at, c) in name.char_indices() {
        if from < at && is_wide(c) && !name[from..at].ends_with(['（', '《', '“']) {
            pieces.push(&name[from..at]);
            from = at;
        }
        if c == ' ' {
            pieces.push(&name[from..at + 1]);
            from = at + 1;
        }
    }
    if from < name.len() {
        pieces.push(&name[from..]);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_wrap_between_words_and_between_wide_letters() {
        assert_eq!(wrapped("Route 8", 8.0, 2), ["Route 8"]);
        assert_eq!(wrapped("Human Resources and Social Security", 9.0, 2), ["Human", "Resources…"]);
        assert_eq!(wrapped("人力资源和社会保障局", 8.0, 2), ["人力资源和社会保", "障局"]);
        assert_eq!(wrapped("", 8.0, 2), [""]);
        for line in wrapped("Donaudampfschifffahrtsgesellschaft Wien", 8.0, 2) {
            assert!(em(&line) <= 8.0, "{line}");
        }
    }
}
