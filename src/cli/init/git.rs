//! The repository of a new site: made, and the files committed, unless one is there already.

use super::super::git::{git, run};
use super::super::site::say;
use crate::diagnostic::Tongue;
use std::path::Path;

/// What became of the repository, in words that end the message of `init`.
pub fn keep(dir: &Path, files: &[String], tongue: Tongue) -> String {
    match made(dir, files, tongue) {
        Ok(Kept::Committed { named: true }) => String::new(),
        Ok(Kept::Committed { named: false }) => say(
            tongue,
            "The first commit has no author of yours: tell git who you are with\n  git config --global user.name \"…\"\n  git config --global user.email \"…\"\n".to_owned(),
            "第一次提交没有写您的姓名，请告诉 git 您是谁：\n  git config --global user.name \"…\"\n  git config --global user.email \"…\"\n".to_owned(),
        ),
        Ok(Kept::Inside) => say(
            tongue,
            "The folder lies in a git repository: nothing was committed, and its CI files count at the top of a repository only.\n".to_owned(),
            "文件夹在一个 git 仓库里：没有提交；CI 文件只有放在仓库最上层才起作用。\n".to_owned(),
        ),
        Err(why) => say(
            tongue,
            format!("No git repository was made: {why}. The site works without; to publish it, install git and run in its folder\n  git init -b main && git add -A && git commit -m \"The new site\"\n"),
            format!("没有建立 git 仓库：{why}。网站照样能用；要公开时，安装 git，在网站的文件夹中运行\n  git init -b main && git add -A && git commit -m \"新网站\"\n"),
        ),
    }
}

enum Kept {
    /// `named`: with the name that git knows.
    Committed {
        named: bool,
    },
    Inside,
}

fn made(dir: &Path, files: &[String], tongue: Tongue) -> Result<Kept, String> {
    if git(dir, &["rev-parse", "--is-inside-work-tree"], tongue)?.status.success() {
        return Ok(Kept::Inside);
    }
    run(dir, &["init", "--quiet"], tongue)?;
    // An older git knows no `init -b`.
    run(dir, &["symbolic-ref", "HEAD", "refs/heads/main"], tongue)?;
    let named = |key: &str| git(dir, &["config", key], tongue).map(|said| said.status.success());
    let named = named("user.name")? && named("user.email")?;
    let paths: Vec<&str> = ["add", "--force", "--"].into_iter().chain(files.iter().map(String::as_str)).collect();
    run(dir, &paths, tongue)?;
    let message = say(tongue, "The new site".to_owned(), "新网站".to_owned());
    let author = ["-c", "user.name=gongkai", "-c", "user.email=gongkai@localhost"];
    let commit = ["-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", "-m", &message];
    let author = if named { &[][..] } else { &author[..] };
    run(dir, &[author, &commit].concat(), tongue)?;
    Ok(Kept::Committed { named })
}
