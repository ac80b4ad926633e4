//! Dates as people write them, and how they are written here.
//!
//! Takes text that is no date yet; gives the date in the one notation of content, and whether that
//! says all that was written. What must hold: a notation that is read in two ways is no date.

use jiff::civil::{Date, Time, Weekday};

/// Whether a rewritten date says all that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    None,
    /// An hour where only a day can stand, or words that are not understood.
    Left,
}

/// What a date in another notation comes to.
#[derive(Debug, PartialEq, Eq)]
pub enum Rewritten {
    /// How to write it.
    Date(String, Doubt),
    /// A year of two or three digits: of the century, or of the Republic (民国115年 is 2026).
    Short(String),
    /// A date that the calendar does not have.
    Unreal,
    NoDate,
}

/// Recognises `2026/1/2`, `2026.1.2`, `2026年1月2日`, `二〇二六年一月二日`, `2026-1-2`, `20260102`, `2.1.2026`,
/// `2 January 2026` and `January 2, 2026`, also in full-width digits, with any dash, between quotes and
/// with the day of the week. `1/2/2026` is read in two ways in two countries, so it is no date here. An
/// hour behind it (`9:05`, `9点05分`, `下午3点`, `3 pm`) is kept where `hours` may stand.
pub fn rewrite(text: &str, hours: bool) -> Rewritten {
    let plain: String = text.chars().map(narrow).collect();
    let (plain, weekday) = without_weekday(plain.trim_matches(|c: char| c.is_whitespace() || AROUND.contains(c)));
    let (date, rest) = plain.split_at(date_ends(&plain));
    let written = |date: Date| {
        if weekday.is_some_and(|weekday| weekday != date.weekday()) {
            return Rewritten::Date(date.to_string(), Doubt::Left);
        }
        let rest = rest.trim_start_matches(['T', ' ']).trim();
        match clock(rest) {
            _ if rest.is_empty() => Rewritten::Date(date.to_string(), Doubt::None),
            Hour::Read(time, doubt) if hours => Rewritten::Date(format!("{date} {}", time.strftime("%H:%M")), doubt),
            Hour::Read(time, _) if time == Time::midnight() => Rewritten::Date(date.to_string(), Doubt::None),
            Hour::Unreal => Rewritten::Unreal,
            _ => Rewritten::Date(date.to_string(), Doubt::Left),
        }
    };
    if let Some((year, month, day)) = in_words(date) {
        return Date::new(year, month, day).map_or(Rewritten::Unreal, written);
    }
    let plain = date.trim();
    let plain = plain.trim_start_matches("民国").trim_start_matches("民國");
    if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return rewrite(&format!("{}-{}-{}{rest}", &plain[..4], &plain[4..6], &plain[6..]), hours);
    }
    let marks = ['-', '/', '.', ' ', '年', '月', '日', '号'];
    let mut parts: Vec<&str> = plain.split(marks).filter(|p| !p.is_empty()).collect();
    // With dots and the year last the day comes first, in every country that writes so.
    if parts.len() == 3 && parts[2].len() == 4 && plain.matches('.').count() == 2 {
        parts.reverse();
    }
    let [year, month, day] = parts[..] else { return Rewritten::NoDate };
    let numbers = (year.parse::<i16>(), month.parse::<i8>(), day.parse::<i8>());
    let (Ok(year), Ok(month), Ok(day)) = numbers else { return Rewritten::NoDate };
    match Date::new(year, month, day) {
        Ok(_) if year < 1000 => Rewritten::Short(parts[0].to_owned()),
        Ok(date) => written(date),
        Err(_) => Rewritten::Unreal,
    }
}

/// Marks around a date that are no part of it.
const AROUND: &str = "\"'“”‘’「」。，,;；";

/// Takes the name of a day of the week off a date, before or behind it, with its brackets.
fn without_weekday(text: &str) -> (String, Option<Weekday>) {
    const NAMES: [(&str, &str, Weekday); 7] = [
        ("一", "Monday", Weekday::Monday),
        ("二", "Tuesday", Weekday::Tuesday),
        ("三", "Wednesday", Weekday::Wednesday),
        ("四", "Thursday", Weekday::Thursday),
        ("五", "Friday", Weekday::Friday),
        ("六", "Saturday", Weekday::Saturday),
        ("日", "Sunday", Weekday::Sunday),
    ];
    for (chinese, english, weekday) in NAMES {
        let named = ["星期", "周", "礼拜"].map(|week| format!("{week}{chinese}"));
        for name in named.iter().map(String::as_str).chain([english, &english[..3]]) {
            let Some(at) = text.find(name) else { continue };
            let (before, after) = (&text[..at], &text[at + name.len()..]);
            if after.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let before = before.trim_end_matches([' ', '(', '（']);
            let after = after.trim_start_matches([')', '）', ',', ' ']);
            let gap = if before.is_empty() || after.is_empty() { "" } else { " " };
            return (format!("{before}{gap}{after}"), Some(weekday));
        }
    }
    (text.to_owned(), None)
}

