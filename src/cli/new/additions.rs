//! Adding to a record that is there: an event, a correction, an edition, a translation.

use super::form::{Form, Question};
use super::pick::{Pick, Picked, Reference, pick};
use super::records::Files;
use super::yaml::{quoted, with_item, with_key, with_keys_of};
use crate::check::translations;
use crate::cli::Failure;
use crate::cli::args::DepartmentEnd;
use crate::config::Config;
use crate::record::fields::{self, EVENT_KINDS};
use crate::record::words::{Change, EventKind};
use crate::record::{Body, kind};
use crate::source::front_matter;
use crate::source::text::decode;
use crate::yaml::schema::{Field, Ty};
use std::path::Path;

/// Adds to records of a site.
pub struct Adder<'m, 'f> {
    pub form: &'m mut Form<'f>,
    pub site: &'m Reference,
    pub config: &'m Config,
}

impl Adder<'_, '_> {
    /// Returns the file of a case: named by its id, as a link, or as a file.
    pub(super) fn case(&self, named: &str) -> Result<String, Failure> {
        let id = named.strip_prefix("reply:").unwrap_or(named);
        let id = id.rsplit('/').next().unwrap_or(id);
        let id = id.strip_suffix(".md").unwrap_or(id);
        let found = self.site.cases.iter().find(|(known, _)| known == id);
        found.map(|(_, file)| file.clone()).ok_or_else(|| {
            let near = crate::spelling::slip(id, self.site.cases.iter().map(|(id, _)| &**id));
            let failure = Failure::new(self.form.words(format!("there is no case `{id}`"), format!("没有来信 `{id}`")));
            match near {
                Some(near) => failure.hint(
                    self.form.words(format!("if you mean {near}, write that"), format!("如果是指 {near}，请改成它")),
                ),
                None => failure.hint(
                    self.form.words("the id is the name of its file without `.md`", "标识就是文件名（不含 `.md`）"),
                ),
            }
        })
    }

    pub(super) fn read(&self, file: &str) -> Result<String, Failure> {
        Ok(decode(&self.form.host.read(&self.form.root.join(file))?).text)
    }

    /// Adds an event to a case.
    pub fn event(&mut self, named: &str) -> Result<Files, Failure> {
        let file = self.case(named)?;
        let text = self.read(&file)?;
        let mut type_ = Question::of(COMMON, "type");
        type_.picks = Pick::words(EventKind::LIST);
        let type_ = self.form.needed(&type_)?;
        let mut item = self.on(&type_)?;
        let own = EVENT_KINDS.iter().find(|(name, _)| *name == type_).map_or(&[][..], |(_, own)| *own);
        for field in own {
            let mut question = Question::of(own, field.key);
            if field.key == "department" {
                question = question.among(&self.site.departments);
            }
            if let Some(value) = self.form.answer(&question)? {
                item.push_str(&format!(", {}: {}", field.key, flow(&field.ty, &value)));
            }
        }
        if let Some(note) = self.form.answer(&Question::of(COMMON, "note"))? {
            item.push_str(&format!(", note: {}", quoted(&note)));
        }
        Ok(vec![self.with_event(&file, &text, &format!("{{{item}}}"))?])
    }

    pub(super) fn on(&mut self, type_: &str) -> Result<String, Failure> {
        let today = self.form.today.clone();
        let on = self.form.needed(&Question::of(COMMON, "on").proposing(today))?;
        Ok(format!("on: {on}, type: {type_}"))
    }

    pub(super) fn with_event(&self, file: &str, text: &str, item: &str) -> Result<(String, String), Failure> {
        let parts = front_matter::split(text);
        let made = parts.and_then(|parts| {
            let yaml = with_item(&text[parts.yaml.clone()], "events", item)?;
            Some(format!("{}{yaml}{}", &text[..parts.yaml.start], &text[parts.yaml.end..]))
        });
        let made = made.ok_or_else(|| self.by_hand(file, "events", item))?;
        Ok((file.to_owned(), made))
    }

