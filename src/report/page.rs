//! A page to be read in a browser or on paper: what stands on it, not how it looks.

use crate::number::Number;
use crate::source::Text;

/// A page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Page {
    /// Its title.
    pub title: Text,
    /// What it is about, in a line below the title.
    pub about: Text,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// One thing on a page.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// A heading.
    Heading(Text),
    /// A paragraph.
    Paragraph(Text),
    /// A paragraph that explains how to read what stands above it.
    Note(Text),
    /// The few figures that matter most, side by side.
    Facts(Vec<Fact>),
    /// A list of sentences.
    List(Vec<Text>),
    /// A table.
    Table(PageTable),
    /// A picture of moves: one bar a row, split into its parts.
    Bars(Bars),
    /// A picture of where each stands.
    Dots(Dots),
    /// A table of rates, shaded.
    Heat(Heat),
    /// Rule text, line by line.
    Code(Vec<CodeLine>),
    /// What is shown when asked for, and always printed.
    Folded(Text, Vec<Block>),
}

/// A figure and what it counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// The figure.
    pub figure: String,
    /// What it counts.
    pub label: Text,
    /// How it is felt.
    pub tone: Tone,
}

/// How something is felt: shown by a colour and never by the colour alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Tone {
    /// Neither.
    #[default]
    Plain,
    /// A gain, a rule that is tried.
    Good,
    /// A loss, a hole.
    Bad,
    /// Something to look at.
    Warn,
    /// Something of less weight.
    Faint,
}

/// A table.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PageTable {
    /// What it shows.
    pub caption: Text,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its head.
    pub head: Text,
    /// Numbers stand on the right, words on the left.
    pub numbers: bool,
}

/// A cell of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// What it says.
    pub says: Text,
    /// How it is felt.
    pub tone: Tone,
}

/// Bars to the left and right of zero.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Bars {
    /// What the picture shows, for those who cannot see it too.
    pub caption: Text,
    /// What each part stands for.
    pub parts: Vec<Text>,
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// Whose it is.
    pub label: String,
    /// As much of each part, beside [`Bars::parts`].
    pub amounts: Vec<Number>,
    /// What it comes to, as printed.
    pub total: String,
}

/// A dot for each, row by row on one scale.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Dots {
    /// What the picture shows, for those who cannot see it too.
    pub caption: Text,
    /// Places on the scale that mean something, with their names.
    pub marks: Vec<(Number, String)>,
    /// The rows from top to bottom.
    pub rows: Vec<DotRow>,
}

/// One row of dots.
#[derive(Clone, PartialEq, Debug)]
pub struct DotRow {
    /// Whose they are.
    pub label: String,
    /// Each with its name.
    pub dots: Vec<(Number, String)>,
}

/// Rates from 0 to 1, shaded by how much they lack.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Heat {
    /// What it shows.
    pub caption: Text,
    /// Of what.
    pub columns: Vec<Text>,
    /// The rows from top to bottom.
    pub rows: Vec<HeatRow>,
}

/// One row of rates.
#[derive(Clone, PartialEq, Debug)]
pub struct HeatRow {
    /// Whose they are.
    pub label: String,
    /// Beside [`Heat::columns`]; none where there is no rate.
    pub rates: Vec<Option<Number>>,
}

/// A line of rule text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeLine {
    /// Its number.
    pub number: u32,
    /// The line.
    pub text: String,
    /// How it is felt.
    pub tone: Tone,
    /// What is said of it.
    pub says: Text,
}

impl Column {
    /// A column of words.
    pub fn words(head: Text) -> Column {
        Column { head, numbers: false }
    }

    /// A column of numbers.
    pub fn numbers(head: Text) -> Column {
        Column { head, numbers: true }
    }
}

impl Cell {
    /// A cell that says the same in both languages.
    pub fn same(says: impl Into<String>) -> Cell {
        Cell { says: Text::same(says), tone: Tone::Plain }
    }

    /// A cell with words.
    pub fn words(says: Text) -> Cell {
        Cell { says, tone: Tone::Plain }
    }

    /// The same cell, felt otherwise.
    pub fn toned(self, tone: Tone) -> Cell {
        Cell { tone, ..self }
    }
}
