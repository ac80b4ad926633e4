//! `gongkai new`: a record's file, asked for field by field or given with `--set`.
//!
//! The questions are keys of the record's table ([`crate::record::fields`]): the required ones and
//! a few that are usual. What a citizen wrote is pasted as it is: marks that Markdown would
//! take for a heading are escaped, so that no question can forge a reply.

use super::args::{Arguments, Kind, NewOptions};
use super::site::{self, Opened, Site, say};
use super::{Exit, Failure, terminal};
use crate::check::translations;
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::escape::terminal::inline;
use crate::host::{Host as _, disk};
use crate::record::{Body, fields};
use crate::source::front_matter;
use crate::source::text::decode;
use crate::yaml::schema::{Field, Ty, exact_day, is_id};
use std::collections::BTreeMap;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;

/// Makes a record or a translation.
pub fn run(arguments: &Arguments, options: &NewOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    if let (Some(file), Some(lang)) = (&options.translate, &options.to) {
        return translate(arguments, &site, file, lang);
    }
    let mut form = Form::new(&site, options)?;
    let files = match options.kind {
        Kind::Reply => reply(&mut form, arguments)?,
        Kind::Policy => policy(&mut form)?,
        Kind::Dataset => dataset(&mut form)?,
        Kind::Digest => digest(&mut form)?,
        Kind::Page => page(&mut form)?,
    };
    if let Some(key) = form.values.keys().next() {
        return Err(Failure::new(
            form.say(format!("`{key}` is no key of this record"), format!("这类记录没有 `{key}` 这一项")),
        )
        .hint(form.say(
            "all keys are listed in docs/guide/content.md".to_owned(),
            "全部键名见 docs/guide/content.md".to_owned(),
        )));
    }
    write(arguments, &site, &files)
}

fn write(arguments: &Arguments, site: &Site, files: &[(String, String)]) -> Result<Exit, Failure> {
    if let Some((taken, _)) = files.iter().find(|(path, _)| site.host.what(&arguments.root.join(path)).is_some()) {
        return Err(Failure::new(say(site.tongue, format!("{taken} is there already"), format!("{taken} 已存在")))
            .hint(say(site.tongue, "name another id with --id".to_owned(), "用 --id 换一个标识".to_owned())));
    }
    for (path, text) in files {
        site.host.write(&arguments.root.join(path), text.as_bytes())?;
        printed(path)?;
    }
    terminal::say(&say(
        site.tongue,
        "Written. Open the file to go on; `gongkai check` says what is missing.".to_owned(),
        "已写入。请打开文件继续填写；用 `gongkai check` 查看还缺什么。".to_owned(),
    ));
    Ok(Exit::Fine)
}

/// Prints the path of a file that was written.
fn printed(path: &str) -> Result<(), Failure> {
    terminal::result(&format!("{}\n", inline(path)))
}

/// The values of a record: from `--set`, else asked for.
struct Form {
    tongue: Tongue,
    today: String,
    id: Option<String>,
    values: BTreeMap<String, String>,
    asks: bool,
}

impl Form {
    fn new(site: &Site, options: &NewOptions) -> Result<Self, Failure> {
        let mut values = BTreeMap::new();
        for pair in &options.set {
            let (key, value) = pair.split_once('=').ok_or_else(|| {
                Failure::new(say(site.tongue, format!("`--set {pair}` has no `=`"), format!("`--set {pair}` 缺少“=”")))
                    .hint("--set title=\"Street lights out\"")
            })?;
            values.insert(key.trim().to_owned(), value.trim().to_owned());
        }
        let asks = values.is_empty() && std::io::stdin().is_terminal();
        let today = site.config.as_of.unwrap_or_else(|| disk::today(&site.config.timezone)).to_string();
        Ok(Self { tongue: site.tongue, today, id: options.id.clone(), values, asks })
    }

    fn say(&self, english: String, chinese: String) -> String {
        say(self.tongue, english, chinese)
    }

