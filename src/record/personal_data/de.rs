//! Germany: tax identification number, pension insurance number, identity card and passport,
//! mobile telephones.

use super::cn::is_phone;
use super::numbers::{Beside, Gap, Numbers};
use super::shown::Seen;
use super::{Found, found};
use crate::record::words::PersonalData;

const GAPS: &[Gap] = &[Gap::Space, Gap::Dash, Gap::Slash];

/// Returns the number that begins at a group.
pub fn number(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    tax(n, chars, i)
        .or_else(|| pension(n, chars, i))
        .or_else(|| mobile(n, chars, i))
        .or_else(|| paper(n, chars, i))
        .or_else(|| landline(n, chars, i))
}

/// Eleven digits, one of the first ten twice or three times, the last by ISO 7064 MOD 11,10.
fn tax(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    const WORDS: &[&str] = &["steuer", "idnr", "id-nr", "tax id", "tin"];
    let parted = n.fits(i, &[2, 3, 3, 3], &[Gap::Space]);
    let count = if parted { 4 } else { (n.width(i) == 11).then_some(1)? };
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    let digits = n.digits(i, count);
    let fits = digits[0] != 0 && repeats_once(&digits[..10]) && check_11_10(digits) && beside.named(WORDS);
    fits.then(|| found(PersonalData::NationalId, beside.start..beside.end, count, "***".to_owned()))
}

fn repeats_once(digits: &[u8]) -> bool {
    let mut counts = [0u8; 10];
    digits.iter().for_each(|d| counts[usize::from(*d)] += 1);
    counts.iter().filter(|c| **c > 1).count() == 1 && counts.iter().all(|c| *c <= 3)
}

fn check_11_10(digits: &[u8]) -> bool {
    let product = digits[..10].iter().fold(10u32, |product, d| {
        let sum = (u32::from(*d) + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == u32::from(digits[10])
}

/// `15 070649 C 103`: area, birthday, initial, serial number with check.
fn pension(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let count = if n.width(i) == 8 { 1 } else { n.fits(i, &[2, 6], &[Gap::Space]).then_some(2)? };
    let end = n.end(i + count - 1);
    let gap = usize::from(chars.get(end).is_some_and(|seen| seen.c == ' '));
    let letter = chars.get(end + gap).map(|seen| seen.c).filter(char::is_ascii_uppercase)?;
    let next = i + count;
    if next >= n.len() || n.width(next) != 3 || n.start(next) > end + gap + 2 {
        return None;
    }
    let initial = letter as u32 - 'A' as u32 + 1;
    let mut all: Vec<u32> = n.digits(i, count).iter().map(|d| u32::from(*d)).collect();
    let birthday = (1..=31).contains(&(all[2] * 10 + all[3])) && (1..=12).contains(&(all[4] * 10 + all[5]));
    all.extend([initial / 10, initial % 10]);
    all.extend(n.digits(next, 1).iter().map(|d| u32::from(*d)));
    let weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let sum: u32 = all[..12].iter().zip(weights).map(|(d, w)| d * w / 10 + d * w % 10).sum();
    let fits = birthday && sum % 10 == all[12] && all.len() == 13;
    fits.then(|| found(PersonalData::NationalId, n.start(i)..n.end(next), count + 1, "***".to_owned()))
}

/// `0151 23456789`, `0171/1234567`, `+49 151 23456789`.
fn mobile(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let ours = |d: &[u8]| matches!(d, [1, 5, ..] | [1, 6, 0 | 2 | 3, ..] | [1, 7, ..]);
    let digits = n.digits(i, 1);
    let sum = |first: usize, most: usize| -> Option<(usize, usize)> {
        let mut total = 0;
        for g in first..n.len().min(first + most) {
            total += n.width(g);
            if total > 13 || !GAPS.contains(&n.gap(g)) || g + 1 == first + most {
                return Some((g + 1 - first, total));
            }
        }
        None
    };
    let (from, home) = match digits {
        [0, rest @ ..] if ours(rest) => (i, true),
        [4, 9] | [0, 0, 4, 9] if n.len() > i + 1 && GAPS.contains(&n.gap(i)) && ours(n.digits(i + 1, 1)) => {
            (i + 1, false)
        }
        [4, 9, rest @ ..] | [0, 0, 4, 9, rest @ ..] if ours(rest) && (10..=11).contains(&rest.len()) => {
            return telephone(n, chars, i, 1);
        }
        _ => return None,
    };
    let (count, total) = sum(from, 5)?;
    let wanted = if home { 11..=12 } else { 10..=11 };
    // An area code alone, or a number that goes on, is another one.
    let first_wide = n.width(from) >= 3 && (count == 1 || n.width(from) <= 5);
    (wanted.contains(&total) && first_wide).then(|| telephone(n, chars, i, from + count - i)).flatten()
}

fn telephone(n: &Numbers, chars: &[Seen], i: usize, count: usize) -> Option<Found> {
    if n.gap_before(i) == Gap::Dash {
        return None;
    }
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    is_phone(&beside).then(|| found(PersonalData::Mobile, beside.start..beside.end, count, "01*********".to_owned()))
}

/// Identity card and passport: nine letters and digits, where the text names the paper.
fn paper(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    const WORDS: &[&str] = &["ausweis", "reisepass", "passnummer", "passport", "identity card"];
    let inside =
        |seen: &&Seen| seen.c.is_ascii_digit() || (seen.c.is_ascii_uppercase() && !"AEIOUBDQS".contains(seen.c));
    let before = chars[..n.start(i)].iter().rev().take_while(inside).take(10).count();
    let behind = chars[n.start(i)..].iter().take_while(inside).take(12).count();
    let start = n.start(i) - before;
    let beside = Beside { chars, start, end: n.start(i) + behind };
    let letters = chars[start..start + before + behind].iter().filter(|seen| seen.c.is_ascii_uppercase()).count();
    let groups = (i..n.len()).take_while(|g| n.start(*g) < beside.end).count();
    let fits = before + behind == 9 && letters > 0 && letters < 9 && beside.named(WORDS);
    fits.then(|| found(PersonalData::NationalId, start..beside.end, groups, "***".to_owned()))
}

/// `030 1234567`, `089/123456`, `+49 30 1234567`: with a word for it where only a space parts it.
fn landline(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let area = (3..=5).contains(&n.width(i)) && matches!(n.digits(i, 1), [0, 2..=9, ..]);
    if !area || i + 1 >= n.len() || !(5..=8).contains(&n.width(i + 1)) {
        return None;
    }
    let beside = Beside { chars, start: n.start(i), end: n.end(i + 1) };
    let joined = match n.gap(i) {
        Gap::Slash | Gap::Dash | Gap::Round => true,
        Gap::Space => beside.said(super::numbers::PHONE_WORDS),
        Gap::Dot | Gap::Wall => false,
    };
    (joined && is_phone(&beside)).then(|| found(PersonalData::Landline, beside.start..beside.end, 2, "0***".to_owned()))
}
