//! Rows of lists, and the small pieces that many pages share.
//!
//! Plain data, each with how it is filled.

use crate::derive::interval::Interval;
use crate::derive::listings::Group;
use crate::derive::measures::{Month, Tally};
use crate::derive::promises::{PromiseAt, Standing};
use crate::markdown::RecordScheme;
use crate::model::RecordKey;
use crate::publish::case::words::at_hour;
use crate::record::digest::Improvement;
use crate::record::words::{Progress, Visibility};
use crate::record::{Lang, names};
use crate::site::links::{Link, RecordLink, title};
use crate::site::routes;
use crate::site::seen::Seen;
use crate::words::{Strings, filled};
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The records that link to one, at most so many of them.
#[derive(Debug, Clone, Serialize)]
pub struct Mentions {
    pub shown: Vec<RecordLink>,
    pub total: usize,
    /// How the others are found in the data.
    pub filter: String,
}

/// A day as programs read it, with its hour where that counts, or its month: `2026-03-02`,
/// `2026-03-02T09:30`, `2026-03`.
#[derive(Debug, Clone, Copy)]
pub struct Iso<'a> {
    on: Date,
    at: Option<&'a str>,
    is_month: bool,
}

impl<'a> Iso<'a> {
    /// Returns a day.
    pub fn day(on: Date) -> Self {
        Self::at_hour(on, None)
    }

    /// Returns a day, with its hour where that counts.
    pub fn at_hour(on: Date, at: Option<&'a str>) -> Self {
        Self { on, at, is_month: false }
    }

    /// Returns the month of a day.
    pub fn month(on: Date) -> Self {
        Self { on, at: None, is_month: true }
    }
}

impl Serialize for Iso<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { on, at, is_month } = self;
        let year = u16::try_from(on.year()).unwrap_or_default();
        // A page has a dozen: they are written without asking for memory.
        let pair = |n: u16| [b'0' + (n / 10 % 10) as u8, b'0' + (n % 10) as u8];
        let [[a, b], [c, d]] = [pair(year / 100), pair(year % 100)];
        let [[e, f], [g, h]] = [on.month(), on.day()].map(|n| pair(n.unsigned_abs().into()));
        let mut text = *b"0000-00-00T00:00";
        text[..10].copy_from_slice(&[a, b, c, d, b'-', e, f, b'-', g, h]);
        let hour = at.map(str::as_bytes).filter(|hour| hour.len() == 5);
        let len = match hour {
            Some(hour) => {
                text[11..].copy_from_slice(hour);
                16
            }
            None if *is_month => 7,
            None => 10,
        };
        serializer.serialize_str(std::str::from_utf8(&text[..len]).unwrap_or_default())
    }
}

/// One case in a list; templates get its words.
#[derive(Debug, Clone)]
pub struct CaseRow {
    pub id: String,
    pub href: String,
    pub title: String,
    /// Set where the title is in another language than the page.
    pub lang: Option<String>,
    pub department: String,
    pub received: Date,
    /// Key of `strings.state`.
    pub state: &'static str,
    /// `done`, `late`, `wait` or `open`: which mark stands before the word.
    pub tone: &'static str,
    /// The date that belongs to the state: replied on, overdue since, due on.
    pub on: Option<Date>,
    /// `HH:MM` of that date, where the term ends at an hour.
    pub at: Option<String>,
    pub strings: Arc<Strings>,
}

/// What templates see of a row.
#[derive(Serialize)]
struct RowWords<'a> {
    id: &'a str,
    href: &'a str,
    title: &'a str,
    lang: Option<&'a str>,
    department: &'a str,
    /// The day of receipt, in words.
    received: String,
    received_iso: Iso<'a>,
    /// The state, with its date.
    state: String,
    /// Key of `strings.state`.
    state_key: &'static str,
    /// The date that belongs to the state: replied on, overdue since, due on.
    state_iso: Option<Iso<'a>>,
    /// `done`, `late`, `wait`, `open` or `closed`: which mark stands before the word.
    tone: &'static str,
}

impl Serialize for CaseRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { id, href, title, lang, department, received, state: state_key, tone, on, at, strings } = self;
        let state = match on {
            Some(on) => {
                let day = at_hour(*on, at.as_deref(), strings);
                filled(strings.word("state_on", state_key), &[("date", &day)])
            }
            None => strings.word("state", state_key).to_owned(),
        };
        let row = RowWords {
            id,
            href,
            title,
            lang: lang.as_deref(),
            department,
            received: strings.fill("list.received", &[("date", &strings.date(*received))]),
            received_iso: Iso::day(*received),
            state,
            state_key,
            state_iso: on.map(|on| Iso::at_hour(on, at.as_deref())),
            tone,
        };
        row.serialize(serializer)
    }
}

