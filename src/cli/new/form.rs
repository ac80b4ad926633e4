//! The questions of a record: asked one by one, or answered on the command line.
//!
//! Takes answers from `--set`, from a draft, and from a person; gives values that stand in a file as
//! they are. What must hold: no answer is lost, whatever follows it; none is taken that the site
//! does not know; a proposal is shown before it is taken.

use super::console::Console;
use super::draft::Kept;
use super::pick::{Pick, Picked, pick};
use crate::cli::site::say;
use crate::cli::{Failure, Tongue};
use crate::host::Host;
use crate::yaml::dates::{self, Doubt, Rewritten};
use crate::yaml::schema::{Field, Ty, day, exact_day, is_id, parse_term};
use std::collections::BTreeSet;
use std::path::Path;

/// Things that are listed with a question; more are found by a part of their name.
const LISTED: usize = 40;

/// One question.
pub struct Question<'q> {
    pub key: &'q str,
    /// What it means, in English and Chinese.
    pub meaning: [&'q str; 2],
    pub ty: Ty,
    pub required: bool,
    /// Taken when nothing is answered.
    pub proposal: Option<String>,
    /// What can be chosen from; empty where anything of the type can stand.
    pub picks: Vec<Pick>,
    /// Nothing to choose from is known, but only what the site has can stand.
    pub closed: bool,
    pub many: bool,
}

impl<'q> Question<'q> {
    /// Returns the question for a key of a table.
    pub fn of(table: &'q [Field], key: &str) -> Self {
        let field = table.iter().find(|f| f.key == key).expect("only keys of the table are asked for");
        let (picks, many) = match field.ty {
            Ty::Choice(words) => (Pick::words(words), false),
            Ty::List(Ty::Choice(words)) => (Pick::words(words), true),
            Ty::List(_) => (Vec::new(), true),
            _ => (Vec::new(), false),
        };
        let (meaning, required) = ([field.en, field.zh], field.required);
        Self { key: field.key, meaning, ty: field.ty, required, proposal: None, closed: !picks.is_empty(), picks, many }
    }

    /// With a proposal.
    pub fn proposing(self, proposal: impl Into<String>) -> Self {
        Self { proposal: Some(proposal.into()), ..self }
    }

    /// Of things that the site has.
    pub fn among(self, picks: &[Pick]) -> Self {
        Self { picks: picks.to_vec(), closed: true, ..self }
    }
}

/// What is asked and answered for one record.
pub struct Form<'a> {
    pub host: &'a dyn Host,
    pub root: &'a Path,
    pub tongue: Tongue,
    /// The day, as dates are written.
    pub today: String,
    console: &'a mut dyn Console,
    kept: Kept,
    asks: bool,
    used: BTreeSet<String>,
    /// Ends a long text: no text that is pasted holds this line.
    end: String,
}

impl<'a> Form<'a> {
    /// Begins to ask; `asks` is false where all answers are given.
    pub fn new(
        (host, root): (&'a dyn Host, &'a Path),
        console: &'a mut dyn Console,
        (tongue, today): (Tongue, String),
        (kept, asks): (Kept, bool),
    ) -> Self {
        let number = crate::source::digest(format!("{today}{:?}", kept.draft).as_bytes());
        let end = format!("end-{}", 1000 + u16::from_le_bytes([number[0], number[1]]) % 9000);
        Self { host, root, tongue, today, console, kept, asks, used: BTreeSet::new(), end }
    }

    /// Returns a text in the language of messages.
    pub fn words(&self, english: impl Into<String>, chinese: impl Into<String>) -> String {
        say(self.tongue, english.into(), chinese.into())
    }

    /// Says something to the person who answers.
    pub fn tell(&mut self, english: impl Into<String>, chinese: impl Into<String>) {
        let text = self.words(english, chinese);
        self.console.say(&text);
    }

    /// Returns whether somebody answers.
    pub fn asks(&self) -> bool {
        self.asks
    }

