//! Exact decimals: a value is compared, subtracted and rounded as it was written, never as a float.
//!
//! ```text
//! decimal = ["-" | "−" | "+"] digits ["." digits]     at most 18 digits, 9 of them after the point
//! ```

use std::cmp::Ordering;

/// A decimal number: `units` × 10^-`places`.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    units: i128,
    places: u8,
}

/// Digits after the point that are kept.
const PLACES: u8 = 9;
/// Digits in all: a difference of two, at the most places, stays far from the bounds of `i128`.
const DIGITS: usize = 18;

/// Returns ten to a power.
fn power(places: u8) -> i128 {
    10_i128.pow(u32::from(places))
}

impl Decimal {
    /// Returns `units` × 10^-`places`.
    pub const fn new(units: i128, places: u8) -> Self {
        Self { units, places }
    }

    /// Reads a decimal to be drawn. One with more digits than are kept, which a program worked out and nobody
    /// counted, is rounded to four that tell it from nothing; anything else is as [`Self::parse`] has it.
    pub fn drawn(text: &str) -> Option<Self> {
        if let Some(exact) = Self::parse(text) {
            return Some(exact);
        }
        let (whole, part) = text.trim().split_once('.')?;
        let is_small = whole.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'+'));
        let zeros = if is_small { part.len() - part.trim_start_matches('0').len() } else { 0 };
        let keep = u8::try_from(zeros + 4).unwrap_or(u8::MAX).min(PLACES - 1);
        // One digit more, by which it is rounded.
        let part = part.get(..usize::from(keep) + 1).filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))?;
        let mut value = Self::parse(&format!("{whole}.{part}"))?.rounded(keep);
        while value.places > 0 && value.units % 10 == 0 {
            value = Self { units: value.units / 10, places: value.places - 1 };
        }
        Some(value)
    }

    /// Reads a decimal as data has it; anything else is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !are_digits(whole) || !are_digits(part) || (part.is_empty() && digits.contains('.')) {
            return None;
        }
        let places = u8::try_from(part.len()).ok().filter(|places| *places <= PLACES)?;
        if whole.trim_start_matches('0').len() + part.len() > DIGITS {
            return None;
        }
        let units: i128 = [whole, part].concat().parse().ok()?;
        Some(Self { units: if negative { -units } else { units }, places })
    }

    /// Returns how many digits stand after the point.
    pub fn places(self) -> u8 {
        self.places
    }

    /// Returns how many units of 10^-`places` it is, rounded half away from zero.
    pub fn units(self, places: u8) -> i128 {
        if places >= self.places {
            return self.units * power(places - self.places);
        }
        let unit = power(self.places - places);
        let half = if self.units < 0 { -unit / 2 } else { unit / 2 };
        (self.units + half) / unit
    }

    /// Returns the number with so many places, rounded half away from zero.
    #[must_use]
    pub fn rounded(self, places: u8) -> Self {
        Self { units: self.units(places), places }
    }

    /// Returns the number with so many places, the rest cut off.
    #[must_use]
    pub fn cut(self, places: u8) -> Self {
        let units = if places >= self.places { self.units(places) } else { self.units / power(self.places - places) };
        Self { units, places }
    }

    /// Returns the difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        let places = self.places.max(other.places);
        Self { units: self.units(places) - other.units(places), places }
    }

    /// Returns the number times `each`, divided by another, with so many places, rounded half away from zero;
    /// none where the other is not above zero, or the result has too many digits.
    pub fn per(self, each: u64, other: Self, places: u8) -> Option<Self> {
        let divisor = other.units.checked_mul(power(self.places))?;
        let times = self.units.checked_mul(i128::from(each))?.checked_mul(power(other.places + places))?;
        let half = if times < 0 { -(divisor / 2) } else { divisor / 2 };
        let units = times.checked_add(half)?.checked_div(divisor).filter(|_| divisor > 0)?;
        (units.unsigned_abs() < 10_u128.pow(18)).then_some(Self { units, places })
    }

    /// Returns the sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.minus(Self { units: -other.units, places: other.places })
    }

    /// Returns the size without the sign.
    #[must_use]
    pub fn size(self) -> Self {
        Self { units: self.units.abs(), places: self.places }
    }

    /// Returns -1, 0 or 1.
    pub fn sign(self) -> i32 {
        self.units.signum() as i32
    }

    /// Returns the number as a place on a page; never for what is read.
    #[expect(clippy::cast_precision_loss, reason = "a place on a page is a thousandth of its width")]
    pub fn place(self) -> f64 {
        self.units as f64 / power(self.places) as f64
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let places = self.places.max(other.places);
        self.units(places).cmp(&other.units(places))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn a_rate_is_exact_and_never_divided_by_nothing() {
        let per = |value: &str, each, other: &str, places| read(value).per(each, read(other), places);
        assert_eq!(per("37", 10_000, "182500", 1), Some(read("2.0")));
        assert_eq!(per("-1", 1, "3", 2), Some(read("-0.33")));
        assert_eq!(per("2.5", 100, "0.5", 0), Some(read("500")));
        assert_eq!(per("1", 1, "0", 1), None);
        assert_eq!(per("1", 1, "-4", 1), None);
        assert_eq!(per("999999999999999999", 10_000_000, "0.000000001", 3), None);
    }

    #[test]
    fn long_decimals_are_drawn_as_what_tells_them_from_nothing() {
        let drawn = |text| Decimal::drawn(text);
        assert_eq!(drawn("0.317525685664265"), Some(read("0.3175")));
        assert_eq!(drawn("-90.5087560430181"), Some(read("-90.5088")));
        assert_eq!(drawn("0.000123456789012"), Some(read("0.0001235")));
        assert_eq!(drawn("12.5"), Some(read("12.5")));
        assert_eq!(drawn("80.250000000001").map(Decimal::places), Some(2));
        assert_eq!(drawn("1.23456789012x"), None);
        assert_eq!(drawn("12345678901234567890.12345678901"), None);
    }

    #[test]
    fn decimals_are_read_and_nothing_else_is() {
        for text in ["0", "-3.4", "−3.4", "+7", "0.065", "123456789012345678", "007"] {
            assert!(Decimal::parse(text).is_some(), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1e3", "1,5", "NaN", "1234567890123456789", "0.1234567890", "１"] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn rounding_is_of_the_decimal_and_not_of_a_float() {
        // As a float 1.005 is less than 1.005, and would be rounded down.
        assert_eq!(read("1.005").units(2), 101);
        assert_eq!(read("-2.5").units(0), -3);
        assert_eq!(read("99.96").cut(1), read("99.9"));
        assert_eq!(read("0.3").minus(read("0.1")), read("0.2"));
        assert_eq!(read("66.3").minus(read("89.4")), read("-23.1"));
        assert!(read("10") > read("9.99") && read("1.50") == read("1.5"));
    }
}
