//! The folder of templates, and what is wrong with them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::console::{Console, Stop};
use crate::source::{Cell, Code, Diagnostic, Files, Place, Span};
use crate::template::{Fault, Layouts};

/// The templates of a folder.
pub(super) struct Folder {
    path: PathBuf,
    pub(super) layouts: Layouts,
}

impl Folder {
    /// Reads the files of a folder that are templates.
    pub(super) fn read(path: &Path, console: &mut Console) -> Result<Folder, Stop> {
        let trouble = |error| Stop::File(path.to_owned(), error);
        let mut folder = Folder { path: path.to_owned(), layouts: Layouts::default() };
        let mut faults = Vec::new();
        for entry in fs::read_dir(path).map_err(trouble)? {
            let entry = entry.map_err(trouble)?;
            let (file, Ok(name)) = (entry.path(), entry.file_name().into_string()) else { continue };
            if file.is_file() && Layouts::takes(&name) {
                let bytes = fs::read(&file).map_err(|error| Stop::File(file, error))?;
                faults.extend(folder.layouts.add(&name, bytes).err());
            }
        }
        if faults.is_empty() { Ok(folder) } else { Err(folder.shown(&faults, console)) }
    }

    /// Shows what is wrong with templates, each in its file.
    pub(super) fn shown(&self, faults: &[Fault], console: &mut Console) -> Stop {
        let mut files = Files::new();
        let findings: Vec<Diagnostic> = faults.iter().map(|fault| self.finding(fault, &mut files)).collect();
        match console.findings(&findings, &files) {
            Ok(()) => Stop::Findings,
            Err(stop) => stop,
        }
    }

    fn finding(&self, fault: &Fault, files: &mut Files) -> Diagnostic {
        let name = self.path.join(&fault.file).display().to_string();
        let place = match (&fault.at, self.layouts.text(&fault.file)) {
            (Some(at), Some(text)) => {
                let source = files.add(name, text);
                Place::Span(Span::new(source, at.start, at.end))
            }
            (_, _) => Place::Cell(Cell::file(name)),
        };
        Diagnostic::placed(Code::TemplateFault, place, fault.message.as_ref().clone())
            .help(fault.help.as_ref().clone())
    }
}
