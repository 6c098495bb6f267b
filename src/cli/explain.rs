//! `explain`: the working of one subject, as sentences.

use std::io::Write;

use clap::ArgMatches;

use super::chain::{self, Layers};
use super::console::{Console, Exit, Stop};
use super::load;
use crate::data::Dataset;
use crate::eval;
use crate::plan::Scheme;
use crate::report::{self, Document};
use crate::source::{Text, closest};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let sound = load::sound(&load::paths(asked), console)?;
    let scored = chain::scored(&sound, load::path(asked, "data"), console)?;
    let wanted = asked.get_one::<String>("subject").map_or("", String::as_str).trim();
    let all = || sound.plan.schemes.iter().zip(&scored);
    let mut found = subjects(all().filter(|(scheme, _)| sound.is_named(scheme)), wanted)?;
    if found.is_empty() {
        found = subjects(all().filter(|(scheme, _)| !sound.is_named(scheme)), wanted)?;
    }
    if found.is_empty() {
        return Err(Stop::Misuse(unknown(scored.iter().map(|layers| &layers.data), wanted)));
    }
    let told = found.into_iter().map(|(scheme, layers, subject)| {
        let assessment = eval::assessment(scheme, &layers.data, &layers.results, subject);
        report::explain(&layers.view(scheme, &sound.files), &assessment)
    });
    let told: Vec<Document> = told.collect();
    if asked.get_one::<String>("format").is_some_and(|format| format == "json") {
        match told.as_slice() {
            [one] => writeln!(console.out, "{:#}", report::tree(one))?,
            several => writeln!(console.out, "{:#}", report::trees(several))?,
        }
        return Ok(Exit::Fine);
    }
    for (at, document) in told.iter().enumerate() {
        let before = if at == 0 { "" } else { "\n\n" };
        write!(console.out, "{before}{}", report::text(document, console.lang))?;
    }
    Ok(Exit::Fine)
}

/// The schemes that a subject stands in, and where.
fn subjects<'a>(
    schemes: impl Iterator<Item = (&'a Scheme, &'a Layers)>,
    wanted: &str,
) -> Result<Vec<(&'a Scheme, &'a Layers, usize)>, Stop> {
    let mut found = Vec::new();
    for (scheme, layers) in schemes {
        if let Some(at) = subject(&layers.data, wanted)? {
            found.push((scheme, layers, at));
        }
    }
    Ok(found)
}

/// By 编号, else by 名称; a name that several bear is not enough.
pub(super) fn subject(data: &Dataset, wanted: &str) -> Result<Option<usize>, Stop> {
    if let Some(at) = data.subjects.iter().position(|subject| subject.id == wanted) {
        return Ok(Some(at));
    }
    let named: Vec<usize> = (0..data.subjects.len()).filter(|&at| data.subjects[at].name == wanted).collect();
    match named.as_slice() {
        [at] => Ok(Some(*at)),
        [] => Ok(None),
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

/// A subject that is in none of the data.
pub(super) fn unknown<'a>(data: impl Iterator<Item = &'a Dataset>, wanted: &str) -> Text {
    let subjects = data.flat_map(|data| &data.subjects);
    let names = subjects.flat_map(|subject| [subject.name.as_str(), subject.id.as_str()]);
    let (zh, en) = match closest(wanted, names) {
        Some(name) => (format!("; 是不是“{name}”?"), format!("; did you mean “{name}”?")),
        None => (String::new(), String::new()),
    };
    Text::new(format!("数据里没有“{wanted}”{zh}"), format!("there is no “{wanted}” in the data{en}"))
}
