//! Wall time of charts: draws three series of 60 months so many times on one thread.
//!
//! usage: charts [N]; prints milliseconds and the size of one. 10,000 are to take less than a second.

#![expect(clippy::disallowed_methods, reason = "a measure reads clock and command line")]
#![expect(clippy::print_stdout, reason = "a measure prints its numbers")]

use gongkai::chart::{self, Axis, Behind, Cell, Data, Decimal, Mark, Period, Series, Unit, Wish};
use gongkai::words::Strings;
use gongkai::yaml;
use std::time::Instant;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let words = yaml::read(include_str!("../themes/default/strings/en.yaml")).expect("our own words");
    let strings = Strings::new("en", words);
    let month = |n: i64| Period::parse(&format!("{}-{:02}", 2021 + n / 12, n % 12 + 1)).expect("a month");
    let series = |name: &str, seed: i128| Series {
        name: name.to_owned(),
        cells: (0..60).map(|n| Cell::of(Decimal::new(600 + (n * seed) % 350, 1))).collect(),
    };
    let mut data = Data {
        measure: "Share on time".to_owned(),
        unit: Unit::Percent,
        axis: Axis::Times((0..60).map(month).collect()),
        axis_name: "Month".to_owned(),
        series: vec![series("Route 8", 37), series("Route 12", 91), series("Route 27", 53)],
        own_measures: false,
        places: None,
    };
    let annotations = vec![Mark { at: month(31), text: "Road works on Renmin Road".to_owned() }];
    let wish = Wish { id: "chart".to_owned(), annotations, behind: Behind::Beside, ..Wish::default() };
    let begun = Instant::now();
    let mut bytes = 0;
    for n in 0..count {
        data.series[0].cells[59] = Cell::of(Decimal::new(600 + i128::try_from(n % 400).expect("small"), 1));
        bytes += chart::draw(&data, &wish, &strings).html.as_str().len();
    }
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    println!("{count} charts: {took:.0} ms, {} bytes each", bytes / count.max(1));
}
