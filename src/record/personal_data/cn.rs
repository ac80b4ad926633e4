//! Mainland China: resident ID (GB 11643-1999), mobile and fixed telephones, passports and
//! travel permits, number plates.

use super::numbers::{Beside, Gap, Numbers, PHONE_WORDS};
use super::shown::Seen;
use super::{Found, found};
use crate::record::words::PersonalData;

const ID_WORDS: &[&str] = &["身份证", "证件号", "公民身份", "id card", "id number", "id no", "identity"];
/// What a paper with a letter before its number is called.
pub(super) const PAPERS: &[&str] = &["护照", "通行证", "passport", "港澳居民", "台胞证", "回乡证"];
const JOINED: &[Gap] = &[Gap::Space, Gap::Dash];

/// Returns the number that begins at a group.
pub fn number(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    resident_id(n, chars, i)
        .or_else(|| legacy_id(n, chars, i))
        .or_else(|| mobile(n, chars, i))
        .or_else(|| passport(n, chars, i))
        .or_else(|| landline(n, chars, i))
}

/// 18 characters in any grouping: the date and the check character leave no room for chance.
fn resident_id(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let (count, x) = match n.reach(i, 18) {
        Some(count) => (count, false),
        None => (n.reach(i, 17)?, true),
    };
    let mut digits = n.digits(i, count).to_vec();
    let mut end = n.end(i + count - 1);
    if x {
        let gap = usize::from(chars.get(end).is_some_and(|seen| matches!(seen.c, ' ' | '-')));
        chars.get(end + gap).filter(|seen| matches!(seen.c, 'X' | 'x'))?;
        digits.push(10);
        end += gap + 1;
    }
    let beside = Beside { chars, start: n.start(i), end };
    let sound = has_birthday(&digits) && (has_check(&digits) || (count == 1 && beside.said(ID_WORDS)));
    let fine = sound && !beside.glued_before() && !beside.decimal();
    fine.then(|| found(PersonalData::ResidentId, n.start(i)..end, count, format!("{}*****************", digits[0])))
}

/// 15 digits, as issued until 1999: they have no check, but a province and a birthday.
fn legacy_id(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    let digits = n.digits(i, 1);
    if digits.len() != 15 || !is_province(value(&digits[..2])) {
        return None;
    }
    let beside = Beside { chars, start: n.start(i), end: n.end(i) };
    let date = date(1900 + value(&digits[6..8]), value(&digits[8..10]), value(&digits[10..12]));
    let another = || beside.part_of_more() || beside.in_url() || beside.quantity() || beside.reference();
    let fits = date && (beside.said(ID_WORDS) || !another());
    fits.then(|| found(PersonalData::ResidentId, n.start(i)..n.end(i), 1, format!("{}**************", digits[0])))
}

/// Codes of GB/T 2260.
pub(super) fn is_province(code: i32) -> bool {
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82)
}

pub(super) fn value(digits: &[u8]) -> i32 {
    digits.iter().fold(0, |n, d| n * 10 + i32::from(*d))
}

fn date(year: i32, month: i32, day: i32) -> bool {
    let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
    date.is_some_and(|((y, m), d)| (1900..=2100).contains(&y) && jiff::civil::Date::new(y, m, d).is_ok())
}

pub(super) fn has_birthday(digits: &[u8]) -> bool {
    (1..=8).contains(&digits[0]) && date(value(&digits[6..10]), value(&digits[10..12]), value(&digits[12..14]))
}

/// ISO 7064 MOD 11-2.
pub(super) fn has_check(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(*d) * w).sum();
    CHECK[(sum % 11) as usize] == digits[17]
}

/// 2^34: sizes of memory and masks of bits look like a telephone.
const SIXTEEN_GIBIBYTES: [u8; 11] = [1, 7, 1, 7, 9, 8, 6, 9, 1, 8, 4];

fn mobile(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    const SHAPES: &[&[usize]] = &[&[3, 4, 4], &[3, 8], &[7, 4], &[4, 4, 3], &[3, 3, 5]];
    let (count, skip) = match n.width(i) {
        11 => (1, 0),
        13 if n.digits(i, 1).starts_with(&[8, 6]) => (1, 2),
        15 if n.digits(i, 1).starts_with(&[0, 0, 8, 6]) => (1, 4),
        _ => {
            let shape = SHAPES.iter().find(|shape| n.fits(i, shape, JOINED) && !is_list(n, i, shape.len()));
            let dotted = || n.fits(i, &[3, 4, 4], &[Gap::Dot]).then_some(3);
            let whole = || n.reach(i, 11).filter(|count| whole(n, i, *count));
            (shape.map(|shape| shape.len()).or_else(dotted).or_else(whole)?, 0)
        }
    };
    let digits = &n.digits(i, count)[skip..];
    if digits[0] != 1 || digits[1] < 3 || digits == SIXTEEN_GIBIBYTES {
        return None;
    }
    // The prefix of the country belongs to the number.
    let prefixed = i > 0 && JOINED.contains(&n.gap(i - 1)) && matches!(n.digits(i - 1, 1), [8, 6] | [0, 0, 8, 6]);
    let beside = Beside { chars, start: n.start(i - usize::from(prefixed)), end: n.end(i + count - 1) };
    if !is_phone(&beside) {
        return None;
    }
    let masked = format!("{}{}{}********", digits[0], digits[1], digits[2]);
    Some(found(PersonalData::Mobile, beside.start..beside.end, count, masked))
}

