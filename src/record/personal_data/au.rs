//! Australia: tax file number, Medicare number, mobile telephones, passports.

use super::cn::is_phone;
use super::numbers::{Beside, Gap, Numbers};
use super::shown::Seen;
use super::{Found, found};
use crate::record::words::PersonalData;

const GAPS: &[Gap] = &[Gap::Space, Gap::Dash];

/// Returns the number that begins at a group.
pub fn number(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    tax(n, chars, i)
        .or_else(|| medicare(n, chars, i))
        .or_else(|| mobile(n, chars, i))
        .or_else(|| passport(n, chars, i))
        .or_else(|| landline(n, chars, i))
}

fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| u32::from(*d) * w).sum()
}

/// Nine digits by modulus 11, where the text names it.
fn tax(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let count = if n.fits(i, &[3, 3, 3], GAPS) { 3 } else { (n.width(i) == 9).then_some(1)? };
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    let fits = weighted(n.digits(i, count), &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
        && beside.named(&["tfn", "tax file"]);
    fits.then(|| found(PersonalData::NationalId, beside.start..beside.end, count, "***".to_owned()))
}

/// Ten digits, the ninth a check, where the text names it.
fn medicare(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let count = if n.fits(i, &[4, 5, 1], GAPS) { 3 } else { (n.width(i) == 10).then_some(1)? };
    let digits = n.digits(i, count);
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    let fits = (2..=6).contains(&digits[0])
        && weighted(&digits[..8], &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == u32::from(digits[8])
        && beside.named(&["medicare"]);
    fits.then(|| found(PersonalData::NationalId, beside.start..beside.end, count, "***".to_owned()))
}

/// `0412 345 678`, `+61 412 345 678`.
fn mobile(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let home = [&[10][..], &[4, 3, 3], &[4, 6]].into_iter().find(|shape| n.fits(i, shape, GAPS));
    let home = home.filter(|shape| n.digits(i, shape.len()).starts_with(&[0, 4])).map(<[usize]>::len);
    let abroad = || {
        let code = matches!(n.digits(i, 1), [6, 1] | [0, 0, 6, 1]) && GAPS.contains(&n.gap(i));
        let shape = [&[9][..], &[3, 3, 3]].into_iter().find(|shape| code && n.fits(i + 1, shape, GAPS))?;
        (n.digits(i + 1, 1)[0] == 4).then_some(shape.len() + 1)
    };
    let glued = || (n.width(i) == 11 && n.digits(i, 1).starts_with(&[6, 1, 4])).then_some(1);
    let count = home.or_else(abroad).or_else(glued)?;
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    is_phone(&beside).then(|| found(PersonalData::Mobile, beside.start..beside.end, count, "04********".to_owned()))
}

fn passport(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let start = n.start(i).checked_sub(1)?;
    let beside = Beside { chars, start, end: n.end(i) };
    let fits = n.width(i) == 7 && chars[start].c.is_ascii_uppercase() && beside.named(&["passport"]);
    fits.then(|| found(PersonalData::Passport, start..beside.end, 1, "***".to_owned()))
}

/// `(02) 9876 5432`.
fn landline(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let gaps = [Gap::Space, Gap::Dash, Gap::Round];
    let fits = n.fits(i, &[2, 4, 4], &gaps) && matches!(n.digits(i, 1), [0, 2 | 3 | 7 | 8]);
    let beside = Beside { chars, start: n.start(i), end: if fits { n.end(i + 2) } else { n.end(i) } };
    (fits && is_phone(&beside)).then(|| found(PersonalData::Landline, beside.start..beside.end, 3, "0***".to_owned()))
}
