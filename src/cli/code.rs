//! `code`: the list of codes, or the page of one.

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use crate::source::{Code, Text, closest, pad};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let lang = console.lang;
    let Some(wanted) = asked.get_one::<String>("code") else {
        for &code in Code::ALL {
            let severity = pad(code.severity().word(lang), 8);
            console.line(&format!("{}  {severity}  {}", code.id(), code.title().get(lang)))?;
        }
        return Ok(Exit::Fine);
    };
    let code = Code::find(wanted).ok_or_else(|| Stop::Misuse(unknown(wanted)))?;
    console.line(code.page(lang).trim_end())?;
    Ok(Exit::Fine)
}

fn unknown(wanted: &str) -> Text {
    let near = closest(wanted, Code::ALL.iter().map(|code| code.id()));
    let (zh, en) = match near {
        Some(id) => (format!("; 是不是 {id}?"), format!("; did you mean {id}?")),
        None => (String::new(), String::new()),
    };
    Text::new(
        format!("没有编号 {wanted}{zh}; 全部编号见 kaocheng code"),
        format!("there is no code {wanted}{en} For all of them: kaocheng code"),
    )
}
