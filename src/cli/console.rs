//! Where words go, and how a command ends.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use crate::data::Ledger;
use crate::source::{self, Diagnostic, Files, Lang, Style, Text};

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exit {
    /// Done.
    Fine,
    /// Something found is an error.
    Findings,
    /// Not used as it is meant to be.
    Misuse,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Fine => ExitCode::SUCCESS,
            Exit::Findings => ExitCode::from(1),
            Exit::Misuse => ExitCode::from(2),
        }
    }
}

/// Why a command could not go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// Asked for what cannot be done.
    Misuse(Text),
    /// The findings, already shown, leave nothing to go on with.
    Findings,
    /// A file cannot be read or written.
    File(PathBuf, io::Error),
    /// Standard output or error cannot be written.
    Stream(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Stream(error)
    }
}

/// Repairs of the data: whether they are allowed, where they are written, and what they were.
#[derive(Default)]
pub(super) struct Intake {
    /// `--strict`: none is allowed.
    pub(super) strict: bool,
    /// `--ledger`: the file for all of them.
    pub(super) file: Option<PathBuf>,
    pub(super) ledger: Ledger,
}

/// The two streams, and the language.
pub(super) struct Console {
    pub(super) lang: Lang,
    /// Results.
    pub(super) out: Box<dyn Write>,
    /// All else.
    err: Box<dyn Write>,
    colors: (bool, bool),
    /// What is to be done with repairs of the data, and those of this run.
    pub(super) intake: Intake,
}

impl Console {
    /// Standard output and error; colours where a terminal reads and nothing forbids them.
    pub(super) fn standard(lang: Lang) -> Console {
        let colors = (
            AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            AutoStream::choice(&io::stderr()) != ColorChoice::Never,
        );
        let (out, err) = (Box::new(BufWriter::new(io::stdout())), Box::new(io::stderr()));
        Console { lang, out, err, colors, intake: Intake::default() }
    }

    /// For what is tried out, and shown to nobody.
    pub(super) fn silent(lang: Lang) -> Console {
        Console {
            lang,
            out: Box::new(io::sink()),
            err: Box::new(io::sink()),
            colors: (false, false),
            intake: Intake::default(),
        }
    }

    /// A question on standard error, its answer to stand on the same line.
    pub(super) fn question(&mut self, text: &Text) -> Result<(), Stop> {
        self.out.flush()?;
        write!(self.err, "{} ", text.get(self.lang))?;
        Ok(self.err.flush()?)
    }

    /// How findings are written on standard output.
    pub(super) fn style(&self) -> Style {
        Style { lang: self.lang, color: self.colors.0 }
    }

    /// Findings are what `check` is asked for, so they go to standard output.
    pub(super) fn results(&mut self, findings: &[Diagnostic], files: &Files) -> Result<(), Stop> {
        let text = source::render(findings, files, self.style());
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// Findings beside a result go to standard error, with their number.
    pub(super) fn findings(&mut self, findings: &[Diagnostic], files: &Files) -> Result<(), Stop> {
        if findings.is_empty() {
            return Ok(());
        }
        let text = source::render(findings, files, Style { lang: self.lang, color: self.colors.1 });
        self.err.write_all(text.as_bytes())?;
        self.note(&Text::same(source::summary(findings, self.lang)))
    }

    /// A line on standard error.
    pub(super) fn note(&mut self, text: &Text) -> Result<(), Stop> {
        Ok(writeln!(self.err, "{}", text.get(self.lang))?)
    }

    /// Says why one part of a command could not go on; the others can. Not where nobody can be told anything.
    pub(super) fn go_on(&mut self, stop: Stop) -> Result<(), Stop> {
        match stop {
            Stop::Findings => Ok(()),
            Stop::Misuse(text) => self.note(&text),
            Stop::File(path, error) => self.note(&file_trouble(&path.display().to_string(), &error)),
            Stop::Stream(error) => Err(Stop::Stream(error)),
        }
    }

    /// A line on standard output.
    pub(super) fn line(&mut self, line: &str) -> Result<(), Stop> {
        Ok(writeln!(self.out, "{line}")?)
    }

    /// Says why a command stopped, if it did; a reader who has gone away is no mistake.
    pub(super) fn close(&mut self, ended: Result<Exit, Stop>) -> Exit {
        let flushed = self.out.flush().map_err(Stop::Stream);
        let ended = ended.and_then(|exit| flushed.map(|()| exit));
        match ended {
            Ok(exit) => exit,
            Err(Stop::Findings) => Exit::Findings,
            Err(Stop::Stream(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Fine,
            Err(Stop::Stream(error)) => self.complain(&cannot_write(&error)),
            Err(Stop::File(path, error)) => self.complain(&file_trouble(&path.display().to_string(), &error)),
            Err(Stop::Misuse(text)) => self.complain(&text),
        }
    }

    fn complain(&mut self, text: &Text) -> Exit {
        // With standard error closed there is nobody left to tell; the exit code still says it.
        let _ = self.note(text);
        Exit::Misuse
    }
}

fn cannot_write(error: &io::Error) -> Text {
    Text::new(format!("写不出去: {error}"), format!("cannot write: {error}"))
}

fn file_trouble(path: &str, error: &io::Error) -> Text {
    let kind = error.kind();
    if kind == io::ErrorKind::NotFound {
        Text::new(format!("找不到 {path}"), format!("{path} is not there"))
    } else if kind == io::ErrorKind::PermissionDenied {
        Text::new(format!("没有权限读写 {path}"), format!("no permission to read or write {path}"))
    } else if kind == io::ErrorKind::AlreadyExists {
        Text::new(format!("{path} 已经存在, 不覆盖"), format!("{path} exists already and is not overwritten"))
    } else if kind == io::ErrorKind::InvalidData {
        Text::new(
            format!("{path} 不是 UTF-8 文本, 请另存为 UTF-8"),
            format!("{path} is not UTF-8 text; save it as UTF-8"),
        )
    } else if kind == io::ErrorKind::IsADirectory {
        Text::new(format!("{path} 是文件夹, 请给出文件"), format!("{path} is a folder; name a file"))
    } else {
        Text::same(format!("{path}: {error}"))
    }
}

/// Our own mistake, said on standard error in both languages.
pub(super) fn please_report(panic: &str) {
    let code = source::Code::PleaseReport;
    let title = code.title();
    let mut err = io::stderr();
    let _ = writeln!(err, "{} {}\n{} {}\n{panic}", code.id(), title.zh, code.id(), title.en);
}
