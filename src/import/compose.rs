//! From a row to the text of a record.
//!
//! What must hold: a row becomes a record whole or is refused with its column and what to do; what a
//! cell says and the record cannot hold is told as a note. Each piece of the text knows the column it
//! came from, so that a finding about the record can be told of the sheet.

use super::composed::{Composed, Head};
use super::dates::{self, Moment, Order};
use super::mapping::{Constant, Mapping};
use super::propose;
use super::said::{Said, said};
use super::sheet::{Cell, Refusal, Row, Sheet};
use super::target::Target;
use super::text::{self, quoted};
use super::values::{Known, LEAVE_OUT, NONE};
use crate::record::words::Outcome;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// What became of a row so far.
pub enum Made {
    Record(Box<Composed>),
    Refused(Refusal),
    LeftOut(Said),
}

/// What rows are read with.
pub struct Composer<'a> {
    pub sheet: &'a Sheet,
    pub mapping: &'a Mapping,
    pub known: &'a Known,
    pub zone: &'a TimeZone,
    /// Columns by what they are for.
    pub places: BTreeMap<Target, Vec<usize>>,
    /// The order of days, by column.
    pub orders: BTreeMap<usize, Order>,
}

/// Ends the reading of a row early.
enum Stop {
    Refused(Box<Refusal>),
    LeftOut(Box<Said>),
}

type Result<T> = std::result::Result<T, Stop>;

/// The reading of one row.
struct Reading<'a> {
    c: &'a Composer<'a>,
    row: &'a Row,
    notes: Vec<Said>,
}

impl Composer<'_> {
    /// Makes a record of a row.
    pub fn compose(&self, row: &Row) -> Made {
        let mut reading = Reading { c: self, row, notes: Vec::new() };
        match reading.record() {
            Ok(record) => Made::Record(Box::new(record)),
            Err(Stop::Refused(refusal)) => Made::Refused(*refusal),
            Err(Stop::LeftOut(why)) => Made::LeftOut(*why),
        }
    }

    fn place(&self, target: Target) -> Option<usize> {
        self.places.get(&target).and_then(|places| places.first().copied())
    }
}

/// A day and the column it came from.
type Dated = Option<(Moment, usize)>;