    /// Returns the value of a key, asking until it is one; an empty answer takes `default`.
    fn value(&mut self, table: &[Field], key: &str, default: Option<&str>) -> Result<Option<String>, Failure> {
        let field = table.iter().find(|f| f.key == key).expect("new asks for keys of the table only");
        let meaning = match self.tongue {
            Tongue::English => field.en,
            Tongue::Chinese => field.zh,
        };
        loop {
            let given = match self.values.remove(key) {
                Some(value) => Some(value),
                None if self.asks => Some(ask(&prompt(key, meaning, &field.ty, default))?),
                None => None,
            };
            let value = given.filter(|v| !v.is_empty()).or_else(|| default.map(str::to_owned));
            match value {
                Some(value) => match fault(&field.ty, &value) {
                    None => return Ok(Some(value)),
                    Some(expected) if self.asks => terminal::say(&format!("  ! {expected}")),
                    Some(expected) => return Err(Failure::new(format!("{key}: `{value}`")).hint(expected)),
                },
                None if !field.required => return Ok(None),
                None if self.asks => {
                    terminal::say(&self.say("  ! this one is needed".to_owned(), "  ! 此项必填".to_owned()));
                }
                None => {
                    let text =
                        self.say(format!("`{key}` is missing ({meaning})"), format!("缺少 `{key}`（{meaning}）"));
                    return Err(Failure::new(text).hint(format!("--set {key}=…")));
                }
            }
        }
    }

    /// Returns a value that is required or has a default.
    fn needed(&mut self, table: &[Field], key: &str, default: Option<&str>) -> Result<String, Failure> {
        self.value(table, key, default).map(Option::unwrap_or_default)
    }

    /// Returns the text of several lines under a key that is no key of the front matter.
    fn text(&mut self, key: &str, english: &str, chinese: &str) -> Result<String, Failure> {
        if let Some(text) = self.values.remove(key) {
            return Ok(text.replace("\\n", "\n"));
        }
        if !self.asks {
            return Ok(String::new());
        }
        terminal::say(&self.say(
            format!("{english} (end with a line that holds only a dot)"),
            format!("{chinese}（另起一行输入一个句点结束）"),
        ));
        let mut text = String::new();
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            if line.trim() == "." {
                break;
            }
            text.push_str(&line);
            text.push('\n');
        }
        Ok(text.trim().to_owned())
    }

    fn id(&mut self, proposed: String) -> Result<String, Failure> {
        let id = self.id.take().unwrap_or(proposed);
        if is_id(&id) {
            return Ok(id);
        }
        Err(Failure::new(self.say(format!("`{id}` cannot be an id"), format!("`{id}` 不能作为标识"))).hint(self.say(
            "small letters, digits and hyphens: urban-260302-1; name one with --id".to_owned(),
            "只用小写字母、数字和连字符，如 urban-260302-1；可用 --id 指定".to_owned(),
        )))
    }
}

fn prompt(key: &str, meaning: &str, ty: &Ty, default: Option<&str>) -> String {
    let words = match ty {
        Ty::Choice(words) => format!(" [{}]", words.join(" ")),
        Ty::List(Ty::Choice(words)) => format!(" [{}]", words.join(" ")),
        _ => String::new(),
    };
    let default = default.map_or_else(String::new, |d| format!(" ({d})"));
    format!("{key} – {meaning}{words}{default}: ")
}

fn ask(prompt: &str) -> Result<String, Failure> {
    terminal::tell(prompt);
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line)? == 0 {
        return Err(Failure::new("the input ended before the record was whole"));
    }
    Ok(line.trim().to_owned())
}

/// Returns what a value should have been, when it is not.
fn fault(ty: &Ty, value: &str) -> Option<String> {
    match ty {
        Ty::Choice(words) if !words.contains(&value) => Some(words.join(", ")),
        Ty::Date | Ty::Moment if exact_day(value).is_none() => Some("2026-03-02".to_owned()),
        Ty::Id if !is_id(value) => Some("urban-management".to_owned()),
        Ty::List(Ty::Id) if !value.split([',', ' ']).filter(|v| !v.is_empty()).all(is_id) => {
            Some("street-lighting, buses".to_owned())
        }
        _ => None,
    }
}

