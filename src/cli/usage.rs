//! What clap says, in the language of the reader: help, and faults of usage.
//!
//! English is clap's own. In Chinese the words of each command and option come from the second
//! paragraph of its comment in [`super::args`], and the phrases of clap from here.

use super::args::Arguments;
use crate::diagnostic::Tongue;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _};

/// Returns the command line with its help in a language.
pub fn command(tongue: Tongue) -> Command {
    let mut command = spoken(Arguments::command(), tongue);
    // This adds help and version; `help` of a command then is one more command.
    command.build();
    match tongue {
        Tongue::English => command,
        Tongue::Chinese => added(command),
    }
}

/// Puts the words of ours into one language: the paragraph in another one goes.
fn spoken(command: Command, tongue: Tongue) -> Command {
    let about = words(command.get_about(), command.get_long_about(), tongue);
    let command = command.about(about).long_about(None);
    let command = match tongue {
        Tongue::English => command,
        Tongue::Chinese => {
            command.help_template(TEMPLATE).subcommand_help_heading("命令").subcommand_value_name("命令")
        }
    };
    command.mut_args(|arg| option(arg, tongue)).mut_subcommands(|inner| spoken(inner, tongue))
}

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

fn option(arg: Arg, tongue: Tongue) -> Arg {
    let mut text = words(arg.get_help(), arg.get_long_help(), tongue);
    if tongue == Tongue::English {
        return arg.help(text).long_help(None);
    }
    let takes_value = arg.get_action().takes_values();
    let names: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if takes_value && !names.is_empty() {
        text.push_str(&format!("（可选：{}）", names.join("、")));
    }
    let default: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && !default.is_empty() && !arg.is_hide_default_value_set() {
        text.push_str(&format!("（缺省为 {}）", default.join(" ")));
    }
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let arg = arg.help(text).long_help(None).help_heading(heading);
    if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
}

/// The paragraph of a comment in a language.
fn words(short: Option<&StyledStr>, long: Option<&StyledStr>, tongue: Tongue) -> String {
    let english = short.map(ToString::to_string).unwrap_or_default();
    let paragraphs = long.map(ToString::to_string).unwrap_or_default();
    match (tongue, paragraphs.split("\n\n").nth(1)) {
        (Tongue::Chinese, Some(chinese)) => chinese.trim_end_matches('。').to_owned(),
        _ => english,
    }
}

/// Puts what clap has added into Chinese.
fn added(command: Command) -> Command {
    let command = if command.get_name() == "help" {
        command.about("显示本说明，或某个命令的帮助").help_template(TEMPLATE)
    } else {
        command
    };
    let arg = |arg: Arg| match arg.get_id().as_str() {
        "help" => arg.help("显示帮助").help_heading("选项"),
        "version" => arg.help("显示版本").help_heading("选项"),
        _ => arg,
    };
    command.mut_args(arg).mut_subcommands(added)
}

/// Returns a fault of usage in Chinese: what is wrong, what to write, and how the command is used.
pub fn chinese(error: &clap::Error, command: &Command) -> String {
    let one = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (arg, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let suggested = |kind| Some(one(kind)).filter(|text| !text.is_empty());
    let like = |text: String| format!("是不是要写“{text}”？");
    let mut hint = None;
    let fault = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            hint = suggested(ContextKind::SuggestedSubcommand).map(like);
            format!("没有“{}”这个命令", one(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => {
            hint = suggested(ContextKind::SuggestedArg).map(like);
            format!("没有“{arg}”这个选项或参数")
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}”后面要写一个值"),
        ErrorKind::InvalidValue => {
            hint = suggested(ContextKind::ValidValue).map(|list| format!("可选：{list}"));
            format!("“{arg}”不能是“{value}”")
        }
        ErrorKind::ValueValidation => {
            hint = Some(expected(&arg)).filter(|text| !text.is_empty()).map(str::to_owned);
            format!("“{arg}”不能是“{value}”")
        }
        ErrorKind::ArgumentConflict => format!("“{arg}”不能与“{}”同时使用", one(ContextKind::PriorArg)),
        ErrorKind::MissingRequiredArgument => {
            let words = possible(command, &arg);
            hint = (!words.is_empty()).then(|| format!("可选：{}", words.join("、")));
            format!("还缺少：{arg}")
        }
        ErrorKind::MissingSubcommand => "没有写要执行的命令".to_owned(),
        ErrorKind::InvalidUtf8 => "参数不是文字（UTF-8）".to_owned(),
        ErrorKind::NoEquals => format!("“{arg}”和它的值之间要写等号"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{arg}”的值数目不对")
        }
        _ => "命令写得不对".to_owned(),
    };
    let mut text = format!("错误: {fault}\n");
    if let Some(hint) = hint {
        text.push_str(&format!("  = 建议: {hint}\n"));
    }
    let usage = one(ContextKind::Usage);
    let usage = usage.trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        text.push_str(&format!("\n用法：{usage}\n"));
    }
    put(text + "\n加 --help 查看说明。\n", Tongue::Chinese)
}

/// Puts the one word of clap that no setting changes into a language.
pub fn put(text: String, tongue: Tongue) -> String {
    match tongue {
        Tongue::English => text,
        Tongue::Chinese => text.replace("[OPTIONS]", "[选项]"),
    }
}

/// The words that an argument may be, by the name that clap shows for it.
fn possible(command: &Command, shown: &str) -> Vec<String> {
    let named = |arg: &&Arg| arg.to_string() == shown && arg.get_action().takes_values();
    let here = command.get_arguments().find(named).map(Arg::get_possible_values).unwrap_or_default();
    let here: Vec<String> = here.iter().map(|value| value.get_name().to_owned()).collect();
    if !here.is_empty() {
        return here;
    }
    command.get_subcommands().map(|inner| possible(inner, shown)).find(|words| !words.is_empty()).unwrap_or_default()
}

/// What an option takes whose values are read by a rule of ours.
fn expected(arg: &str) -> &'static str {
    match arg.split_whitespace().next().unwrap_or_default() {
        "--lang" => "提示有中文（zh）和英文（en）",
        "--as-of" => "日期写成 2026-03-02 的样子，且须是日历上有的日子",
        "--port" => "端口是 0 到 65535 的数",
        "--jobs" => "线程数是一个正整数",
        _ => "",
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(list) => list.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(command: &Command, found: &mut Vec<(String, String)>) {
        let of = command.get_name();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        found.push((of.to_owned(), about));
        for arg in command.get_arguments() {
            found.push((format!("{of} {}", arg.get_id()), arg.get_help().map(ToString::to_string).unwrap_or_default()));
        }
        command.get_subcommands().for_each(|inner| all(inner, found));
    }

    #[test]
    fn every_command_and_option_has_words_in_both_languages() {
        for tongue in [Tongue::English, Tongue::Chinese] {
            let mut found = Vec::new();
            all(&command(tongue), &mut found);
            assert!(found.len() > 60);
            for (name, text) in found {
                let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert_eq!(chinese, tongue == Tongue::Chinese, "{name}: {text:?} in {tongue:?}");
                assert!(!text.is_empty(), "{name}");
            }
        }
    }
}
