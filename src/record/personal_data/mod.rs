//! A scan for personal data that must not be published.
//!
//! Takes the text of a file and how it is written; gives hits, each with its kind, the bytes it
//! stands at, and a masked value: the value itself is kept nowhere. A line that may hold
//! something is read as it is shown (`shown`); its numbers are divided into groups
//! (`numbers`), and each pack of a country is asked whether one of its kinds begins there.
//! Citizens' own words are also looked through for addresses and names (`soft`). What must
//! hold: the time grows with the length of the text, and a line without digits, without `@`
//! and without escapes costs one look at each byte.

mod au;
mod card;
mod cn;
mod columns;
mod de;
mod email;
mod eu;
mod finished;
mod numbers;
mod shown;
mod soft;
#[cfg(test)]
mod tests;
mod uk;

pub use finished::Shown;
pub use numbers::is_phone_name;
pub use shown::Form;

use super::attached::Part;
use super::words::{PersonalData, PersonalDataPack};
use numbers::Numbers;
use shown::Seen;
use std::ops::Range;

/// One hit. The value itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub kind: PersonalData,
    pub at: Where,
    /// What may be shown of it.
    pub masked: String,
    /// Name of the column of whole numbers it stands in: a quantity if the dataset says so.
    pub column: Option<Box<str>>,
}

/// Where a hit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// Bytes of the file's text.
    Bytes(Range<usize>),
    /// The path of the file.
    Name,
    /// A part of a document.
    Inside(Part),
}

/// Which countries' numbers are looked for; bank cards and e-mail addresses are always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packs(u8);

impl Default for Packs {
    fn default() -> Self {
        Self::of(&[PersonalDataPack::Cn])
    }
}

impl Packs {
    /// Returns a choice of packs.
    pub fn of(packs: &[PersonalDataPack]) -> Self {
        Self(packs.iter().fold(0, |all, pack| all | 1 << *pack as u8))
    }

    /// Returns whether a pack is chosen.
    pub fn has(self, pack: PersonalDataPack) -> bool {
        self.0 & (1 << pack as u8) != 0
    }
}

/// What a detector found: places among the characters shown.
struct Found {
    kind: PersonalData,
    chars: Range<usize>,
    /// Groups of digits that it takes.
    groups: usize,
    masked: String,
}

fn found(kind: PersonalData, chars: Range<usize>, groups: usize, masked: String) -> Found {
    Found { kind, chars, groups, masked }
}

/// What the scan looks for.
#[derive(Debug, Clone, Copy)]
pub struct Scan<'a> {
    pub packs: Packs,
    /// Domains of the site, whose e-mail addresses may stand: lower-case and sorted.
    pub own_domains: &'a [String],
}

/// Returns how a file is written, told from its name.
pub fn form_of(path: &str) -> Form {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "csv" | "tsv" => Form::Table,
        "json" | "jsonl" | "ndjson" | "geojson" | "topojson" | "jsonld" => Form::Json,
        "html" | "htm" | "xhtml" => Form::Markup,
        markup if super::inert::MARKUP.contains(&markup) => Form::Markup,
        _ => Form::Prose,
    }
}

/// Returns whether a file is text by its name, so that what a reader sees of it can be scanned.
pub fn is_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    form_of(path) != Form::Prose
        || matches!(
            ending.as_str(),
            "txt"
                | "md"
                | "markdown"
                | "yaml"
                | "yml"
                | "ics"
                | "vcf"
                | "log"
                | "text"
                | "toml"
                | "ini"
                | "tab"
                | "rtf"
                | "eml"
                | "srt"
                | "vtt"
                | "tex"
                | "bib"
                | "rst"
                | "adoc"
                | "asciidoc"
                | "diff"
                | "patch"
                | "sql"
                | "px"
                | "ttl"
                | "nt"
                | "n3"
        )
}