impl Reading<'_> {
    fn refuse<T>(&self, target: Target, what: Said, help: Said) -> Result<T> {
        self.refuse_at(self.c.place(target), what, help)
    }

    fn refuse_at<T>(&self, column: Option<usize>, what: Said, help: Said) -> Result<T> {
        let column = column.and_then(|at| self.c.sheet.heads.get(at)).cloned();
        Err(Stop::Refused(Box::new(Refusal { row: self.row.number, column, what, help })))
    }

    fn cell(&self, target: Target) -> Result<Option<(&Cell, usize)>> {
        let Some(at) = self.c.place(target) else { return Ok(None) };
        match self.row.cells.get(at) {
            None | Some(Cell::Empty) => Ok(None),
            Some(Cell::Broken(error)) => self.refuse_at(
                Some(at),
                said(format!("the cell shows an error: {error}"), format!("单元格显示错误：{error}")),
                said("mend its formula, or type its value", "请修正公式，或直接填写内容"),
            ),
            Some(cell) => Ok(Some((cell, at))),
        }
    }

    /// Returns the text of a cell as one line.
    fn line(&mut self, target: Target) -> Result<Option<(String, usize)>> {
        Ok(self.text(target)?.map(|(text, at)| (text.split_whitespace().collect::<Vec<_>>().join(" "), at)))
    }

    fn text(&mut self, target: Target) -> Result<Option<(String, usize)>> {
        let Some((shown, at)) = self.cell(target)?.map(|(cell, at)| (cell.shown().into_owned(), at)) else {
            return Ok(None);
        };
        let plain = text::plain(&shown);
        let head = &self.c.sheet.heads[at];
        if plain.html {
            self.notes
                .push(said(format!("`{head}`: HTML was made plain text"), format!("“{head}”：HTML 已转为纯文字")));
        }
        if plain.lost > 0 {
            self.notes.push(said(
                format!("`{head}`: pictures or films in the HTML were left out"),
                format!("“{head}”：HTML 中的图片或视频未导入"),
            ));
        }
        if plain.controls {
            self.notes.push(said(
                format!("`{head}`: control characters and marks of direction were left out"),
                format!("“{head}”：去掉了控制字符或方向标记"),
            ));
        }
        Ok(Some((plain.text, at)).filter(|(text, _)| !text.is_empty()))
    }

    fn day(&self, target: Target) -> Result<Dated> {
        let Some((cell, at)) = self.cell(target)? else { return Ok(None) };
        // What systems write where there is no day.
        if matches!(&*cell.shown(), "-" | "--" | "/" | "无" | "null" | "NULL" | "N/A") {
            return Ok(None);
        }
        let order = self.c.orders.get(&at).copied();
        match dates::read(cell, order, self.c.sheet.from_1904, self.c.zone) {
            Ok(moment) => Ok(Some((moment, at))),
            Err(what) => self.refuse_at(
                Some(at),
                what,
                said("write the day as 2024-03-05 in the sheet", "请在表中写成 2024-03-05 的形式"),
            ),
        }
    }

    /// Returns the word that a name stands for, else that of the constant.
    fn word(&self, target: Target) -> Result<Option<(String, Option<usize>)>> {
        let constant = Constant::ALL.iter().find(|constant| constant.target() == Some(target));
        let constant = constant.and_then(|constant| self.c.mapping.constants.get(constant));
        let Some((cell, at)) = self.cell(target)? else { return Ok(constant.map(|word| (word.clone(), None))) };
        let word = self.named(target, &cell.shown(), at)?;
        Ok(Some((word, Some(at))).filter(|(word, _)| word != NONE))
    }

    fn named(&self, target: Target, name: &str, at: usize) -> Result<String> {
        let head = &self.c.sheet.heads[at];
        let mapped = self.c.mapping.values.get(&(head.clone(), name.to_owned()));
        let word = match mapped {
            Some(word) => word.as_deref(),
            None => self.c.known.find(target, name),
        };
        match word {
            Some(LEAVE_OUT) => Err(Stop::LeftOut(Box::new(said(
                format!("`{head}` is one that the mapping leaves out"),
                format!("对应表不导入“{head}”为该值的行"),
            )))),
            Some(word) => Ok(word.to_owned()),
            // The name is told once, in the mapping; in each row it could be anything.
            None => self.refuse_at(
                Some(at),
                said("nobody has said what its name stands for", "对应表尚未说明这个名称代表什么"),
                said(
                    format!("replace \"?\" under `values` › `{head}` in the mapping"),
                    format!("请在对应表 `values` 的“{head}”下替换 \"?\""),
                ),
            ),
        }
    }

    fn topics(&self) -> Result<Vec<(String, Option<usize>)>> {
        let mut topics: Vec<(String, Option<usize>)> = Vec::new();
        if let Some(constant) = self.c.mapping.constants.get(&Constant::Topics) {
            topics.extend(constant.split(", ").map(|word| (word.to_owned(), None)));
        }
        for at in self.c.places.get(&Target::Topics).into_iter().flatten() {
            let Some(cell) = self.row.cells.get(*at).filter(|cell| !cell.is_empty()) else { continue };
            let shown = cell.shown();
            let head = &self.c.sheet.heads[*at];
            let whole = self.c.mapping.values.contains_key(&(head.clone(), shown.to_string()));
            let names =
                if whole { vec![shown.to_string()] } else { propose::parts(&shown, Target::Topics, self.c.known) };
            for name in names {
                let words = self.named(Target::Topics, &name, *at)?;
                topics.extend(words.split(", ").map(|word| (word.to_owned(), Some(*at))));
            }
        }
        topics.retain(|(word, _)| word != NONE);
        let mut seen = Vec::new();
        topics.retain(|(word, _)| {
            !seen.contains(word) && {
                seen.push(word.clone());
                true
            }
        });
        Ok(topics)
    }

    fn reference(&self) -> Result<String> {
        let cell = self.cell(Target::Reference)?;
        let Some((cell, _)) = cell else {
            return self.refuse(
                Target::Reference,
                said("there is no number", "没有编号"),
                said("give the row its number in the case system", "请填写业务系统中的编号"),
            );
        };
        let lost = match cell {
            Cell::Number(number) => number.fract() != 0.0 || number.abs() >= 1e15,
            Cell::Moment(_) => true,
            Cell::Text(text) => is_scientific(text.trim()),
            Cell::Empty | Cell::Broken(_) => false,
        };
        if lost {
            return self.refuse(
                Target::Reference,
                said("a spreadsheet has changed the number: digits of it are lost", "编号被电子表格改写，丢失了数字"),
                said(
                    "make the column text in the export (in Excel: Format Cells, Text) before numbers are put in",
                    "请先把该列设为文本格式，再导出或填入编号",
                ),
            );
        }
        Ok(crate::source::text::clean(&cell.shown()).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn record(&mut self) -> Result<Composed> {
        if let Some((what, help)) = &self.row.fault {
            return self.refuse_at(None, what.clone(), help.clone());
        }
        let reference = self.reference()?;
        let status = self.word(Target::Status)?;
        let days = Days::read(self)?;
        let Some(received) = days.received else {
            return self.refuse(
                Target::Received,
                said("there is no day of receipt", "没有收到日期"),
                said("give the row the day it was received", "请填写收到日期"),
            );
        };
        let question = self.text(Target::Question)?;
        let reply = self.text(Target::Reply)?;
        let title = self.title(question.as_ref())?;
        if question.is_none() && reply.is_none() {
            return self.refuse(
                Target::Question,
                said("the row has no text", "没有正文"),
                said("give it the citizen's words or the reply", "请填写来信内容或答复内容"),
            );
        }
        let mut head = Head::new();
        head.key("title", &quoted(&title.0), Some(title.1));
        let lang = self.word(Target::Lang)?;
        let chinese = lang.as_ref().is_some_and(|(lang, _)| lang.starts_with("zh"));
        self.put(&mut head, "lang", lang);
        let kind = self.required(Target::Kind)?;
        self.put(&mut head, "kind", Some(kind));
        let channel = self.word(Target::Channel)?;
        self.put(&mut head, "channel", channel);
        head.key(
            "references",
            &format!("[{}]", serde_json::Value::from(reference.as_str())),
            self.c.place(Target::Reference),
        );
        let department = self.required(Target::Department)?;
        let lead = department.0.clone();
        self.put(&mut head, "department", Some(department));
        let topics = self.topics()?;
        if !topics.is_empty() {
            let words: Vec<&str> = topics.iter().map(|(word, _)| word.as_str()).collect();
            head.key("topics", &format!("[{}]", words.join(", ")), topics[0].1);
        }
        let applicant = self.word(Target::Applicant)?;
        self.put(&mut head, "applicant", applicant);
        let urgency = self.word(Target::Urgency)?;
        self.put(&mut head, "urgency", urgency);
        if let Some((location, at)) = self.line(Target::Location)? {
            head.key("location", &quoted(&location), Some(at));
        }
        head.key("received", &received.0.written(), Some(received.1));
        if let Some((on, at)) = days.accepted {
            head.key("accepted", &on.written(), Some(at));
        }
        self.happened(&mut head, &days, status.as_ref(), reply.is_some(), &lead)?;
        let published = self.day(Target::Published)?.map(|(moment, _)| moment.on);
        let constant = self.c.mapping.constants.get(&Constant::Published);
        let published = published.or_else(|| constant.and_then(|day| crate::yaml::schema::exact_day(day)));
        let (basis, head_end, sections) = head.with(question, reply, chinese);
        Ok(Composed {
            row: self.row.number,
            reference,
            title: title.0,
            received: received.0.on,
            department: lead,
            basis,
            head_end,
            published,
            keys: head.keys,
            events: head.event_columns,
            sections,
            notes: std::mem::take(&mut self.notes),
        })
    }

    fn title(&mut self, question: Option<&(String, usize)>) -> Result<(String, usize)> {
        let shared = self.c.place(Target::Title).filter(|at| self.c.place(Target::Question) == Some(*at));
        let own = if shared.is_some() {
            question.map(|(text, at)| (text::title(text), *at))
        } else {
            self.line(Target::Title)?
        };
        match own.filter(|(title, _)| !title.is_empty()) {
            Some(title) => Ok(title),
            None => self.refuse(
                Target::Title,
                said("there is no title", "没有标题"),
                said("give the row a title", "请填写标题"),
            ),
        }
    }

    fn required(&self, target: Target) -> Result<(String, Option<usize>)> {
        match self.word(target)? {
            Some(word) => Ok(word),
            None => self.refuse(
                target,
                said(format!("there is no {}", target.meaning().0), format!("没有{}", target.meaning().1)),
                said(
                    "fill the cell, or say under `constants` what holds for rows without one",
                    "请填写该单元格，或在 `constants` 中写明空白时采用的值",
                ),
            ),
        }
    }

    fn put(&self, head: &mut Head, key: &'static str, word: Option<(String, Option<usize>)>) {
        if let Some((word, at)) = word {
            head.key(key, &word, at);
        }
    }

    /// Writes what happened: days of their own first, then what the status says.
    fn happened(
        &mut self,
        head: &mut Head,
        days: &Days,
        status: Option<&(String, Option<usize>)>,
        has_reply: bool,
        lead: &str,
    ) -> Result<()> {
        let says = status.map_or("open", |(word, _)| word.as_str());
        let status_at = status.and_then(|(_, at)| *at);
        let outcome_of_status = Outcome::parse(says).filter(|outcome| *outcome != Outcome::Withdrawn);
        let is_over = says == "concluded" || outcome_of_status.is_some();
        let replied = days.replied.or_else(|| days.updated.filter(|_| has_reply && (says == "replied" || is_over)));
        match (replied, has_reply) {
            (Some((on, at)), true) => head.key("replied", &on.written(), Some(at)),
            (Some((_, at)), false) => {
                return self.refuse_at(
                    Some(at),
                    said("there is a day of the reply, but no reply", "有答复日期，没有答复内容"),
                    said("give the row the text of the reply, or empty the day", "请补上答复内容，或清空日期"),
                );
            }
            (None, true) => {
                return self.refuse(
                    Target::Replied,
                    said("there is a reply, but no day of it", "有答复内容，没有答复日期"),
                    said(
                        "give the row the day of the reply, or name its column in the mapping",
                        "请补上答复日期，或在对应表中指明答复日期所在列",
                    ),
                );
            }
            (None, false) if says == "replied" => self.lost("replied", Target::Replied),
            (None, false) => {}
        }
        let outcome = self.word(Target::Outcome)?;
        let outcome = outcome.or_else(|| outcome_of_status.map(|outcome| (outcome.word().to_owned(), status_at)));
        let concluded = days.concluded.or_else(|| days.updated.filter(|_| is_over));
        if let Some((on, at)) = days.assigned {
            head.event(on, "assigned", &format!(", department: {lead}"), at);
        }
        if says == "not_accepted" {
            let Some((reason, _)) = self.line(Target::Reason)? else {
                return self.refuse(
                    Target::Status,
                    said("it was not accepted, but no column says why", "不予受理，但没有写明理由"),
                    said(
                        "give the row the reason, in a column that is for `reason`",
                        "请补上理由，并在对应表中指明理由所在列",
                    ),
                );
            };
            match days.updated.or(days.concluded) {
                Some((on, at)) => {
                    let reason = serde_json::Value::from(reason);
                    head.event(on, "not_accepted", &format!(", reason: {reason}"), at);
                }
                None => self.lost("not_accepted", Target::Updated),
            }
        } else if says == "withdrawn" {
            match days.updated.or(days.concluded) {
                Some((on, at)) => head.event(on, "withdrawn", "", at),
                None => self.lost("withdrawn", Target::Updated),
            }
        } else {
            match (concluded, outcome) {
                (Some((on, at)), Some((word, _))) => head.event(on, "concluded", &format!(", outcome: {word}"), at),
                (Some((on, at)), None) => head.key("concluded", &on.written(), Some(at)),
                (None, Some(_)) => self.lost("outcome", Target::Updated),
                (None, None) if is_over => self.lost("concluded", Target::Updated),
                (None, None) => {}
            }
        }
        if let Some((word, at)) = self.word(Target::Rating)? {
            match days.rated.or(days.updated) {
                Some((on, dated)) => head.event(on, "rated", &format!(", rating: {word}"), at.unwrap_or(dated)),
                None => self.lost("rating", Target::Rated),
            }
        }
        Ok(())
    }

    /// Notes what the row says without a day: an event has one.
    fn lost(&mut self, what: &str, day: Target) {
        let day = day.word();
        self.notes.push(said(
            format!("`{what}` was not written: no column gives its day; in the mapping one may be for two: `[concluded, {day}]`"),
            format!("`{what}` 未写入：没有日期；对应表中一列可以兼作两用，如 `[concluded, {day}]`"),
        ));
    }
}

/// Returns whether a text is a number as spreadsheets shorten it: `1.23457E+16`.
fn is_scientific(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    let power = power.strip_prefix('+').unwrap_or(power);
    number.contains('.') && number.parse::<f64>().is_ok() && power.parse::<u8>().is_ok()
}

/// The days of a row.
struct Days {
    received: Dated,
    accepted: Dated,
    assigned: Dated,
    replied: Dated,
    concluded: Dated,
    rated: Dated,
    updated: Dated,
}

impl Days {
    fn read(reading: &Reading<'_>) -> Result<Self> {
        Ok(Self {
            received: reading.day(Target::Received)?,
            accepted: reading.day(Target::Accepted)?,
            assigned: reading.day(Target::Assigned)?,
            replied: reading.day(Target::Replied)?,
            concluded: reading.day(Target::Concluded)?,
            rated: reading.day(Target::Rated)?,
            updated: reading.day(Target::Updated)?,
        })
    }
}
