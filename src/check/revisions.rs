//! Revisions of figures, held against the tables: what is named is what differs, and all that differs is named.
//!
//! Takes a dataset with its files and a way to read them; gives findings. The earlier file of a revision is
//! held against the next earlier one of its table, or the table as it is now: revisions between the two name
//! the cells. Rows of a later release are no revision ([`mod@differ`]).

use super::Read;
use crate::diagnostic::{Finding, KeyPath, Place, rules};
use crate::record::dataset::{Dataset, Table};
use crate::record::revision::{Change, Revision, Scope};
use crate::record::table::differ::{self, Difference, State, differ, is_same, row_name};
use crate::record::table::times::moment;
use crate::source::text::decode;
use std::collections::{BTreeMap, BTreeSet};

/// Checks what the revisions of a dataset name, without a look at the files.
pub(super) fn named(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<&str, KeyPath> = BTreeMap::new();
    for (i, revision) in dataset.revisions.iter().enumerate() {
        let at = KeyPath::of("revisions").index(i);
        if let Some(id) = &revision.id
            && let Some(other) = first.insert(id, at.key("id"))
        {
            let finding = Finding::new(&rules::ID_DUPLICATE, &dataset.file, Place::Value(at.key("id")));
            let finding = finding.arg("id", id).arg("other", &dataset.file);
            findings.push(finding.related(&dataset.file, Place::Value(other)));
        }
        let mut wrong = |path: KeyPath, what: &'static str, text: &str| {
            let finding = Finding::new(&rules::REVISION_DIFFERS, &dataset.file, Place::Value(path));
            findings.push(finding.arg("what", what).arg("text", text));
        };
        let mut look = |path: &KeyPath, table: Option<&str>, columns: &mut dyn Iterator<Item = (KeyPath, &str)>| {
            let Some(table) = dataset.table(table) else {
                wrong(path.key("table"), "@revision-table", table.unwrap_or_default());
                return;
            };
            let Some(facts) = table.facts.as_ref().filter(|facts| facts.sound) else { return };
            for (path, column) in columns.filter(|(_, column)| !facts.columns.iter().any(|own| **own == **column)) {
                wrong(path, "@revision-column", column);
            }
        };
        for (n, change) in revision.changes.iter().enumerate() {
            let path = at.key("changes").index(n);
            let column = (path.key("column"), &*change.column);
            look(&path, change.table.as_deref(), &mut std::iter::once(column));
        }
        for (n, scope) in revision.scope.iter().enumerate() {
            let path = at.key("scope").index(n);
            let columns = scope.columns.iter().enumerate();
            let mut columns = columns.map(|(k, column)| (path.key("columns").index(k), &**column));
            look(&path, scope.table.as_deref(), &mut columns);
        }
        for (n, scope) in revision.scope.iter().enumerate() {
            let path = at.key("scope").index(n);
            let times = [("from", &scope.from), ("to", &scope.to)].into_iter();
            for (key, time) in times.filter_map(|(key, time)| Some((key, time.as_deref()?))) {
                if moment(time).is_none() {
                    wrong(path.key(key), "@revision-time", time);
                }
            }
        }
    }
}

/// Holds what revisions say against the files.
pub(super) fn hold(dataset: &Dataset, read: &Read<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in &dataset.tables {
        let spans = spans(dataset, table);
        let told = |revision: &Revision| {
            let own = |file: &Option<Box<str>>| is_of(dataset, table, file.as_deref());
            revision.changes.iter().any(|change| own(&change.table))
        };
        if spans.iter().all(|span| span.earlier.is_none() && !span.revisions.iter().any(|(_, r)| told(r))) {
            continue;
        }
        let open = |path: &str| State::read(&decode(&read(path)?).text, table);
        let Some(now) = table.facts.as_ref().filter(|facts| facts.sound).and_then(|facts| open(&facts.path)) else {
            continue;
        };
        let mut later = now;
        for span in spans.iter().rev() {
            let earlier = match &span.earlier {
                Some((.., path)) => match open(path) {
                    Some(state) => Some(state),
                    None => break,
                },
                None => None,
            };
            let held = Held { dataset, table, span, earlier: earlier.as_ref(), later: &later };
            held.named(&mut findings);
            held.all(&mut findings);
            if let Some(earlier) = earlier {
                later = earlier;
            }
        }
    }
    findings
}