impl Scan<'_> {
    /// Finds personal data in text; `citizens` are the bytes that citizens wrote, in order.
    pub fn text(&self, text: &str, form: Form, citizens: &[Range<usize>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut work = Work::default();
        each_line(text, |line, digits, odd| {
            let shown = &text[line.clone()];
            let theirs = section_at(citizens, line.start).is_some_and(|range| range.start < line.end)
                && (digits > 0 || odd || soft::may_name(shown));
            if odd || theirs || (digits >= LEAST && self.may_hold(shown.as_bytes(), digits)) {
                self.line(text, line, form, theirs, &mut work, &mut |found, chars| {
                    let bytes = bytes_of(&found, chars);
                    let inside = section_at(citizens, bytes.start).is_some_and(|range| range.start <= bytes.start);
                    if !is_soft(found.kind) || inside {
                        hits.push(Hit {
                            kind: found.kind,
                            at: Where::Bytes(bytes),
                            masked: found.masked,
                            column: None,
                        });
                    }
                });
            }
        });
        hits.sort_by_key(|hit| match &hit.at {
            Where::Bytes(bytes) => bytes.start,
            Where::Name | Where::Inside(_) => 0,
        });
        match form {
            Form::Table => columns::of_table(text, hits),
            Form::Json => columns::of_json(text, hits),
            Form::Prose | Form::Markup => hits,
        }
    }

    /// Finds personal data in the path of a file, one part after the other.
    pub fn name(&self, path: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if path.bytes().filter(u8::is_ascii_digit).count() < LEAST && path.is_ascii() && !path.contains(['@', '%']) {
            return hits;
        }
        let mut work = Work::default();
        for part in path.split('/') {
            self.line(part, 0..part.len(), Form::Prose, false, &mut work, &mut |found, _| {
                if !is_soft(found.kind) {
                    hits.push(Hit { kind: found.kind, at: Where::Name, masked: found.masked, column: None });
                }
            });
        }
        hits
    }

    /// Returns whether the digits of a line may make a number that is looked for: in few digits
    /// only those of a paper, which stand together or beside capital letters. Most lines that
    /// have digits at all hold a date and nothing else.
    fn may_hold(&self, line: &[u8], digits: usize) -> bool {
        let together = || line.split(|b| !b.is_ascii_digit()).any(|run| run.len() >= 7);
        let elsewhere = self.packs != Packs::default() && (digits == 9 || line.iter().any(u8::is_ascii_uppercase));
        digits >= 10 || elsewhere || together()
    }

    fn line(
        &self,
        text: &str,
        line: Range<usize>,
        form: Form,
        citizens: bool,
        work: &mut Work,
        tell: &mut dyn FnMut(Found, &[Seen]),
    ) {
        let Work { chars, numbers } = work;
        chars.clear();
        shown::show(text, line.start, line.end, form, chars);
        numbers.find(chars);
        let plain = self.packs == Packs::default();
        let mut group = 0;
        while group < numbers.len() {
            // A date, a time, a house number: too short for any number of these.
            if plain && numbers.chain(group) < 10 && numbers.width(group) < 7 {
                group += 1;
                continue;
            }
            let found = self.number(numbers, chars, group);
            group += found.as_ref().map_or(1, |found| found.groups.max(1));
            if let Some(found) = found {
                tell(found, chars);
            }
        }
        for at in (0..chars.len()).filter(|at| chars[*at].c == '@') {
            if let Some(found) = email::address(chars, at, self.own_domains) {
                tell(found, chars);
            }
        }
        if citizens {
            self.soft(chars, tell);
        }
    }

    fn number(&self, n: &Numbers, chars: &[Seen], group: usize) -> Option<Found> {
        use PersonalDataPack as Pack;
        let ask = |pack: Pack, find: fn(&Numbers, &[Seen], usize) -> Option<Found>| {
            if self.packs.has(pack) { find(n, chars, group) } else { None }
        };
        ask(Pack::Cn, cn::number)
            .or_else(|| card::number(n, chars, group))
            .or_else(|| ask(Pack::Uk, uk::number))
            .or_else(|| ask(Pack::De, de::number))
            .or_else(|| ask(Pack::Eu, eu::number))
            .or_else(|| ask(Pack::Au, au::number))
            .or_else(|| ask(Pack::De, eu::iban))
            .or_else(|| ask(Pack::Uk, eu::iban))
    }

    fn soft(&self, chars: &[Seen], tell: &mut dyn FnMut(Found, &[Seen])) {
        for at in 0..chars.len() {
            let plate = if self.packs.has(PersonalDataPack::Cn) { cn::plate(chars, at) } else { None };
            if let Some(found) = plate.or_else(|| soft::at(chars, at, self.packs)) {
                tell(found, chars);
            }
        }
    }
}

