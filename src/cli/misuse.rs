//! Wrong use, said in our own words: the argument parser speaks English only.

use std::io::Write;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::console::{Console, Exit, Stop};
use crate::source::{Text, closest};

/// The commands.
const COMMANDS: [&str; 25] = [
    "new", "check", "fmt", "prove", "cliffs", "assess", "explain", "what-if", "run", "test", "coverage",
    "mutate", "diff", "impact", "verify", "record", "review", "report", "sample", "form", "collect",
    "flatten", "doc", "code", "lsp",
];

/// Help and version are results; everything else is wrong use.
pub(super) fn answer(error: &Error, console: &mut Console) -> Result<Exit, Stop> {
    let kind = error.kind();
    if kind == ErrorKind::DisplayHelp || kind == ErrorKind::DisplayVersion {
        console.out.write_all(error.render().to_string().as_bytes())?;
        return Ok(Exit::Fine);
    }
    Err(Stop::Misuse(with_hint(sentence(error))))
}

/// A command that is not there.
pub(super) fn not_a_command(name: &str) -> Text {
    let suggestion = closest(name, COMMANDS);
    let text = Text::new(format!("没有命令 {name}"), format!("there is no command {name}"));
    with_hint(suggested(text, suggestion))
}

/// Nothing was asked for.
pub(super) fn no_command() -> Text {
    with_hint(Text::new("请给出命令", "a command is needed"))
}

fn with_hint(text: Text) -> Text {
    Text::new(text.zh + "\n用法见 kaocheng --help", text.en + "\nsee kaocheng --help")
}

fn suggested(text: Text, suggestion: Option<&str>) -> Text {
    match suggestion {
        Some(name) => {
            Text::new(format!("{}; 是不是 {name}?", text.zh), format!("{}; did you mean {name}?", text.en))
        }
        None => text,
    }
}

fn sentence(error: &Error) -> Text {
    let said = |kind| context(error, kind);
    let arg = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    let kind = error.kind();
    let text = if kind == ErrorKind::UnknownArgument {
        Text::new(format!("不认识 {arg}"), format!("{arg} is not known"))
    } else if kind == ErrorKind::MissingRequiredArgument {
        Text::new(format!("还缺 {arg}"), format!("{arg} is needed"))
    } else if kind == ErrorKind::InvalidValue && value.is_empty() {
        Text::new(format!("{arg} 后面要有值"), format!("{arg} needs a value"))
    } else if kind == ErrorKind::InvalidValue || kind == ErrorKind::ValueValidation {
        let valid = said(ContextKind::ValidValue);
        let (zh, en) = match valid.as_str() {
            "" => (String::new(), String::new()),
            valid => (format!(", 可以是 {valid}"), format!("; it can be {valid}")),
        };
        Text::new(format!("{arg} 不能是“{value}”{zh}"), format!("{arg} cannot be “{value}”{en}"))
    } else if kind == ErrorKind::TooManyValues {
        Text::new(format!("“{value}”是多余的"), format!("“{value}” is one too many"))
    } else if kind == ErrorKind::ArgumentConflict {
        match said(ContextKind::PriorArg) {
            other if other.is_empty() || other == arg => {
                Text::new(format!("{arg} 只能给一次"), format!("{arg} can be given only once"))
            }
            other => Text::new(
                format!("{arg} 与 {other} 不能同时用"),
                format!("{arg} cannot be used together with {other}"),
            ),
        }
    } else if kind == ErrorKind::MissingSubcommand {
        Text::new("请给出命令", "a command is needed")
    } else {
        Text::new("用法不对", "wrong use")
    };
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedValue].map(said);
    let suggestion = suggestion.iter().find(|text| !text.is_empty());
    suggested(text, suggestion.map(String::as_str))
}

fn context(error: &Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    text.replace("...", "…")
}