    fn is_chinese(&self) -> bool {
        self.tongue == Tongue::Chinese
    }

    /// Returns whether an answer is there already.
    pub fn has(&self, key: &str) -> bool {
        self.kept.draft.answers.get(key).is_some_and(|answer| !answer.is_empty())
    }

    /// Returns an answer that was given with the command, and is no key of the record.
    pub fn given(&self, key: &str) -> Option<&str> {
        self.kept.draft.answers.get(key).map(String::as_str)
    }

    /// Takes such an answer as used.
    pub fn take(&mut self, key: &str) {
        self.used.insert(key.to_owned());
    }

    fn keep(&mut self, key: &str, answer: &str) -> Result<(), Failure> {
        self.kept.draft.answers.insert(key.to_owned(), answer.to_owned());
        self.kept.draft.open.take_if(|(open, _)| open == key);
        if self.asks { Ok(self.kept.save(self.host)?) } else { Ok(()) }
    }

    /// Forgets the draft: all is written.
    pub fn done(&self) -> Result<(), Failure> {
        Ok(self.kept.done(self.host)?)
    }

    /// Returns the answers that no question took.
    pub fn unused(&self) -> Vec<String> {
        self.kept.draft.answers.keys().filter(|key| !self.used.contains(*key)).cloned().collect()
    }

    fn ended(&self) -> Failure {
        let failure = Failure::new(self.words("the input ended before the record was whole", "输入中断，记录尚未完成"));
        if self.kept.draft.kind.is_empty() {
            return failure.hint(self.words("nothing was changed", "未作改动"));
        }
        failure.hint(self.words(
            "what was typed is kept: `gongkai new --continue` goes on",
            "已输入的内容已保存，用 `gongkai new --continue` 接着填写",
        ))
    }

    /// Returns the answer to a question, as it is written in the file; `None` where it was skipped.
    pub fn answer(&mut self, question: &Question<'_>) -> Result<Option<String>, Failure> {
        self.used.insert(question.key.to_owned());
        let mut given = self.kept.draft.answers.get(question.key).cloned();
        loop {
            let was_given = given.is_some();
            let typed = match given.take() {
                Some(given) => given,
                None if self.asks => {
                    let prompt = self.prompt(question);
                    self.console.line(&prompt)?.ok_or_else(|| self.ended())?.trim().to_owned()
                }
                None => String::new(),
            };
            let typed = match (typed.is_empty(), &question.proposal) {
                (true, Some(proposal)) => proposal.clone(),
                _ => typed,
            };
            if typed.is_empty() {
                if !question.required {
                    self.keep(question.key, "")?;
                    return Ok(None);
                }
                if self.asks {
                    self.tell("  ! this one is needed", "  ! 此项必填");
                    continue;
                }
                let [english, chinese] = question.meaning;
                let key = question.key;
                let missing =
                    self.words(format!("`{key}` is missing ({english})"), format!("缺少 `{key}`（{chinese}）"));
                return Err(Failure::new(missing).hint(format!("--set {key}=…")));
            }
            match self.resolved(question, &typed) {
                Ok(value) => {
                    if self.asks && (was_given || value != typed) {
                        self.console.say(&format!("  → {}: {value}", question.key));
                    }
                    self.keep(question.key, &value)?;
                    return Ok(Some(value));
                }
                Err(problem) if self.asks => self.console.say(&format!("  ! {problem}")),
                Err(problem) => return Err(Failure::new(format!("{}: `{typed}`", question.key)).hint(problem)),
            }
        }
    }

    /// Returns the answer to a question that is required or has a proposal.
    pub fn needed(&mut self, question: &Question<'_>) -> Result<String, Failure> {
        Ok(self.answer(question)?.unwrap_or_default())
    }

