//! What a page may see of the site, in one language.
//!
//! Takes a [`Board`]; gives values, and notes each part of the site that it gave. What must hold: no
//! family reaches the site but through here, so no part that an output was made from goes unnoted.

pub mod clauses;
mod indexes;
mod lists;
mod page;

pub use indexes::{Held, Indexed, NamedLink};
pub use page::language_name;

use super::about::Part;
use super::cells::{Board, Read, hash};
use super::links::title;
use super::routes;
use crate::calendar::Calendars;
use crate::config::Config;
use crate::derive::due::{Counted, Due, End};
use crate::derive::force::Force;
use crate::derive::moments::{self, Moments};
use crate::derive::promises::Standing;
use crate::derive::status::{Rounds, Shown};
use crate::derive::{Status, due, force};
use crate::kept::{self, Published};
use crate::model::{Entered, Group, Logged, Model};
use crate::record::case::Event;
use crate::record::policy::Relation;
use crate::record::reference::{DeadlineRule, Department, Topic};
use crate::record::revision::Revision;
use crate::record::words::{Change, Visibility};
use crate::record::{Case, Dataset, Digest, Edition, Id, Lang, Page as FreePage, Policy, Text};
use crate::source::ContentDigest;
use crate::words::Strings;
use crate::yaml::schema::Term;
use jiff::civil::{Date, Time};
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};

/// The site as a page sees it, in one language: the only way from a family to the site. Each part
/// that is asked for is noted, so that the page is made anew when the part changes.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    board: &'a Board<'a>,
    reads: &'a Reads,
    strings: &'a Arc<Strings>,
    pub lang: Lang,
}

/// The parts of the site that an output was made from.
#[derive(Debug, Default)]
pub struct Reads(Mutex<Vec<Read>>);

impl Reads {
    fn note(&self, read: Read) {
        let mut reads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Most parts are asked for several times in a row.
        if reads.last() != Some(&read) {
            reads.push(read);
        }
    }

    /// Returns them, each once.
    pub fn taken(self) -> Vec<Read> {
        let mut reads = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        reads.sort_unstable();
        reads.dedup();
        // They are kept until the end of the build, a page's beside a hundred thousand others.
        reads.shrink_to_fit();
        reads
    }
}

/// What lists and links show of a case.
pub struct Face<'a> {
    pub id: &'a Id,
    /// In the language of the page, else in the original's.
    pub title: &'a str,
    /// Where the title or the page are in another language than the reader's.
    pub lang: Option<String>,
    /// Path of its page, relative to the root of the reader's language.
    pub href: String,
    pub received: Date,
    pub visibility: Visibility,
    pub shown: Shown,
    /// The hour of the due day, where the term ends at one.
    pub at: Option<String>,
    /// The department that a list names.
    pub department: &'a Id,
}

/// What a list of editions tells of one.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct EditionFace<'a> {
    pub number: u32,
    pub on: Date,
    pub change: Option<Change>,
    pub note: Option<&'a Text>,
}

impl<'a> EditionFace<'a> {
    /// Returns what is told of an edition.
    pub fn of(edition: &'a Edition) -> Self {
        Self { number: edition.number, on: edition.on, change: edition.change, note: edition.note.as_ref() }
    }
}

/// Returns the hour at which a term ends, where that is what lists show.
pub fn due_hour(status: &Status) -> Option<String> {
    let due = status.due.filter(|due| status.open && status.shown().on == Some(due.end.on))?;
    due.end.at.map(written)
}

