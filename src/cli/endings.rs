//! The form of a result: what `--format` says, or the ending of the file it goes to.

use std::path::Path;

use super::console::Stop;
use crate::source::Text;

/// The forms of a result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// For people.
    Text,
    Json,
    Csv,
    Workbook,
    Html,
    Docx,
    Arrow,
}

/// The endings of the files that a command can write.
#[derive(Clone, Copy)]
pub(super) struct Endings {
    pub(super) ready: &'static [(&'static str, Form)],
}

impl Endings {
    /// `--format`, or the ending of the file; they must not contradict each other. For people, if nothing is said.
    pub(super) fn form(self, typed: Option<&str>, out: Option<&Path>) -> Result<Form, Stop> {
        let typed = typed.map(|typed| match typed {
            "json" => Form::Json,
            "csv" => Form::Csv,
            "html" => Form::Html,
            "docx" => Form::Docx,
            _ => Form::Text,
        });
        let Some(out) = out else { return Ok(typed.unwrap_or(Form::Text)) };
        let by_ending = self.of(out)?;
        match typed {
            Some(typed) if typed != by_ending => Err(Stop::Misuse(Text::new(
                format!("--format 与 {} 的结尾不一致", out.display()),
                format!("--format contradicts the ending of {}", out.display()),
            ))),
            Some(_) | None => Ok(by_ending),
        }
    }

    /// The form that the ending of a file names.
    pub(super) fn of(self, out: &Path) -> Result<Form, Stop> {
        let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
        match self.ready.iter().find(|(ready, _)| *ready == ending) {
            Some((_, Form::Arrow)) if cfg!(not(feature = "arrow")) => return Err(without_arrow()),
            Some((_, form)) => return Ok(*form),
            None => {}
        }
        let ready: Vec<String> = self.ready.iter().map(|(ready, _)| format!(".{ready}")).collect();
        let ready = ready.join(" ");
        Err(Stop::Misuse(Text::new(
            format!("{} 的结尾看不出形式, 可以用 {ready}", out.display()),
            format!("the ending of {} names no form; use one of {ready}", out.display()),
        )))
    }
}

/// Arrow is a matter of how the program was built.
fn without_arrow() -> Stop {
    Stop::Misuse(Text::new(
        "这个程序编译时没有带 Arrow; 用 cargo install --path . --features arrow 重新安装, 或改用 .csv",
        "this program was built without Arrow: install it with cargo install --path . --features arrow, or use .csv",
    ))
}
