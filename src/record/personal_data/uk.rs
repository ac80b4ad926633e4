//! United Kingdom: National Insurance number, NHS number, mobile telephones, passports;
//! postcodes with the number of a house are in `soft`.

use super::cn::is_phone;
use super::numbers::{Beside, Gap, Numbers, PHONE_WORDS};
use super::shown::Seen;
use super::{Found, found};
use crate::record::words::PersonalData;

const GAPS: &[Gap] = &[Gap::Space, Gap::Dash];

/// Returns the number that begins at a group.
pub fn number(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    insurance(n, chars, i)
        .or_else(|| nhs(n, chars, i))
        .or_else(|| mobile(n, chars, i))
        .or_else(|| passport(n, chars, i))
        .or_else(|| landline(n, chars, i))
}

/// `AB 12 34 56 C`: prefixes as HMRC gives them out (NIM39110).
fn insurance(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let count = if n.width(i) == 6 { 1 } else { n.fits(i, &[2, 2, 2], GAPS).then_some(3)? };
    let first = n.start(i).checked_sub(2)?;
    let first = if matches!(chars[first + 1].c, ' ' | '-') { first.checked_sub(1)? } else { first };
    let prefix = [chars[first].c, chars[first + 1].c];
    let end = n.end(i + count - 1);
    let gap = usize::from(chars.get(end).is_some_and(|seen| matches!(seen.c, ' ' | '-')));
    let suffix = chars.get(end + gap).map(|seen| seen.c)?;
    let apart = |at: Option<&Seen>| at.is_none_or(|seen| !seen.c.is_ascii_alphanumeric());
    let outside = apart(first.checked_sub(1).and_then(|at| chars.get(at))) && apart(chars.get(end + gap + 1));
    let fits = outside && is_prefix(prefix) && matches!(suffix, 'A'..='D');
    fits.then(|| found(PersonalData::NationalId, first..end + gap + 1, count, "***".to_owned()))
}

fn is_prefix(letters: [char; 2]) -> bool {
    const NEVER: [[char; 2]; 7] = [['B', 'G'], ['G', 'B'], ['K', 'N'], ['N', 'K'], ['N', 'T'], ['T', 'N'], ['Z', 'Z']];
    let fits = |c: char, not: &str| c.is_ascii_uppercase() && !not.contains(c);
    fits(letters[0], "DFIQUV") && fits(letters[1], "DFIQUVO") && !NEVER.contains(&letters)
}

/// Ten digits, the last by modulus 11; written in threes, or named.
fn nhs(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let parted = n.fits(i, &[3, 3, 4], GAPS);
    let count = if parted { 3 } else { (n.width(i) == 10).then_some(1)? };
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    if !beside.named(&["nhs"]) || beside.part_of_more() {
        return None;
    }
    let digits = n.digits(i, count);
    let sum: u32 = digits[..9].iter().zip((2..=10).rev()).map(|(d, w)| u32::from(*d) * w).sum();
    let check = (11 - sum % 11) % 11;
    (check == u32::from(digits[9]))
        .then(|| found(PersonalData::NationalId, beside.start..beside.end, count, "***".to_owned()))
}

/// `07700 900123`, `+44 (0)7700 900123`.
fn mobile(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    const HOME: &[&[usize]] = &[&[11], &[5, 6], &[5, 3, 3], &[4, 3, 4], &[4, 7], &[3, 4, 4]];
    const ABROAD: &[&[usize]] = &[&[10], &[4, 6], &[4, 3, 3], &[3, 3, 4], &[3, 7]];
    let ours = |digits: &[u8]| digits.starts_with(&[0, 7]) && !matches!(digits[2], 0 | 6);
    let home = HOME.iter().find(|shape| n.fits(i, shape, GAPS) && ours(n.digits(i, shape.len())));
    let code = |at: usize| matches!(n.digits(at, 1), [4, 4] | [0, 0, 4, 4]);
    let zero = usize::from(n.len() > i + 1 && n.digits(i + 1, 1) == [0]);
    let gap = |at: usize| matches!(n.gap(at), Gap::Space | Gap::Dash | Gap::Round);
    let abroad = || {
        let from = i + 1 + zero;
        let joined = code(i) && (i..from).all(gap) && from < n.len();
        let shape = ABROAD.iter().find(|s| joined && n.fits(from, s, GAPS) && n.digits(from, s.len())[0] == 7)?;
        Some(1 + zero + shape.len())
    };
    let glued = || {
        let digits = n.digits(i, 1);
        (digits.starts_with(&[4, 4, 7]) && digits.len() == 12
            || digits.starts_with(&[0, 0, 4, 4, 7]) && digits.len() == 14)
            .then_some(1)
    };
    let count = home.map(|shape| shape.len()).or_else(abroad).or_else(glued)?;
    if n.gap_before(i) == Gap::Dash {
        return None;
    }
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    is_phone(&beside).then(|| found(PersonalData::Mobile, beside.start..beside.end, count, "07*********".to_owned()))
}

fn passport(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let beside = Beside { chars, start: n.start(i), end: n.end(i) };
    let fits = n.width(i) == 9 && beside.named(&["passport"]) && !beside.part_of_more();
    fits.then(|| found(PersonalData::Passport, beside.start..beside.end, 1, "***".to_owned()))
}

/// `020 7946 0000`, `(01632) 960001`.
fn landline(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    const SHAPES: &[&[usize]] = &[&[3, 4, 4], &[3, 8], &[4, 3, 4], &[4, 7], &[5, 6], &[5, 3, 3], &[11]];
    if !matches!(n.digits(i, 1), [0, 1 | 2, ..]) {
        return None;
    }
    let gaps = [Gap::Space, Gap::Dash, Gap::Round];
    let count = SHAPES.iter().find(|shape| n.fits(i, shape, &gaps))?.len();
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    let fine = is_phone(&beside) && (count > 1 || beside.said(PHONE_WORDS));
    fine.then(|| found(PersonalData::Landline, beside.start..beside.end, count, "0***".to_owned()))
}
