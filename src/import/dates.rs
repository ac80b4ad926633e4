//! Days as sheets write them.
//!
//! A cell gives a moment, or the reason why it does not. In `3/5/2024` nothing tells the day from the
//! month: the [`Column`] is asked, in which one number above 12 tells it for all; where none does, the
//! staff are asked. What must hold: no day is a guess.
//!
//! ```text
//! 2024-03-05  2024-03-05T10:20:00Z  2024-03-05 10:20  2024/3/5  2024.3.5  20240305  2024年3月5日
//! 05.03.2024  (with points the day stands first)      5 March 2024   March 5, 2024   05-Mar-2024
//! 3/5/2024    3-5-2024    3/5/24    (the column decides; with a year of two digits, the staff)
//! 45356  45356.43  (a day that a spreadsheet counts from 1900)
//! ```

use super::said::{Said, said};
use super::sheet::Cell;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use unicode_normalization::UnicodeNormalization as _;

/// In which order day, month and year stand where the year does not come first in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

impl Order {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::DayMonthYear, Self::MonthDayYear, Self::YearMonthDay];

    /// Returns the word for it in a mapping.
    pub fn word(self) -> &'static str {
        match self {
            Self::DayMonthYear => "day-month-year",
            Self::MonthDayYear => "month-day-year",
            Self::YearMonthDay => "year-month-day",
        }
    }

    /// Returns the order of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.word() == word)
    }
}

/// A day, with the hour where the sheet has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub on: Date,
    pub at: Option<Time>,
}

impl Moment {
    fn new(on: Date, at: Option<Time>) -> Self {
        // Midnight is what a sheet says of a day without an hour.
        Self { on, at: at.filter(|at| (at.hour(), at.minute()) != (0, 0)) }
    }

    /// Returns it as records write it.
    pub fn written(&self) -> String {
        match self.at {
            Some(at) => format!("{} {:02}:{:02}", self.on, at.hour(), at.minute()),
            None => self.on.to_string(),
        }
    }
}

/// What a cell says, before anybody said in which order.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Parts {
    Whole(Moment),
    /// Counted by a spreadsheet.
    Serial(f64),
    /// Three numbers whose order is open, and whether the last is a year in full.
    Open([u16; 3], bool, Option<Time>),
    NoDate,
    /// Looks like a day that no calendar has.
    Unreal,
    /// 民国113年.
    Minguo,
}

/// What the cells of a column tell of its order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Row and text of the first cell whose first number is no month, and whose second is none.
    day_first: Option<(usize, String)>,
    month_first: Option<(usize, String)>,
    /// Row and text of the first cell whose order is open.
    open: Option<(usize, String)>,
    /// How many there are.
    pub many: usize,
    short_years: bool,
    /// How many days are counted by a spreadsheet.
    pub serials: usize,
}

/// What a column says of its order.
#[derive(Debug, Clone, PartialEq)]
pub enum Decided {
    /// Every cell says itself what it means.
    NotNeeded,
    /// A row tells it.
    By(Order, usize, String),
    /// Nothing does.
    Open(usize, String),
    /// Two rows tell different things.
    Torn(usize, usize),
    /// Years have two digits, which could be days as well.
    ShortYears(usize, String),
}

impl Column {
    /// Takes one more cell.
    pub fn note(&mut self, row: usize, cell: &Cell, zone: &TimeZone) {
        let found = || Some((row, cell.shown().into_owned()));
        match parts(cell, zone) {
            Parts::Serial(_) => self.serials += 1,
            Parts::Open([first, second, _], full, _) => {
                self.many += 1;
                self.short_years |= !full;
                self.open = self.open.take().or_else(found);
                if first > 12 {
                    self.day_first = self.day_first.take().or_else(found);
                }
                if second > 12 {
                    self.month_first = self.month_first.take().or_else(found);
                }
            }
            _ => {}
        }
    }

    /// Returns the order that holds for all cells.
    pub fn decided(&self) -> Decided {
        let Some((row, text)) = self.open.clone() else { return Decided::NotNeeded };
        if self.short_years {
            return Decided::ShortYears(row, text);
        }
        match (&self.day_first, &self.month_first) {
            (Some((one, _)), Some((other, _))) => Decided::Torn(*one, *other),
            (Some((row, text)), None) => Decided::By(Order::DayMonthYear, *row, text.clone()),
            (None, Some((row, text))) => Decided::By(Order::MonthDayYear, *row, text.clone()),
            (None, None) => Decided::Open(row, text),
        }
    }
}

