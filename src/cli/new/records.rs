//! The questions of each kind of record, and its files.

use super::form::{Form, Question};
use super::pick::{Pick, Reference};
use super::yaml::{list, quoted};
use crate::cli::Failure;
use crate::config::Config;
use crate::record::fields;
use crate::yaml::schema::{Field, Ty};

/// Files to write: path in the site, and text.
pub type Files = Vec<(String, String)>;

/// What a record is made of: the site it is for, and who answers.
pub struct Maker<'m, 'f> {
    pub form: &'m mut Form<'f>,
    pub site: &'m Reference,
    pub config: &'m Config,
}

/// The YAML of a record, key by key.
#[derive(Default)]
pub struct Keys(pub String);

impl Keys {
    /// Adds a key whose value stands as it is: a word, an id, a date.
    pub fn word(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.push_str(&format!("{key}: {value}\n"));
        }
    }

    /// Adds a key whose value is text.
    pub fn text(&mut self, key: &str, value: Option<&str>) {
        self.word(key, value.map(quoted).as_deref());
    }

    /// Adds a key whose value is a list of ids.
    pub fn list(&mut self, key: &str, value: Option<&str>) {
        self.word(key, value.map(list).as_deref());
    }
}

/// A question of no key of the record.
fn plain<'q>(key: &'q str, ty: Ty, english: &'q str, chinese: &'q str) -> Question<'q> {
    Question {
        key,
        meaning: [english, chinese],
        ty,
        required: false,
        proposal: None,
        picks: Vec::new(),
        closed: false,
        many: false,
    }
}

impl Maker<'_, '_> {
    fn ask(&mut self, table: &[Field], key: &str) -> Result<Option<String>, Failure> {
        self.form.answer(&Question::of(table, key))
    }

    fn need(&mut self, table: &[Field], key: &str) -> Result<String, Failure> {
        self.form.needed(&Question::of(table, key))
    }

    fn day(&mut self, table: &[Field], key: &str) -> Result<String, Failure> {
        let today = self.form.today.clone();
        self.form.needed(&Question::of(table, key).proposing(today))
    }

    fn department(&mut self, table: &[Field], key: &str) -> Result<String, Failure> {
        self.form.needed(&Question::of(table, key).among(&self.site.departments))
    }

    fn topics(&mut self, table: &[Field]) -> Result<Option<String>, Failure> {
        if self.site.topics.is_empty() && !self.form.has("topics") {
            return Ok(None);
        }
        self.form.answer(&Question::of(table, "topics").among(&self.site.topics))
    }

    /// The language of a text, where it is not the first of the site.
    fn language(&mut self, table: &[Field]) -> Result<Option<String>, Failure> {
        let codes: Vec<&str> = self.config.languages.iter().map(|language| &*language.code).collect();
        if codes.len() == 1 && !self.form.has("lang") {
            return Ok(None);
        }
        let picks: Vec<Pick> = codes.iter().map(|code| language(code)).collect();
        let mut question = Question::of(table, "lang").among(&picks).proposing(codes[0]);
        question.meaning = ["language of the text", "文本语言"];
        let chosen = self.form.needed(&question)?;
        Ok(Some(chosen).filter(|code| code != codes[0]))
    }

    /// Keys that were given on the command line beside those that are asked for.
    fn rest(&mut self, table: &[Field], keys: &mut Keys) -> Result<(), Failure> {
        for key in self.form.unused() {
            let Some(field) = table.iter().find(|field| field.key == key) else { continue };
            match field.ty {
                Ty::Text | Ty::Str | Ty::Lang => {
                    let value = self.ask(table, &key)?;
                    keys.text(&key, value.as_deref());
                }
                Ty::List(Ty::Id | Ty::Of(_) | Ty::Str) => {
                    let value = self.ask(table, &key)?;
                    keys.list(&key, value.as_deref());
                }
                Ty::Map(_) | Ty::List(_) | Ty::Event(..) | Ty::Pairs | Ty::Language(_) | Ty::Any => {}
                _ => {
                    let value = self.ask(table, &key)?;
                    keys.word(&key, value.as_deref());
                }
            }
        }
        Ok(())
    }

    fn is_taken(&self, path: &str) -> bool {
        self.form.host.what(&self.form.root.join(path)).is_some()
    }

    /// The first free `<stem>-<yymmdd>-<n>`: two clerks with different departments never clash.
    fn numbered(stem: &str, date: &str, taken: &dyn Fn(&str) -> Option<String>) -> String {
        let day: String = date.get(2..10).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        (1..).map(|n| format!("{stem}-{day}-{n}")).find(|id| taken(id).is_none()).unwrap_or_default()
    }

