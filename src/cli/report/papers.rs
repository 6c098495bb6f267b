//! Papers: each a page in HTML or DOCX.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::Paper;
use super::layouts::Folder;
use crate::cli::chain::{self, Alone};
use crate::cli::console::{Console, Exit, Stop};
use crate::cli::endings::{Endings, Form};
use crate::cli::{explain, load, output};
use crate::eval;
use crate::report::{self, Figures, Page, Scored};
use crate::source::{Lang, Text};
use crate::template;

/// What a paper can be written to.
const ENDINGS: Endings = Endings { ready: &[("html", Form::Html), ("docx", Form::Docx)] };

pub(super) fn run(
    (kind, paper): (&str, Paper),
    asked: &ArgMatches,
    console: &mut Console,
) -> Result<Exit, Stop> {
    let out = asked.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let each = asked.get_flag("each");
    let format = asked.get_one::<String>("format").map(String::as_str);
    let form = form(paper, (format, out), each)?;
    let folder = match asked.get_one::<PathBuf>("template") {
        Some(folder) => Some(Folder::read(folder, console)?),
        None => None,
    };
    let looks = Looks { kind, form, lang: console.lang, folder };
    let alone = Alone::asked(asked, console)?;
    let scored = alone.view();
    let deadline = asked.get_one::<String>("deadline").map(String::as_str);
    if each {
        let Some(out) = out else { return Err(Stop::Misuse(folder_wanted())) };
        return one_each((paper, &looks), (&scored, deadline), out, console);
    }
    let made = match paper {
        Paper::Letter | Paper::Reviewer => {
            of_subject((paper, &looks), &scored, wanted(asked, &scored)?, deadline)
        }
        Paper::Public => of_all(report::public(&scored), (&scored, &looks)),
        Paper::Notice => of_all(report::notice(&scored), (&scored, &looks)),
        Paper::Managers => of_all(managers(&scored, asked, console)?, (&scored, &looks)),
    };
    let bytes = looks.laid_out(&made, console)?;
    match out {
        Some(path) => output::whole(path, |writer| writer.write_all(&bytes))?,
        None => console.out.write_all(&bytes)?,
    }
    Ok(Exit::Fine)
}

/// A page, and its figures where a template asks for them.
struct Made {
    page: Page,
    figures: Option<Figures>,
}

/// How a paper is to look.
struct Looks<'a> {
    kind: &'a str,
    form: Form,
    lang: Lang,
    /// `--template`
    folder: Option<Folder>,
}

impl Looks<'_> {
    /// The paper as it is written; where a template cannot be filled in, that is shown instead.
    fn laid_out(&self, made: &Made, console: &mut Console) -> Result<Vec<u8>, Stop> {
        let (page, lang) = (&made.page, self.lang);
        let (Some(folder), Some(figures)) = (&self.folder, &made.figures) else {
            if self.form != Form::Docx {
                return Ok(report::html(page, lang).into_bytes());
            }
            let mut bytes = Vec::new();
            report::docx(page, lang, &mut bytes)?;
            return Ok(bytes);
        };
        let paper = template::Paper { kind: self.kind, page, figures, lang };
        let filled = match self.form {
            Form::Docx => folder.layouts.document(&paper),
            Form::Html | Form::Text | Form::Json | Form::Csv | Form::Workbook | Form::Arrow => {
                folder.layouts.html(&paper).map(String::into_bytes)
            }
        };
        filled.map_err(|faults| folder.shown(&faults, console))
    }
}

