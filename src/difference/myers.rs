//! The longest common sequence of two lists, found at a counted price.
//!
//! Takes lists of numbers, equal where what they stand for is; gives the runs they share, or nothing
//! when the price is too high. Myers' greedy way: the price grows with the differences, not with the
//! length. `similar` bounds it by a clock, which makes the bytes depend on the machine.

/// Steps that one pair of paragraphs may cost.
pub(super) const PAIR: u64 = 400_000;
/// Steps that a document may cost.
pub(super) const DOCUMENT: u64 = 40_000_000;

/// What may still be spent.
pub(super) struct Work {
    left: u64,
    pair: u64,
}

impl Work {
    /// Returns what a document may cost.
    pub fn document() -> Self {
        Self { left: DOCUMENT, pair: PAIR }
    }

    #[cfg(test)]
    pub fn of(left: u64, pair: u64) -> Self {
        Self { left, pair }
    }

    /// Takes some of it; `false` when there is not so much left.
    pub fn take(&mut self, steps: u64) -> bool {
        let enough = steps <= self.left;
        self.left = self.left.saturating_sub(steps);
        enough
    }
}

/// A run that both lists share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub old: usize,
    pub new: usize,
    pub len: usize,
}

/// Returns the runs that two lists share, in order.
pub(super) fn runs(old: &[u32], new: &[u32], work: &mut Work) -> Option<Vec<Run>> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..], &new[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let mut all = vec![Run { old: 0, new: 0, len: head }];
    all.extend(middle(a, b, work)?.into_iter().map(|run| Run { old: run.old + head, new: run.new + head, ..run }));
    all.push(Run { old: old.len() - tail, new: new.len() - tail, len: tail });
    all.retain(|run| run.len > 0);
    Some(joined(all))
}

/// Puts runs together that follow on each other in both lists.
fn joined(all: Vec<Run>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(all.len());
    for run in all {
        match runs.last_mut() {
            Some(last) if last.old + last.len == run.old && last.new + last.len == run.new => last.len += run.len,
            _ => runs.push(run),
        }
    }
    runs
}

fn middle(a: &[u32], b: &[u32], work: &mut Work) -> Option<Vec<Run>> {
    if a.is_empty() || b.is_empty() {
        return Some(Vec::new());
    }
    let limit = work.pair.min(work.left);
    let mut steps = 0_u64;
    let offset = a.len() + b.len() + 1;
    // The furthest place in `a` on each diagonal, for so many differences; kept for the way back.
    let mut furthest = vec![0_usize; 2 * offset + 1];
    let mut trace: Vec<Vec<usize>> = Vec::new();
    for d in 0..=a.len() + b.len() {
        steps += d as u64 + 1;
        if steps > limit {
            work.take(limit);
            return None;
        }
        // Diagonals from -d to d, every second one.
        for at in (offset - d..=offset + d).step_by(2) {
            let down = at == offset - d || (at != offset + d && furthest[at - 1] < furthest[at + 1]);
            let mut x = if down { furthest[at + 1] } else { furthest[at - 1] + 1 };
            let mut y = x + offset - at;
            while x < a.len() && y < b.len() && a[x] == b[y] {
                x += 1;
                y += 1;
                steps += 1;
            }
            furthest[at] = x;
            if x >= a.len() && y >= b.len() {
                work.take(steps);
                return Some(way_back(a, b, offset, &trace));
            }
        }
        trace.push(furthest[offset - d..=offset + d].to_vec());
    }
    None
}

/// Follows the kept places from the end to the start.
fn way_back(a: &[u32], b: &[u32], offset: usize, trace: &[Vec<usize>]) -> Vec<Run> {
    let (mut x, mut y) = (a.len(), b.len());
    let mut runs = Vec::new();
    for d in (1..=trace.len()).rev() {
        let before = &trace[d - 1];
        // Places of the step before, by diagonal.
        let place = |at: usize| before.get((at + d).wrapping_sub(offset + 1)).copied();
        let at = x + offset - y;
        let down = at == offset - d || (at != offset + d && place(at - 1) < place(at + 1));
        let from = if down { at + 1 } else { at - 1 };
        let start = place(from).unwrap_or(0);
        let after = if down { start } else { start + 1 };
        if x > after {
            runs.push(Run { old: after, new: after + offset - at, len: x - after });
        }
        (x, y) = (start, start + offset - from);
    }
    if x > 0 {
        runs.push(Run { old: 0, new: 0, len: x });
    }
    runs.reverse();
    runs
}

/// Returns the longest rising subsequence of some numbers, as places in the list.
pub(super) fn rising(list: &[usize]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; list.len()];
    for (at, value) in list.iter().enumerate() {
        let len = ends.partition_point(|end| list[*end] < *value);
        if let Some(last) = len.checked_sub(1) {
            before[at] = ends[last];
        }
        if len == ends.len() {
            ends.push(at);
        } else {
            ends[len] = at;
        }
    }
    let mut places = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied().unwrap_or(usize::MAX);
    while let Some(before) = before.get(next) {
        places.push(next);
        next = *before;
    }
    places.reverse();
    places
}