    /// What is written in a way that cannot be added to is left to the person.
    pub(super) fn by_hand(&self, file: &str, key: &str, item: &str) -> Failure {
        Failure::new(self.form.words(
            format!("`{key}` of {file} is written in a way that cannot be added to; nothing was changed"),
            format!("{file} 的 `{key}` 写法特殊，无法自动添加；未作改动"),
        ))
        .hint(self.form.words(format!("add this to the list: {item}"), format!("请在列表中自行加入：{item}")))
    }

    /// Adds a correction: the event and, to a case, the section that says what was wrong.
    pub fn correction(&mut self, named: &str) -> Result<Files, Failure> {
        if let Some(id) = named.strip_prefix("dataset:") {
            return self.revision(id);
        }
        let file = self.record(named)?;
        if !matches!(kind::of(&file), kind::FileKind::Case { .. }) {
            return match kind::of(&file) {
                kind::FileKind::Dataset { id } => self.revision(id),
                _ => self.mended(file),
            };
        }
        let text = self.read(&file)?;
        let mut item = self.on("corrected")?;
        let reason = Question::of(own("corrected"), "reason");
        item.push_str(&format!(", reason: {}", quoted(&self.form.needed(&reason)?)));
        let (path, text) = self.with_event(&file, &text, &format!("{{{item}}}"))?;
        let (english, chinese) =
            ("The whole text as it should be; nothing keeps the last reply", "更正后的全文；不填则保留原答复");
        let section = self.form.text("text", english, chinese, last_reply(&text).trim())?;
        let chinese = text.lines().any(|line| matches!(line.trim_end(), "## 问题" | "## 来信" | "## 答复" | "## 回复"));
        let label = if chinese { "更正" } else { "Correction" };
        Ok(vec![(path, format!("{}\n\n## {label}\n\n{section}\n", text.trim_end()))])
    }

    /// Sets the day from which a record is shown.
    pub fn schedule(&mut self, named: &str) -> Result<Files, Failure> {
        let file = self.case(named)?;
        let text = self.read(&file)?;
        let mut day = Question::of(fields::CASE, "publish_at");
        day.required = true;
        let day = self.form.needed(&day)?;
        Ok(vec![self.with_keys(file, text, &[("publish_at", &day)])?])
    }

    pub(super) fn with_keys(
        &self,
        file: String,
        text: String,
        keys: &[(&str, &str)],
    ) -> Result<(String, String), Failure> {
        let mut text = text;
        for (key, value) in keys {
            let parts = front_matter::split(&text).map(|parts| (parts.yaml.start, parts.yaml.end));
            let made = parts.and_then(|(from, to)| {
                Some(format!("{}{}{}", &text[..from], with_key(&text[from..to], key, value)?, &text[to..]))
            });
            text = made.ok_or_else(|| self.by_hand(&file, key, value))?;
        }
        Ok((file, text))
    }