/// Reads a cell that is not empty.
pub fn read(cell: &Cell, order: Option<Order>, from_1904: bool, zone: &TimeZone) -> Result<Moment, Said> {
    match parts(cell, zone) {
        Parts::Whole(moment) => Ok(moment),
        Parts::Serial(days) => serial(days, from_1904).ok_or_else(no_date),
        Parts::Open(numbers, _, at) => {
            let order =
                order.ok_or_else(|| said("nothing tells the day from the month", "分不清哪个是日、哪个是月"))?;
            let [a, b, c] = numbers;
            let (year, month, day) = match order {
                Order::DayMonthYear => (c, b, a),
                Order::MonthDayYear => (c, a, b),
                Order::YearMonthDay => (a, b, c),
            };
            let year = if year < 100 { year + 2000 } else { year };
            date(year, month, day).map(|on| Moment::new(on, at)).ok_or_else(|| {
                said(
                    format!("no calendar has this day when it is read as {}", order.word()),
                    format!("按 {} 读不是真实的日期", order.word()),
                )
            })
        }
        Parts::Unreal => Err(said("no calendar has this day", "日历上没有这一天")),
        Parts::Minguo => {
            Err(said("the year is counted from 1912 (民国); write it as 2024", "年份为民国纪年，请改成公元年份"))
        }
        Parts::NoDate => Err(no_date()),
    }
}

fn no_date() -> Said {
    said("this is not a date that can be read", "不是可识别的日期")
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Days from 1950 to 2099, as spreadsheets count them: other numbers are no days of cases.
const SERIALS: std::ops::Range<f64> = 18264.0..73051.0;

fn serial(days: f64, from_1904: bool) -> Option<Moment> {
    let days = if from_1904 { days + 1462.0 } else { days };
    let whole = days.floor();
    let minutes = ((days - whole) * 1440.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "within SERIALS")]
    let (whole, minutes) = (whole as i64, minutes as i64);
    let start = Date::constant(1899, 12, 30).at(0, 0, 0, 0);
    let moment = start.checked_add(Span::new().days(whole).minutes(minutes)).ok()?;
    Some(Moment::new(moment.date(), Some(moment.time())))
}

fn parts(cell: &Cell, zone: &TimeZone) -> Parts {
    match cell {
        Cell::Moment(moment) => Parts::Whole(Moment::new(moment.date(), Some(moment.time()))),
        Cell::Number(number) => numeral(*number),
        Cell::Text(text) => parts_of(text.trim(), zone),
        Cell::Empty | Cell::Broken(_) => Parts::NoDate,
    }
}

fn numeral(number: f64) -> Parts {
    if SERIALS.contains(&number) {
        return Parts::Serial(number);
    }
    // A number of eight digits is a day written together.
    if number.fract() == 0.0 && (19_000_101.0..21_000_101.0).contains(&number) {
        return together(&format!("{number:.0}"));
    }
    Parts::NoDate
}

/// `20240305`, `20240305102000`.
fn together(digits: &str) -> Parts {
    let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u16>().ok());
    let on = part(0..4).zip(part(4..6)).zip(part(6..8)).map(|((y, m), d)| date(y, m, d));
    let at = match digits.len() {
        8 => None,
        _ => time(part(8..10).unwrap_or(99), part(10..12).unwrap_or(99), None),
    };
    match on {
        Some(Some(_)) if digits.len() > 8 && at.is_none() => Parts::Unreal,
        Some(Some(on)) => Parts::Whole(Moment::new(on, at)),
        Some(None) => Parts::Unreal,
        None => Parts::NoDate,
    }
}

