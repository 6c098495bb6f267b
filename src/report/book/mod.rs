//! The results workbook: overview, scores, workings and data, one sheet a subject, and formulas that recompute every
//! score from the data as far as a spreadsheet can. Start at [`workbook`].

mod data;
mod layout;
mod lines;
mod lists;
mod methods;
mod notes;
mod overview;
mod said;
mod scores;
mod sheet;
mod subject;
mod term;
mod whole;
mod workings;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::Scored;
use super::stages::stages_rows;
use crate::eval;
use crate::number::Number;
use crate::plan::ListId;
use crate::source::Lang;
pub(super) use data::headed;
use layout::{Layout, Names};
use notes::Tally;
pub(super) use rust_xlsxwriter::utility::column_number_to_name as column_letters;
use said::Speaker;
pub(super) use said::cell_scale;
use sheet::Looks;
pub(super) use sheet::double;
use subject::Told;

/// With more subjects than this, a sheet for each would help nobody.
const MOST_SHEETS: usize = 200;

/// The most subjects of a workbook: each takes some 40 KB while it is made, and no spreadsheet opens more with pleasure.
pub const MOST_IN_A_WORKBOOK: usize = 50_000;

/// Writes the workbook of one scheme's results. The same results give the same bytes.
pub fn workbook(scored: &Scored<'_>, lang: Lang, writer: &mut dyn Write) -> io::Result<()> {
    let bytes = made(scored, lang).map_err(io::Error::other)?;
    writer.write_all(&bytes)
}

fn made(scored: &Scored<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let layout = Layout::of(scored, lang);
    let looks = Looks::new(scored.scheme.rounding.places());
    let mut tally = Tally::default();
    let mut book = Workbook::new();
    // A fixed date: the same results must give the same bytes, whenever they are written.
    let properties = DocProperties::new()
        .set_title(&scored.scheme.name)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?);
    book.set_properties(&properties);

    let mut overview = named(&layout.overview.name)?;
    overview::overview(&mut overview, (scored, &layout), &looks, lang)?;
    let mut scores = named(&layout.scores.name)?;
    scores::heads(&mut scores, (scored, &layout), &looks, lang)?;
    let mut workings = named(&layout.workings.name)?;
    workings::workings(&mut workings, (scored, &layout), &looks, (lang, &mut tally))?;
    let mut data = named(&layout.data.name)?;
    data::data(&mut data, (scored, &layout), &looks, lang)?;
    let lists = lists(scored, &layout, &looks, lang)?;
    let subjects = subjects((scored, &layout), (&mut scores, &looks), lang, &mut tally)?;
    let layers = layers(scored, &layout, &looks, lang)?;
    let mut notes = named(&layout.notes.name)?;
    tally.write(&mut notes, &looks, lang)?;

    for sheet in [overview, scores, workings, data]
        .into_iter()
        .chain(layers)
        .chain(lists)
        .chain([notes])
        .chain(subjects)
    {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

fn named(name: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    Ok(sheet)
}

fn lists(
    scored: &Scored<'_>,
    layout: &Layout,
    looks: &Looks,
    lang: Lang,
) -> Result<Vec<Worksheet>, XlsxError> {
    let mut made = Vec::new();
    for (place, at) in layout.lists.iter().zip(0u32..) {
        let mut sheet = named(&place.name)?;
        data::list(&mut sheet, ListId(at), (scored, layout, place), looks, lang)?;
        made.push(sheet);
    }
    Ok(made)
}

/// The layers side by side, with who changed what and why; none for data in one piece.
fn layers(
    scored: &Scored<'_>,
    layout: &Layout,
    looks: &Looks,
    lang: Lang,
) -> Result<Option<Worksheet>, XlsxError> {
    let Some(rows) = stages_rows(scored, lang) else { return Ok(None) };
    let mut sheet = named(&layout.layers.name)?;
    for (at, row) in (0u32..).zip(&rows) {
        let look = if at == 0 { &looks.head } else { &looks.words };
        for (column, words) in (0u16..).zip(row) {
            // Scores are numbers, for sums and filters; names and ids, and all in the head, are words.
            let number = Number::parse(words).ok().filter(|_| at > 0 && column > 2);
            match number {
                Some(number) => sheet.write_number_with_format(at, column, double(&number), &looks.number)?,
                None => sheet.write_string_with_format(at, column, words, look)?,
            };
        }
    }
    sheet.set_column_width(2, 30)?;
    sheet.set_freeze_panes(1, 3)?;
    Ok(Some(sheet))
}

/// Writes the rows of the scores, and gives the sheets of the subjects.
fn subjects(
    (scored, layout): (&Scored<'_>, &Layout),
    (scores, looks): (&mut Worksheet, &Looks),
    lang: Lang,
    tally: &mut Tally,
) -> Result<Vec<Worksheet>, XlsxError> {
    let mut names = Names::default();
    for sheet in
        [&layout.overview, &layout.scores, &layout.workings, &layout.data, &layout.layers, &layout.notes]
            .into_iter()
            .chain(&layout.lists)
    {
        names.free(&sheet.name);
    }
    let each = scored.data.subjects.len() <= MOST_SHEETS;
    let mut made = Vec::new();
    for (subject, who) in scored.data.subjects.iter().enumerate() {
        let assessment = eval::assessment(scored.scheme, scored.data, scored.results, subject);
        let speaker = Speaker { scored: *scored, layout, subject };
        scores::subject(scores, (&speaker, &assessment), looks, tally)?;
        if each {
            let mut sheet = named(&names.free(&who.name))?;
            subject::subject(&mut sheet, &Told { scored, layout, made: &assessment, lang }, looks)?;
            made.push(sheet);
        }
    }
    Ok(made)
}

/// A state in the place of a number.
fn whole_word(
    sheet: &mut Worksheet,
    (at, column): (u32, u16),
    word: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(at, column, word, &looks.state)?;
    Ok(())
}