/// Returns an hour as pages print it: `09:30`.
pub fn written(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'a> Seen<'a> {
    /// Returns the site of a board, in a language; what is read of it goes to `reads`.
    pub fn new(board: &'a Board<'a>, reads: &'a Reads, strings: &'a Arc<Strings>, lang: Lang) -> Self {
        Self { board, reads, strings, lang }
    }

    fn note(&self, read: Read) {
        self.reads.note(read);
    }

    /// Makes something that is kept for other pages; gives what it was made from as well.
    pub fn apart<T>(&self, make: impl FnOnce(Seen<'_>) -> T) -> (T, Vec<Read>) {
        let reads = Reads::default();
        let made = make(Seen { reads: &reads, ..*self });
        (made, reads.taken())
    }

    /// Notes what something was made from that was kept.
    pub fn note_all(&self, reads: &[Read]) {
        reads.iter().for_each(|read| self.note(*read));
    }

    /// Returns the words of the theme in the language of the page.
    pub fn strings(&self) -> &'a Arc<Strings> {
        self.note(Read::Words(self.lang));
        self.strings
    }

    /// Returns the settings; they are part of every output.
    pub fn config(&self) -> &'a Config {
        &self.board.model.config
    }

    /// Returns the digest of the settings.
    pub fn settings(&self) -> &'a ContentDigest {
        &self.board.model.settings
    }

    /// Returns the day of the site.
    pub fn day(&self) -> Date {
        self.note(Read::Day);
        self.board.model.as_of
    }

    /// Returns all departments.
    pub fn departments(&self) -> &'a [Department] {
        self.note(Read::Departments);
        &self.board.model.departments
    }

    /// Returns a department by its place.
    pub fn department_at(&self, at: usize) -> &'a Department {
        self.note(Read::Department(small(at)));
        &self.board.model.departments[at]
    }

    /// Returns a department by its id.
    pub fn find_department(&self, id: &str) -> Option<&'a Department> {
        match self.board.model.department_index(id) {
            Some(at) => Some(self.department_at(at)),
            None => {
                self.note(Read::Departments);
                None
            }
        }
    }

    /// Returns a topic by its id.
    pub fn find_topic(&self, id: &str) -> Option<&'a Topic> {
        let at = self.board.model.topics.iter().position(|topic| *topic.id == *id);
        if at.is_none() {
            self.note(Read::Topics);
        }
        at.map(|at| self.topic_at(at))
    }

    /// Returns the name of a department in the language of the page; its id when it is unknown.
    pub fn department_name<'t>(&self, id: &'t str) -> &'t str
    where
        'a: 't,
    {
        self.department_name_in(id, self.lang)
    }

    /// Returns the name of a department in a language; its id when it is unknown.
    pub fn department_name_in<'t>(&self, id: &'t str, lang: Lang) -> &'t str
    where
        'a: 't,
    {
        self.find_department(id).map_or(id, |department| department.name.in_lang(lang))
    }

    /// Returns all topics.
    pub fn topics(&self) -> &'a [Topic] {
        self.note(Read::Topics);
        &self.board.model.topics
    }

    /// Returns a topic by its place.
    pub fn topic_at(&self, at: usize) -> &'a Topic {
        self.note(Read::Topic(small(at)));
        &self.board.model.topics[at]
    }

    /// Returns all deadline rules.
    pub fn rules(&self) -> &'a [DeadlineRule] {
        self.note(Read::Rules);
        &self.board.model.rules
    }

    /// Returns the calendar of the site.
    pub fn calendar(&self) -> Option<&'a Id> {
        self.note(Read::Rules);
        self.note(Read::Calendars);
        self.board.model.calendar_of(None)
    }

    /// Returns all calendars.
    pub fn calendars(&self) -> &'a Calendars {
        self.note(Read::Calendars);
        &self.board.model.calendars
    }

    /// What counts terms by the rules and calendars.
    fn terms(&self) -> &'a Model {
        self.note(Read::Rules);
        self.note(Read::Calendars);
        self.board.model
    }

    /// Returns the end of a term of a rule that is not that of the reply; see [`due::other_term`].
    pub fn other_term(&self, rule: usize, from: due::At, within: Term) -> End {
        due::other_term(self.terms(), rule, from, within)
    }

    /// Returns the day by which a department was to answer; see [`due::department_due`].
    pub fn department_due(&self, due: &Due, assigned: &Event) -> Option<Date> {
        due::department_due(self.terms(), due, assigned)
    }

    /// Returns the end of a term of a rule that begins on a day; see [`due::plain_term`].
    pub fn plain_term(&self, rule: &DeadlineRule, from: Date) -> (Date, bool) {
        due::plain_term(self.terms(), rule, from)
    }

    /// Returns the days of the term of a case; see [`due::days`].
    pub fn term_days(&self, due: &Due, pauses: &[(Date, Date)]) -> Vec<(Date, Counted<'a>)> {
        due::days(self.terms(), due, pauses)
    }

    /// Returns a case by its place.
    pub fn case(&self, at: usize) -> &'a Case {
        self.note(Read::Case(small(at)));
        &self.board.model.cases[at]
    }

    /// Returns the state of a case.
    pub fn status(&self, at: usize) -> &'a Status {
        self.note(Read::Case(small(at)));
        &self.board.derived.statuses[at]
    }

    /// Returns the events of a case that have happened on the day of the site.
    pub fn past(&self, at: usize) -> &'a [Event] {
        self.case(at).events_by(self.board.model.as_of)
    }

    /// Returns the first day on which a case was public.
    pub fn public_on(&self, at: usize) -> Date {
        self.case(at).public_on(self.board.model.as_of)
    }

    /// Returns how a promise of a case stands; `None` while the reply that makes it is to come.
    pub fn standing(&self, at: usize, place: usize) -> Option<Standing> {
        let known = self.case(at).promises_by(self.board.model.as_of);
        known.get(place).map(|promise| Standing::of(promise, self.board.model.as_of))
    }

    /// Returns the periods in which the term of a case stood still.
    pub fn pauses(&self, at: usize) -> Vec<(Date, Date)> {
        let model = self.terms();
        let counted = Rounds::of(model, self.case(at), model.as_of).counted();
        counted.into_iter().next_back().map(|counting| counting.pauses).unwrap_or_default()
    }

    /// Returns the files that came with a case.
    pub fn case_files(&self, at: usize) -> Vec<&'a str> {
        self.board.model.case_files(self.case(at))
    }

    /// Returns when a case was published and last changed.
    pub fn moments(&self, at: usize) -> Moments {
        self.note(Read::Moments(small(at)));
        let (model, derived) = (self.board.model, self.board.derived);
        moments::moments(model, &model.cases[at], &derived.statuses[at])
    }

    /// Returns the place of a case by its id.
    pub fn find_case(&self, id: &str) -> Option<usize> {
        let at = self.board.model.case_index(id);
        match at {
            Some(at) => self.note(Read::Face(small(at))),
            None => self.missing(&routes::case(id)),
        }
        at
    }

    /// Notes that there was no record at a path: it may come.
    fn missing(&self, path: &str) {
        self.has(path);
    }

    /// Returns what lists and links show of a case; what is withheld or removed has no title.
    pub fn face(&self, at: usize) -> Face<'a> {
        self.note(Read::Face(small(at)));
        let (case, status) = (&*self.board.model.cases[at], &self.board.derived.statuses[at]);
        let (title, title_lang) = self.title_of(case);
        let (href, lang) = self.reach(routes::case(&case.id), case.lang, &case.translations);
        Face {
            id: &case.id,
            title,
            lang: lang.or_else(|| self.other(title_lang)),
            href,
            received: case.received,
            visibility: case.visibility,
            shown: status.shown(),
            at: due_hour(status),
            department: status.shown_department(),
        }
    }

    fn title_of(&self, case: &'a Case) -> (&'a str, Lang) {
        if case.visibility.is_hidden() {
            return (&case.id, self.lang);
        }
        title(&case.title, case.lang, &case.translations, self.lang)
    }

    /// Returns the title of a case in the page's language, and the language it is in; what is
    /// withheld or removed has none.
    pub fn case_title(&self, at: usize) -> (&'a str, Lang) {
        self.note(Read::Face(small(at)));
        self.title_of(&self.board.model.cases[at])
    }

    /// Returns a policy, without a look at its editions.
    pub fn policy(&self, at: usize) -> &'a Policy {
        self.note(Read::Policy(small(at)));
        &self.board.model.policies[at]
    }

    /// Returns what the public log says of a record; its cell tells of it too.
    pub fn logged(&self, kind: &'static str, id: &Id) -> Option<Logged> {
        self.board.logged(kind, id).cloned()
    }

    /// Returns whether the site keeps a public log.
    pub fn keeps_log(&self) -> bool {
        self.note(Read::Entered);
        self.board.keeps_log()
    }

    /// Returns what was last entered in the public log.
    pub fn entered(&self) -> &'a Entered {
        self.note(Read::Entered);
        self.board.entered()
    }

    /// Returns what lists and links show of a policy: itself and its force.
    pub fn policy_face(&self, at: usize) -> (&'a Policy, Force) {
        self.note(Read::PolicyFace(small(at)));
        (&self.board.model.policies[at], self.board.derived.policies[at].state.force)
    }

    /// Returns how a policy stands.
    pub fn policy_standing(&self, at: usize) -> &'a force::Standing {
        self.note(Read::Policy(small(at)));
        &self.board.derived.policies[at]
    }

    /// Returns all policies, each with how it stands.
    pub fn policies_and_standings(self) -> impl Iterator<Item = (&'a Policy, &'a force::Standing)> {
        self.note(Read::AllPolicies);
        self.board.model.policies.iter().zip(&self.board.derived.policies)
    }

    /// Returns the records of which `data/records.jsonl` has a line each.
    pub fn filed_records(self) -> Vec<Published<'a>> {
        self.note(Read::FiledRecords);
        kept::filed(self.board.model).collect()
    }

    /// Returns what another policy does to one whose standing was asked for, which tells of it.
    pub fn acted(&self, acted: force::Acted) -> &'a Relation {
        acted.relation(&self.board.model.policies)
    }

    /// Returns the place of a policy.
    pub fn find_policy(&self, id: &str) -> Option<usize> {
        let at = self.board.model.policy_index(id);
        match at {
            Some(at) => self.note(Read::PolicyFace(small(at))),
            None => self.missing(&routes::policy(id)),
        }
        at
    }

    /// Returns the list of the editions of a policy, the oldest first.
    pub fn editions(&self, at: usize) -> impl DoubleEndedIterator<Item = EditionFace<'a>> + use<'a> {
        self.note(Read::Editions(small(at)));
        self.board.model.policies[at].editions.iter().map(EditionFace::of)
    }

    /// Returns one edition, and that which took its place; without a number the newest.
    pub fn edition(&self, at: usize, number: Option<u32>) -> (&'a Edition, Option<EditionFace<'a>>) {
        let policy = &self.board.model.policies[at];
        let named = number.and_then(|n| policy.editions.iter().find(|edition| edition.number == n));
        if named.is_none() {
            self.note(Read::Editions(small(at)));
        }
        let edition = named.unwrap_or_else(|| self.board.model.current_edition(policy));
        self.note(Read::Edition(small(at), edition.number));
        (edition, self.board.model.next_edition(policy, edition.number).map(EditionFace::of))
    }

    /// Returns the files that came with a policy.
    pub fn policy_files(&self, at: usize) -> Vec<&'a str> {
        let folder = self.policy(at).files();
        self.board.model.files_in(&folder).collect()
    }

    /// Returns a dataset by its place.
    pub fn dataset(&self, at: usize) -> &'a Dataset {
        self.note(Read::Dataset(small(at)));
        &self.board.model.datasets[at]
    }

    /// Returns the revisions of a dataset that have been made. Its cell counts them, so a night on which none is
    /// due makes nothing anew.
    pub fn revisions<'x>(&self, x: &'x Dataset) -> impl Iterator<Item = &'x Revision> {
        x.revisions_by(self.board.model.as_of)
    }

    /// Returns a dataset by its id.
    pub fn find_dataset(&self, id: &str) -> Option<&'a Dataset> {
        let key = crate::model::RecordKey { scheme: crate::markdown::RecordScheme::Dataset, id: id.into() };
        self.record(&key)?;
        let at = self.board.model.datasets.iter().position(|x| *x.id == *id)?;
        Some(self.dataset(at))
    }

    /// Returns all datasets.
    pub fn datasets(&self) -> impl Iterator<Item = &'a Dataset> + use<'a> {
        (0..self.board.model.datasets.len()).for_each(|at| self.note(Read::Dataset(small(at))));
        self.note(Read::Documents(Group::Site));
        self.board.model.datasets.iter()
    }

    /// Returns a digest by its place.
    pub fn digest(&self, at: usize) -> &'a Digest {
        self.note(Read::Digest(small(at)));
        &self.board.model.digests[at]
    }

    /// Returns a free page by its place.
    pub fn free_page(&self, at: usize) -> &'a FreePage {
        self.note(Read::Page(small(at)));
        &self.board.model.pages[at]
    }

    /// Returns how many free pages there are: they are listed by their ids.
    pub fn free_pages(&self) -> usize {
        self.note(Read::Sitemap(Part::Other));
        self.board.model.pages.len()
    }

    /// Returns the size of a file that came with a record.
    pub fn file_size(&self, path: &str) -> Option<u64> {
        self.note(Read::File(hash(path)));
        self.board.model.attachments.get(path).copied()
    }
}