/// Returns whether what looks like the number of a telephone is one by what stands beside it.
pub(super) fn is_phone(beside: &Beside<'_>) -> bool {
    if beside.glued_before() || beside.in_url() {
        return false;
    }
    beside.said(PHONE_WORDS) && !beside.decimal() || !(beside.part_of_more() || beside.quantity() || beside.reference())
}

/// A row of many numbers is a table in plain text.
fn is_list(n: &Numbers, i: usize, count: usize) -> bool {
    let before = (0..i).rev().take_while(|g| n.gap(*g) == Gap::Space).take(3).count();
    let behind = (i + count - 1..n.len()).take_while(|g| n.gap(*g) == Gap::Space).take(3).count();
    n.gap(i) == Gap::Space && before + behind >= 3
}

/// Any grouping of a number that stands alone, but for one that holds a date.
fn whole(n: &Numbers, i: usize, count: usize) -> bool {
    let prefixed = i > 0 && matches!(n.digits(i - 1, 1), [8, 6] | [0, 0, 8, 6]);
    let first = i - usize::from(prefixed);
    let dated =
        (first..i + count).any(|g| n.fits(g, &[4, 2, 2], JOINED) && matches!(n.digits(g, 1), [1, 9, ..] | [2, 0, ..]));
    n.whole(first, count + usize::from(prefixed)) && !dated
}

/// A passport or permit: one or two letters and digits, where the text names the paper.
fn passport(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    if !(7..=10).contains(&n.width(i)) {
        return None;
    }
    let letters = (1..=2).take_while(|back| letter_before(chars, n.start(i), *back)).count();
    let start = n.start(i) - letters;
    let more = letter_before(chars, start, 1);
    let beside = Beside { chars, start, end: n.end(i) };
    let fits = letters > 0 && !more && beside.named(PAPERS);
    fits.then(|| found(PersonalData::Passport, start..n.end(i), 1, "***".to_owned()))
}

fn letter_before(chars: &[Seen], at: usize, back: usize) -> bool {
    at.checked_sub(back).is_some_and(|at| chars[at].c.is_ascii_alphabetic())
}

/// A fixed telephone with its area code.
fn landline(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    const GAPS: &[Gap] = &[Gap::Dash, Gap::Space, Gap::Round];
    const SHAPES: &[&[usize]] = &[&[3, 8], &[3, 7], &[4, 7], &[4, 8], &[3, 4, 4], &[4, 4, 4], &[4, 3, 4]];
    let first = n.digits(i, 1);
    if first[0] != 0 || first.get(1).is_none_or(|d| *d == 0) {
        return None;
    }
    let alone = matches!(first.len(), 10..=12);
    let count = if alone { 1 } else { SHAPES.iter().find(|shape| n.fits(i, shape, GAPS))?.len() };
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    let said = beside.said(PHONE_WORDS);
    let joined = !alone && n.gap(i) != Gap::Space;
    let fine =
        (said || joined) && !beside.in_url() && !beside.glued_before() && !beside.decimal() && !beside.quantity();
    fine.then(|| found(PersonalData::Landline, beside.start..beside.end, count, "0***".to_owned()))
}

/// Number plates: province, letter, five characters (six for new energy).
pub fn plate(chars: &[Seen], i: usize) -> Option<Found> {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    let c = |at: usize| chars.get(at).map(|seen| seen.c);
    let upper = |c: Option<char>| c.filter(|c| c.is_ascii_uppercase() && !matches!(c, 'I' | 'O'));
    if chars[i].c.is_ascii() || upper(c(i + 1)).is_none() || !PROVINCES.contains(chars[i].c) {
        return None;
    }
    let from = i + 2 + usize::from(matches!(c(i + 2), Some('·' | '-' | ' ' | '.' | '•')));
    let tail = "挂学警港澳";
    let len = (from..from + 7)
        .take_while(|at| {
            let c = c(*at);
            upper(c).is_some() || c.is_some_and(|c| c.is_ascii_digit() || tail.contains(c))
        })
        .count();
    let digits = (from..from + len).filter(|at| c(*at).is_some_and(|c| c.is_ascii_digit())).count();
    ((5..=6).contains(&len) && digits >= 2)
        .then(|| found(PersonalData::NumberPlate, i..from + len, 0, "***".to_owned()))
}