/// A promise made in a reply.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseRow {
    pub text: String,
    pub lang: Option<String>,
    pub due: Option<Date>,
    pub done: Option<Date>,
    /// `kept`, `kept_late`, `missed`, `running`.
    pub status: &'static str,
    pub tone: &'static str,
    /// The case it was made in; `None` on the page of the case itself.
    pub case: Option<Link>,
    pub department: String,
}

/// An improvement a digest reports.
#[derive(Debug, Clone, Serialize)]
pub struct ImprovementRow {
    pub text: String,
    /// `done`, `under-way`, `planned`, `not-feasible`.
    pub status: &'static str,
    /// Its day has passed, and it is not done.
    pub late: bool,
    pub on: Option<Date>,
    pub due: Option<Date>,
    pub related: Vec<RecordLink>,
    /// The digest it stands in; `None` on the digest's own page.
    pub digest: Option<Link>,
}

/// One month (or year) in an index of months.
#[derive(Debug, Clone, Serialize)]
pub struct MonthRow {
    /// The group in `data/measures.csv`.
    pub g: String,
    /// `2026-03`.
    pub month: String,
    pub href: String,
    pub count: usize,
    pub replied: usize,
    pub open: usize,
    /// Reply rate as printed (`97.4`), `None` when too few cases stand behind it.
    pub rate: Option<String>,
    /// The range of it that chance alone explains.
    pub rate_range: Option<(String, String)>,
    /// Height of the bar for this month in percent of the highest month.
    pub share: u8,
}

/// One policy in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PolicyRow {
    pub href: String,
    pub title: String,
    pub lang: Option<String>,
    pub number: Option<String>,
    pub issuers: String,
    pub published: Date,
    /// Key of `strings.force`.
    pub force: &'static str,
    pub tone: &'static str,
}

/// One dataset in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DatasetRow {
    pub href: String,
    pub title: String,
    pub lang: Option<String>,
    pub department: String,
    pub published: Date,
    pub updated: Date,
}

/// One digest in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DigestRow {
    pub href: String,
    pub title: String,
    pub lang: Option<String>,
    pub topic: String,
    pub from: Date,
    pub to: Date,
    pub cases: usize,
    pub done: usize,
    pub improvements: usize,
}

/// A file to download.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Download {
    /// Relative to the root of the site (`page.root`): data exist once for all languages.
    pub href: String,
    pub name: String,
    /// Human size: `12 KB`.
    pub size: String,
    /// Upper-case ending: `CSV`, `PDF`.
    pub format: String,
    pub title: String,
    pub sha256: Option<String>,
    pub pages: Option<u32>,
    /// Not everyone can read it with aids, and its record says so.
    pub inaccessible: bool,
    /// Whom to ask for it in another form.
    pub alternative: Option<String>,
}

/// Earlier, later and numbered pages of one list.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    pub page: usize,
    pub pages: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// Days off in a row under one name.
#[derive(Debug, Serialize)]
pub struct DayOff {
    pub from: Date,
    pub to: Date,
    pub name: String,
}

/// Returns the word for a kind of group.
pub fn group_word(group: Group) -> &'static str {
    match group {
        Group::Site => "site",
        Group::Department(_) => "department",
        Group::Topic(_) => "topic",
    }
}

/// Returns the link to a group's front.
pub fn group_link(seen: Seen<'_>, group: Group) -> Option<Link> {
    match group {
        Group::Site => None,
        Group::Department(i) => Some(seen.department(&seen.department_at(i).id)),
        Group::Topic(i) => Some(seen.topic(&seen.topic_at(i).id)),
    }
}

