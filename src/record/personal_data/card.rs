//! Bank cards: UnionPay (16 to 19 digits that begin with 62), Visa, Mastercard (16 digits);
//! the last digit must fit.

use super::numbers::{Beside, Gap, Numbers, luhn};
use super::shown::Seen;
use super::{Found, found};
use crate::record::words::PersonalData;

/// Returns the card that begins at a group.
pub fn number(n: &Numbers, chars: &[Seen], i: usize) -> Option<Found> {
    (16..=19).rev().find_map(|len| card(n, chars, i, len))
}

fn card(n: &Numbers, chars: &[Seen], i: usize, len: usize) -> Option<Found> {
    let count = n.reach(i, len)?;
    let digits = n.digits(i, count);
    let grouped = (i..i + count - 1).all(|g| n.width(g) >= 4 && n.gap(g) != Gap::Dot) && count <= 5;
    let dotted = n.fits(i, &[4, 4, 4, 4], &[Gap::Dot]);
    let union = digits.starts_with(&[6, 2]) && (grouped || dotted || n.whole(i, count));
    // Of other cards the head says little: only as they are printed, and not inside a code.
    let printed = count == 1 || dotted || n.fits(i, &[4, 4, 4, 4], &[Gap::Space, Gap::Dash]);
    let foreign = len == 16 && is_foreign(digits) && printed && n.gap_before(i) != Gap::Dash;
    if !(union || foreign) || !luhn(digits) {
        return None;
    }
    let beside = Beside { chars, start: n.start(i), end: n.end(i + count - 1) };
    // Sixteen digits are also ids of posts and pages, and one in ten of those fits.
    let id = !union && (beside.in_url() || beside.reference() || digits.iter().all(|d| *d == digits[0]));
    let fine = !beside.part_of_more() && !beside.quantity() && !id;
    fine.then(|| {
        let masked = format!("{}{}**********", digits[0], digits[1]);
        found(PersonalData::BankCard, beside.start..beside.end, count, masked)
    })
}

pub(super) fn is_foreign(digits: &[u8]) -> bool {
    let head = digits[..4].iter().fold(0u32, |n, d| n * 10 + u32::from(*d));
    matches!(head, 4000..=4999 | 5100..=5599 | 2221..=2720)
}
