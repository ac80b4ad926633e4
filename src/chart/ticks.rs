//! Where the lines of a scale stand.
//!
//! A loose search over steps of 1, 2, 5 and 2.5 times a power of ten: of those that hold all the data, the one
//! with the best score of cover, number and plainness. Takes and gives whole units of the data's last
//! decimal, so that no tick is ever made by adding, and no step is finer than the data.

/// The lines of a scale, in units of the data's last decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticks {
    pub step: i128,
    /// The first and the last line, as multiples of the step.
    pub first: i128,
    pub last: i128,
}

impl Ticks {
    /// Returns the values of the lines, rising.
    pub fn values(self) -> impl DoubleEndedIterator<Item = i128> + Clone {
        (self.first..=self.last).map(move |k| k * self.step)
    }

    /// Returns the lowest value of the scale.
    pub fn low(self) -> i128 {
        self.first * self.step
    }

    /// Returns the highest value of the scale.
    pub fn high(self) -> i128 {
        self.last * self.step
    }
}

/// What a scale must hold to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bounds {
    /// It starts at zero, or runs through it.
    pub zero: bool,
    /// No line lies above this.
    pub most: Option<i128>,
}

/// Lines that a scale has at best.
const WANTED: f64 = 5.0;

/// Returns the lines for data from `low` to `high`.
#[expect(clippy::cast_precision_loss, reason = "scores are compared, not shown")]
pub fn ticks(low: i128, high: i128, bounds: Bounds) -> Ticks {
    let (low, high) = if bounds.zero { (low.min(0), high.max(0)) } else { (low, high) };
    let (low, high) = if low == high { (low, high + 1) } else { (low, high) };
    let range = (high - low) as f64;
    let mut best: Option<(f64, Ticks)> = None;
    let mut decade = 1_i128;
    while decade <= (high - low) * 2 {
        for (rank, step) in [decade, decade * 2, decade * 5, decade / 2 * 5].into_iter().enumerate() {
            // 2.5 of the last decimal is no step of the data.
            if rank == 3 && decade < 10 {
                continue;
            }
            let ticks = Ticks { step, first: low.div_euclid(step), last: -(-high).div_euclid(step) };
            let lines = ticks.last - ticks.first + 1;
            if !(2..=8).contains(&lines) || bounds.most.is_some_and(|most| ticks.high() > most) {
                continue;
            }
            let over = |a: i128, b: i128| ((a - b) as f64 / (0.1 * range)).powi(2);
            let cover = 1.0 - 0.005 * (over(ticks.low(), low) + over(ticks.high(), high));
            let lines = lines as f64;
            let density = if (4.0..=6.0).contains(&lines) { 1.0 } else { 2.0 - (lines / WANTED).max(WANTED / lines) };
            let plain = 1.0 - rank as f64 / 4.0;
            let score = 0.35 * cover + 0.4 * density + 0.25 * plain;
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, ticks));
            }
        }
        decade *= 10;
    }
    // Only where the highest line allowed lies between two steps.
    let whole = Ticks { step: (high - low).max(1), first: 0, last: 1 };
    best.map_or_else(
        || if low == 0 { whole } else { Ticks { step: 1, first: low, last: high.min(low + 1) } },
        |(_, t)| t,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(low: i128, high: i128, zero: bool, most: Option<i128>) -> Vec<i128> {
        ticks(low, high, Bounds { zero, most }).values().collect()
    }

    #[test]
    fn scales_are_those_that_a_person_would_draw() {
        // Shares with one decimal: 66.3 to 95.0.
        assert_eq!(of(663, 950, false, Some(1000)), [600, 700, 800, 900, 1000]);
        assert_eq!(of(0, 1164, true, None), [0, 500, 1000, 1500]);
        assert_eq!(of(0, 3, true, None), [0, 1, 2, 3]);
        assert_eq!(of(0, 1471, true, None), [0, 500, 1000, 1500]);
        assert_eq!(of(61_204, 64_739, false, None), [61_000, 62_000, 63_000, 64_000, 65_000]);
        assert_eq!(of(-34, 21, true, None), [-40, -20, 0, 20, 40]);
    }

    proptest! {
        #[test]
        fn a_scale_holds_its_data_and_has_few_lines(low in -1_000_000_i128..1_000_000, range in 1_i128..5_000_000, zero: bool) {
            let high = low + range;
            let ticks = ticks(low, high, Bounds { zero, most: None });
            let values: Vec<i128> = ticks.values().collect();
            prop_assert!(ticks.low() <= low && ticks.high() >= high);
            prop_assert!((2..=8).contains(&values.len()), "{values:?}");
            prop_assert!(!zero || values.contains(&0));
            prop_assert!(values.iter().all(|v| v % ticks.step == 0));
        }

        #[test]
        fn a_share_never_has_a_line_above_all(low in 0_i128..990, range in 1_i128..1000) {
            let high = (low + range).min(1000);
            let ticks = ticks(low, high, Bounds { zero: false, most: Some(1000) });
            prop_assert!(ticks.high() <= 1000 && ticks.high() >= high && ticks.low() <= low);
        }
    }
}
