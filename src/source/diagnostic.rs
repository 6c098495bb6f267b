//! What is wrong, where, and how to mend it.

use super::{Code, Span, Text};

/// A cell of a data file, as a person would look for it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cell {
    /// The file, as the user named it.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Row (line for text files), from 1 with the header counted; 0 when the whole file is meant.
    pub row: u64,
    /// The column's header, when one column is meant.
    pub column: Option<String>,
    /// The letters of that column in a sheet, `C`: with the row they are the cell, `C12`.
    pub letters: Option<String>,
    /// The subject of that row, when known.
    pub subject: Option<String>,
}

impl Cell {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Cell {
        Cell { file: file.into(), sheet: None, row: 0, column: None, letters: None, subject: None }
    }

    /// `C12`; none where no cell is meant, or the file has no letters for columns.
    pub fn address(&self) -> Option<String> {
        self.letters.as_ref().filter(|_| self.row > 0).map(|letters| format!("{letters}{}", self.row))
    }
}

/// What a diagnostic points at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// A stretch of a rule file.
    Span(Span),
    /// A cell, row, column or whole data file.
    Cell(Cell),
    /// Nothing in particular.
    Nowhere,
}

/// A second place that helps to see the mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: Text,
}

/// A repair that can be applied as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// One mistake, one message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The kind of mistake; its severity and page hang on it.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What stands under the caret at `place`; empty for none.
    pub caption: Text,
    /// The indicator it concerns, as a path joined with `/`.
    pub path: Option<String>,
    /// One sentence with the numbers in it.
    pub message: Text,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Vec<Text>,
    /// The numbered answers to a question; empty unless the code is a question.
    pub choices: Vec<Text>,
    /// A repair that can be applied as it stands.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding about a stretch of a rule file.
    pub fn new(code: Code, span: Span, message: Text) -> Diagnostic {
        Diagnostic::placed(code, Place::Span(span), message)
    }

    /// A finding about a cell of a data file.
    pub fn cell(code: Code, cell: Cell, message: Text) -> Diagnostic {
        Diagnostic::placed(code, Place::Cell(cell), message)
    }

    /// A finding about any place.
    pub fn placed(code: Code, place: Place, message: Text) -> Diagnostic {
        Diagnostic {
            code,
            place,
            message,
            caption: Text::default(),
            path: None,
            labels: Vec::new(),
            help: Vec::new(),
            choices: Vec::new(),
            fix: None,
        }
    }

    /// Says something under the caret.
    pub fn caption(mut self, text: Text) -> Diagnostic {
        self.caption = text;
        self
    }

    /// Names the indicator.
    pub fn path(mut self, path: impl Into<String>) -> Diagnostic {
        self.path = Some(path.into());
        self
    }

    /// Points at a second place.
    pub fn label(mut self, span: Span, text: Text) -> Diagnostic {
        self.labels.push(Label { span, text });
        self
    }

    /// Gives advice.
    pub fn help(mut self, text: Text) -> Diagnostic {
        self.help.push(text);
        self
    }

    /// Offers an answer to a question.
    pub fn choice(mut self, text: Text) -> Diagnostic {
        self.choices.push(text);
        self
    }

    /// Gives a repair that can be applied as it stands.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }
}

/// Puts findings in the order of their places, so that a reader goes through a file once.
pub fn in_order(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| a.place.cmp(&b.place).then(a.code.cmp(&b.code)));
}

/// What a stage gives: a value unless something essential is wrong, and everything it found.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The value; absent when an error left nothing sound.
    pub value: Option<T>,
    /// The findings, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// The value stands only if nothing found is an error; findings are put in the order of their places.
    pub fn sound(value: T, mut diagnostics: Vec<Diagnostic>) -> Checked<T> {
        in_order(&mut diagnostics);
        let value = (!diagnostics.iter().any(|d| d.code.severity().stops())).then_some(value);
        Checked { value, diagnostics }
    }
}