/// Kinds that are reported in citizens' words only: the telephone and the address of an office
/// are there to be used.
fn is_soft(kind: PersonalData) -> bool {
    use PersonalData as P;
    matches!(kind, P::Landline | P::NumberPlate | P::Address | P::Name)
}

fn bytes_of(found: &Found, chars: &[Seen]) -> Range<usize> {
    chars[found.chars.start].from as usize..chars[found.chars.end - 1].to as usize
}

/// Returns the first range that ends after a byte.
fn section_at(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    ranges.get(ranges.partition_point(|range| range.end <= at))
}

/// What is used again for each line.
#[derive(Default)]
struct Work {
    chars: Vec<Seen>,
    numbers: Numbers,
}

/// The shortest number that is looked for has this many digits.
const LEAST: usize = 6;

/// Calls `f` with each line, how many digits it has, and whether it has something that may be
/// one when it is shown, or an `@`. A line that ends in a digit, and the next that begins with
/// one, are shown as one.
fn each_line(text: &str, mut f: impl FnMut(Range<usize>, usize, bool)) {
    let bytes = text.as_bytes();
    let (mut start, mut digits, mut odd) = (0, 0, false);
    for (chunk, base) in bytes.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
        // Most of a text is words: looked at many bytes at once.
        if !chunk.iter().fold(false, |any, byte| any | is_worth_a_look(*byte)) {
            continue;
        }
        for (at, byte) in (base..).zip(chunk).filter(|(_, byte)| is_worth_a_look(**byte)) {
            match byte {
                b'0'..=b'9' => digits += 1,
                b'\n' => {
                    let goes_on = digits > 0 && ends_in_digit(&bytes[start..at]) && starts_with_digit(&bytes[at + 1..]);
                    if !goes_on {
                        f(start..at, digits, odd);
                        (start, digits, odd) = (at + 1, 0, false);
                    }
                }
                _ => odd |= is_odd(&bytes[at..]),
            }
        }
    }
    if start < bytes.len() {
        f(start..bytes.len(), digits, odd);
    }
}

const CHUNK: usize = 32;

/// A digit, the end of a line, or what may begin a digit in another form. Without branches, so
/// that a chunk is compared at once.
fn is_worth_a_look(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10)
        | (byte == b'\n')
        | (byte == b'@')
        | (byte == b'&')
        | (byte == b'%')
        | (byte == b'\\')
        | (byte == 0xEF)
        | (byte == 0xF0)
        | (byte == 0xE0)
        | (byte == 0xE1)
        | (byte == 0xEA)
        | (byte == 0xD9)
        | (byte == 0xDB)
        | (byte == 0xDF)
}

/// Returns whether bytes begin with `@`, a digit of another form, or an escape that may be one.
fn is_odd(bytes: &[u8]) -> bool {
    match bytes {
        [b'@' | 0xD9 | 0xDB | 0xDF | 0xE0 | 0xF0, ..] => true,
        [b'&', next, ..] => *next == b'#' || next.is_ascii_alphabetic(),
        [b'%', high, low, ..] => high.is_ascii_hexdigit() && low.is_ascii_hexdigit(),
        [b'\\', b'x' | b'u' | b'U', ..] => true,
        [0xE1, 0x81 | 0x9F | 0xA0, ..] | [0xEA, 0xA7, ..] => true,
        // Full-width digits and `@`, not the comma.
        [0xEF, 0xBC, 0x90..=0x99 | 0xA0, ..] => true,
        _ => false,
    }
}

fn ends_in_digit(line: &[u8]) -> bool {
    line.trim_ascii_end().last().is_some_and(u8::is_ascii_digit)
}

fn starts_with_digit(rest: &[u8]) -> bool {
    let indent = rest.iter().take(8).take_while(|b| **b == b' ').count();
    rest.get(indent).is_some_and(u8::is_ascii_digit)
}
