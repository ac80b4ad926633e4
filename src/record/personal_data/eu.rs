//! Europe: bank accounts (IBAN), and national numbers with a check that leaves little to chance:
//! Spain (DNI, NIE), France (NIR), Italy (codice fiscale).

use super::numbers::Numbers;
use super::shown::Seen;
use super::{Found, found};
use crate::record::words::PersonalData;

/// Returns the number that begins at a group, or round it.
pub fn number(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    iban(n, chars, i).or_else(|| spain(n, chars, i)).or_else(|| france(n, chars, i)).or_else(|| italy(n, chars, i))
}

fn upper(chars: &[Seen], at: usize) -> Option<char> {
    chars.get(at).map(|seen| seen.c).filter(char::is_ascii_uppercase)
}

fn apart(chars: &[Seen], at: Option<usize>) -> bool {
    at.and_then(|at| chars.get(at)).is_none_or(|seen| !seen.c.is_ascii_alphanumeric())
}

/// ISO 13616: country, two check digits, up to 30 letters and digits; modulus 97 is 1.
pub fn iban(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let start = n.start(i).checked_sub(2)?;
    if n.width(i) < 2 || upper(chars, start).is_none() || upper(chars, start + 1).is_none() {
        return None;
    }
    if !apart(chars, start.checked_sub(1)) {
        return None;
    }
    let len = country_len([chars[start].c, chars[start + 1].c])?;
    let mut account = Vec::with_capacity(len);
    let mut at = start;
    while account.len() < len {
        let c = chars.get(at)?.c;
        match c {
            ' ' | '-' if !account.is_empty() && chars[at - 1].c != c => {}
            c if c.is_ascii_digit() || c.is_ascii_uppercase() => account.push(c),
            _ => return None,
        }
        at += 1;
    }
    let turned = account[4..].iter().chain(&account[..4]);
    let rest = turned.fold(0u32, |rest, c| match c.to_digit(36).unwrap_or(0) {
        digit if digit < 10 => (rest * 10 + digit) % 97,
        letter => (rest * 100 + letter) % 97,
    });
    let groups = (i..n.len()).take_while(|g| n.start(*g) < at).count();
    (rest == 1 && apart(chars, Some(at))).then(|| found(PersonalData::Iban, start..at, groups.max(1), "***".to_owned()))
}

/// Lengths of the register of ISO 13616 for Europe.
fn country_len(code: [char; 2]) -> Option<usize> {
    const LENGTHS: &str = "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 \
        IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 UA29 AL28 BA20 ME22 \
        MK19 RS22 TR26";
    let entry = LENGTHS.split_ascii_whitespace().find(|entry| entry.chars().take(2).eq(code))?;
    entry[2..].parse().ok()
}

/// Eight digits (or X, Y, Z and seven) and a letter by modulus 23.
fn spain(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let (start, head) = match n.width(i) {
        8 => (n.start(i), 0),
        7 => {
            let at = n.start(i).checked_sub(1)?;
            (at, "XYZ".find(chars[at].c)?)
        }
        _ => return None,
    };
    let number = n.digits(i, 1).iter().fold(head, |sum, d| sum * 10 + usize::from(*d));
    let gap = usize::from(chars.get(n.end(i)).is_some_and(|seen| seen.c == '-'));
    let end = n.end(i) + gap;
    // `55544957E-13` is a power of ten.
    let power = chars.get(end + 1).is_some_and(|seen| matches!(seen.c, '-' | '+'));
    let fits = upper(chars, end) == Some(char::from(LETTERS[number % 23]))
        && !power
        && apart(chars, Some(end + 1))
        && apart(chars, start.checked_sub(1));
    fits.then(|| found(PersonalData::NationalId, start..end + 1, 1, "***".to_owned()))
}

/// Thirteen digits and a key of two by modulus 97, written together or as on the card.
fn france(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    use super::numbers::{Beside, Gap};
    let parted = n.fits(i, &[1, 2, 2, 2, 3, 3, 2], &[Gap::Space]);
    let count = if parted { 7 } else { (n.width(i) == 15).then_some(1)? };
    let digits = n.digits(i, count);
    let value = |range: std::ops::Range<usize>| digits[range].iter().fold(0u64, |sum, d| sum * 10 + u64::from(*d));
    let month = value(3..5);
    let fits = matches!(digits[0], 1 | 2)
        && ((1..=12).contains(&month) || (20..=42).contains(&month))
        && 97 - value(0..13) % 97 == value(13..15);
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    let fine = fits && !beside.part_of_more() && !beside.in_url();
    fine.then(|| found(PersonalData::NationalId, beside.start..beside.end, count, "***".to_owned()))
}

/// `RSSMRA85T10A562S`: the last letter by the table of the decree of 23 December 1976.
fn italy(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    const ODD: [u32; 36] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16,
        10, 22, 25, 24, 23,
    ];
    let start = n.start(i).checked_sub(6)?;
    let code: Vec<char> = chars[start..].iter().take(16).map(|seen| seen.c).collect();
    let shape = "LLLLLLDDLDDLDDDL";
    let fits = code.len() == 16
        && code
            .iter()
            .zip(shape.chars())
            .all(|(c, want)| if want == 'L' { c.is_ascii_uppercase() } else { c.is_ascii_digit() })
        && apart(chars, start.checked_sub(1))
        && apart(chars, Some(start + 16));
    if !fits {
        return None;
    }
    let sum: u32 = code[..15]
        .iter()
        .enumerate()
        .map(|(at, c)| match (at % 2, c.to_digit(36).unwrap_or(0)) {
            (0, value) => ODD[value as usize],
            (_, value) if value >= 10 => value - 10,
            (_, value) => value,
        })
        .sum();
    let check = char::from_u32('A' as u32 + sum % 26) == Some(code[15]);
    let groups = (i..n.len()).take_while(|g| n.start(*g) < start + 16).count();
    check.then(|| found(PersonalData::NationalId, start..start + 16, groups, "***".to_owned()))
}
