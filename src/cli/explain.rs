//! `explain`: the working of one subject, as sentences.

use std::io::Write;

use clap::ArgMatches;

use super::assess::Layers;
use super::console::{Console, Exit, Stop};
use super::load;
use crate::data::Dataset;
use crate::eval;
use crate::report::{self, Scored};
use crate::source::{Text, closest};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let (files, scheme) = load::single(asked, console)?;
    let data = load::datasets(load::path(asked, "data"), &scheme, &files, console)?;
    let Layers { data, results, earlier } = Layers::of(&scheme, data).ok_or(Stop::Findings)?;
    let wanted = asked.get_one::<String>("subject").map_or("", String::as_str);
    let subject = subject(&data, wanted)?;
    let assessment = eval::assessment(&scheme, &data, &results, subject);
    let scored = Scored { scheme: &scheme, data: &data, results: &results, earlier: &earlier, files: &files };
    let document = report::explain(&scored, &assessment);
    if asked.get_one::<String>("format").is_some_and(|format| format == "json") {
        writeln!(console.out, "{:#}", report::tree(&document))?;
    } else {
        console.out.write_all(report::text(&document, console.lang).as_bytes())?;
    }
    Ok(Exit::Fine)
}

/// By 编号, else by 名称; a name that several bear is not enough.
pub(super) fn subject(data: &Dataset, wanted: &str) -> Result<usize, Stop> {
    let wanted = wanted.trim();
    if let Some(at) = data.subjects.iter().position(|subject| subject.id == wanted) {
        return Ok(at);
    }
    let named: Vec<usize> = (0..data.subjects.len()).filter(|&at| data.subjects[at].name == wanted).collect();
    match named.as_slice() {
        [at] => Ok(*at),
        [] => Err(Stop::Misuse(unknown(data, wanted))),
        several => {
            let ids: Vec<&str> = several.iter().map(|&at| data.subjects[at].id.as_str()).collect();
            let ids = ids.join(", ");
            Err(Stop::Misuse(Text::new(
                format!("名称“{wanted}”不止一个, 请用编号: {ids}"),
                format!("several subjects are named “{wanted}”; use an id: {ids}"),
            )))
        }
    }
}

fn unknown(data: &Dataset, wanted: &str) -> Text {
    let names = data.subjects.iter().flat_map(|subject| [subject.name.as_str(), subject.id.as_str()]);
    let (zh, en) = match closest(wanted, names) {
        Some(name) => (format!("; 是不是“{name}”?"), format!("; did you mean “{name}”?")),
        None => (String::new(), String::new()),
    };
    Text::new(format!("数据里没有“{wanted}”{zh}"), format!("there is no “{wanted}” in the data{en}"))
}
