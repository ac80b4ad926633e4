//! `gongkai new`: a record's files, asked for field by field or given with `--set`; and what is added
//! to one that is there.
//!
//! The questions are keys of the record's table ([`crate::record::fields`]). What a citizen wrote is
//! pasted as it is: marks that Markdown would take for a heading are escaped, so that no question
//! can forge a reply. What must hold: nothing that was typed is lost ([`draft`]), and no file is
//! written over.

mod additions;
mod console;
mod dataset;
mod draft;
mod form;
mod pick;
mod records;
#[cfg(test)]
mod tests;
mod withdrawal;
mod yaml;

pub use additions::file_of_record;

use self::additions::Adder;
use self::console::{Console, Terminal};
use self::draft::Kept;
use self::form::Form;
use self::records::{Files, Maker};
use super::args::{Arguments, DepartmentOptions, EditOptions, Kind, NewOptions};
use super::site::{self, Opened, Site, say};
use super::{Exit, Failure, terminal};
use crate::config::Config;
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::escape::terminal::inline;
use crate::host::{Host, disk};
use clap::ValueEnum as _;
use std::io::IsTerminal as _;
use std::path::Path;

/// Makes a record, or adds to one.
pub fn run(arguments: &Arguments, options: &NewOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let today = site.config.as_of.unwrap_or_else(|| disk::today(&site.config.timezone)).to_string();
    // A file is named from where the person stands.
    let mut options = options.clone();
    if let Some(file) = options.target.as_ref().and_then(|t| site::within(&site.host, &arguments.root, Path::new(t))) {
        let there = site.host.what(&arguments.root.join(&file)).is_some();
        options.target = if there { Some(file.to_string_lossy().replace('\\', "/")) } else { options.target };
    }
    let options = &options;
    let here = Here { host: &site.host, root: &arguments.root, config: &site.config, tongue: site.tongue, today };
    let files = make(&here, options, &mut Terminal, std::io::stdin().is_terminal())?;
    for (path, _) in &files {
        terminal::result(&format!("{}\n", inline(path)))?;
    }
    next(&files, site.tongue);
    Ok(Exit::Fine)
}

/// Renames, merges or closes a department.
pub fn department(arguments: &Arguments, options: &DepartmentOptions) -> Result<Exit, Failure> {
    let DepartmentOptions { end, department, set, id } = options.clone();
    let kind = Some(Kind::Department(end));
    run(arguments, &NewOptions { kind, target: Some(department), go_on: false, id, set, to: None })
}

/// Opens a record in the editor.
pub fn edit(arguments: &Arguments, options: &EditOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let Site { host, config, tongue } = site;
    let reference = pick::reference(&host, &arguments.root, &config);
    let exists = |path: &str| host.what(&arguments.root.join(path)).is_some();
    let Some(file) = additions::file_of(&options.record, &reference, &exists) else {
        let named = &options.record;
        return Err(Failure::new(say(tongue, format!("there is no record `{named}`"), format!("没有记录 `{named}`")))
            .hint(say(
                tongue,
                "name its id (urban-260302-1), its file, or a link such as policy:noise".to_owned(),
                "请写标识（urban-260302-1）、文件，或 policy:noise 这样的链接".to_owned(),
            )));
    };
    if Terminal.editor().is_some() && std::io::stdin().is_terminal() {
        Terminal.edit(&arguments.root.join(&file))?;
    }
    terminal::result(&format!("{}\n", inline(&file)))?;
    Ok(Exit::Fine)
}

/// Where a record is made.
struct Here<'h> {
    host: &'h dyn Host,
    root: &'h Path,
    config: &'h Config,
    tongue: Tongue,
    today: String,
}