/// The revisions of a table from one earlier file to the next, in the order of their days.
struct Span<'d> {
    /// Place of the revision and of the file in it, and its path.
    earlier: Option<(usize, usize, &'d str)>,
    revisions: Vec<(usize, &'d Revision)>,
}

fn spans<'d>(dataset: &'d Dataset, table: &Table) -> Vec<Span<'d>> {
    let mut order: Vec<(usize, &Revision)> = dataset.revisions.iter().enumerate().collect();
    order.sort_by_key(|(_, revision)| revision.on);
    let mut spans = vec![Span { earlier: None, revisions: Vec::new() }];
    for (at, revision) in order {
        let mut files = revision.earlier.iter().enumerate();
        let own = files.find(|(_, file)| is_of(dataset, table, file.table.as_deref()));
        if let Some((place, facts)) = own.and_then(|(place, file)| Some((place, file.facts.as_ref()?))) {
            spans.push(Span { earlier: Some((at, place, &facts.path)), revisions: Vec::new() });
        }
        spans.last_mut().into_iter().for_each(|span| span.revisions.push((at, revision)));
    }
    spans
}

fn is_of(dataset: &Dataset, table: &Table, file: Option<&str>) -> bool {
    dataset.table(file).is_some_and(|own| own.file == table.file)
}

/// A span of revisions of a table, with the states around it.
struct Held<'a> {
    dataset: &'a Dataset,
    table: &'a Table,
    span: &'a Span<'a>,
    earlier: Option<&'a State>,
    later: &'a State,
}

impl Held<'_> {
    /// What is named is so: the new value stands in the later file, and the old one in the earlier. Of two
    /// changes of one cell the first says what stood there, and the last what stands there now.
    fn named(&self, findings: &mut Vec<Finding>) {
        let key = self.earlier.unwrap_or(self.later).key(self.later, &self.table.key);
        let (before, now) = (self.earlier.map(|earlier| earlier.by(&key)), self.later.by(&key));
        let mut cells: BTreeMap<(Vec<Box<str>>, &str), Vec<(KeyPath, &Change)>> = BTreeMap::new();
        for (at, revision) in &self.span.revisions {
            for (n, change) in revision.changes.iter().enumerate().filter(|(_, change)| self.is_own(&change.table)) {
                let path = KeyPath::of("revisions").index(*at).key("changes").index(n);
                cells.entry((row_name(change.row.to_vec()), &change.column)).or_default().push((path, change));
            }
        }
        for changes in cells.values() {
            let (Some((first_path, first)), Some((last_path, last))) = (changes.first(), changes.last()) else {
                continue;
            };
            if !self.later.has(&last.column) {
                continue;
            }
            let mut wrong = |path: KeyPath, what: &'static str, text: &str| {
                let finding = Finding::new(&rules::REVISION_DIFFERS, &self.dataset.file, Place::Value(path));
                findings.push(finding.arg("what", what).arg("text", text));
            };
            match now.cell(&last.row, &last.column) {
                None => wrong(last_path.key("row"), "@revision-row", &last.row.join(", ")),
                Some(found) if !is_same(found, &last.new) => wrong(last_path.key("new"), "@revision-new", found),
                Some(_) => {}
            }
            let old = before.as_ref().and_then(|before| before.cell(&first.row, &first.column));
            if let Some(found) = old.filter(|found| !is_same(found, &first.old)) {
                wrong(first_path.key("old"), "@revision-old", found);
            }
        }
    }

    /// All that differs between the two files is named.
    fn all(&self, findings: &mut Vec<Finding>) {
        let (Some(earlier), Some((at, place, path))) = (self.earlier, self.span.earlier) else { return };
        let found = differ(earlier, self.later, &self.table.key);
        let revisions: Vec<&Revision> = self.span.revisions.iter().map(|(_, revision)| *revision).collect();
        let left = left(&found, &revisions, &|file| self.is_own(file));
        if let Some(first) = left.first() {
            let place = KeyPath::of("revisions").index(at).key("earlier").index(place).key("file");
            let finding = Finding::new(&rules::REVISION_NOT_NAMED, &self.dataset.file, Place::Value(place));
            let finding =
                first.told(finding).arg("count", left.len()).arg("earlier", path.rsplit('/').next().unwrap_or(path));
            let now = self.table.facts.as_ref().map(|facts| &*facts.path).unwrap_or_default();
            let file = if matches!(first, Left::Gone(_)) { path } else { now };
            findings.push(finding.related(file, Place::Line(first.line(), 1)));
        }
    }

    fn is_own(&self, file: &Option<Box<str>>) -> bool {
        is_of(self.dataset, self.table, file.as_deref())
    }
}