/// One paper for each subject, in a folder.
fn one_each(
    (paper, looks): (Paper, &Looks<'_>),
    (scored, deadline): (&Scored<'_>, Option<&str>),
    folder: &Path,
    console: &mut Console,
) -> Result<Exit, Stop> {
    output::make_folder(folder)?;
    let count = scored.data.subjects.len();
    for subject in 0..count {
        let made = of_subject((paper, looks), scored, subject, deadline);
        let bytes = looks.laid_out(&made, console)?;
        let path = folder.join(file_name(scored, subject, looks.form));
        output::whole(&path, |writer| writer.write_all(&bytes))?;
    }
    console.note(&Text::new(
        format!("写了 {count} 份, 在 {}", folder.display()),
        format!("{count} papers were written to {}", folder.display()),
    ))?;
    Ok(Exit::Fine)
}

/// HTML unless it is said otherwise; a folder has no ending to go by.
fn form(paper: Paper, (format, out): (Option<&str>, Option<&Path>), each: bool) -> Result<Form, Stop> {
    if each && !matches!(paper, Paper::Letter | Paper::Reviewer) {
        return Err(Stop::Misuse(Text::new(
            "--each 只用于 letter 和 reviewer: 其余的一份写全体",
            "--each is for letter and reviewer: the others tell of all at once",
        )));
    }
    match ENDINGS.form(
        format.or(Some("html")).filter(|_| each || out.is_none() || format.is_some()),
        out.filter(|_| !each),
    )? {
        form @ (Form::Html | Form::Docx) => Ok(form),
        Form::Text | Form::Json | Form::Csv | Form::Workbook | Form::Arrow => Err(Stop::Misuse(Text::new(
            "这种材料的形式是 html 或 docx",
            "this paper is written as html or docx",
        ))),
    }
}

fn folder_wanted() -> Text {
    Text::new("--each 要用 -o 指出文件夹, 每个对象一份", "--each needs a folder: name it with -o")
}

/// The subject that a letter or a reviewer's sheet is about.
fn wanted(asked: &ArgMatches, scored: &Scored<'_>) -> Result<usize, Stop> {
    let Some(wanted) = asked.get_one::<String>("subject").map(|wanted| wanted.trim()) else {
        return Err(Stop::Misuse(Text::new(
            "这种材料写一个对象: 用 --subject 指出, 或用 --each 每个一份",
            "this paper is about one subject: name it with --subject, or use --each for one each",
        )));
    };
    explain::subject(scored.data, wanted)?
        .ok_or_else(|| Stop::Misuse(explain::unknown(std::iter::once(scored.data), wanted)))
}

fn of_subject(
    (paper, looks): (Paper, &Looks<'_>),
    scored: &Scored<'_>,
    subject: usize,
    deadline: Option<&str>,
) -> Made {
    let made = eval::assessment(scored.scheme, scored.data, scored.results, subject);
    let document = report::explain(scored, &made);
    let page = if paper == Paper::Reviewer {
        report::reviewer(&document)
    } else {
        report::letter(scored, &made, &document, deadline)
    };
    let figures = || report::figures_of_one(scored, (&made, &document), deadline, looks.lang);
    Made { page, figures: looks.folder.as_ref().map(|_| figures()) }
}

fn of_all(page: Page, (scored, looks): (&Scored<'_>, &Looks<'_>)) -> Made {
    Made { page, figures: looks.folder.as_ref().map(|_| report::figures_of_all(scored)) }
}

/// The report to managers, beside last year's results where they are named.
fn managers(scored: &Scored<'_>, asked: &ArgMatches, console: &mut Console) -> Result<Page, Stop> {
    let (rules, data) = (asked.get_one::<PathBuf>("last-rules"), asked.get_one::<PathBuf>("last-data"));
    let (rules, data) = match (rules, data) {
        (Some(rules), Some(data)) => (rules, data),
        (None, None) => return Ok(report::managers(scored, None)),
        (Some(_), None) | (None, Some(_)) => {
            return Err(Stop::Misuse(Text::new(
                "与上年比较要同时写 --last-rules 和 --last-data",
                "to compare with last year, give both --last-rules and --last-data",
            )));
        }
    };
    let sound = load::sound(std::slice::from_ref(rules), console)?;
    let at = sound.only()?;
    let all = chain::scored(&sound, data, console)?;
    let last = all[at].view(&sound.plan.schemes[at], &sound.files);
    Ok(report::managers(scored, Some(&last)))
}

/// By 编号.
fn file_name(scored: &Scored<'_>, subject: usize, form: Form) -> String {
    let id = scored.data.subjects.get(subject).map_or("", |who| who.id.as_str());
    format!("{}.{}", output::safe_name(id), if form == Form::Docx { "docx" } else { "html" })
}