    /// An id for a record that has no number of its own: the words of its title, where it has any
    /// in Latin letters.
    fn titled(&mut self, title: &str, stem: &str, path: &dyn Fn(&str) -> String) -> Result<String, Failure> {
        let today = self.form.today.clone();
        let words = words_of(title);
        let (host, root) = (self.form.host, self.form.root);
        let taken = |id: &str| host.what(&root.join(path(id))).map(|_| path(id));
        let proposal = if words.is_empty() { Self::numbered(stem, &today, &taken) } else { words };
        self.form.id(proposal, &taken)
    }

    /// A case with its question and, if there is one, the reply.
    pub fn reply(&mut self) -> Result<Files, Failure> {
        let table = fields::CASE;
        let title = self.need(table, "title")?;
        let lang = self.language(table)?;
        let kind = self.need(table, "kind")?;
        let channel = self.ask(table, "channel")?;
        let department = self.department(table, "department")?;
        let topics = self.topics(table)?;
        let applicant = if kind == "foi" { self.ask(table, "applicant")? } else { None };
        let received = self.day(table, "received")?;
        let accepted = self.form.needed(&Question::of(table, "accepted").proposing(received.clone()))?;
        let published = self.day(table, "published")?;
        let cases = &self.site.cases;
        let taken = |id: &str| cases.iter().find(|(known, _)| known == id).map(|(_, file)| file.clone());
        let id = self.form.id(Self::numbered(&department, &received, &taken), &taken)?;
        let question = self.form.text("question", "The question, as it was written", "问题原文", "")?;
        let answer = self.form.text("reply", "The reply; nothing if there is none yet", "答复；尚未答复则不填", "")?;
        let replied = match answer.is_empty() && !self.form.has("replied") {
            true => None,
            false => Some(self.day(table, "replied")?),
        };
        let mut keys = Keys::default();
        keys.text("title", Some(&title));
        keys.word("lang", lang.as_deref());
        keys.word("kind", Some(&kind));
        keys.word("channel", channel.as_deref());
        keys.word("department", Some(&department));
        keys.list("topics", topics.as_deref());
        keys.word("applicant", applicant.as_deref());
        keys.word("received", Some(&received));
        keys.word("accepted", Some(&accepted));
        keys.word("replied", replied.as_deref());
        keys.word("published", Some(&published));
        self.rest(table, &mut keys)?;
        let code = lang.as_deref().unwrap_or(&self.config.languages[0].code);
        let [question_label, reply_label] = crate::record::labels::of(code);
        let mut text = format!("---\n{}---\n## {question_label}\n\n{}\n", keys.0, escaped(&question));
        if replied.is_some() {
            text.push_str(&format!("\n## {reply_label}\n\n{answer}\n"));
        }
        let year = received.get(..4).unwrap_or_default();
        Ok(vec![(format!("content/replies/{year}/{id}.md"), text)])
    }

    /// A policy document with its first edition.
    pub fn policy(&mut self) -> Result<Files, Failure> {
        let table = fields::POLICY;
        let title = self.need(table, "title")?;
        let number = self.ask(table, "number")?;
        let issuers = self.form.needed(&Question::of(table, "issuers").among(&self.site.departments))?;
        let kind = self.ask(table, "kind")?;
        let topics = self.topics(table)?;
        // What is not made yet has no such day: a draft for comment has a window in place of it.
        let until = self.form.answer(&plain(
            "comments_until",
            Ty::Date,
            "of a draft: the last day for comments; nothing if it is made",
            "征求意见稿填意见截止日期；已制定的不填",
        ))?;
        let how = match &until {
            Some(_) => Some(self.form.needed(&Question {
                required: true,
                ..plain("comments_how", Ty::Text, "how to comment, and where comments go", "意见提交方式")
            })?),
            None => None,
        };
        let made = if until.is_none() { Some(self.day(table, "made_on")?) } else { None };
        let published = self.day(table, "published_on")?;
        let effective = if until.is_none() { self.ask(table, "effective_from")? } else { None };
        let relations = self.relations(until.is_none())?;
        let id = self.titled(&title, "policy", &|id| format!("content/policies/{id}/policy.yaml"))?;
        let text = self.form.text("text", "The text", "正文", "")?;
        let mut keys = Keys::default();
        keys.text("title", Some(&title));
        keys.text("number", number.as_deref());
        keys.list("issuers", Some(&issuers));
        keys.word("kind", kind.as_deref());
        keys.list("topics", topics.as_deref());
        keys.word("made_on", made.as_deref());
        keys.word("published_on", Some(&published));
        keys.word("effective_from", effective.as_deref());
        if let (Some(until), Some(how)) = (&until, &how) {
            keys.0.push_str(&format!("consultation:\n  from: {published}\n  to: {until}\n  how: {}\n", quoted(how)));
        }
        self.rest(table, &mut keys)?;
        if !relations.is_empty() {
            keys.0.push_str(&format!("relations:\n{relations}"));
        }
        Ok(vec![
            (format!("content/policies/{id}/policy.yaml"), keys.0),
            (
                format!("content/policies/{id}/edition-1.md"),
                format!("---\non: {}\n---\n{text}\n", made.unwrap_or(published)),
            ),
        ])
    }