/// Writes a string so that YAML reads the same string.
fn quoted(text: &str) -> String {
    let plain = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ',' | '(' | ')' | '，' | '。' | '、' | '《' | '》')
    };
    let safe = text.chars().all(plain) && text.chars().next().is_some_and(char::is_alphabetic) && text.trim() == text;
    let word = matches!(text, "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "~");
    if safe && !word { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

fn list(text: &str) -> String {
    let items: Vec<&str> = text.split([',', ' ']).filter(|v| !v.is_empty()).collect();
    format!("[{}]", items.join(", "))
}

/// Escapes what Markdown would take for a heading, a fence or a rule at the start of a line.
pub fn escaped(text: &str) -> String {
    let line = |line: &str| {
        let trimmed = line.trim_start();
        let mark = trimmed.starts_with(['#', '＃'])
            || trimmed.starts_with("---")
            || trimmed.starts_with("===")
            || trimmed.starts_with("```")
            || trimmed.starts_with("~~~");
        if mark { format!("\\{trimmed}") } else { line.to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

type Files = Vec<(String, String)>;

fn reply(form: &mut Form, arguments: &Arguments) -> Result<Files, Failure> {
    let table = fields::CASE;
    let title = form.needed(table, "title", None)?;
    let kind = form.needed(table, "kind", Some("consult"))?;
    let department = form.needed(table, "department", None)?;
    let topics = form.value(table, "topics", None)?;
    let today = form.today.clone();
    let received = form.needed(table, "received", Some(&today))?;
    let lang = form.values.remove("lang");
    let channel = form.values.remove("channel");
    let question = form.text("question", "The question, as it was written", "问题原文")?;
    let replied = form.values.remove("replied");
    let answer = if replied.is_some() || form.asks {
        form.text("reply", "The reply, or nothing yet", "答复，暂无可留空")?
    } else {
        form.values.remove("reply").unwrap_or_default()
    };
    let replied = replied.or_else(|| (!answer.is_empty()).then(|| today.clone()));
    let id = proposed_id(&department, &received, &arguments.root);
    let id = form.id(id)?;
    let mut text = format!("---\ntitle: {}\n", quoted(&title));
    let mut key = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            text.push_str(&format!("{key}: {value}\n"));
        }
    };
    key("lang", lang.as_deref());
    key("kind", Some(&kind));
    key("channel", channel.as_deref());
    key("department", Some(&department));
    key("topics", topics.as_deref().map(list).as_deref());
    key("received", Some(&received));
    key("accepted", Some(&received));
    key("replied", replied.as_deref());
    key("published", Some(&today));
    let chinese = lang.as_deref().is_some_and(|l| l.starts_with("zh"));
    let (q, r) = if chinese { ("问题", "答复") } else { ("Question", "Reply") };
    text.push_str(&format!("---\n## {q}\n\n{}\n", escaped(&question)));
    if replied.is_some() {
        text.push_str(&format!("\n## {r}\n\n{answer}\n"));
    }
    let year = &received[..4];
    Ok(vec![(format!("content/replies/{year}/{id}.md"), text)])
}

/// `<department>-<yymmdd>-<n>` with the first number that is free: two clerks with different
/// departments never clash.
fn proposed_id(department: &str, received: &str, root: &Path) -> String {
    let host = disk::Disk::default();
    let day: String = received.get(2..10).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let taken: Vec<String> =
        host.list(&root.join("content/replies")).unwrap_or_default().into_iter().map(|e| e.path).collect();
    let used = |id: &str| taken.iter().any(|path| path.rsplit('/').next() == Some(&format!("{id}.md")));
    (1..).map(|n| format!("{department}-{day}-{n}")).find(|id| !used(id)).unwrap_or_default()
}

/// An id for a record that has no number of its own: the words of an ASCII title.
fn from_title(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .take(6)
        .collect();
    words.join("-")
}

fn policy(form: &mut Form) -> Result<Files, Failure> {
    let table = fields::POLICY;
    let title = form.needed(table, "title", None)?;
    let number = form.value(table, "number", None)?;
    let issuers = form.needed(table, "issuers", None)?;
    let today = form.today.clone();
    let made = form.needed(table, "made_on", Some(&today))?;
    let published = form.needed(table, "published_on", Some(&today))?;
    let effective = form.value(table, "effective_from", None)?;
    let text = form.text("text", "The text", "正文")?;
    let id = form.id(from_title(&title))?;
    let mut yaml = format!("title: {}\n", quoted(&title));
    if let Some(number) = number {
        yaml.push_str(&format!("number: {}\n", quoted(&number)));
    }
    yaml.push_str(&format!("issuers: {}\nmade_on: {made}\npublished_on: {published}\n", list(&issuers)));
    if let Some(effective) = effective {
        yaml.push_str(&format!("effective_from: {effective}\n"));
    }
    Ok(vec![
        (format!("content/policies/{id}/policy.yaml"), yaml),
        (format!("content/policies/{id}/edition-1.md"), format!("---\non: {made}\n---\n{text}\n")),
    ])
}

fn dataset(form: &mut Form) -> Result<Files, Failure> {
    let table = fields::DATASET;
    let title = form.needed(table, "title", None)?;
    let description = form.needed(table, "description", None)?;
    let department = form.needed(table, "department", None)?;
    let today = form.today.clone();
    let published = form.needed(table, "published_on", Some(&today))?;
    let id = form.id(from_title(&title))?;
    let yaml = format!(
        "title: {}\ndescription: {}\ndepartment: {department}\npublished_on: {published}\ntables:\n  - file: data.csv\n",
        quoted(&title),
        quoted(&description)
    );
    let csv = form.text("data", "The table, first row with the names of the columns", "表格内容，首行为列名")?;
    let csv = if csv.is_empty() { "month,value\n2026-01,0\n".to_owned() } else { csv + "\n" };
    Ok(vec![
        (format!("content/statistics/{id}/dataset.yaml"), yaml),
        (format!("content/statistics/{id}/data.csv"), csv),
    ])
}

fn digest(form: &mut Form) -> Result<Files, Failure> {
    let table = fields::DIGEST;
    let title = form.needed(table, "title", None)?;
    let topic = form.needed(table, "topic", None)?;
    let from = form.needed(table, "from", None)?;
    let to = form.needed(table, "to", None)?;
    let text = form.text("text", "What was said and what was improved", "意见汇总和改进情况")?;
    let id = form.id(from_title(&title))?;
    let file = format!("---\ntitle: {}\ntopic: {topic}\nfrom: {from}\nto: {to}\n---\n{text}\n", quoted(&title));
    Ok(vec![(format!("content/digests/{id}.md"), file)])
}

fn page(form: &mut Form) -> Result<Files, Failure> {
    let title = form.needed(fields::PAGE, "title", None)?;
    let text = form.text("text", "The text", "正文")?;
    let id = form.id(from_title(&title))?;
    Ok(vec![(format!("content/pages/{id}.md"), format!("---\ntitle: {}\n---\n{text}\n", quoted(&title)))])
}

/// Makes the file of a translation, with the digest of the text it is of; an existing one
/// gets the new digest when its text has been brought up to date.
fn translate(arguments: &Arguments, site: &Site, file: &Path, lang: &str) -> Result<Exit, Failure> {
    if !site.config.languages.iter().any(|l| l.code == lang) {
        return Err(Failure::new(say(
            site.tongue,
            format!("`{lang}` is no language of this site"),
            format!("本站没有语言 `{lang}`"),
        ))
        .hint("site-config.yaml: languages"));
    }
    let inside = site::within(&site.host, &arguments.root, file).unwrap_or_else(|| file.to_owned());
    let inside = inside.as_path();
    let text = decode(&site.host.read(&arguments.root.join(inside))?).text;
    let name = inside.to_string_lossy().replace('\\', "/");
    let Some(parts) = front_matter::split(&text) else {
        return Err(Failure::new(say(
            site.tongue,
            format!("{name} has no front matter"),
            format!("{name} 没有文件头"),
        )));
    };
    let of = translations::of(&Body::new(&name, &text, &parts.body));
    let target = format!("{}.{lang}.md", name.trim_end_matches(".md"));
    if site.host.what(&arguments.root.join(&target)).is_some() {
        let old = decode(&site.host.read(&arguments.root.join(&target))?).text;
        let renewed: Vec<String> =
            old.lines().map(|l| if l.starts_with("of:") { format!("of: \"{of}\"") } else { l.to_owned() }).collect();
        site.host.write(&arguments.root.join(&target), (renewed.join("\n") + "\n").as_bytes())?;
        printed(&target)?;
        return Ok(Exit::Fine);
    }
    let body = &text[parts.body];
    let made = format!("---\ntitle: \"\"\ntranslator: \"\"\nof: \"{of}\"\n---\n{}", body.trim_start_matches('\n'));
    write(arguments, site, &[(target, made)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_headings_are_escaped() {
        assert_eq!(escaped("## Reply\nfine\n---\n#1 shop"), "\\## Reply\nfine\n\\---\n\\#1 shop");
    }

    #[test]
    fn yaml_reads_back_what_was_quoted() {
        for text in
            ["Street lights out", "a: b", "- x", "yes", "12", "关于路灯的问题：何时修", "“引号”", "# no", "it's \"so\""]
        {
            let back: crate::yaml::Node = serde_yaml::from_str(&format!("t: {}", quoted(text))).unwrap();
            assert_eq!(back.text("t"), Some(text));
        }
    }
}