/// Where the date ends in front of an hour: behind `日`, or at the `T` or space before the hour.
fn date_ends(text: &str) -> usize {
    let behind_day = ['日', '号'].iter().find_map(|mark| Some(text.find(*mark)? + mark.len_utf8()));
    let hour = text.find(':').or_else(|| text.find(['点', '时']));
    let gap = hour.and_then(|at| text[..at].rfind(['T', ' ']));
    // `2026-03-02 4 pm`
    let lower = text.to_ascii_lowercase();
    let half = lower.strip_suffix("am").or_else(|| lower.strip_suffix("pm"));
    let gap = gap.or_else(|| half?.trim_end().rfind(' '));
    // `2026-03-02 0930`
    let bare = text.rfind(' ').filter(|at| text.len() == at + 5 && text[at + 1..].bytes().all(|b| b.is_ascii_digit()));
    let bare =
        bare.filter(|at| text[..*at].trim_end().len() >= 8 && !text[..*at].contains(|c: char| c.is_alphabetic()));
    match (behind_day, gap.or(bare)) {
        (Some(day), Some(gap)) => day.max(gap),
        (day, gap) => day.or(gap).unwrap_or(text.len()),
    }
}

/// What an hour behind a date is.
enum Hour {
    Read(Time, Doubt),
    /// Written as an hour, and the clock does not have it.
    Unreal,
    No,
}

/// Reads `9:05`, `14:30:00`, `14:30:00Z`, `9点05分`, `下午3点半`, `3 pm`. What is ahead of Greenwich by so
/// much is in doubt.
fn clock(text: &str) -> Hour {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.trim_end_matches('z').trim();
    let mut doubt = Doubt::None;
    if let Some(at) = rest.rfind('+').filter(|at| *at > 0) {
        (rest, doubt) = (&rest[..at], Doubt::Left);
    }
    let mut afternoon = None;
    for (words, late) in [("上午", false), ("早上", false), ("下午", true), ("晚上", true), ("am", false), ("pm", true)]
    {
        if let Some(inner) = rest.strip_prefix(words).or_else(|| rest.strip_suffix(words)) {
            (rest, afternoon) = (inner.trim(), Some(late));
        }
    }
    let plain = rest.replace("点半", ":30").replace(['点', '时'], ":").replace(['分', '整'], "");
    let plain = plain.trim_end_matches('秒').trim();
    let plain = match plain.strip_suffix(':') {
        Some(hour) => format!("{hour}:00"),
        None if plain.len() == 4 && plain.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}:{}", &plain[..2], &plain[2..])
        }
        None if afternoon.is_some() && plain.len() < 3 => format!("{plain}:00"),
        None => plain.to_owned(),
    };
    let mut parts = Vec::new();
    for part in plain.split(':') {
        let Ok(number) = part.trim().parse::<i8>() else { return Hour::No };
        parts.push(number);
    }
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return Hour::No,
    };
    let hour = match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).map_or(Hour::Unreal, |time| Hour::Read(time, doubt))
}

/// Returns whether a number is a date without marks.
pub fn is_compact(number: i64) -> bool {
    (10_000_101..=99_991_231).contains(&number)
}