    /// What a policy does to others. A draft does nothing yet.
    fn relations(&mut self, is_made: bool) -> Result<String, Failure> {
        let mut relations = String::new();
        if self.site.policies.is_empty() || !is_made {
            return Ok(relations);
        }
        for (relation, english, chinese) in [
            ("replaces", "policies it takes the place of", "替代哪些文件"),
            ("amends", "policies it changes", "修改哪些文件"),
            ("repeals", "policies it ends", "废止哪些文件"),
            ("consultation", "the draft for comment that it was made of", "由哪份征求意见稿制定"),
        ] {
            let question = Question {
                picks: self.site.policies.clone(),
                closed: true,
                many: true,
                ..plain(relation, Ty::Id, english, chinese)
            };
            for id in self.form.answer(&question)?.unwrap_or_default().split(", ").filter(|id| !id.is_empty()) {
                relations.push_str(&format!("  - {relation}: {id}\n"));
            }
        }
        Ok(relations)
    }

    /// A dataset with one table, typed or pasted.
    pub fn dataset(&mut self) -> Result<Files, Failure> {
        let (id, mut keys) = self.dataset_keys()?;
        let (english, chinese) = ("The table as CSV, first row with the names of its columns", "CSV 表格，首行为列名");
        let csv = self.form.text("data", english, chinese, "month,value\n2026-01,0")?;
        self.rest(fields::DATASET, &mut keys)?;
        keys.0.push_str("tables:\n  - file: data.csv\n");
        Ok(dataset_files(&id, keys, csv + "\n"))
    }

    /// A dataset from a table that is there: its file, and what is proposed to say of it.
    pub fn dataset_from(&mut self, file: &str, bytes: &[u8]) -> Result<Files, Failure> {
        self.form.take("sheet");
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let described = super::dataset::described(self.form, name, bytes)?;
        let (id, mut keys) = self.dataset_keys()?;
        self.rest(fields::DATASET, &mut keys)?;
        keys.0.push_str(&described.yaml);
        Ok(dataset_files(&id, keys, described.csv))
    }

    fn dataset_keys(&mut self) -> Result<(String, Keys), Failure> {
        let table = fields::DATASET;
        let title = self.need(table, "title")?;
        let description = self.need(table, "description")?;
        let department = self.department(table, "department")?;
        let topics = self.topics(table)?;
        let frequency = self.ask(table, "frequency")?;
        let published = self.day(table, "published_on")?;
        let id = self.titled(&title, "data", &|id| format!("content/statistics/{id}/dataset.yaml"))?;
        let mut keys = Keys::default();
        keys.text("title", Some(&title));
        keys.text("description", Some(&description));
        keys.word("department", Some(&department));
        keys.list("topics", topics.as_deref());
        keys.word("frequency", frequency.as_deref());
        keys.word("published_on", Some(&published));
        Ok((id, keys))
    }

    /// A digest of opinions on a topic.
    pub fn digest(&mut self) -> Result<Files, Failure> {
        let table = fields::DIGEST;
        let title = self.need(table, "title")?;
        let lang = self.language(table)?;
        let topic = self.form.needed(&Question::of(table, "topic").among(&self.site.topics))?;
        let departments = self.form.answer(&Question::of(table, "departments").among(&self.site.departments))?;
        let from = self.need(table, "from")?;
        let to = self.need(table, "to")?;
        let id = self.titled(&title, "digest", &|id| format!("content/digests/{id}.md"))?;
        let text = self.form.text("text", "What was said and what was improved", "意见汇总和改进情况", "")?;
        let mut keys = Keys::default();
        keys.text("title", Some(&title));
        keys.word("lang", lang.as_deref());
        keys.word("topic", Some(&topic));
        keys.list("departments", departments.as_deref());
        keys.word("from", Some(&from));
        keys.word("to", Some(&to));
        self.rest(table, &mut keys)?;
        Ok(vec![(format!("content/digests/{id}.md"), format!("---\n{}---\n{text}\n", keys.0))])
    }