fn time(hour: u16, minute: u16, half: Option<Half>) -> Option<Time> {
    let hour = match half {
        Some(Half::After) if hour < 12 => hour + 12,
        Some(Half::Before) if hour == 12 => 0,
        _ => hour,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Before,
    After,
}

/// A piece of a date.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Number(u16, usize),
    Month(u16),
    Mark(char),
    Half(Half),
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn parts_of(text: &str, zone: &TimeZone) -> Parts {
    // With an offset, the day is that of the city.
    if text.contains('T') || text.contains('+') || text.ends_with('Z') {
        if let Ok(stamp) = text.parse::<Timestamp>() {
            let here = zone.to_datetime(stamp);
            return Parts::Whole(Moment::new(here.date(), Some(here.time())));
        }
        if let Ok(moment) = text.parse::<DateTime>() {
            return Parts::Whole(Moment::new(moment.date(), Some(moment.time())));
        }
    }
    let narrow: String = text.nfkc().collect();
    if narrow.contains("民国") || narrow.contains("民國") {
        return Parts::Minguo;
    }
    if narrow.bytes().all(|b| b.is_ascii_digit() || b == b'.') && narrow.matches('.').count() < 2 {
        return match narrow.len() {
            8 | 12 | 14 if !narrow.contains('.') => together(&narrow),
            _ => narrow.parse().map_or(Parts::NoDate, numeral),
        };
    }
    match pieces(&narrow) {
        Some(pieces) => assembled(&pieces),
        None => Parts::NoDate,
    }
}

/// Takes a date apart; `None` when a word in it is none of a date.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = |is: fn(char) -> bool| rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        if c.is_ascii_digit() {
            let end = run(|c| c.is_ascii_digit());
            pieces.push(Piece::Number(rest[..end].parse().ok()?, end));
            rest = &rest[end..];
            // 1st, 2nd, 3rd, 4th.
            rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
        } else if c.is_ascii_alphabetic() {
            let end = run(|c| c.is_ascii_alphabetic());
            pieces.extend(word(&rest[..end].to_ascii_lowercase())?);
            rest = &rest[end..];
        } else if let Some(after) = ["上午", "早上", "凌晨"].iter().find_map(|word| rest.strip_prefix(word)) {
            pieces.push(Piece::Half(Half::Before));
            rest = after;
        } else if let Some(after) = ["下午", "晚上"].iter().find_map(|word| rest.strip_prefix(word)) {
            pieces.push(Piece::Half(Half::After));
            rest = after;
        } else if let Some(after) = ["星期", "周"].iter().find_map(|word| rest.strip_prefix(word)) {
            rest = after.strip_prefix(|c| "一二三四五六日天".contains(c))?;
        } else {
            match c {
                '年' | '月' | '日' | '号' | '时' | '分' | '秒' | '/' | '-' | '.' | ':' => {
                    pieces.push(Piece::Mark(c))
                }
                ',' | '(' | ')' => {}
                c if c.is_whitespace() => {}
                _ => return None,
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    Some(pieces)
}

/// Reads a word of a date: a month, a half of the day, or nothing for the day of the week.
fn word(word: &str) -> Option<Option<Piece>> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    if let Some(at) = MONTHS.iter().zip(MONTH_NAMES).position(|(short, long)| *short == word || long == word) {
        return Some(Some(Piece::Month(u16::try_from(at).ok()? + 1)));
    }
    match word {
        "am" => Some(Some(Piece::Half(Half::Before))),
        "pm" => Some(Some(Piece::Half(Half::After))),
        "sept" => Some(Some(Piece::Month(9))),
        "at" => Some(None),
        _ => (word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word))).then_some(None),
    }
}

fn assembled(pieces: &[Piece]) -> Parts {
    use Piece::{Mark, Month, Number};
    let whole = |year: u16, month: u16, day: u16, rest: &[Piece]| match (date(year, month, day), clock(rest)) {
        (Some(on), Some(at)) => Parts::Whole(Moment::new(on, at)),
        (None, Some(_)) => Parts::Unreal,
        (_, None) => Parts::NoDate,
    };
    match pieces {
        [Number(y, 4), Mark('年'), Number(m, 1 | 2), Mark('月'), Number(d, 1 | 2), Mark('日' | '号'), rest @ ..] => {
            whole(*y, *m, *d, rest)
        }
        [Number(y, 4), Mark(a), Number(m, 1 | 2), Mark(b), Number(d, 1 | 2), rest @ ..]
            if a == b && "/-.".contains(*a) =>
        {
            whole(*y, *m, *d, rest)
        }
        [Number(d, 1 | 2), Mark('.'), Number(m, 1 | 2), Mark('.'), Number(y, 4), rest @ ..] => whole(*y, *m, *d, rest),
        [Number(a, 1 | 2), Mark(x), Number(b, 1 | 2), Mark(y), Number(c, digits @ (1 | 2 | 4)), rest @ ..]
            if x == y && "/-.".contains(*x) =>
        {
            clock(rest).map_or(Parts::NoDate, |at| Parts::Open([*a, *b, *c], *digits == 4, at))
        }
        [Number(d, 1 | 2), Mark('-' | '.'), Month(m), Mark('-'), Number(y, 4), rest @ ..]
        | [Number(d, 1 | 2), Mark('.'), Month(m), Number(y, 4), rest @ ..]
        | [Number(d, 1 | 2), Month(m), Number(y, 4), rest @ ..]
        | [Month(m), Number(d, 1 | 2), Number(y, 4), rest @ ..] => whole(*y, *m, *d, rest),
        _ => Parts::NoDate,
    }
}