    fn prompt(&self, question: &Question<'_>) -> String {
        let [english, chinese] = question.meaning;
        let mut text =
            self.words(format!("\n{english} ({})", question.key), format!("\n{chinese}（{}）", question.key));
        if question.many {
            text += &self.words("; several with commas between", "；多项用逗号分开");
        }
        text.push('\n');
        for (pick, number) in question.picks.iter().take(LISTED).zip(1..) {
            text += &format!("  {number:>2}  {:<20} {}\n", pick.id, pick.name(self.is_chinese()));
        }
        if let Some(more) = question.picks.len().checked_sub(LISTED).filter(|more| *more > 0) {
            text += &self.words(
                format!("  and {more} more: type a part of the name\n"),
                format!("  另有{more}项：输入名称的一部分即可\n"),
            );
        }
        let proposal = match (&question.proposal, question.required) {
            (Some(proposal), _) => self.words(format!("[Enter: {proposal}] "), format!("[回车：{proposal}] ")),
            (None, false) => self.words("[Enter: none] ", "[回车：不填] "),
            (None, true) => String::new(),
        };
        text + &proposal + "> "
    }

    /// Returns a value as it is written in the file, or what is wrong with it.
    fn resolved(&self, question: &Question<'_>, typed: &str) -> Result<String, String> {
        if !question.closed {
            return self.typed(&question.ty, typed);
        }
        if !question.many {
            return self.chosen(question, typed);
        }
        let parts: Vec<&str> =
            typed.split([',', '，', '、', ';', '；']).map(str::trim).filter(|p| !p.is_empty()).collect();
        let all: Result<Vec<String>, String> = parts.iter().map(|part| self.chosen(question, part)).collect();
        let spaced =
            || typed.split_whitespace().map(|part| self.chosen(question, part)).collect::<Result<Vec<_>, _>>().ok();
        Ok(all.or_else(|problem| spaced().ok_or(problem))?.join(", "))
    }

    fn chosen(&self, question: &Question<'_>, typed: &str) -> Result<String, String> {
        let shown = |pick: &Pick| match pick.name(self.is_chinese()) {
            "" => pick.id.clone(),
            name => self.words(format!("{} ({name})", pick.id), format!("{}（{name}）", pick.id)),
        };
        let comma = self.words(", ".to_owned(), "、".to_owned());
        let list = |picks: &[&Pick]| picks.iter().map(|pick| shown(pick)).collect::<Vec<_>>().join(&comma);
        match pick(typed, &question.picks) {
            Picked::One(pick) => Ok(pick.id.clone()),
            Picked::Several(several) => {
                let list = list(&several);
                Err(self.words(format!("which of these: {list}"), format!("请选定其中一个：{list}")))
            }
            Picked::Nothing => {
                let some: Vec<&Pick> = question.picks.iter().take(LISTED).collect();
                let list = list(&some);
                Err(self.words(
                    format!("there is no `{typed}` here; possible are: {list}"),
                    format!("没有“{typed}”；可选：{list}"),
                ))
            }
        }
    }

    fn typed(&self, ty: &Ty, typed: &str) -> Result<String, String> {
        let date =
            |hours: bool| {
                let good = if hours { day(typed).is_some() } else { exact_day(typed).is_some() };
                match dates::rewrite(typed, hours) {
                    _ if good => Ok(typed.to_owned()),
                    Rewritten::Date(date, Doubt::None) => Ok(date),
                    Rewritten::Unreal => Err(self
                        .words(format!("the calendar has no day `{typed}`"), format!("日历上没有 `{typed}` 这一天"))),
                    _ => Err(self.words("write the date as 2026-03-02", "日期请写成 2026-03-02")),
                }
            };
        let id = |id: &str| match is_id(id) {
            true => Ok(id.to_owned()),
            false => Err(self.words(
                format!("`{id}` cannot be an id: small letters, digits and hyphens, such as urban-260302-1"),
                format!("`{id}` 不能作为标识：只用小写字母、数字和连字符，如 urban-260302-1"),
            )),
        };
        match ty {
            Ty::Date => date(false),
            Ty::Moment => date(true),
            Ty::Id | Ty::Of(_) => id(typed),
            Ty::Term if parse_term(typed).is_none() => Err(self.words(
                "write a term such as `10 working-days`, `24 hours` or `1 month`",
                "期限请写成 `10 working-days`（工作日）、`24 hours`（小时）或 `1 month`（月）",
            )),
            _ => Ok(typed.to_owned()),
        }
    }

