//! How far chance alone may move a share: the Wilson score interval.
//!
//! E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
//! J. Am. Stat. Assoc. 22 (1927) 209–212, without continuity correction, at 95 %. What must
//! hold: only `+ - * /` and `sqrt` are used, which IEEE 754 rounds the same on every machine.

/// The 97.5th percentile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A range of shares, in tenths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub low: u32,
    pub high: u32,
}

/// How a share of one group stands to a share of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Above,
    /// The numbers do not tell them apart.
    Alike,
    Below,
}

/// Returns the interval of `part` of `all`, rounded to the nearest tenth of a percent; `None`
/// of nothing.
pub fn wilson(part: usize, all: usize) -> Option<Interval> {
    let count = |n: usize| u32::try_from(n).ok().map(f64::from);
    let (part, all) = (count(part.min(all))?, count(all).filter(|n| *n > 0.0)?);
    let share = part / all;
    let scale = 1.0 + Z * Z / all;
    let centre = (share + Z * Z / (2.0 * all)) / scale;
    let half = Z * (share * (1.0 - share) / all + Z * Z / (4.0 * all * all)).sqrt() / scale;
    Some(Interval { low: tenths(centre - half), high: tenths(centre + half) })
}

/// Returns a share from 0 to 1 in tenths of a percent.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 1000")]
fn tenths(share: f64) -> u32 {
    (share * 1000.0).round().clamp(0.0, 1000.0) as u32
}

impl Interval {
    /// Returns how a group with this interval stands to a share of `part` of `all`.
    pub fn standing(self, part: usize, all: usize) -> Standing {
        let (share, all) = (part as u128 * 1000, all as u128);
        if share < u128::from(self.low) * all {
            Standing::Above
        } else if share > u128::from(self.high) * all {
            Standing::Below
        } else {
            Standing::Alike
        }
    }

    /// Returns both ends in percent as printed.
    pub fn printed(self) -> (String, String) {
        let text = |tenths: u32| format!("{}.{}", tenths / 10, tenths % 10);
        (text(self.low), text(self.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values computed by hand from the formula.
    #[test]
    fn few_cases_leave_a_wide_range() {
        let range = |part, all| wilson(part, all).map(|i| (i.low, i.high));
        assert_eq!(range(5, 5), Some((566, 1000)));
        assert_eq!(range(18, 20), Some((699, 972)));
        assert_eq!(range(95, 100), Some((888, 978)));
        assert_eq!(range(0, 5), Some((0, 434)));
        assert_eq!(range(0, 0), None);
    }

    #[test]
    fn groups_whose_range_holds_the_share_of_all_are_alike() {
        let standing = |part, all| wilson(18, 20).map(|i| i.standing(part, all));
        assert_eq!(standing(60, 100), Some(Standing::Above));
        assert_eq!(standing(699, 1000), Some(Standing::Alike));
        assert_eq!(standing(972, 1000), Some(Standing::Alike));
        assert_eq!(standing(98, 100), Some(Standing::Below));
    }
}