    /// Ends a department: by another name, in another one, or for good.
    pub fn department(&mut self, named: &str, end: DepartmentEnd) -> Result<Files, Failure> {
        let old = self.department_named(named)?;
        let today = self.form.today.clone();
        let mut last = Question::of(COMMON, "on").proposing(today);
        (last.ty, last.key, last.meaning) = (Ty::Date, "valid_to", ["its last day", "最后一天"]);
        let last = self.form.needed(&last)?;
        let path = "content/departments.yaml";
        let mut yaml = self.read(path)?;
        let mut keys = vec![("status", end.status().to_owned()), ("valid_to", last.clone())];
        if end == DepartmentEnd::Merge {
            let mut into = Question::of(own("assigned"), "department").among(&self.site.departments);
            (into.key, into.meaning) = ("into", ["the department that takes over", "并入哪个部门"]);
            let into = self.form.needed(&into)?;
            yaml = self.with_predecessor(&yaml, &into, &old)?;
            keys.push(("successors", format!("[{into}]")));
        }
        if end == DepartmentEnd::Rename {
            let names: Result<Vec<String>, Failure> = self
                .config
                .languages
                .iter()
                .map(|language| {
                    let key = format!("name.{}", language.code);
                    let english = format!("new name ({})", language.code);
                    let chinese = format!("新名称（{}）", language.code);
                    let mut question = Question::of(fields::CASE, "title");
                    (question.key, question.meaning) = (&key, [english.as_str(), chinese.as_str()]);
                    Ok(format!("{}: {}", language.code, quoted(&self.form.needed(&question)?)))
                })
                .collect();
            let names = names?.join(", ");
            let departments = &self.site.departments;
            let taken = |id: &str| departments.iter().any(|d| d.id == id).then(|| path.to_owned());
            let id = self.form.id(String::new(), &taken)?;
            let first = last.parse::<jiff::civil::Date>().ok().and_then(|day| day.tomorrow().ok());
            let from = first.map_or_else(|| last.clone(), |day| day.to_string());
            let end = if yaml.ends_with('\n') { "" } else { "\n" };
            yaml.push_str(&format!(
                "{end}- {{id: {id}, name: {{{names}}}, predecessors: [{old}], valid_from: {from}}}\n"
            ));
            keys.push(("successors", format!("[{id}]")));
        }
        let made = with_keys_of(&yaml, &old, &keys).ok_or_else(|| {
            let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            self.by_hand(path, &old, &keys.join(", "))
        })?;
        self.form.tell(
            "Cases keep the department that they were handled by. Open ones need an event `assigned` to the new \
             department; `gongkai check` names those that act after the last day.",
            "已办理的来信仍归原部门。未办结的须加一条 `assigned` 事件交给新部门；`gongkai check` 会指出最后一天之后仍由原部门办理的事项。",
        );
        Ok(vec![(path.to_owned(), made)])
    }

    fn department_named(&self, named: &str) -> Result<String, Failure> {
        match pick(named, &self.site.departments) {
            Picked::One(department) => Ok(department.id.clone()),
            Picked::Several(_) | Picked::Nothing => {
                let all: Vec<&str> = self.site.departments.iter().map(|d| &*d.id).collect();
                Err(Failure::new(self.form.words(
                    format!("`{named}` names no department, or several"),
                    format!("`{named}` 不能确定是哪个部门"),
                ))
                .hint(
                    self.form
                        .words(format!("name one of: {}", all.join(", ")), format!("请写其中一个：{}", all.join("、"))),
                ))
            }
        }
    }

    fn with_predecessor(&self, yaml: &str, id: &str, old: &str) -> Result<String, Failure> {
        let list: crate::yaml::Node = serde_yaml::from_str(yaml).map_err(Failure::new)?;
        let node = list.as_list().iter().find(|node| node.text("id") == Some(id));
        let mut all: Vec<&str> = node.map(|node| node.texts("predecessors").collect()).unwrap_or_default();
        if !all.contains(&old) {
            all.push(old);
        }
        let value = format!("[{}]", all.join(", "));
        let hand = || self.by_hand("content/departments.yaml", "predecessors", old);
        with_keys_of(yaml, id, &[("predecessors", value)]).ok_or_else(hand)
    }

    fn revision(&mut self, id: &str) -> Result<Files, Failure> {
        let file = format!("content/statistics/{id}/dataset.yaml");
        let text = self.read(&file)?;
        let today = self.form.today.clone();
        let on = self.form.needed(&Question::of(COMMON, "on").proposing(today))?;
        let note = self.form.needed(&Question::of(own("corrected"), "reason"))?;
        let item = format!("{{on: {on}, kind: correction, note: {}}}", quoted(&note));
        let made = with_item(&text, "revisions", &item).ok_or_else(|| self.by_hand(&file, "revisions", &item))?;
        Ok(vec![(file, made)])
    }