impl Seen<'_> {
    /// Returns the row of a case.
    pub fn case_row(&self, index: usize) -> CaseRow {
        let face = self.face(index);
        let mut shown = face.shown;
        if let Some(word) = hidden_word(face.visibility) {
            shown.word = word;
            shown.tone = "closed";
            shown.on = None;
        }
        CaseRow {
            id: face.id.to_string(),
            href: face.href,
            title: face.title.to_owned(),
            lang: face.lang,
            department: self.department_name(face.department).to_owned(),
            received: face.received,
            state: shown.word,
            tone: shown.tone,
            at: face.at.filter(|_| shown.on.is_some()),
            on: shown.on,
            strings: self.strings().clone(),
        }
    }

    /// Returns the rows of cases; those that are removed stand in no list.
    pub fn case_rows(&self, cases: impl IntoIterator<Item = usize>) -> Vec<CaseRow> {
        let listed = cases.into_iter().filter(|at| self.face(*at).visibility != Visibility::Removed);
        listed.map(|at| self.case_row(at)).collect()
    }

    /// Returns the rows of the first cases of a list of places.
    pub fn first_rows(&self, cases: &[u32], most: usize) -> Vec<CaseRow> {
        self.case_rows(cases.iter().take(most).map(|at| *at as usize))
    }

    /// Returns a link to a case.
    pub fn case_link(&self, index: usize) -> Link {
        let face = self.face(index);
        Link { href: face.href, label: face.title.to_owned(), lang: face.lang }
    }

    /// Returns the row of a promise of a case; `None` while the reply that makes it is to come.
    pub fn promise_row(&self, index: usize, place: usize, with_case: bool) -> Option<PromiseRow> {
        let standing = self.standing(index, place)?;
        let promise = &self.case(index).promises[place];
        let (text, lang) = promise.text.get(self.lang);
        Some(PromiseRow {
            text: text.to_owned(),
            lang: self.other(lang),
            due: promise.due,
            done: promise.done.filter(|_| matches!(standing, Standing::Kept | Standing::KeptLate)),
            status: standing.word(),
            tone: standing.tone(),
            case: with_case.then(|| self.case_link(index)),
            department: self.department_name(&self.status(index).department).to_owned(),
        })
    }

    /// Returns the rows of the first promises of a list, with their cases.
    pub fn promise_rows<'p>(&self, list: impl Iterator<Item = &'p PromiseAt>) -> Vec<PromiseRow> {
        list.filter_map(|at| self.promise_row(at.case as usize, usize::from(at.place), true)).collect()
    }

    /// Returns the row of a policy.
    pub fn policy_row(&self, index: usize) -> PolicyRow {
        let (policy, force) = self.policy_face(index);
        let (title, lang) = policy.title.get(self.lang);
        let issuers: Vec<&str> = policy.issuers.iter().map(|d| self.department_name(d)).collect();
        let joint = if self.code().starts_with("zh") { "、" } else { ", " };
        PolicyRow {
            href: routes::policy(&policy.id),
            title: title.to_owned(),
            lang: self.other(lang),
            number: policy.number.as_deref().map(str::to_owned),
            issuers: issuers.join(joint),
            published: policy.published_on,
            force: force.word(),
            tone: force.tone(),
        }
    }

    /// Returns the row of a dataset.
    pub fn dataset_row(&self, index: usize) -> DatasetRow {
        let dataset = self.dataset(index);
        let (title, lang) = dataset.title.get(self.lang);
        DatasetRow {
            href: routes::dataset(&dataset.id),
            title: title.to_owned(),
            lang: self.other(lang),
            department: self.department_name(&dataset.department).to_owned(),
            published: dataset.published_on,
            updated: dataset.updated_on.unwrap_or(dataset.published_on),
        }
    }

    /// Returns the row of a digest.
    pub fn digest_row(&self, index: usize) -> DigestRow {
        let digest = self.digest(index);
        let (label, label_lang) = title(&digest.title, digest.lang, &digest.translations, self.lang);
        let (href, lang) = self.reach(routes::digest(&digest.id), digest.lang, &digest.translations);
        let mut cases: Vec<_> = digest.opinions.iter().flat_map(|o| o.cases.iter()).map(|c| &c.link.id).collect();
        cases.sort();
        cases.dedup();
        DigestRow {
            href,
            title: label.to_owned(),
            lang: lang.or_else(|| self.other(label_lang)),
            topic: self.topic(&digest.topic).label,
            from: digest.from,
            to: digest.to,
            cases: cases.len(),
            done: digest.improvements.iter().filter(|i| i.status == Progress::Done).count(),
            improvements: digest.improvements.len(),
        }
    }

    /// Returns the row of an improvement of a digest.
    pub fn improvement(&self, index: usize, improvement: &Improvement, with_digest: bool) -> ImprovementRow {
        ImprovementRow {
            text: improvement.text.in_lang(self.lang).to_owned(),
            status: improvement.status.word(),
            late: matches!(improvement.status, Progress::UnderWay | Progress::Planned)
                && improvement.due.is_some_and(|due| due < self.day()),
            on: improvement.on,
            due: improvement.due,
            related: improvement.related.iter().filter_map(|w| self.record(&RecordKey::of(&w.link))).collect(),
            digest: with_digest.then(|| {
                let row = self.digest_row(index);
                Link { href: row.href, label: row.title, lang: row.lang }
            }),
        }
    }

    /// Returns an index of months, newest first.
    pub fn month_rows(&self, group: Group, counts: &BTreeMap<Month, Tally>) -> Vec<MonthRow> {
        let months = self.months(group);
        let most = months.iter().map(|(_, cases)| *cases).max().unwrap_or(1).max(1);
        let row = |(month, cases): &(Month, usize)| {
            let counts = counts.get(month).map(Tally::counts).unwrap_or_default();
            MonthRow {
                g: crate::publish::figures::group_name(*self, group, &routes::month_name(*month)),
                month: routes::month_name(*month),
                href: self.month_path(group, *month, 1),
                count: counts.registered,
                replied: counts.replied,
                open: counts.open,
                rate: counts.rate(self.config().minimum_cases),
                rate_range: counts.rate_interval(self.config().minimum_cases).map(Interval::printed),
                share: u8::try_from(cases * 100 / most).unwrap_or(100),
            }
        };
        months.iter().rev().map(row).collect()
    }
}

