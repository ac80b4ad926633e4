//! Texts as they are compared: one form for what readers hold to be the same letters.
//!
//! Takes a text; gives its characters, normalised one cluster (a character and its marks) at a
//! time, so that a host that marks hits knows where each came from. What must hold: the script of
//! the search page does the same; `tests/tools/search.mjs` holds both against one table.
//!
//! - all: NFKC, lower case by character (İ is i, ς is σ); marks on Latin letters are left out, ß is
//!   ss, æ ae, œ oe, ø o, đ d, ł l, ı i, þ th;
//! - Chinese: traditional forms as simplified ones, after the characters of OpenCC (Apache-2.0),
//!   each with all that it may stand for as one class;
//! - Arabic and Persian: no tatweel, no vowel marks, no joiners; ي is ی, ك ک, أ إ آ ا, ة ه; digits as 0 to 9.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Characters and what they are folded to, one after the other.
pub const SIMPLIFIED: &str = include_str!("simplified.txt");

/// What each character of the basic plane is folded to; 0 where it stays.
static FOLDED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut folded = vec![0; 0x10000];
    let units: Vec<u16> = SIMPLIFIED.encode_utf16().collect();
    for pair in units.chunks_exact(2) {
        folded[usize::from(pair[0])] = pair[1];
    }
    folded
});

fn simplified(c: char) -> char {
    let unit = FOLDED.get(c as usize).copied().unwrap_or_default();
    if unit == 0 { c } else { char::from_u32(u32::from(unit)).unwrap_or(c) }
}

/// Continues the character before it: a mark, the second part of a Korean syllable, a joiner.
fn continues(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}' | '\u{200C}' | '\u{200D}') || (c >= '\u{300}' && is_combining_mark(c))
}

/// Returns whether a character stands for itself, whatever else is done.
fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3001}' | '\u{3002}' | '\u{3007}'..='\u{3011}')
}

/// Appends the normalised form of a text.
pub fn normal(text: &str, to: &mut Vec<char>) {
    let mut chars = text.chars().peekable();
    let mut cluster = String::new();
    while let Some(c) = chars.next() {
        if is_plain(c) && !chars.peek().is_some_and(|next| continues(*next)) {
            to.push(if c.is_ascii() { c.to_ascii_lowercase() } else { simplified(c) });
            continue;
        }
        cluster.clear();
        cluster.push(c);
        while let Some(next) = chars.next_if(|next| continues(*next)) {
            cluster.push(next);
        }
        normal_cluster(&cluster, to);
    }
}

fn normal_cluster(cluster: &str, to: &mut Vec<char>) {
    let lower: String = cluster.nfkc().flat_map(char::to_lowercase).collect();
    let mut latin = false;
    let bare = lower.nfd().filter(|c| {
        let mark = matches!(c, '\u{300}'..='\u{36F}');
        if !mark {
            latin = is_latin(*c);
        }
        !(mark && latin)
    });
    let bare: String = bare.collect();
    for c in bare.nfc() {
        match c {
            'ß' => to.extend(['s', 's']),
            'æ' => to.extend(['a', 'e']),
            'œ' => to.extend(['o', 'e']),
            'þ' => to.extend(['t', 'h']),
            'ø' => to.push('o'),
            'đ' | 'ð' => to.push('d'),
            'ł' => to.push('l'),
            'ı' => to.push('i'),
            'ς' => to.push('σ'),
            'ي' => to.push('ی'),
            'ك' => to.push('ک'),
            'أ' | 'إ' | 'آ' => to.push('ا'),
            'ة' => to.push('ه'),
            '\u{AD}' | '\u{640}' | '\u{64B}'..='\u{652}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '\u{660}'..='\u{669}' => to.push(digit(c, 0x660)),
            '\u{6F0}'..='\u{6F9}' => to.push(digit(c, 0x6F0)),
            c => to.push(simplified(c)),
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{250}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}')
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit((c as u32).wrapping_sub(zero), 10).unwrap_or(c)
}

/// Appends the normalised form of a text, and for each character the bytes of the text that it came from.
pub fn normal_with_places(text: &str, to: &mut Vec<char>, places: &mut Vec<(usize, usize)>) {
    let mut starts = text.char_indices().peekable();
    while let Some((from, _)) = starts.next() {
        while starts.next_if(|(_, next)| continues(*next)).is_some() {}
        let end = starts.peek().map_or(text.len(), |(at, _)| *at);
        normal(&text[from..end], to);
        places.resize(to.len(), (from, end));
    }
}

/// Returns the normalised form of a text.
pub fn normalised(text: &str) -> String {
    let mut chars = Vec::new();
    normal(text, &mut chars);
    chars.into_iter().collect()
}

/// Returns whether a character is written without spaces between words: Chinese, Japanese, Korean,
/// and scripts of Southeast Asia. Of these, pairs of characters are terms.
pub fn is_gram(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}' | '\u{3105}'..='\u{312F}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{E01}'..='\u{EFF}' | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Returns whether a character is part of a word of letters and digits.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    !is_gram(c) && (c.is_alphanumeric() || is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_readers_hold_to_be_the_same_are_one() {
        for (text, one) in [
            ("Straße CAFÉ cafe\u{301}", "strasse cafe cafe"),
            ("人民路路燈 乾淨 著名 後面", "人民路路灯 干净 着名 后面"),
            ("〔２０２４〕５号", "〔2024〕5号"),
            ("ＡＢＣ　Œuvre İstanbul ΟΔΟΣ", "abc oeuvre istanbul οδοσ"),
            ("йод Ёлка", "йод ёлка"),
            ("كتاب\u{640} سؤالي ۱۲٣", "کتاب سؤالی 123"),
            ("\u{1112}\u{1161}\u{11AB}글", "한글"),
            ("co\u{AD}operation", "cooperation"),
        ] {
            assert_eq!(normalised(text), one, "{text}");
        }
    }
}
