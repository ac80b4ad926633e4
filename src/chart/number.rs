//! Numbers as people read them, in the language of the page: made from decimal strings, never from floats.

use super::Unit;
use super::decimal::Decimal;
use crate::words::Strings;

/// Returns a number with so many places, digits in groups of three, and a true minus.
pub fn plain(value: Decimal, places: u8, strings: &Strings) -> String {
    let units = value.units(places);
    let digits = format!("{:0width$}", units.unsigned_abs(), width = usize::from(places) + 1);
    let (whole, part) = digits.split_at(digits.len() - usize::from(places));
    let mut text = String::with_capacity(digits.len() + 8);
    if units < 0 {
        text.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push_str(strings.text("dates.thousands"));
        }
        text.push(digit);
    }
    if places > 0 {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// Returns a share with so many places: what is not all is not 100, what is something is not 0.
pub fn share(value: Decimal, places: u8, strings: &Strings) -> String {
    let all = Decimal::new(100, 0);
    let rounded = value.rounded(places);
    let none = rounded.sign() == 0 && value.sign() > 0;
    let kept = if rounded == all && value < all { value.cut(places) } else { rounded };
    let number = if none {
        format!("< {}", plain(Decimal::new(1, places), places, strings))
    } else {
        plain(kept, places, strings)
    };
    format!("{number}%")
}

/// Returns a number as a scale shows it: large ones by their unit, without zeros that say nothing.
pub fn short(value: Decimal, places: u8, strings: &Strings) -> String {
    let number = |key: &str| Decimal::parse(strings.text(key));
    let larger = number("chart.larger_unit");
    let sizes =
        [(larger, larger, "chart.larger"), (number("chart.large_from"), number("chart.large_unit"), "chart.large")];
    for (from, unit, phrase) in sizes {
        let (Some(from), Some(unit)) = (from, unit) else { continue };
        if value.size() < from {
            continue;
        }
        // In units, with as many places as it takes, but two at most.
        let zeros = unit.units(0).ilog10();
        let scaled = Decimal::new(value.units(0), u8::try_from(zeros).unwrap_or(0));
        let places = (0..=2).find(|p| scaled.rounded(*p) == scaled).unwrap_or(1);
        return strings.fill(phrase, &[("n", &plain(scaled, places, strings))]);
    }
    plain(value, places, strings)
}

/// Returns a number with its unit.
pub fn with_unit(value: Decimal, places: u8, unit: &Unit, strings: &Strings) -> String {
    match unit {
        Unit::Percent => share(value, places, strings),
        Unit::None => short(value, places, strings),
        Unit::Named(name) => {
            let number = short(value, places, strings);
            // Latin units stand apart in any language: 1.11 mg/L.
            let key = if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                "chart.with_latin_unit"
            } else {
                "chart.with_unit"
            };
            strings.fill(key, &[("n", &number), ("unit", name)])
        }
    }
}
