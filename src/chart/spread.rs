//! Labels one below the other without touching.
//!
//! The places that differ least from those wanted (in the sum of squares) while any two keep their distance:
//! pool adjacent violators on `y - i * distance`. Exact, and of cost n log n.

/// Returns for each wanted place, in the order given, one between `top` and `bottom` that keeps `distance` to
/// all others; `None` when they do not fit. Their order from top to bottom stays.
#[expect(clippy::cast_precision_loss, reason = "a dozen labels")]
pub fn spread(wanted: &[f64], distance: f64, top: f64, bottom: f64) -> Option<Vec<f64>> {
    let room = bottom - top - distance * wanted.len().saturating_sub(1) as f64;
    if room < 0.0 {
        return None;
    }
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    // Blocks of labels that touch: the sum of what they want, and how many they are.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (i, at) in order.iter().enumerate() {
        let mut block = (wanted[*at] - i as f64 * distance, 1);
        while let Some(last) = blocks.last().copied() {
            if last.0 / last.1 as f64 <= block.0 / block.1 as f64 {
                break;
            }
            blocks.pop();
            block = (last.0 + block.0, last.1 + block.1);
        }
        blocks.push(block);
    }
    let mut places = vec![0.0; wanted.len()];
    let mut i = 0;
    for (sum, count) in blocks {
        let place = (sum / count as f64).clamp(top, top + room);
        for at in &order[i..i + count] {
            places[*at] = place + i as f64 * distance;
            i += 1;
        }
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_stay_where_they_are_wanted_if_they_can() {
        assert_eq!(spread(&[1.0, 9.0, 5.0], 2.0, 0.0, 16.0), Some(vec![1.0, 9.0, 5.0]));
        assert_eq!(spread(&[5.0, 5.0], 2.0, 0.0, 16.0), Some(vec![4.0, 6.0]));
        assert_eq!(spread(&[0.0, 0.0, 0.0], 2.0, 0.0, 16.0), Some(vec![0.0, 2.0, 4.0]));
        assert_eq!(spread(&[0.0; 4], 2.0, 0.0, 5.0), None);
    }

    proptest! {
        #[test]
        fn no_two_touch_and_their_order_stays(wanted in prop::collection::vec(-3.0..19.0_f64, 0..7)) {
            let places = spread(&wanted, 2.6, 0.0, 16.0).unwrap();
            for (i, a) in places.iter().enumerate() {
                prop_assert!((-1e-9..=16.0 + 1e-9).contains(a));
                for (j, b) in places.iter().enumerate().skip(i + 1) {
                    prop_assert!((a - b).abs() > 2.6 - 1e-9, "{places:?}");
                    prop_assert!(wanted[i] >= wanted[j] || a < b, "{wanted:?} {places:?}");
                }
            }
        }
    }
}
