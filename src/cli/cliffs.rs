//! `cliffs`: the lines at which points jump, and who stands close below a grade.

use std::io::Write;

use clap::ArgMatches;

use super::chain::Alone;
use super::console::{Console, Exit, Stop};
use crate::number::Number;
use crate::report;
use crate::source::Text;

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let typed = asked.get_one::<String>("within").map_or("1", String::as_str);
    let within = Number::parse(typed.trim_end_matches('分')).map_err(|_| {
        Stop::Misuse(Text::new(
            format!("--within {typed} 不是分数, 如 0.5"),
            format!("--within {typed} is no number of points, such as 0.5"),
        ))
    })?;
    let alone = Alone::asked(asked, console)?;
    let scored = alone.view();
    if asked.get_one::<String>("format").is_some_and(|format| format == "json") {
        writeln!(console.out, "{:#}", report::cliffs_json(&scored, &within))?;
    } else {
        console.out.write_all(report::cliffs(&scored, &within, console.lang).as_bytes())?;
    }
    Ok(Exit::Fine)
}
