//! `gongkai admin`: forms for a browser, written into a folder of the site.
//!
//! The files are made anew each time, so a key that is new is in the forms; what the city set is kept
//! in a file of its own. A folder with a page of somebody else is left alone.

use super::args::{AdminOptions, Arguments};
use super::site::{self, Opened, say};
use super::{Exit, Failure, git, terminal};
use crate::admin::forge::{self, Address, Software};
use crate::admin::{self, Forge, MARK, REGISTRY, VERSION};
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::escape::terminal::path as shown;
use crate::host::Host as _;
use crate::host::disk::Disk;
use std::path::{Path, PathBuf};

/// Writes the forms.
pub fn run(arguments: &Arguments, options: &AdminOptions) -> Result<Exit, Failure> {
    let site = match site::open(arguments, Format::Human)? {
        Opened::Site(site) => *site,
        Opened::Refused(exit) => return Ok(exit),
    };
    let (tongue, dir) = (site.tongue, arguments.root.join(&options.dir));
    free(&site.host, arguments, &dir, tongue)?;
    let forge = wanted(arguments, options, tongue)?;
    let repository = repository(&arguments.root, tongue);
    let prefix = repository.as_ref().map_or("", |repository| &repository.prefix);
    let folder = match &repository {
        Some(repository) => repository.folder.clone(),
        None => site.host.place(&arguments.root)?,
    };
    let folder = folder.file_name().map_or_else(|| "site".into(), |name| name.to_string_lossy().into_owned());
    let forms = admin::Site { config: &site.config, forge: forge.as_ref().ok(), folder: &folder, prefix };
    for (name, text) in admin::files(&forms) {
        let path = dir.join(name);
        if name != REGISTRY || site.host.what(&path).is_none() {
            site.host.write(&path, text.as_bytes())?;
        }
    }
    let fetched = site.host.read(&dir.join("version")).is_ok_and(|found| found.trim_ascii() == VERSION.as_bytes());
    terminal::prose(&told(&dir, options, site.config.base_path(), forge, fetched, tongue))?;
    if repository.is_none() {
        terminal::say(&say(
            tongue,
            "This folder is in no git repository yet. The forms open none but such: run `git init` first.".to_owned(),
            "这个文件夹还不在 git 仓库中，表单只能打开 git 仓库：请先运行 `git init`。".to_owned(),
        ));
    }
    Ok(Exit::Fine)
}

/// Refuses a folder that holds what the site is made from, or a page that is not ours.
fn free(host: &Disk, arguments: &Arguments, dir: &Path, tongue: Tongue) -> Result<(), Failure> {
    let place = host.place(dir)?;
    let sources = ["content", "themes", "public", ".git", ".gongkai"].map(|folder| arguments.root.join(folder));
    let taken = |folder: &PathBuf| host.place(folder).is_ok_and(|folder| place.starts_with(folder));
    let name = shown(dir);
    let other = || host.read(&dir.join("index.html")).is_ok_and(|page| !String::from_utf8_lossy(&page).contains(MARK));
    let wrong = if sources.iter().any(taken) || host.place(&arguments.root)?.starts_with(&place) {
        say(
            tongue,
            format!("{name} belongs to the site: forms cannot be written there"),
            format!("{name} 是网站自身的文件夹，不能把表单写到那里"),
        )
    } else if other() {
        say(
            tongue,
            format!("{name} holds a page that `gongkai admin` did not write"),
            format!("{name} 中已有不是 `gongkai admin` 写的网页"),
        )
    } else {
        return Ok(());
    };
    Err(Failure::new(wrong).hint(say(
        tongue,
        "name a folder of its own: `gongkai admin admin`".to_owned(),
        "请另选一个文件夹：`gongkai admin admin`".to_owned(),
    )))
}

/// Why changes go to no forge.
enum Local {
    Asked,
    NoRemote,
    /// A host whose software cannot be told from its name.
    Unknown(String),
}