    /// Adds an edition to a policy: its text begins as that of the last one.
    pub fn edition(&mut self, named: &str) -> Result<Files, Failure> {
        let named = named.strip_prefix("policy:").unwrap_or(named);
        let id = match pick(named, &self.site.policies) {
            Picked::One(policy) => policy.id.clone(),
            Picked::Several(_) | Picked::Nothing => {
                let all = self.site.policies.iter().map(|policy| format!("{} {}", policy.id, policy.name(false)));
                let list = all.take(20).collect::<Vec<_>>().join("; ");
                return Err(Failure::new(self.form.words(
                    format!("`{named}` names no policy, or several"),
                    format!("`{named}` 不能确定是哪件政策"),
                ))
                .hint(self.form.words(format!("name one of: {list}"), format!("请写其中一件：{list}"))));
            }
        };
        let folder = format!("content/policies/{id}");
        let last = (1..).take_while(|n| self.exists(&format!("{folder}/edition-{n}.md"))).last().unwrap_or(0);
        let before = if last == 0 { String::new() } else { self.read(&format!("{folder}/edition-{last}.md"))? };
        let body =
            front_matter::split(&before).map_or("", |parts| &before[parts.body.clone()]).trim_start_matches('\n');
        let table = fields::EDITION;
        let today = self.form.today.clone();
        let on = self.form.needed(&Question::of(table, "on").proposing(today))?;
        let mut change = Question::of(table, "change");
        change.picks = Pick::words(Change::LIST);
        let mut note = Question::of(table, "note");
        // What nobody can say of the first edition must be said of the next.
        (change.required, note.required) = (last > 0, last > 0);
        let (change, note) = (self.form.answer(&change)?, self.form.answer(&note)?);
        let text = self.form.text("text", "The whole text as it stands now", "修改后的全文", body.trim_end())?;
        let mut keys = format!("on: {on}\n");
        keys.extend(change.map(|change| format!("change: {change}\n")));
        keys.extend(note.map(|note| format!("note: {}\n", quoted(&note))));
        Ok(vec![(format!("{folder}/edition-{}.md", last + 1), format!("---\n{keys}---\n{text}\n"))])
    }

    pub(super) fn exists(&self, path: &str) -> bool {
        self.form.host.what(&self.form.root.join(path)).is_some()
    }

    /// Makes the file of a translation, with the digest of the text it is of; an existing one gets
    /// the new digest, once its text has been brought up to date.
    pub fn translation(&mut self, named: &str, lang: Option<&str>) -> Result<Files, Failure> {
        let file = match self.exists(named) {
            true => named.to_owned(),
            false => self.case(named)?,
        };
        let codes: Vec<&str> = self.config.languages.iter().map(|l| &*l.code).collect();
        let picks: Vec<Pick> = codes.iter().map(|code| Pick { id: (*code).to_owned(), names: Vec::new() }).collect();
        let mut question = Question::of(fields::CASE, "lang").among(&picks);
        question.meaning = ["language to translate into", "译成哪种语言"];
        question.required = true;
        let lang = match lang {
            Some(lang) if codes.contains(&lang) => lang.to_owned(),
            Some(lang) => {
                let what =
                    self.form.words(format!("`{lang}` is no language of this site"), format!("本站没有语言 `{lang}`"));
                return Err(Failure::new(what).hint(self.form.words(
                    format!("its languages are: {}", codes.join(", ")),
                    format!("本站的语言：{}", codes.join("、")),
                )));
            }
            None => self.form.needed(&question)?,
        };
        let text = self.read(&file)?;
        let Some(parts) = front_matter::split(&text) else {
            return Err(Failure::new(
                self.form.words(format!("{file} has no front matter"), format!("{file} 没有文件头")),
            ));
        };
        let of = translations::of(&Body::new(&file, &text, &parts.body));
        let target = format!("{}.{lang}.md", file.trim_end_matches(".md"));
        if self.exists(&target) {
            let old = self.read(&target)?;
            let renewed = |line: &str| if line.starts_with("of:") { format!("of: \"{of}\"") } else { line.to_owned() };
            let renewed: Vec<String> = old.lines().map(renewed).collect();
            return Ok(vec![(target, renewed.join("\n") + "\n")]);
        }
        let title = Question::of(fields::TRANSLATION, "title");
        let title = if self.form.asks() || self.form.has("title") { self.form.needed(&title)? } else { String::new() };
        let translator = self.form.answer(&Question::of(fields::TRANSLATION, "translator"))?.unwrap_or_default();
        let body = text[parts.body].trim_start_matches('\n').trim_end();
        let words = "The translation: the same headings, in the same order";
        let body = self.form.text("text", words, "译文：小标题数目和次序与原文相同", body)?;
        let quoted = |text: &str| if text.is_empty() { "\"\"".to_owned() } else { quoted(text) };
        let keys = format!("title: {}\ntranslator: {}\nof: \"{of}\"\n", quoted(&title), quoted(&translator));
        Ok(vec![(target, format!("---\n{keys}---\n{body}\n"))])
    }
}

