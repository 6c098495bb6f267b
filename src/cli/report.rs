//! `report`: papers. Today one kind, the layers side by side.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chain::Alone;
use super::console::{Console, Exit, Stop};
use super::{explain, output};
use crate::report::{self, Scored};
use crate::source::{Lang, Text, closest};

/// Kinds that can be asked for today.
const READY: [&str; 1] = ["stages"];
/// Kinds that are named in the documents, and will come.
const TO_COME: [&str; 5] = ["managers", "letter", "reviewer", "public", "notice"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Text,
    Json,
    Csv,
}

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    kind(asked.get_one::<String>("kind").map_or("", String::as_str))?;
    let out = asked.get_one::<PathBuf>("output");
    let format = format(asked.get_one::<String>("format").map(String::as_str), out.map(PathBuf::as_path))?;
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
        Some(path) => output::whole(path, |writer| write(what, format, lang, writer))?,
        None => write(what, format, lang, &mut console.out)?,
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

/// `--format`, or the ending of the file; they must not contradict each other.
fn format(typed: Option<&str>, out: Option<&Path>) -> Result<Format, Stop> {
    let typed = typed.map(|typed| match typed {
        "json" => Format::Json,
        "csv" => Format::Csv,
        _ => Format::Text,
    });
    let Some(out) = out else { return Ok(typed.unwrap_or(Format::Text)) };
    let by_ending = ending(out)?;
    match typed {
        Some(typed) if typed != by_ending => Err(Stop::Misuse(Text::new(
            format!("--format 与 {} 的结尾不一致", out.display()),
            format!("--format contradicts the ending of {}", out.display()),
        ))),
        Some(_) | None => Ok(by_ending),
    }
}

fn ending(out: &Path) -> Result<Format, Stop> {
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    match ending.as_str() {
        "txt" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "csv" => Ok(Format::Csv),
        "html" | "docx" | "xlsx" => Err(Stop::Misuse(Text::new(
            format!("写成 .{ending} 尚未实现, 可以用 .txt .csv .json"),
            format!("writing .{ending} is not yet carried out; use .txt, .csv or .json"),
        ))),
        _ => Err(Stop::Misuse(Text::new(
            format!("{} 的结尾看不出形式, 可以用 .txt .csv .json", out.display()),
            format!("the ending of {} names no form; use .txt, .csv or .json", out.display()),
        ))),
    }
}

fn write(
    (scored, only): (&Scored<'_>, Option<usize>),
    format: Format,
    lang: Lang,
    mut writer: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => writer.write_all(report::stages(scored, only, lang).as_bytes()),
        Format::Json => writeln!(writer, "{:#}", report::stages_json(scored, only)),
        Format::Csv => report::stages_csv(scored, only, lang, &mut writer),
    }
}