/// Reads a date in words: year, month and day.
fn in_words(text: &str) -> Option<(i16, i8, i8)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const DIGITS: &str = "〇一二三四五六七八九";
    if let Some((year, rest)) = text.split_once('年').filter(|(year, _)| year.chars().count() == 4) {
        let digit = |c: char| DIGITS.chars().position(|d| d == if c == '零' || c == '○' { '〇' } else { c });
        let year = year.chars().try_fold(0, |sum: usize, c| Some(sum * 10 + digit(c)?))?;
        let (month, day) = rest.split_once('月')?;
        let tens = |text: &str| match text.split_once('十') {
            Some((tens, ones)) => {
                let tens = if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? };
                let ones = if ones.is_empty() { 0 } else { digit(ones.chars().next()?)? };
                Some(tens * 10 + ones)
            }
            None => digit(text.chars().next()?),
        };
        let number = |text: &str| i8::try_from(tens(text)?).ok();
        return Some((i16::try_from(year).ok()?, number(month)?, number(day.trim_end_matches(['日', '号']))?));
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [a, b, year] = words[..] else { return None };
    let (day, month) = if a.starts_with(|c: char| c.is_ascii_digit()) { (a, b) } else { (b, a) };
    let month = month.trim_end_matches('.').to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| month.starts_with(name))?;
    let full = "january february march april may june july august september october november december";
    let known = month.len() == 3 || month == "sept" || full.split(' ').nth(at) == Some(month.as_str());
    let day = day.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    let year = (year.len() == 4).then_some(year)?;
    known.then_some((year.parse().ok()?, i8::try_from(at + 1).ok()?, day.parse().ok()?))
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '－' | '／' | '．' | '：' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        // Dashes that word processors put in place of a hyphen, and the comma between the items of a list.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '、' => '-',
        '\u{3000}' | '\u{A0}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_one_way_or_not_at_all() {
        for written in [
            "2026年1月2日",
            "2026/1/2",
            "2026/1/2 00:00:00",
            "2026.1.2",
            "２０２６-1-2",
            "20260102",
            "2.1.2026",
            "02.01.2026",
            "二〇二六年一月二日",
            "2 January 2026",
            "January 2, 2026",
            "2nd Jan. 2026",
            "2026—01—02",
            "2026–1–2",
            "2026‑01‑02",
            "2026 01 02",
            "2026、1、2",
            "“2026-01-02”",
            "2026-01-02。",
            "2026年1月2号",
        ] {
            assert!(
                matches!(rewrite(written, false), Rewritten::Date(d, Doubt::None) if d == "2026-01-02"),
                "{written}"
            );
        }
        assert!(
            matches!(rewrite("二〇二六年十二月三十一日", false), Rewritten::Date(d, Doubt::None) if d == "2026-12-31")
        );
        for written in
            ["1/2/2026", "2 Janvier 2026", "Marching 2, 2026", "2 January", "123456789", "2026-01-02 至 2026-01-05"]
        {
            assert!(matches!(rewrite(written, false), Rewritten::NoDate), "{written}");
        }
        assert!(matches!(rewrite("2026/13/2", false), Rewritten::Unreal));
        assert!(matches!(rewrite("31 February 2026", false), Rewritten::Unreal));
        assert!(matches!(rewrite("soon", false), Rewritten::NoDate));
        assert!(matches!(rewrite("2026-01-02 25:30", true), Rewritten::Unreal));
    }

    #[test]
    fn hours_are_kept_or_said_to_be_left() {
        for (written, hours, date, doubt) in [
            ("2026年3月2日 14:30", true, "2026-03-02 14:30", Doubt::None),
            ("2026/3/2 9：05:59", true, "2026-03-02 09:05", Doubt::None),
            ("20260302T14:30:00Z", true, "2026-03-02 14:30", Doubt::None),
            ("2 March 2026 14:30", true, "2026-03-02 14:30", Doubt::None),
            ("2026/3/2 14:30", false, "2026-03-02", Doubt::Left),
            ("2026/3/2 14:30 or so", true, "2026-03-02", Doubt::Left),
            ("2026/3/2", true, "2026-03-02", Doubt::None),
            ("2026年3月2日9:05", true, "2026-03-02 09:05", Doubt::None),
            ("2026年3月2日上午9时05分", true, "2026-03-02 09:05", Doubt::None),
            ("2026-03-02 下午4点半", true, "2026-03-02 16:30", Doubt::None),
            ("2026-03-02 12点", true, "2026-03-02 12:00", Doubt::None),
            ("2026-03-02 4 pm", true, "2026-03-02 16:00", Doubt::None),
            ("2026-03-02 4:15 PM", true, "2026-03-02 16:15", Doubt::None),
            ("2026-03-02 0930", true, "2026-03-02 09:30", Doubt::None),
            ("2026-03-02T14:30:00+08:00", true, "2026-03-02 14:30", Doubt::Left),
            ("2026-03-02（星期一）", true, "2026-03-02", Doubt::None),
            ("2026年3月2日 周一 14:30", true, "2026-03-02 14:30", Doubt::None),
            ("Monday, 2 March 2026", false, "2026-03-02", Doubt::None),
            ("Tuesday, 2 March 2026", false, "2026-03-02", Doubt::Left),
        ] {
            assert_eq!(rewrite(written, hours), Rewritten::Date(date.into(), doubt), "{written}");
        }
    }
}
