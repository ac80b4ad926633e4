//! From a value to a place: the scale of an axis and its lines.

use super::decimal::Decimal;
use super::ticks::{Bounds, ticks};

/// A scale with its lines.
#[derive(Debug, Clone)]
pub struct Scale {
    low: f64,
    high: f64,
    log: bool,
    /// The values of its lines, rising.
    pub lines: Vec<Decimal>,
    /// Places that its lines are written with.
    pub places: u8,
}

/// Where a scale begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// Bars: at zero.
    Zero,
    /// Lines: at zero, unless all values are far from it.
    Data,
    Log,
}

impl Scale {
    /// Makes a scale that holds all values; one of percent never goes beyond 100.
    pub fn new(values: impl Iterator<Item = Decimal> + Clone, from: From, percent: bool) -> Self {
        let places = values.clone().map(Decimal::places).max().unwrap_or(0).min(6);
        let units = values.map(|v| v.units(places));
        let (low, high) = units.fold((i128::MAX, i128::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let (low, high) = if low > high { (0, 1) } else { (low, high) };
        if from == From::Log {
            return Self::log(low.max(1), high.max(1), places);
        }
        let all = Decimal::new(100, 0).units(places);
        let zero = from == From::Zero || (low >= 0 && low * 10 < high * 4);
        let ticks = ticks(low, high, Bounds { zero, most: (percent && high <= all).then_some(all) });
        let lines: Vec<Decimal> = ticks.values().map(|v| Decimal::new(v, places)).collect();
        let shown = (0..=places).find(|p| lines.iter().all(|v| v.rounded(*p) == *v)).unwrap_or(places);
        let place = |units| Decimal::new(units, places).place();
        Self { low: place(ticks.low()), high: place(ticks.high()), log: false, lines, places: shown }
    }

    fn log(low: i128, high: i128, places: u8) -> Self {
        let (first, last) = (low.ilog10(), (high - 1).max(1).ilog10() + 1);
        let last = last.max(first + 1);
        let lines: Vec<Decimal> = (first..=last).map(|power| Decimal::new(10_i128.pow(power), places)).collect();
        let shown = (0..=places).find(|p| lines.iter().all(|v| v.rounded(*p) == *v)).unwrap_or(places);
        let place = |at: usize| lines[at].place().log10();
        Self { low: place(0), high: place(lines.len() - 1), log: true, lines, places: shown }
    }

    /// Returns how far along the scale a value stands: 0 at its lowest line, 1 at its highest.
    pub fn of(&self, value: Decimal) -> f64 {
        let value = if self.log { value.place().log10() } else { value.place() };
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Returns its lowest line, where that is not zero.
    pub fn starts_at(&self) -> Option<Decimal> {
        self.lines.first().copied().filter(|v| v.sign() > 0 && !self.log)
    }

    /// Returns where zero stands.
    pub fn zero(&self) -> f64 {
        if self.log { 0.0 } else { self.of(Decimal::new(0, 0)) }
    }
}
