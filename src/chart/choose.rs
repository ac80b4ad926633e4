//! Whether a picture helps, and which: from the shape of the data, unless it was told.

use super::{Axis, Cell, Data, Kind, Status, Unit, Wish};
use crate::chart::period::Step;

/// Why nothing is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer than three values.
    Few,
    Equal,
    /// More than half is missing.
    Gaps,
    /// Parts of a whole that do not add up.
    Parts,
    /// Adding up the others would tell what is suppressed.
    Secret,
    /// A kind that such data do not have.
    Unfit,
    /// Powers of ten have no zero.
    Log,
}

impl Refusal {
    /// Returns its key in the strings.
    pub fn key(self) -> &'static str {
        match self {
            Self::Few => "chart.why.few",
            Self::Equal => "chart.why.equal",
            Self::Gaps => "chart.why.gaps",
            Self::Parts => "chart.why.parts",
            Self::Secret => "chart.why.secret",
            Self::Unfit => "chart.why.unfit",
            Self::Log => "chart.why.log",
        }
    }
}

/// Most series in one picture of lines.
pub const LINES: usize = 4;
/// Most series in small pictures side by side.
pub const MULTIPLES: usize = 20;

/// Returns the kind of chart for the data.
///
/// # Errors
/// When a picture would mislead or show nothing.
pub fn choose(data: &Data, wish: &Wish) -> Result<Kind, Refusal> {
    let cells: Vec<Cell> = data.series.iter().flat_map(|s| s.cells.iter().copied()).collect();
    let values: Vec<_> = cells.iter().filter_map(|c| c.value).collect();
    if values.len() < 3 {
        return Err(Refusal::Few);
    }
    let first = values[0];
    if values.iter().all(|v| *v == first) && !matches!(wish.kind, Some(Kind::Tiles | Kind::Calendar)) {
        return Err(Refusal::Equal);
    }
    if values.len() * 2 < cells.len() && wish.kind != Some(Kind::Calendar) {
        return Err(Refusal::Gaps);
    }
    if wish.log && values.iter().any(|v| v.sign() <= 0) {
        return Err(Refusal::Log);
    }
    let kind = wish.kind.unwrap_or_else(|| fitting(data));
    let fits = match (kind, &data.axis) {
        (Kind::Line, Axis::Times(_)) => data.series.len() <= LINES,
        (Kind::Multiples, Axis::Times(_)) => data.series.len() <= MULTIPLES,
        (Kind::Heat, Axis::Times(all)) => data.series.len() == 1 && all.iter().all(|p| p.step == Step::Month),
        (Kind::Calendar, Axis::Times(all)) => data.series.len() == 1 && all.iter().all(|p| p.step == Step::Day),
        (Kind::Bars, Axis::Names(_)) => data.series.len() == 1,
        (Kind::Dots, Axis::Names(_)) => data.series.len() == 1 && cells.iter().any(|c| c.range.is_some()),
        (Kind::Stacked, Axis::Names(_) | Axis::Times(_)) => (2..=4).contains(&data.series.len()),
        (Kind::Histogram, Axis::Names(_)) => data.series.len() == 1 && values.len() >= 10,
        (Kind::Tiles, Axis::Tiles(_)) => data.series.len() == 1,
        _ => false,
    };
    if !fits {
        return Err(Refusal::Unfit);
    }
    if kind == Kind::Stacked {
        parts(data)?;
    }
    Ok(kind)
}

/// The kind that the shape of the data asks for.
fn fitting(data: &Data) -> Kind {
    match &data.axis {
        Axis::Times(_) if data.series.len() <= LINES => Kind::Line,
        Axis::Times(_) => Kind::Multiples,
        Axis::Tiles(_) => Kind::Tiles,
        Axis::Names(_) if data.series.len() > 1 => Kind::Stacked,
        Axis::Names(_) if data.series.iter().flat_map(|s| &s.cells).any(|c| c.range.is_some()) => Kind::Dots,
        Axis::Names(_) => Kind::Bars,
    }
}

/// Parts of a whole are all there, none below nothing, and shares of 100 add up to it.
fn parts(data: &Data) -> Result<(), Refusal> {
    for at in 0..data.axis.len() {
        let cells = data.series.iter().map(|s| s.cells[at]);
        let mut sum = super::Decimal::new(0, 0);
        for cell in cells {
            match cell.value {
                _ if cell.status == Status::Suppressed => return Err(Refusal::Secret),
                Some(value) if value.sign() >= 0 => sum = sum.plus(value),
                _ => return Err(Refusal::Parts),
            }
        }
        let off = sum.minus(super::Decimal::new(100, 0)).size();
        if data.unit == Unit::Percent && off > super::Decimal::new(5, 1) {
            return Err(Refusal::Parts);
        }
    }
    Ok(())
}
