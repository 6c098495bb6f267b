//! `fmt`: rule files in their canonical layout.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::load::found::rule_files;
use super::output;
use crate::format::laid_out;
use crate::source::{Diagnostic, Files, Fix, Lang, Text};
use crate::syntax;

/// How often repairs are applied: one may bring the next to light.
const ROUNDS: usize = 8;

/// What was asked for.
#[derive(Clone, Copy)]
struct Asked {
    check: bool,
    fix: bool,
    keywords: Option<Lang>,
}

/// What a text would be; else what keeps it from being read.
type Laid = Result<String, (Vec<Diagnostic>, Files)>;

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let keywords =
        asked.get_one::<String>("keywords").map(|lang| if lang == "en" { Lang::En } else { Lang::Zh });
    let how = Asked { check: asked.get_flag("check"), fix: asked.get_flag("fix"), keywords };
    let named: Vec<&PathBuf> = asked.get_many::<PathBuf>("files").map(Iterator::collect).unwrap_or_default();
    if named.iter().any(|path| path.as_os_str() == "-") {
        return standard(how, console);
    }
    let mut fine = true;
    for path in files(&named)? {
        fine &= one(&path, how, console)?;
    }
    Ok(if fine { Exit::Fine } else { Exit::Findings })
}

/// Standard input to standard output.
fn standard(how: Asked, console: &mut Console) -> Result<Exit, Stop> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    match laid("-", &text, how) {
        Ok(laid) if how.check => Ok(if laid == text { Exit::Fine } else { Exit::Findings }),
        Ok(laid) => {
            console.out.write_all(laid.as_bytes())?;
            Ok(Exit::Fine)
        }
        Err((found, files)) => {
            console.findings(&found, &files)?;
            Ok(Exit::Findings)
        }
    }
}

/// Whether all is well with a file: it could be read, and (with `--check`) is as it should be.
fn one(path: &Path, how: Asked, console: &mut Console) -> Result<bool, Stop> {
    let text = fs::read_to_string(path).map_err(|error| Stop::File(path.to_owned(), error))?;
    let name = path.display().to_string();
    let laid = match laid(&name, &text, how) {
        Ok(laid) => laid,
        Err((found, files)) => {
            console.findings(&found, &files)?;
            let (zh, en) = (
                format!("{name} 没有动: 先改正以上错误"),
                format!("{name} was left alone: mend the above first"),
            );
            console.note(&Text::new(zh, en))?;
            return Ok(false);
        }
    };
    if laid == text {
        return Ok(true);
    }
    if how.check {
        console.line(&first_difference(&name, (&text, &laid), console.lang))?;
        return Ok(false);
    }
    output::whole(path, |writer| writer.write_all(laid.as_bytes()))?;
    console.note(&Text::new(format!("改排 {name}"), format!("laid out {name}")))?;
    Ok(true)
}

fn laid(name: &str, text: &str, how: Asked) -> Laid {
    let mut text = text.to_owned();
    for round in 0.. {
        let mut files = Files::new();
        let source = files.add(name, text.clone());
        let found = syntax::parse(source, &text).diagnostics;
        if found.is_empty()
            && let Some(laid) = laid_out(source, &text, how.keywords)
        {
            return Ok(laid);
        }
        let fixes: Vec<&Fix> = found.iter().filter_map(|one| one.fix.as_ref()).collect();
        if !how.fix || fixes.is_empty() || round == ROUNDS {
            return Err((found, files));
        }
        text = fixed(&text, &fixes);
    }
    Ok(text)
}

/// The text with every repair that does not lie in another.
fn fixed(text: &str, fixes: &[&Fix]) -> String {
    let mut fixes = fixes.to_vec();
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let (mut made, mut at) = (String::new(), 0);
    for fix in fixes {
        let (start, end) = (fix.span.start as usize, fix.span.end as usize);
        if start >= at {
            made.push_str(text.get(at..start).unwrap_or(""));
            made.push_str(&fix.replacement);
            at = end;
        }
    }
    made + text.get(at..).unwrap_or("")
}

/// The first line that would be another.
fn first_difference(name: &str, (own, laid): (&str, &str), lang: Lang) -> String {
    let at = own.lines().zip(laid.lines()).take_while(|(own, laid)| own == laid).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("").to_owned();
    let (was, is, number) = (line(own), line(laid), at + 1);
    let text = Text::new(
        format!("{name}:{number}: 不是规范排版\n  - {was}\n  + {is}"),
        format!("{name}:{number}: not in the canonical layout\n  - {was}\n  + {is}"),
    );
    text.get(lang).to_owned()
}

/// The files that were named, and the rule files in the folders that were, in order.
fn files(named: &[&PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    for path in named {
        let known = fs::metadata(path).map_err(|error| Stop::File(path.to_path_buf(), error))?;
        if known.is_dir() {
            found.extend(rule_files(path)?);
        } else {
            found.push(path.to_path_buf());
        }
    }
    Ok(found)
}