/// Returns the word that stands for the state of what is withheld or removed.
pub fn hidden_word(visibility: Visibility) -> Option<&'static str> {
    match visibility {
        Visibility::Withheld => Some("withheld"),
        Visibility::Removed => Some("removed"),
        Visibility::Normal | Visibility::NoIndex => None,
    }
}

/// Returns earlier and later pages of a list whose pages are named by `path`.
pub fn pager(page: usize, pages: usize, path: impl Fn(usize) -> String) -> Pager {
    Pager { page, pages, previous: (page > 1).then(|| path(page - 1)), next: (page < pages).then(|| path(page + 1)) }
}

/// Returns the slice of a list that stands on a page.
pub fn slice<T>(list: &[T], page: usize, size: usize) -> &[T] {
    let from = ((page - 1) * size).min(list.len());
    &list[from..(from + size).min(list.len())]
}

/// Records that link to one, listed at most.
const MENTIONS: usize = 50;

/// Returns the records that link here: those that are no cases first, of these the newest.
pub fn mentioned_in(seen: Seen<'_>, key: &RecordKey) -> Mentions {
    let mut sources: Vec<&RecordKey> = seen.mentions(key).iter().collect();
    let received = |key: &RecordKey| {
        let case = (key.scheme == RecordScheme::Reply).then(|| seen.find_case(&key.id)).flatten();
        case.map(|i| std::cmp::Reverse(seen.face(i).received))
    };
    if sources.len() > MENTIONS {
        sources.sort_by_key(|key| received(key));
    }
    let total = sources.len();
    let shown: Vec<RecordLink> = sources.into_iter().filter_map(|k| seen.record(k)).take(MENTIONS).collect();
    let total = if shown.len() < MENTIONS { shown.len() } else { total };
    let name = format!("{}:{}", key.scheme.as_str(), key.id);
    Mentions { shown, total, filter: format!("*.jsonl: links = {name}") }
}

/// Returns the download of an attachment.
pub fn download(seen: Seen<'_>, path: &str, folder: &str, listed: &[crate::record::Attachment]) -> Download {
    let file = names::last(path);
    let size = seen.file_size(path).unwrap_or(0);
    let entry = listed.iter().find(|a| &*a.file == file);
    Download {
        href: format!("{folder}{}", names::published(file)),
        name: file.to_owned(),
        size: human_size(size),
        format: file.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_uppercase(),
        title: attachment_title(listed, file, seen.lang),
        sha256: None,
        pages: entry.and_then(|a| a.pages),
        inaccessible: entry.is_some_and(|a| a.accessible == Some(false)),
        alternative: entry.and_then(|a| a.alternative.as_ref()).map(|text| text.in_lang(seen.lang).to_owned()),
    }
}

/// Returns a size for people: `512 B`, `12 KB`, `3.4 MB`.
pub fn human_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// Returns the title a record gives an attachment, else its file name.
pub fn attachment_title(listed: &[crate::record::Attachment], file: &str, lang: Lang) -> String {
    let entry = listed.iter().find(|a| &*a.file == file);
    entry.and_then(|a| a.title.as_ref()).map_or_else(|| file.to_owned(), |t| t.in_lang(lang).to_owned())
}
