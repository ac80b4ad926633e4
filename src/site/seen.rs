//! What a page may see of the site, in one language.
//!
//! Takes a [`Board`]; gives values, and notes each part of the site that it gave. What must hold: no
//! family reaches the site but through here, so no part that an output was made from goes unnoted.

use super::about::{About, Part};
use super::cells::{Board, Read, Wait, hash};
use super::frame::{Head, LanguageLink, Page};
use super::links::{Link, RecordLink, Translation as TranslationView, title};
use super::{Planned, routes};
use crate::calendar::Calendars;
use crate::config::Config;
use crate::derive::due::{Counted, Due, End};
use crate::derive::flow::{Bulletin, Period};
use crate::derive::force::Force;
use crate::derive::listings::PAGE;
use crate::derive::measures::{Month, Tally};
use crate::derive::moments::{self, Moments};
use crate::derive::promises::Standing;
use crate::derive::status::{Rounds, Shown};
use crate::derive::{Flow, Measures, Promises, Status, Statutory, documents, due, force, measures, register};
use crate::markdown::RecordScheme;
use crate::model::{Group, Model, RecordKey};
use crate::record::case::Event;
use crate::record::licence::{Licence, licence};
use crate::record::reference::{DeadlineRule, Department, Topic};
use crate::record::words::{Change, Visibility};
use crate::record::{Case, Dataset, Digest, Edition, Id, Lang, Page as FreePage, Policy, Text, Translation};
use crate::source::ContentDigest;
use crate::words::Strings;
use crate::yaml::schema::Term;
use jiff::civil::{Date, Time};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
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

    /// Returns what lists and links show of a policy: itself and its force.
    pub fn policy_face(&self, at: usize) -> (&'a Policy, Force) {
        self.note(Read::PolicyFace(small(at)));
        (&self.board.model.policies[at], self.board.derived.policies[at].force)
    }

    /// Returns how a policy stands.
    pub fn policy_standing(&self, at: usize) -> &'a force::Standing {
        self.note(Read::Policy(small(at)));
        &self.board.derived.policies[at]
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

    /// Returns the records that name one; the record itself was asked for.
    pub fn mentions(&self, key: &RecordKey) -> &'a [RecordKey] {
        self.board.model.mentions.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns the months of a group's list, and how many cases each has, oldest first.
    pub fn months(&self, group: Group) -> Vec<(Month, usize)> {
        self.note(Read::Months(group));
        let months = self.board.derived.listings.of(group).months.iter();
        months.map(|(month, cases)| (*month, cases.len())).collect()
    }

    /// Returns the cases of a month of a group, newest first.
    pub fn month(&self, group: Group, month: Month) -> &'a [u32] {
        self.note(Read::Month(group, month));
        self.board.derived.listings.of(group).months.get(&month).map_or(&[], Vec::as_slice)
    }

    /// Returns the months before and after one of a group's list.
    pub fn near(&self, group: Group, month: Month) -> (Option<Month>, Option<Month>) {
        self.note(Read::Near(group, month));
        self.board.derived.listings.of(group).near(month)
    }

    /// Returns the figures of a month of a group.
    pub fn month_figures(&self, group: Group, month: Month) -> Option<&'a Tally> {
        self.note(Read::MonthFigures(group, month));
        self.board.derived.measures.of(group)?.months.get(&month)
    }

    /// Returns the newest cases of a group, newest first: as many as a page shows.
    pub fn newest(&self, group: Group) -> Vec<usize> {
        self.note(Read::Latest(group));
        self.board.derived.listings.of(group).newest().take(PAGE).collect()
    }

    /// Returns the months that have reference numbers, and how many.
    pub fn reference_months(&self) -> Vec<(Month, usize)> {
        self.note(Read::ReferenceMonths);
        self.board.derived.listings.references.iter().map(|(month, list)| (*month, list.len())).collect()
    }

    /// Returns the reference numbers of a month, sorted.
    pub fn references(&self, month: Month) -> &'a [(Box<str>, u32)] {
        self.note(Read::References(month));
        self.board.derived.listings.references.get(&month).map_or(&[], Vec::as_slice)
    }

    /// Returns the cases that the feed of a group shows.
    pub fn feed(&self, group: Group) -> &'a [u32] {
        self.note(Read::Feed(group));
        self.board.derived.listings.feeds.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Returns the cases that wait for something.
    pub fn waiting(&self, wait: Wait) -> &'a [u32] {
        self.note(Read::Waiting(wait));
        let waiting = &self.board.derived.listings.waiting;
        match wait {
            Wait::Open => &waiting.open,
            Wait::Due => &waiting.due,
            Wait::Supervised => &waiting.supervised,
            Wait::Asleep => &waiting.asleep,
            Wait::Replied => &waiting.replied,
        }
    }

    /// Returns the overdue cases of a group, the longest overdue first.
    pub fn overdue(&self, group: Group) -> &'a [u32] {
        self.note(Read::Overdue(group));
        self.board.derived.listings.waiting.overdue(group)
    }

    /// Returns the promises of all cases.
    pub fn promises(&self) -> &'a Promises {
        self.note(Read::Promises);
        &self.board.derived.promises
    }

    /// Returns the register of corrections, the newest first.
    pub fn register(&self) -> &'a [register::Entry] {
        self.note(Read::Register);
        &self.board.derived.register
    }

    /// Returns the policies, datasets and digests of a group; of the site, all.
    pub fn documents(&self, group: Group) -> Option<&'a documents::Lists> {
        self.note(Read::Documents(group));
        let documents = &self.board.derived.documents;
        if group == Group::Site { Some(&documents.site) } else { documents.groups.get(&group) }
    }

    /// Returns the policies by force, newest first.
    pub fn policies_by_force(&self) -> &'a [u32] {
        self.note(Read::PoliciesByForce);
        &self.board.derived.documents.policies_by_force
    }

    /// Returns the improvements that are done, the last one first: places of digest and improvement.
    pub fn improvements(&self) -> &'a [(u32, u16)] {
        self.note(Read::Improvements);
        &self.board.derived.documents.improvements
    }

    /// Returns what happens to policies in the coming half year.
    pub fn policy_dates(&self) -> &'a [(Date, &'static str, u32)] {
        self.note(Read::PolicyDates);
        &self.board.derived.documents.dates
    }

    /// Returns the figures of a group; `None` where no case counts for it.
    pub fn figures(&self, group: Group) -> Option<&'a measures::Group> {
        self.note(Read::Figures(group));
        self.board.derived.measures.of(group)
    }

    /// Returns the figures of the site.
    pub fn site_figures(&self) -> &'a measures::Group {
        self.note(Read::Figures(Group::Site));
        &self.board.derived.measures.site
    }

    /// Returns all figures.
    pub fn all_figures(&self) -> &'a Measures {
        let all = [Read::DepartmentFigures, Read::TopicFigures, Read::KindFigures, Read::Figures(Group::Site)];
        all.into_iter().for_each(|read| self.note(read));
        &self.board.derived.measures
    }

    /// Returns the bulletin of a period, and that of the one before.
    pub fn bulletin(&self, period: Period) -> (Option<&'a Bulletin>, Option<&'a Bulletin>) {
        self.note(Read::Bulletin(period));
        let flow = &self.board.derived.flow;
        (flow.get(&period), flow.get(&period.before()))
    }

    /// Returns the periods that have a bulletin.
    pub fn periods(&self) -> impl DoubleEndedIterator<Item = Period> + use<'a> {
        self.note(Read::Periods);
        self.board.derived.flow.keys().copied()
    }

    /// Returns all bulletins: which there are, and the sums of each.
    pub fn bulletins(&self) -> &'a Flow {
        self.note(Read::Flow);
        &self.board.derived.flow
    }

    /// Returns all bulletins with all that is in them.
    pub fn whole_bulletins(&self) -> &'a Flow {
        self.note(Read::Flow);
        self.board.derived.flow.keys().for_each(|period| self.note(Read::Bulletin(*period)));
        &self.board.derived.flow
    }

    /// Returns the statutory tables.
    pub fn statutory(&self) -> &'a Statutory {
        self.note(Read::Statutory);
        &self.board.derived.statutory
    }

    /// Returns the cases of a year, oldest first, for what their files say besides their texts,
    /// whatever the day.
    pub fn year(&self, year: i16) -> impl Iterator<Item = &'a Case> + use<'a> {
        self.note(Read::Year(year));
        let model = self.board.model;
        let months = self.board.derived.listings.of(Group::Site).months.range((year, 1)..=(year, 12));
        months.flat_map(move |(_, list)| list.iter().rev().map(move |at| &*model.cases[*at as usize]))
    }

    /// Returns the cases of a month of receipt, newest first, for what their files say whatever the
    /// day.
    pub fn filed(&self, month: Month) -> Vec<&'a Case> {
        self.note(Read::Filed(month));
        let list = self.board.derived.listings.of(Group::Site).months.get(&month);
        list.into_iter().flatten().map(|at| &*self.board.model.cases[*at as usize]).collect()
    }

    /// Returns whether something is planned at a path.
    pub fn has(&self, path: &str) -> bool {
        self.note(Read::Exists(hash(path)));
        self.board.plan.has(path)
    }

    /// Returns what a sitemap lists: paths, and the days of their last changes.
    pub fn listed(&self, part: Part) -> impl Iterator<Item = (&'a str, Option<Date>)> + use<'a> {
        self.note(Read::Sitemap(part));
        self.board.plan.outputs.iter().filter_map(move |planned| {
            let (of, changed) = planned.about.sitemap?;
            (of == part).then_some((&*planned.path, changed))
        })
    }

    /// Returns the outputs of which descriptions of data and pages about the site tell: data files,
    /// copies, snippets for servers.
    pub fn told(&self) -> impl Iterator<Item = &'a Planned> + use<'a> {
        self.note(Read::Listed);
        let tells = |about: &About| about.data.is_some() || about.server || about.is_copy();
        self.board.plan.outputs.iter().filter(move |planned| tells(&planned.about))
    }

    /// Returns the paths of outputs that a day that passes may change, each once.
    pub fn daily(&self) -> BTreeSet<&'static str> {
        self.note(Read::Listed);
        self.board.plan.outputs.iter().filter_map(|planned| planned.about.daily).collect()
    }

    /// Returns the sitemaps that list something.
    pub fn sitemaps(&self) -> BTreeSet<Part> {
        self.note(Read::Listed);
        self.board.plan.outputs.iter().filter_map(|planned| Some(planned.about.sitemap?.0)).collect()
    }

    /// Returns the static files of the theme: name → path in the output.
    pub fn assets(&self) -> &'a BTreeMap<String, String> {
        self.note(Read::Assets);
        &self.board.plan.assets
    }

    /// Returns the path of the front of a group.
    pub fn group_front(&self, group: Group) -> String {
        routes::group_front(self.board.model, group)
    }

    /// Returns the path of a page of a month's list.
    pub fn month_path(&self, group: Group, month: Month, page: usize) -> String {
        routes::month(self.board.model, group, month, page)
    }

    /// Returns the path of a feed of a group.
    pub fn feed_path(&self, group: Group, ending: &str) -> String {
        routes::feed(self.board.model, group, ending)
    }

    /// Returns the code of the page's language.
    pub fn code(&self) -> &'a str {
        &self.config().language(self.lang).code
    }

    /// Returns a language's code when it is not the page's.
    pub fn other(&self, lang: Lang) -> Option<String> {
        (lang != self.lang).then(|| self.config().language(lang).code.clone())
    }

    /// Returns the frame of a planned page.
    pub fn page(&self, planned: &Planned, head: Head) -> Page {
        let config = self.config();
        let language = config.language(self.lang);
        let inner = planned.path.strip_prefix(language.dir.as_str()).unwrap_or(&planned.path);
        let (base, root) = if head.anywhere {
            (config.base_path().to_owned(), config.base_path().to_owned())
        } else {
            (routes::up(inner), routes::up(&planned.path))
        };
        let canonical = head.canonical.as_deref().unwrap_or(&planned.path);
        Page {
            lang: language.code.clone(),
            dir: direction(&language.code),
            content_lang: self.other(head.content_lang),
            languages: self.languages(inner, &root, &head),
            title: head.title,
            description: head.description,
            canonical: format!("{}{canonical}", config.base_url),
            path: planned.path.to_string(),
            base,
            root,
            section: head.section,
            noindex: head.noindex,
            feed: head.feed,
            crumbs: head.crumbs,
        }
    }

    fn languages(&self, inner: &str, root: &str, head: &Head) -> Vec<LanguageLink> {
        let config = self.config();
        if config.languages.len() < 2 {
            return Vec::new();
        }
        let link = |(lang, language): (Lang, &crate::config::Language)| {
            let real = head.only.is_empty() || head.only.contains(&lang);
            let exists = match &head.languages {
                Some(languages) => languages.contains(&lang),
                None => self.has(&[language.dir.as_str(), inner].concat()),
            };
            let path = if exists { inner } else { "index.html" };
            LanguageLink {
                lang: language.code.clone(),
                name: language_name(&language.code),
                current: lang == self.lang,
                url: format!("{root}{}{path}", language.dir),
                absolute: if real && exists {
                    format!("{}{}{inner}", config.base_url, language.dir)
                } else {
                    String::new()
                },
                exists,
            }
        };
        config.langs().map(link).collect()
    }

    /// Returns the link to a record in the page's language, or in its own where the page's has
    /// none; `None` when the record is not published.
    pub fn record(&self, key: &RecordKey) -> Option<RecordLink> {
        let place = |mut ids: &mut dyn Iterator<Item = &Id>| Iterator::position(&mut ids, |id| *id == key.id);
        let model = self.board.model;
        let whole = |path: String, label: &str, lang: Option<String>, state| RecordLink {
            kind: key.scheme.as_str(),
            href: path,
            label: label.to_owned(),
            lang,
            state,
        };
        Some(match key.scheme {
            RecordScheme::Reply => {
                let face = self.face(self.find_case(&key.id)?);
                whole(face.href, face.title, face.lang, Some(face.shown.word))
            }
            RecordScheme::Policy => {
                let (policy, force) = self.policy_face(self.find_policy(&key.id)?);
                let (label, lang) = policy.title.get(self.lang);
                whole(routes::policy(&policy.id), label, self.other(lang), Some(force.word()))
            }
            RecordScheme::Dataset => {
                let Some(at) = place(&mut model.datasets.iter().map(|x| &x.id)) else {
                    self.missing(&routes::dataset(&key.id));
                    return None;
                };
                let dataset = self.dataset(at);
                let (label, lang) = dataset.title.get(self.lang);
                whole(routes::dataset(&dataset.id), label, self.other(lang), None)
            }
            RecordScheme::Digest => {
                let Some(at) = place(&mut model.digests.iter().map(|x| &x.id)) else {
                    self.missing(&routes::digest(&key.id));
                    return None;
                };
                let x = self.digest(at);
                let (label, label_lang) = title(&x.title, x.lang, &x.translations, self.lang);
                let (href, lang) = self.reach(routes::digest(&x.id), x.lang, &x.translations);
                whole(href, label, lang.or_else(|| self.other(label_lang)), None)
            }
            RecordScheme::Page => {
                let Some(at) = place(&mut model.pages.iter().map(|x| &x.id)) else {
                    self.missing(&routes::page(&key.id));
                    return None;
                };
                let x = self.free_page(at);
                let (label, label_lang) = title(&x.title, x.lang, &x.translations, self.lang);
                let (href, lang) = self.reach(routes::page(&x.id), x.lang, &x.translations);
                whole(href, label, lang.or_else(|| self.other(label_lang)), None)
            }
        })
    }

    /// Returns how to reach a record's page: in the page's language, else in the original's,
    /// with its code.
    pub fn reach(&self, path: String, original: Lang, translations: &[Translation]) -> (String, Option<String>) {
        if self.board.model.has_page(self.lang, original, translations) {
            return (path, None);
        }
        (self.across(original, &path), self.other(original))
    }

    /// Returns a path of another language, relative to the root of the page's.
    pub fn across(&self, lang: Lang, path: &str) -> String {
        let config = self.config();
        let up = routes::up(&config.language(self.lang).dir);
        format!("{up}{}{path}", config.language(lang).dir)
    }

    /// Returns the link to a department.
    pub fn department(&self, id: &str) -> Link {
        let (label, lang) = self.find_department(id).map_or((id, self.lang), |d| d.name.get(self.lang));
        Link { href: format!("departments/{id}.html"), label: label.to_owned(), lang: self.other(lang) }
    }

    /// Returns who did something: a department's name where the text is its id, else the text.
    pub fn actor(&self, by: &Text) -> String {
        self.department_name(by.in_lang(self.lang)).to_owned()
    }

    /// Returns the link to a topic.
    pub fn topic(&self, id: &str) -> Link {
        let at = self.board.model.topics.iter().position(|topic| *topic.id == *id);
        if at.is_none() {
            self.note(Read::Topics);
        }
        let (label, lang) = at.map_or((id, self.lang), |at| self.topic_at(at).label.get(self.lang));
        Link { href: format!("topics/{id}.html"), label: label.to_owned(), lang: self.other(lang) }
    }

    /// Returns the languages in which a record has a page.
    pub fn languages_of(&self, original: Lang, translations: &[Translation]) -> Vec<Lang> {
        let langs = self.config().langs().map(|(lang, _)| lang);
        langs.filter(|lang| self.board.model.has_page(*lang, original, translations)).collect()
    }

    /// Returns the id of a record's licence, else of the site's; none where nobody stated one.
    pub fn licence_id<'t>(&self, own: Option<&'t str>) -> Option<&'t str>
    where
        'a: 't,
    {
        own.map(str::trim).filter(|id| !id.is_empty()).or(self.config().licence.as_deref())
    }

    /// Returns the licence of a record, else the site's; none where nobody stated one.
    pub fn licence(&self, own: Option<&str>) -> Option<Licence> {
        self.licence_id(own).map(licence)
    }

    /// Returns how the text shown relates to the page's language.
    pub fn translation(&self, path: &str, original: Lang, translations: &[Translation]) -> TranslationView {
        let code = self.config().language(original).code.clone();
        let here = translations.iter().find(|t| t.lang == self.lang);
        let status = match here {
            _ if original == self.lang => "original",
            Some(t) if t.stale => "stale",
            Some(_) => "translated",
            None => "missing",
        };
        let translator = here.and_then(|t| t.translator.as_deref()).map(str::to_owned);
        let href = (original != self.lang).then(|| self.across(original, path));
        TranslationView { status, original: code, translator, href }
    }

    /// Returns the languages in which a record has a text of its own.
    pub fn real_languages(original: Lang, translations: &[Translation]) -> Vec<Lang> {
        std::iter::once(original).chain(translations.iter().map(|t| t.lang)).collect()
    }
}

/// Returns the direction of a language's script.
fn direction(code: &str) -> &'static str {
    let primary = code.split('-').next().unwrap_or_default();
    if matches!(primary, "ar" | "fa" | "he" | "ur" | "ug" | "ps" | "yi" | "dv") { "rtl" } else { "ltr" }
}

/// Returns a language's own name; its code when we do not know it.
pub fn language_name(code: &str) -> String {
    let name = match code.to_ascii_lowercase().as_str() {
        "en" => "English",
        "zh" | "zh-hans" | "zh-cn" => "简体中文",
        "zh-hant" | "zh-tw" | "zh-hk" => "繁體中文",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        "ar" => "العربية",
        "ja" => "日本語",
        "ko" => "한국어",
        "ru" => "Русский",
        "ug" => "ئۇيغۇرچە",
        "bo" => "བོད་ཡིག",
        _ => return code.to_owned(),
    };
    name.to_owned()
}
