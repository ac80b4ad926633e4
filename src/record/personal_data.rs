//! A scan for personal data that must not be published.
//!
//! Resident ID of mainland China (GB 11643-1999: 17 digits, a real date, check character by
//! ISO 7064 MOD 11-2), mainland mobile number (1[3-9] and 9 digits), bank card (16 to 19
//! digits, begins with 62, Luhn), e-mail outside the site's own domains. Full-width digits
//! count, and spaces or hyphens inside a number. A hit carries a masked value only.

use super::words::PersonalData;
use std::ops::Range;

/// One hit. The value itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub kind: PersonalData,
    pub bytes: Range<usize>,
    /// What may be shown of it.
    pub masked: String,
}

/// Finds personal data in text.
pub fn scan(text: &str, email_domains: &[String]) -> Vec<Hit> {
    let mut hits = numbers(text);
    if text.contains(['@', '＠']) {
        hits.extend(emails(text, email_domains));
    }
    hits.sort_by_key(|hit| hit.bytes.start);
    hits
}

/// A run of digits with the single separators that people put into numbers.
struct Run {
    digits: Vec<u8>,
    /// Start of each digit, and the end of the last.
    starts: Vec<usize>,
    end: usize,
}

fn numbers(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut run = Run { digits: Vec::new(), starts: Vec::new(), end: 0 };
    let mut separator = false;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if run.digits.is_empty() && digit(c).is_none() {
            // Most of a text is no number: on to the next byte that can begin a digit, plain or
            // full-width. Both are first bytes of characters.
            let rest = &text.as_bytes()[at + c.len_utf8()..];
            let next = rest.iter().position(|b| b.is_ascii_digit() || *b == 0xEF);
            at = next.map_or(text.len(), |n| at + c.len_utf8() + n);
            continue;
        }
        if let Some(digit) = digit(c) {
            run.digits.push(digit);
            run.starts.push(at);
            run.end = at + c.len_utf8();
            separator = false;
        } else if matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ') && run.digits.len() == 17 {
            run.digits.push(10);
            run.starts.push(at);
            run.end = at + c.len_utf8();
        } else if matches!(c, ' ' | '-') && !run.digits.is_empty() && !separator {
            separator = true;
        } else {
            separator = false;
            judge(text, &run, &mut hits);
            run.digits.clear();
            run.starts.clear();
        }
        at += c.len_utf8();
    }
    judge(text, &run, &mut hits);
    hits
}

fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

fn judge(text: &str, run: &Run, hits: &mut Vec<Hit>) {
    if run.digits.len() < 11 {
        return;
    }
    // A number that is part of a longer word (`A13800138000x`) or of a decimal is none.
    let before = text[..run.starts[0]].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
        return;
    }
    let bytes = run.starts[0]..run.end;
    let digits = &run.digits[..];
    let (kind, masked) = if is_resident_id(digits) {
        (PersonalData::ResidentId, format!("{}****************", digits[0]).chars().take(17).collect::<String>() + "*")
    } else if is_bank_card(digits) {
        (PersonalData::BankCard, format!("{}{}**********", digits[0], digits[1]))
    } else if let Some(mobile) = mobile(digits) {
        (PersonalData::Mobile, format!("{}{}{}********", mobile[0], mobile[1], mobile[2]))
    } else {
        return;
    };
    hits.push(Hit { kind, bytes, masked });
}

fn is_resident_id(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    if digits.len() != 18 || digits[0] == 0 || digits[0] == 9 {
        return false;
    }
    let number = |range: Range<usize>| digits[range].iter().fold(0i32, |n, d| n * 10 + i32::from(*d));
    let (year, month, day) = (number(6..10), number(10..12), number(12..14));
    let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
    let real = date.is_some_and(|((y, m), d)| (1900..=2100).contains(&y) && jiff::civil::Date::new(y, m, d).is_ok());
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(*d) * w).sum();
    real && digits[..17].iter().all(|d| *d < 10) && CHECK[(sum % 11) as usize] == digits[17]
}

fn is_bank_card(digits: &[u8]) -> bool {
    let shape = (16..=19).contains(&digits.len()) && digits[..2] == [6, 2] && digits.iter().all(|d| *d < 10);
    let luhn: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| {
            let doubled = u32::from(*d) * if i % 2 == 1 { 2 } else { 1 };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    shape && luhn.is_multiple_of(10)
}

fn mobile(digits: &[u8]) -> Option<&[u8]> {
    let digits = if digits.len() == 13 && digits[..2] == [8, 6] { &digits[2..] } else { digits };
    (digits.len() == 11 && digits[0] == 1 && (3..=9).contains(&digits[1])).then_some(digits)
}

fn emails(text: &str, domains: &[String]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠')) {
        let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
        let start = text[..at].char_indices().rev().take_while(|(_, c)| local(*c)).last().map(|(i, _)| i);
        let after = at + sign.len_utf8();
        let domain: String =
            text[after..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
        let domain = domain.trim_end_matches('.');
        let Some(start) = start.filter(|_| domain.contains('.')) else { continue };
        let allowed = domains.iter().any(|d| {
            domain.eq_ignore_ascii_case(d)
                || domain.to_ascii_lowercase().ends_with(&format!(".{}", d.to_ascii_lowercase()))
        });
        if !allowed {
            let masked = "***@***".to_owned();
            hits.push(Hit { kind: PersonalData::Email, bytes: start..after + domain.len(), masked });
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<PersonalData> {
        scan(text, &["city.example".to_owned()]).into_iter().map(|h| h.kind).collect()
    }

    #[test]
    fn numbers_are_confirmed_before_they_are_reported() {
        // The example of GB 11643-1999.
        assert_eq!(kinds("身份证11010519491231002X。"), [PersonalData::ResidentId]);
        assert_eq!(kinds("１１０１０５１９４９１２３１００２Ｘ"), [PersonalData::ResidentId]);
        assert_eq!(kinds("110105194912310021"), []);
        assert_eq!(kinds("call 138-0013-8000 or +86 13800138000"), [PersonalData::Mobile, PersonalData::Mobile]);
        assert_eq!(kinds("6222 0200 0000 0000 005"), kinds_of_card("6222020000000000005"));
        assert_eq!(kinds("order 20260302011712345678"), []);
        assert_eq!(kinds("12345-20260302-0117"), []);
        assert_eq!(kinds("hotline 12345, 110"), []);
    }

    fn kinds_of_card(number: &str) -> Vec<PersonalData> {
        let digits: Vec<u8> = number.bytes().map(|b| b - b'0').collect();
        if is_bank_card(&digits) { vec![PersonalData::BankCard] } else { Vec::new() }
    }

    #[test]
    fn addresses_of_the_site_are_fine() {
        assert_eq!(kinds("write to mail@city.example or a@b.city.example"), []);
        assert_eq!(kinds("write to someone@elsewhere.example"), [PersonalData::Email]);
        assert_eq!(kinds("@ noon"), []);
    }

    #[test]
    fn a_hit_never_shows_the_value() {
        let hits = scan("11010519491231002X", &[]);
        assert_eq!(hits[0].masked, "1*****************");
    }
}