/// The keys that all events have.
const COMMON: &[Field] = &[
    crate::yaml::schema::must("type", Ty::Choice(EventKind::LIST), "what happened", "办理事项"),
    crate::yaml::schema::must("on", Ty::Moment, "day it happened", "日期"),
    crate::yaml::schema::may("note", Ty::Str, "a remark", "说明"),
];

/// The text of the last reply of a case, or of what corrected it.
fn last_reply(text: &str) -> &str {
    let labels = ["## Reply", "## 答复", "## 回复", "## Correction", "## 更正"];
    let heading = |line: &str| labels.contains(&line.trim_end());
    let mut at = 0;
    let mut last = "";
    for line in text.split_inclusive('\n') {
        at += line.len();
        if heading(line) {
            let rest = &text[at..];
            last = &rest[..rest.find("\n## ").map_or(rest.len(), |end| end + 1)];
        }
    }
    last
}

fn own(kind: &str) -> &'static [Field] {
    EVENT_KINDS.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, own)| own)
}

fn flow(ty: &Ty, value: &str) -> String {
    match ty {
        Ty::Text | Ty::Str | Ty::Term => quoted(value),
        _ => value.to_owned(),
    }
}

/// Returns the main file of a record that is named by its id, a link or a file.
pub fn file_of(named: &str, site: &Reference, exists: &dyn Fn(&str) -> bool) -> Option<String> {
    if exists(named) && kind::of(named) != kind::FileKind::Unknown {
        return Some(named.to_owned());
    }
    let (scheme, id) = named.split_once(':').map_or((None, named), |(scheme, id)| (Some(scheme), id));
    let case = || site.cases.iter().find(|(known, _)| known == id).map(|(_, file)| file.clone());
    let others = [
        ("policy", format!("content/policies/{id}/policy.yaml")),
        ("dataset", format!("content/statistics/{id}/dataset.yaml")),
        ("digest", format!("content/digests/{id}.md")),
        ("page", format!("content/pages/{id}.md")),
    ];
    let wanted = |of: &str| scheme.is_none_or(|scheme| scheme == of);
    let other = || others.iter().find(|(of, path)| wanted(of) && exists(path)).map(|(_, path)| path.clone());
    wanted("reply").then(case).flatten().or_else(other).filter(|path| !Path::new(path).is_absolute())
}

/// Returns the main file of a record among files, named by its id or as a link.
pub fn file_of_record(named: &str, files: &[impl AsRef<str>]) -> Option<String> {
    let (scheme, id) = named.split_once(':').map_or((None, named), |(scheme, id)| (Some(scheme), id));
    let is_named = |path: &&str| {
        let (of, own) = match kind::of(path) {
            kind::FileKind::Case { id } => ("reply", id),
            kind::FileKind::Policy { id } => ("policy", id),
            kind::FileKind::Dataset { id } => ("dataset", id),
            kind::FileKind::Digest { id } => ("digest", id),
            kind::FileKind::Page { slug } => ("page", slug),
            _ => return false,
        };
        own == id && scheme.is_none_or(|scheme| scheme == of)
    };
    files.iter().map(AsRef::as_ref).find(is_named).map(str::to_owned)
}