fn wanted(arguments: &Arguments, options: &AdminOptions, tongue: Tongue) -> Result<Result<Forge, Local>, Failure> {
    if options.local {
        return Ok(Err(Local::Asked));
    }
    let address = match &options.repository {
        Some(text) => forge::address(text).ok_or_else(|| {
            Failure::new(say(
                tongue,
                format!("`{text}` is not the address of a repository"),
                format!("“{text}”不是仓库的地址"),
            ))
            .hint(say(
                tongue,
                "write it as https://git.city.example/team/site".to_owned(),
                "写成 https://git.city.example/team/site 的样子".to_owned(),
            ))
        })?,
        None => match origin(&arguments.root, tongue) {
            Some(address) => address,
            None if options.forge.is_some() => {
                return Err(Failure::new(say(
                    tongue,
                    "the repository has no remote `origin` that a forge keeps".to_owned(),
                    "仓库没有设置位于代码平台上的远程仓库 `origin`".to_owned(),
                ))
                .hint(say(
                    tongue,
                    "name it: --repository https://git.city.example/team/site".to_owned(),
                    "请写明：--repository https://git.city.example/team/site".to_owned(),
                )));
            }
            None => return Ok(Err(Local::NoRemote)),
        },
    };
    let Address { host, origin, repository } = address;
    let named = options.forge.map(Software::from).or_else(|| forge::known(&host));
    Ok(named.map(|software| Forge { software, origin, repository }).ok_or(Local::Unknown(host)))
}

/// The repository that a site lies in.
struct Repository {
    folder: PathBuf,
    /// Path of the site in it, with `/` at the end.
    prefix: String,
}

fn repository(root: &Path, tongue: Tongue) -> Option<Repository> {
    let said = git::git(root, &["rev-parse", "--show-toplevel", "--show-prefix"], tongue).ok()?;
    let text = String::from_utf8(said.stdout).ok().filter(|_| said.status.success())?;
    let mut lines = text.lines();
    Some(Repository { folder: lines.next()?.into(), prefix: lines.next().unwrap_or_default().to_owned() })
}

fn origin(root: &Path, tongue: Tongue) -> Option<Address> {
    let said = git::git(root, &["remote", "get-url", "origin"], tongue).ok()?;
    forge::address(&String::from_utf8_lossy(&said.stdout)).filter(|_| said.status.success())
}

fn told(
    dir: &Path,
    options: &AdminOptions,
    base: &str,
    forge: Result<Forge, Local>,
    fetched: bool,
    tongue: Tongue,
) -> String {
    let at = shown(dir);
    let name = shown(&options.dir);
    let where_to = match &forge {
        Ok(forge) => {
            let Forge { origin, repository, .. } = forge;
            say(
                tongue,
                format!("Changes are kept in the folder on your machine, or sent to {origin}/{repository} ({}) by who signs in there with an access token.", forge.name()),
                format!("改动保存在本机文件夹；用访问令牌登录的人也可以直接发往 {origin}/{repository}（{}）。", forge.name()),
            )
        }
        Err(Local::Unknown(host)) => say(
            tongue,
            format!("Changes are kept in the folder on your machine. What forge {host} is cannot be told from its name: add --forge github, gitlab, gitea or forgejo to send changes there."),
            format!("改动保存在本机文件夹。从名称看不出 {host} 是哪种代码平台：要直接发往那里，请加 --forge github、gitlab、gitea 或 forgejo。"),
        ),
        Err(Local::NoRemote) => say(
            tongue,
            "Changes are kept in the folder on your machine. To send them to a forge, name the repository with --repository.".to_owned(),
            "改动保存在本机文件夹。要直接发往代码平台，请用 --repository 写明仓库地址。".to_owned(),
        ),
        Err(Local::Asked) => {
            say(tongue, "Changes are kept in the folder on your machine.".to_owned(), "改动保存在本机文件夹。".to_owned())
        }
    };
    let get = if fetched {
        String::new()
    } else {
        say(
            tongue,
            format!("  sh {name}/get-sveltia    get the program of the forms (Sveltia CMS {VERSION}) from npm, once\n"),
            format!("  sh {name}/get-sveltia    从 npm 取得表单程序（Sveltia CMS {VERSION}），只需一次\n"),
        )
    };
    let serve = if options.dir == Path::new("admin") {
        say(
            tongue,
            format!("  gongkai serve            then open http://localhost:3000{base}admin/ in Chrome or Edge\n"),
            format!("  gongkai serve            再用 Chrome 或 Edge 打开 http://localhost:3000{base}admin/\n"),
        )
    } else {
        say(
            tongue,
            format!("  put {name} on a web server; `gongkai serve` shows forms from the folder admin only\n"),
            format!("  把 {name} 放到网页服务器上；`gongkai serve` 只显示 admin 文件夹中的表单\n"),
        )
    };
    say(
        tongue,
        format!("Wrote the forms to {at}. Next:\n{get}{serve}{where_to}\n"),
        format!("已把表单写到 {at}。接下来：\n{get}{serve}{where_to}\n"),
    )
}
