//! `report`: papers. Today one kind, the layers side by side.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ArgMatches;

use super::chain::Alone;
use super::console::{Console, Exit, Stop};
use super::form::{Endings, Form};
use super::{explain, output};
use crate::report::{self, Scored};
use crate::source::{Lang, Text, closest};

/// Kinds that can be asked for today.
const READY: [&str; 1] = ["stages"];
/// Kinds that are named in the documents, and will come.
const TO_COME: [&str; 5] = ["managers", "letter", "reviewer", "public", "notice"];

/// What a paper can be written to.
const ENDINGS: Endings = Endings {
    ready: &[("txt", Form::Text), ("csv", Form::Csv), ("json", Form::Json)],
    to_come: &["html", "docx", "xlsx"],
};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    kind(asked.get_one::<String>("kind").map_or("", String::as_str))?;
    let out = asked.get_one::<PathBuf>("output");
    let format = asked.get_one::<String>("format").map(String::as_str);
    let form = ENDINGS.form(format, out.map(PathBuf::as_path))?;
    let alone = Alone::asked(asked, console)?;
    let scored = alone.view();
    let Scored { scheme, data, results, earlier, .. } = scored;
    if scheme.layers.is_empty() {
        return Err(Stop::Misuse(Text::new(
            format!("“{}”没有写层次, 没有可以对照的; 规则里写上: 层次 自评, 复核", scheme.name),
            format!(
                "`{}` has no layers to set side by side; say in the rules: layers self, review",
                scheme.name
            ),
        )));
    }
    if earlier.is_empty() {
        return Err(Stop::Misuse(one_layer(results.layer.map_or("", |layer| scheme.layer(layer)))));
    }
    let only = match asked.get_one::<String>("subject").map(|wanted| wanted.trim()) {
        None => None,
        Some(wanted) => match explain::subject(data, wanted)? {
            None => return Err(Stop::Misuse(explain::unknown(std::iter::once(data), wanted))),
            found => found,
        },
    };
    let (what, lang) = ((&scored, only), console.lang);
    match out {
        Some(path) => output::whole(path, |writer| write(what, form, lang, writer))?,
        None => write(what, form, lang, &mut console.out)?,
    }
    Ok(Exit::Fine)
}

fn one_layer(layer: &str) -> Text {
    Text::new(
        format!("只有“{layer}”一层有数据, 没有可以对照的; 后面各层的数据放在各自的子文件夹里"),
        format!(
            "only the layer `{layer}` has data, so there is nothing to compare; later layers stand in folders of their own"
        ),
    )
}

fn kind(asked: &str) -> Result<(), Stop> {
    if READY.contains(&asked) {
        return Ok(());
    }
    let there = READY.join(", ");
    let text = if TO_COME.contains(&asked) {
        Text::new(
            format!("--kind {asked} 尚未实现; 现在可以是 {there}"),
            format!("--kind {asked} is not yet carried out; it can be {there}"),
        )
    } else {
        let near = closest(asked, READY);
        let (zh, en) = match near {
            Some(near) => (format!("; 是不是 {near}?"), format!("; did you mean {near}?")),
            None => (String::new(), String::new()),
        };
        Text::new(
            format!("--kind 不能是“{asked}”, 可以是 {there}{zh}"),
            format!("--kind cannot be “{asked}”; it can be {there}{en}"),
        )
    };
    Err(Stop::Misuse(text))
}

fn write(
    (scored, only): (&Scored<'_>, Option<usize>),
    form: Form,
    lang: Lang,
    mut writer: &mut dyn Write,
) -> io::Result<()> {
    match form {
        // No ending and no --format of this command names a workbook.
        Form::Text | Form::Workbook => writer.write_all(report::stages(scored, only, lang).as_bytes()),
        Form::Json => writeln!(writer, "{:#}", report::stages_json(scored, only)),
        Form::Csv => report::stages_csv(scored, only, lang, &mut writer),
    }
}
