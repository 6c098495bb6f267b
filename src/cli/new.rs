//! `new`: a rule file to start from.

use std::io::Write;
use std::path::PathBuf;

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::output;
use crate::source::{Lang, Text};

const ZH: &str = include_str!("starter.zh.kc");
const EN: &str = include_str!("starter.en.kc");

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let starter = match console.lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    match asked.get_one::<PathBuf>("file") {
        None => console.out.write_all(starter.as_bytes())?,
        Some(path) => {
            output::new_file(path, starter)?;
            let path = path.display();
            console.note(&Text::new(
                format!("写好 {path}; 检查: kaocheng check {path}"),
                format!("wrote {path}; to check it: kaocheng check {path}"),
            ))?;
        }
    }
    Ok(Exit::Fine)
}