/// Reports figures of a table that were published and are others now, unless a revision says so that was not
/// known then; takes back what was said of the text of the table where the figures show that it is none, or
/// say more. A revision that names no cells is about the dataset as a whole.
pub fn silent(
    (dataset, table): (&Dataset, &Table),
    (before, after): (&State, &State),
    known: &dyn Fn(&Revision) -> bool,
    findings: &mut Vec<Finding>,
) {
    let Some(path) = table.facts.as_ref().map(|facts| &*facts.path) else { return };
    let found = differ(before, after, &table.key);
    let revisions: Vec<&Revision> = dataset.revisions.iter().filter(|revision| !known(revision)).collect();
    let prose = revisions.iter().any(|revision| revision.changes.is_empty() && revision.scope.is_empty());
    let own = |file: &Option<Box<str>>| is_of(dataset, table, file.as_deref());
    let left = if prose { Vec::new() } else { left(&found, &revisions, &own) };
    let same = found.is_none() && found.added == 0 && found.columns_come.is_empty();
    if same || !left.is_empty() {
        findings.retain(|f| f.file != path || f.rule != &rules::PUBLISHED_TEXT_CHANGED);
    }
    if let Some(first) = left.first() {
        // What is gone stands nowhere in the file.
        let line = if matches!(first, Left::Gone(_) | Left::Column(_)) { 1 } else { first.line() };
        let finding = Finding::new(&rules::REVISION_MISSING, path, Place::Line(line, 1));
        findings.push(first.told(finding).arg("count", left.len()));
    }
}

/// A difference that no revision names.
enum Left<'d> {
    Cell(&'d differ::Changed),
    Gone(&'d differ::Place),
    Come(&'d differ::Place),
    Column(&'d str),
}

impl Left<'_> {
    /// Returns the finding with what it says of this difference.
    fn told(&self, finding: Finding) -> Finding {
        match self {
            Left::Cell(cell) => {
                let value = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
                let finding = finding.arg("what", "@revision-cell").arg("row", cell.at.row.join(", "));
                finding.arg("column", &cell.column).arg("old", value(&cell.old)).arg("new", value(&cell.new))
            }
            Left::Gone(row) => finding.arg("what", "@revision-gone").arg("row", row.row.join(", ")),
            Left::Come(row) => finding.arg("what", "@revision-come").arg("row", row.row.join(", ")),
            Left::Column(column) => finding.arg("what", "@revision-column-gone").arg("column", column),
        }
    }

    /// Returns the line of the file it stands in: of what is gone, of the earlier one.
    fn line(&self) -> usize {
        match self {
            Left::Cell(cell) => cell.at.line,
            Left::Gone(row) | Left::Come(row) => row.line,
            Left::Column(_) => 1,
        }
    }
}

/// Returns the differences that no revision names.
fn left<'d>(
    found: &'d Difference,
    revisions: &[&Revision],
    is_own: &dyn Fn(&Option<Box<str>>) -> bool,
) -> Vec<Left<'d>> {
    let scopes = || revisions.iter().flat_map(|revision| &revision.scope).filter(|scope| is_own(&scope.table));
    let in_time = |scope: &Scope, at: &differ::Place| {
        let from = scope.from.as_deref().and_then(moment);
        // A year, or a month, goes on to its end.
        let to = scope.to.as_deref().and_then(moment).map(|to| match (to % 10_000, to % 100) {
            (0, _) => to + 9_999,
            (_, 0) => to + 99,
            _ => to,
        });
        let within = |time| from.is_none_or(|from| from <= time) && to.is_none_or(|to| time <= to);
        (from.is_none() && to.is_none()) || at.time.is_some_and(within)
    };
    let all = revisions.iter().flat_map(|revision| &revision.changes).filter(|change| is_own(&change.table));
    let told: BTreeSet<(Vec<Box<str>>, &str)> =
        all.map(|change| (row_name(change.row.to_vec()), &*change.column)).collect();
    let cell = |cell: &&differ::Changed| {
        let column = |scope: &Scope| scope.columns.is_empty() || scope.columns.contains(&cell.column);
        let within = scopes().any(|scope| column(scope) && in_time(scope, &cell.at));
        !within && !told.contains(&(row_name(cell.at.row.clone()), &*cell.column))
    };
    // A row as a whole is within a scope of all columns.
    let row = |at: &&differ::Place| !scopes().any(|scope| scope.columns.is_empty() && in_time(scope, at));
    let column = |name: &&Box<str>| {
        !scopes().any(|scope| {
            scope.from.is_none() && scope.to.is_none() && (scope.columns.is_empty() || scope.columns.contains(*name))
        })
    };
    let cells = found.changed.iter().filter(cell).map(Left::Cell);
    let gone = found.gone.iter().filter(row).map(Left::Gone);
    let come = found.come.iter().filter(row).map(Left::Come);
    let columns = found.columns_gone.iter().filter(column).map(|name| Left::Column(name));
    cells.chain(gone).chain(come).chain(columns).collect()
}
