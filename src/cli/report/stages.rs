//! The layers side by side.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ArgMatches;

use crate::cli::chain::Alone;
use crate::cli::console::{Console, Exit, Stop};
use crate::cli::endings::{Endings, Form};
use crate::cli::{explain, output};
use crate::report::{self, Scored};
use crate::source::{Lang, Text};

/// What the layers can be written to.
const ENDINGS: Endings = Endings { ready: &[("txt", Form::Text), ("csv", Form::Csv), ("json", Form::Json)] };

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
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

fn write(
    (scored, only): (&Scored<'_>, Option<usize>),
    form: Form,
    lang: Lang,
    mut writer: &mut dyn Write,
) -> io::Result<()> {
    match form {
        // No ending and no --format of this kind names the others.
        Form::Text | Form::Workbook | Form::Html | Form::Docx | Form::Arrow => {
            writer.write_all(report::stages(scored, only, lang).as_bytes())
        }
        Form::Json => writeln!(writer, "{:#}", report::stages_json(scored, only)),
        Form::Csv => report::stages_csv(scored, only, lang, &mut writer),
    }
}