fn make(here: &Here<'_>, options: &NewOptions, console: &mut dyn Console, terminal: bool) -> Result<Files, Failure> {
    let Here { host, root, config, tongue, ref today } = *here;
    let (kept, kind, target) = begun(here, options)?;
    let asks = terminal && options.set.is_empty();
    if asks && !options.go_on && Kept::last(host, root)?.is_some() {
        console.say(&say(
            tongue,
            "An unfinished record is kept: `gongkai new --continue` goes on with it.".to_owned(),
            "有一份未完成的记录，可用 `gongkai new --continue` 接着填写。".to_owned(),
        ));
    }
    let site = pick::reference(host, root, config);
    let mut form = Form::new((host, root), console, (tongue, today.clone()), (kept, asks));
    let form = &mut form;
    let given = target;
    let target = || {
        given.clone().ok_or_else(|| {
            let word = kind.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
            let what = say(
                tongue,
                format!("`new {word}` adds to a record: name it"),
                format!("`new {word}` 是在已有记录上添加，请指明记录"),
            );
            Failure::new(what).hint(format!("gongkai new {word} urban-260302-1"))
        })
    };
    let files = match kind {
        Kind::Event => Adder { form, site: &site, config }.event(&target()?)?,
        Kind::Correction => Adder { form, site: &site, config }.correction(&target()?)?,
        Kind::Withdrawal => Adder { form, site: &site, config }.withdrawal(&target()?)?,
        Kind::Schedule => Adder { form, site: &site, config }.schedule(&target()?)?,
        Kind::Department(end) => Adder { form, site: &site, config }.department(&target()?, end)?,
        Kind::Edition => Adder { form, site: &site, config }.edition(&target()?)?,
        Kind::Translation => Adder { form, site: &site, config }.translation(&target()?, options.to.as_deref())?,
        Kind::Reply | Kind::Policy | Kind::Dataset | Kind::Digest | Kind::Page => {
            let mut maker = Maker { form, site: &site, config };
            let files = match kind {
                Kind::Policy => maker.policy()?,
                Kind::Dataset => match &given {
                    Some(file) => maker.dataset_from(file, &table_at(here, file)?)?,
                    None => maker.dataset()?,
                },
                Kind::Digest => maker.digest()?,
                Kind::Page => maker.page()?,
                _ => maker.reply()?,
            };
            maker.free(&files)?;
            files
        }
    };
    if let Some(key) = form.unused().first() {
        let what = form.words(format!("`{key}` is no key of this record"), format!("这类记录没有 `{key}` 这一项"));
        return Err(Failure::new(what).hint(
            form.words("`gongkai schema` lists all keys".to_owned(), "用 `gongkai schema` 查看全部字段".to_owned()),
        ));
    }
    for (path, text) in &files {
        // What is there stays whole until the new file is.
        let new = root.join(".gongkai/new");
        host.write(&new, text.as_bytes())?;
        host.rename(&new, &root.join(path))?;
    }
    form.done()?;
    Ok(files)
}

/// Reads a table that a dataset is made from, by where the person stands or by its place in the site.
fn table_at(here: &Here<'_>, file: &str) -> Result<Vec<u8>, Failure> {
    let own = here.root.join(file);
    let path = if here.host.what(&own).is_some() { own } else { Path::new(file).to_owned() };
    here.host.read(&path).map_err(|error| {
        Failure::new(format!("{file}: {error}")).hint(say(
            here.tongue,
            "name a CSV or XLSX file: gongkai new dataset lamps.csv".to_owned(),
            "请写 CSV 或 XLSX 文件，如 gongkai new dataset lamps.csv".to_owned(),
        ))
    })
}

/// What is made, and what is known of it: from a draft, or from the command line.
fn begun(here: &Here<'_>, options: &NewOptions) -> Result<(Kept, Kind, Option<String>), Failure> {
    let tongue = here.tongue;
    if options.go_on {
        let kept = Kept::last(here.host, here.root)?.ok_or_else(|| {
            Failure::new(say(tongue, "no unfinished record is kept".to_owned(), "没有未完成的记录".to_owned()))
                .hint("gongkai new reply")
        })?;
        let kind = Kind::from_str(&kept.draft.kind, true).map_err(Failure::new)?;
        let target = kept.draft.target.clone();
        return Ok((kept, kind, target));
    }
    let kind = options.kind.ok_or_else(|| {
        let kinds: Vec<String> = Kind::value_variants()
            .iter()
            .filter_map(|kind| Some(kind.to_possible_value()?.get_name().to_owned()))
            .collect();
        Failure::new(say(tongue, "say what to make".to_owned(), "请指明要新建什么".to_owned()))
            .hint(format!("gongkai new {}", kinds.join(" | ")))
    })?;
    let word = kind.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    let mut kept = Kept::begin(here.host, here.root, &word, options.target.as_deref());
    for pair in &options.set {
        let (key, value) = pair.split_once('=').ok_or_else(|| {
            Failure::new(say(tongue, format!("`--set {pair}` has no `=`"), format!("`--set {pair}` 缺少“=”")))
                .hint("--set title=\"Street lights out\"")
        })?;
        kept.draft.answers.insert(key.trim().to_owned(), value.trim().to_owned());
    }
    if let Some(id) = &options.id {
        kept.draft.answers.insert("id".to_owned(), id.clone());
    }
    Ok((kept, kind, options.target.clone()))
}

/// Says what to do next.
fn next(files: &Files, tongue: Tongue) {
    let Some((path, _)) = files.first() else { return };
    let path = inline(path);
    terminal::say(&say(
        tongue,
        format!("Written. Next:\n  gongkai check\n  git add content && git commit -m \"{path}\" && git push"),
        format!("已写入。接下来：\n  gongkai check\n  git add content && git commit -m \"{path}\" && git push"),
    ));
}