    /// A page.
    pub fn page(&mut self) -> Result<Files, Failure> {
        let table = fields::PAGE;
        let title = self.need(table, "title")?;
        let lang = self.language(table)?;
        let id = self.titled(&title, "page", &|id| format!("content/pages/{id}.md"))?;
        let text = self.form.text("text", "The text", "正文", "")?;
        let mut keys = Keys::default();
        keys.text("title", Some(&title));
        keys.word("lang", lang.as_deref());
        self.rest(table, &mut keys)?;
        Ok(vec![(format!("content/pages/{id}.md"), format!("---\n{}---\n{text}\n", keys.0))])
    }

    /// Refuses to write over a file.
    pub fn free(&self, files: &Files) -> Result<(), Failure> {
        let Some((taken, _)) = files.iter().find(|(path, _)| self.is_taken(path)) else { return Ok(()) };
        Err(Failure::new(self.form.words(format!("{taken} is there already"), format!("{taken} 已存在")))
            .hint(self.form.words("name another id with --id", "用 --id 换一个标识")))
    }
}

fn language(code: &str) -> Pick {
    let names: &[&str] = match code.split('-').next().unwrap_or_default() {
        "zh" => &["Chinese", "中文", "汉语"],
        "en" => &["English", "英文", "英语"],
        "de" => &["German", "德文", "Deutsch"],
        "fr" => &["French", "法文", "français"],
        _ => &[],
    };
    Pick { id: code.to_owned(), names: names.iter().map(|name| (*name).to_owned()).collect() }
}

fn dataset_files(id: &str, keys: Keys, csv: String) -> Files {
    vec![(format!("content/statistics/{id}/dataset.yaml"), keys.0), (format!("content/statistics/{id}/data.csv"), csv)]
}

fn words_of(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_lowercase).take(6).collect();
    if title.is_ascii() { words.join("-") } else { String::new() }
}

/// Escapes what would end the question and begin something else: headings, fences and rules at the
/// start of a line. `#1 shop` is none, and stays as it is.
pub fn escaped(text: &str) -> String {
    let mut above = false;
    let mut line = |line: &str| {
        let trimmed = line.trim_start_matches(' ');
        let indented = line.len() - trimmed.len() > 3;
        let words = trimmed.trim_start_matches(['#', '＃']);
        let marks = trimmed[..trimmed.len() - words.len()].chars().count();
        let heading = (1..=6).contains(&marks) && (words.is_empty() || words.starts_with([' ', '\t', '\u{3000}']));
        let of_one = |mark: char| {
            let bare = trimmed.trim_end();
            bare.len() >= 3 && bare.chars().all(|c| c == mark)
        };
        // Below a line of text any number of them makes it a heading.
        let underline = above && !trimmed.trim_end().is_empty() && {
            let bare = trimmed.trim_end();
            bare.chars().all(|c| c == '=') || bare.chars().all(|c| c == '-')
        };
        let fence = trimmed.starts_with("```") || trimmed.starts_with("~~~");
        above = !trimmed.trim().is_empty();
        let mark = !indented && (heading || underline || fence || of_one('-') || of_one('='));
        if mark { format!("{}\\{trimmed}", &line[..line.len() - trimmed.len()]) } else { line.to_owned() }
    };
    text.lines().map(&mut line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_begin_something_else_is_escaped() {
        assert_eq!(
            escaped("## Reply\nfine\n---\n#1 shop\n - a\n\n- b\n-----\n```\n  ＃ 答复\n    # code"),
            "\\## Reply\nfine\n\\---\n#1 shop\n - a\n\n- b\n\\-----\n\\```\n  \\＃ 答复\n    # code"
        );
        assert_eq!(escaped("a\n=\nb - c = d\n\n= 3"), "a\n\\=\nb - c = d\n\n= 3");
    }

    #[test]
    fn a_title_in_latin_letters_gives_an_id() {
        assert_eq!(words_of("Night works: what is allowed, and when?"), "night-works-what-is-allowed-and");
        assert_eq!(words_of("关于 2026 年供暖"), "");
    }
}
