//! `gongkai completions` and `gongkai schema`: what shells and editors read.

use super::args::{Arguments, CompletionsOptions, SchemaOptions};
use super::{Exit, Failure, site, terminal, usage};
use crate::config;
use crate::diagnostic::Tongue;
use crate::host::disk::Disk;
use crate::record::schema;
use crate::spelling::slip;

/// Prints the script of a shell.
pub fn run(tongue: Tongue, options: &CompletionsOptions) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut usage::command(tongue), "gongkai", &mut script);
    terminal::result(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}

/// Prints the schema of a kind of file, or all kinds.
pub fn schema(arguments: &Arguments, tongue: Tongue, options: &SchemaOptions) -> Result<Exit, Failure> {
    let Some(name) = options.kind.as_deref() else {
        let line = |kind: &schema::Kind| format!("{:<12} {}\n", kind.name, kind.files);
        terminal::result(&schema::KINDS.iter().map(line).collect::<String>())?;
        return Ok(Exit::Fine);
    };
    let Some(kind) = schema::KINDS.iter().find(|kind| kind.name == name) else {
        let near = slip(name, schema::KINDS.iter().map(|kind| kind.name));
        return Err(Failure::new(site::say(
            tongue,
            format!("there is no kind of file `{name}`"),
            format!("没有“{name}”这类文件"),
        ))
        .hint(site::say(
            tongue,
            near.map_or_else(String::new, |near| format!("if you mean `{near}`, write that; "))
                + "`gongkai schema` lists them all",
            near.map_or_else(String::new, |near| format!("如果是指 `{near}`，请改成它；"))
                + "用 `gongkai schema` 列出全部",
        )));
    };
    let config = crate::host::Host::read(&Disk::default(), &arguments.root.join(config::FILE)).ok();
    let config = config.and_then(|bytes| config::read(&bytes).0);
    let defaults = config.as_ref().and_then(|config| config.defaults.iter().find(|(of, _)| of == name));
    let filled: Vec<&str> =
        defaults.map_or(&[][..], |(_, node)| node.entries()).iter().map(|(key, _)| &**key).collect();
    let text = serde_json::to_string_pretty(&schema::of(kind, &filled, tongue)).map_err(Failure::new)?;
    terminal::result(&format!("{text}\n"))?;
    Ok(Exit::Fine)
}
