//! `gongkai archive`: packs a published folder for an archive.

use super::args::{ArchiveFormat, ArchiveOptions, Arguments};
use super::{Exit, Failure, site, terminal};
use crate::archive::{self, ArchiveError, Form, Published};
use crate::diagnostic::Tongue;
use crate::escape::terminal::inline;
use crate::host::disk::Disk;

/// Packs it.
pub fn run(arguments: &Arguments, tongue: Tongue, options: &ArchiveOptions) -> Result<Exit, Failure> {
    let say = |en: String, zh: String| site::say(tongue, en, zh);
    let form = match (options.format, options.links) {
        (ArchiveFormat::Bagit, false) => Form::Bag,
        (ArchiveFormat::Bagit, true) => Form::Links,
        (ArchiveFormat::Wacz, false) => Form::Wacz,
        (ArchiveFormat::Zip, false) => Form::Zip,
        (ArchiveFormat::Wacz | ArchiveFormat::Zip, true) => {
            return Err(Failure::new(say(
                "only a bag can be a list of links".to_owned(),
                "只有 BagIt 包可以只列网址".to_owned(),
            ))
            .hint(say(
                "leave out --links, or take --format bagit".to_owned(),
                "去掉 --links，或用 --format bagit".to_owned(),
            )));
        }
    };
    let disk = Disk::default();
    let folder = arguments.root.join(&options.output);
    let published = match Published::open(&disk, &folder) {
        Ok(published) => published,
        Err(error) => return not_packed(error, tongue),
    };
    let to = match &options.to {
        Some(to) => to.clone(),
        None => format!("{}{}", published.facts.name(), form.ending()).into(),
    };
    let length = match archive::pack(&disk, &published, form, &to) {
        Ok(length) => length,
        Err(error) => return not_packed(error, tongue),
    };
    for path in &published.left_out {
        terminal::say(&say(
            format!("left out, as the build did not make it: {}", inline(path)),
            format!("未装入，因为不是本程序生成的：{}", inline(path)),
        ));
    }
    let files = published.files.len();
    terminal::prose(&say(
        format!("{}: {}, {}\n", to.display(), site::count(files, "file"), size(length)),
        format!("{}：{files} 个文件，{}\n", to.display(), size(length)),
    ))?;
    Ok(Exit::Fine)
}

fn not_packed(error: ArchiveError, tongue: Tongue) -> Result<Exit, Failure> {
    let (file, en, zh) = match error {
        ArchiveError::Io(error) => return Err(error.into()),
        ArchiveError::Fault { file, en, zh } => (file, en, zh),
    };
    let say = |en: String, zh: String| site::say(tongue, en, zh);
    if file.is_empty() {
        return Err(Failure::new(say(en, zh)).hint(say(
            "run `gongkai build` first, or name the folder of the site with --output".to_owned(),
            "先运行 gongkai build，或用 --output 指定网站所在的文件夹".to_owned(),
        )));
    }
    let failure = Failure::new(say(format!("{file}: {en}"), format!("{file}：{zh}"))).hint(say(
        "nothing was packed; build or mirror the site again, then pack it".to_owned(),
        "没有生成存档包；请重新生成或镜像网站，再打包".to_owned(),
    ));
    super::failed(&failure, tongue);
    Ok(Exit::Content)
}

/// A length for people.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}