/// Reads what follows the day: nothing, or an hour.
fn clock(pieces: &[Piece]) -> Option<Option<Time>> {
    use Piece::{Mark, Number};
    let (before, pieces) = match pieces {
        [Piece::Half(half), rest @ ..] => (Some(*half), rest),
        all => (None, all),
    };
    let (pieces, after) = match pieces {
        [rest @ .., Piece::Half(half)] => (rest, Some(*half)),
        all => (all, None),
    };
    let half = before.or(after);
    match pieces {
        [] if half.is_none() => Some(None),
        [Number(hour, _), Mark(':' | '时')] if pieces[1] == Mark('时') => time(*hour, 0, half).map(Some),
        [Number(hour, _), Mark(':'), Number(minute, _)]
        | [Number(hour, _), Mark(':'), Number(minute, _), Mark(':'), Number(..)]
        | [Number(hour, _), Mark(':'), Number(minute, _), Mark(':'), Number(..), Mark('.'), Number(..)]
        | [Number(hour, _), Mark('时'), Number(minute, _), Mark('分')]
        | [Number(hour, _), Mark('时'), Number(minute, _), Mark('分'), Number(..), Mark('秒')] => {
            time(*hour, *minute, half).map(Some)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str, order: Option<Order>) -> Option<String> {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        read(&Cell::text(text), order, false, &zone).ok().map(|moment| moment.written())
    }

    #[test]
    fn notations_of_sheets_are_read() {
        for (text, expected) in [
            ("2024-03-05", "2024-03-05"),
            ("2024/3/5", "2024-03-05"),
            ("2024.3.5 9:05", "2024-03-05 09:05"),
            ("2024年3月5日", "2024-03-05"),
            ("２０２４年３月５日 10时11分", "2024-03-05 10:11"),
            ("2024年3月5日 星期二 下午3:21:09", "2024-03-05 15:21"),
            ("2024-03-05 10:11:12.000", "2024-03-05 10:11"),
            ("2024-03-05 00:00:00", "2024-03-05"),
            ("2024-03-05T20:00:00Z", "2024-03-06 04:00"),
            ("2024-03-05T10:00:00+08:00", "2024-03-05 10:00"),
            ("2024-03-05T10:00:00", "2024-03-05 10:00"),
            ("20240305", "2024-03-05"),
            ("20240305102000", "2024-03-05 10:20"),
            ("05.03.2024", "2024-03-05"),
            ("5 March 2024", "2024-03-05"),
            ("March 5th, 2024 3:05 PM", "2024-03-05 15:05"),
            ("Tue 05-Mar-2024", "2024-03-05"),
            ("45356", "2024-03-05"),
            ("45356.4375", "2024-03-05 10:30"),
        ] {
            assert_eq!(moment(text, None).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["2024/13/5", "31.02.2024", "民国113年3月5日", "soon", "3/5/2024", "12345", "2024-03-05 25:00", "5/3"]
        {
            assert_eq!(moment(text, None), None, "{text}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_column_or_open() {
        let decided = |cells: &[&str]| {
            let mut column = Column::default();
            for (row, cell) in cells.iter().enumerate() {
                column.note(row + 2, &Cell::text(cell), &TimeZone::UTC);
            }
            column.decided()
        };
        assert_eq!(decided(&["2024-03-05", "05.03.2024"]), Decided::NotNeeded);
        assert_eq!(decided(&["3/5/2024", "4/5/2024"]), Decided::Open(2, "3/5/2024".to_owned()));
        let by = Decided::By(Order::DayMonthYear, 3, "25/3/2024".to_owned());
        assert_eq!(decided(&["3/5/2024", "25/3/2024"]), by);
        assert!(matches!(decided(&["3/25/2024"]), Decided::By(Order::MonthDayYear, 2, _)));
        assert_eq!(decided(&["3/25/2024", "25/3/2024"]), Decided::Torn(3, 2));
        assert!(matches!(decided(&["25/3/24"]), Decided::ShortYears(2, _)));
        assert_eq!(moment("3/5/2024", Some(Order::MonthDayYear)).as_deref(), Some("2024-03-05"));
        assert_eq!(moment("3/5/2024 14:00", Some(Order::DayMonthYear)).as_deref(), Some("2024-05-03 14:00"));
        assert_eq!(moment("24/3/5", Some(Order::YearMonthDay)).as_deref(), Some("2024-03-05"));
        assert_eq!(moment("25/3/2024", Some(Order::MonthDayYear)), None);
    }

    #[test]
    fn a_day_counted_from_1904_is_another_one() {
        let zone = TimeZone::UTC;
        let day = |from_1904| read(&Cell::Number(43894.0), None, from_1904, &zone).unwrap().written();
        assert_eq!((day(false), day(true)), ("2020-03-04".to_owned(), "2024-03-05".to_owned()));
    }
}