    /// Returns an id that is free: the one proposed, or another. `taken` names the file that has one.
    pub fn id(&mut self, proposal: String, taken: &dyn Fn(&str) -> Option<String>) -> Result<String, Failure> {
        let meaning = ["id: part of the address, never changed later", "标识：网址的一部分，公开后不再更改"];
        loop {
            let mut question = Question {
                key: "id",
                meaning,
                ty: Ty::Id,
                required: true,
                proposal: None,
                picks: Vec::new(),
                closed: false,
                many: false,
            };
            if !proposal.is_empty() {
                question.proposal = Some(proposal.clone());
            }
            let id = self.needed(&question)?;
            let Some(file) = taken(&id) else { return Ok(id) };
            let problem = self.words(format!("{file} is there already"), format!("{file} 已存在"));
            self.kept.draft.answers.remove("id");
            if !self.asks {
                return Err(Failure::new(problem).hint(self.words("name another one with --id", "用 --id 换一个标识")));
            }
            self.console.say(&format!("  ! {problem}"));
        }
    }

    /// Returns a long text: typed or pasted until a line that ends it, or written in an editor.
    pub fn text(&mut self, key: &str, english: &str, chinese: &str, begin: &str) -> Result<String, Failure> {
        self.used.insert(key.to_owned());
        if let Some(text) = self.kept.draft.answers.get(key) {
            return Ok(text.replace("\\n", "\n"));
        }
        if !self.asks {
            return Ok(begin.to_owned());
        }
        let end = self.end.clone();
        let mut text = match self.kept.draft.open.take().filter(|(open, _)| open == key) {
            Some((_, text)) => {
                let lines = text.lines().count();
                self.tell(
                    format!("\n{english}: {lines} lines are kept; go on after them."),
                    format!("\n{chinese}：已保存{lines}行，请接着输入。"),
                );
                text
            }
            None => {
                self.tell(format!("\n{english}"), format!("\n{chinese}"));
                String::new()
            }
        };
        self.tell(
            format!("  Type or paste it; end with a line `{end}`."),
            format!("  直接输入或粘贴，最后单独一行输入 `{end}` 结束。"),
        );
        let editor = self.console.editor();
        if let Some(editor) = &editor {
            self.tell(
                format!("  Or begin with a line `edit` to write it in {editor}."),
                format!("  也可先输入一行 `edit`，用 {editor} 编辑。"),
            );
        }
        loop {
            let Some(line) = self.console.line("")? else { return Err(self.ended()) };
            if line.trim() == end {
                break;
            }
            if line.trim() == "edit" && editor.is_some() && text.trim().is_empty() {
                text = self.edited(begin)?;
                break;
            }
            text.push_str(&line);
            text.push('\n');
            self.kept.draft.open = Some((key.to_owned(), text.clone()));
            self.kept.save(self.host)?;
        }
        let text = if text.trim().is_empty() { begin } else { &text }.trim_matches('\n').trim_end().to_owned();
        self.keep(key, &text)?;
        Ok(text)
    }

    fn edited(&mut self, begin: &str) -> Result<String, Failure> {
        let file = self.root.join(".gongkai/drafts/text.md");
        self.host.write(&file, begin.as_bytes())?;
        self.console.edit(&file)?;
        let text = crate::source::text::decode(&self.host.read(&file)?).text;
        self.host.remove_file(&file)?;
        Ok(text)
    }
}
