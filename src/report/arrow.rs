//! Arrow IPC: the table of `assess` for programs that read by columns. Scores are decimals, never floats.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::Decimal128Builder;
use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt32Array};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DECIMAL128_MAX_PRECISION, DataType, Field, Schema};

use super::csv::{header, score};
use super::{Digests, Scored};
use crate::plan::IndicatorId;

/// The name and version of the table, in its metadata.
const FORMAT: &str = "kaocheng.assess.arrow/1";

/// So many subjects are held at a time.
const BATCH: usize = 65_536;

/// Writes the columns of [`csv`](super::csv()) with their types: scores as decimals with the places of the scheme (more
/// where a value needs them; as texts `a/b` in a column with a value that never ends), places as whole numbers, null
/// where there is nothing.
///
/// # Errors
/// What the writer says.
pub fn arrow(scored: &Scored<'_>, digests: &Digests, writer: &mut impl Write) -> io::Result<()> {
    let order: Vec<usize> = scored.order().collect();
    let columns = columns(scored);
    let names = header(scored, &scored.scheme.leaves());
    let types: Vec<DataType> = columns.iter().map(|column| column.data_type(scored, &order)).collect();
    let fields = names.iter().zip(&types).map(|(name, own)| Field::new(*name, own.clone(), true));
    let schema = Schema::new(fields.collect::<Vec<_>>()).with_metadata(metadata(scored, digests));
    let schema = Arc::new(schema);
    let mut file = FileWriter::try_new(writer, &schema).map_err(failed)?;
    for subjects in order.chunks(BATCH) {
        let arrays = columns.iter().zip(&types).map(|(column, own)| column.array(scored, own, subjects));
        let arrays = arrays.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(failed)?;
        file.write(&batch).map_err(failed)?;
    }
    file.finish().map_err(failed)
}

/// What stands in a column.
enum Column {
    Id,
    Name,
    Group,
    Leaf(IndicatorId),
    Bonus,
    Penalty,
    Total,
    Grade,
    Place(Option<usize>),
}

/// In the order of the header.
fn columns(scored: &Scored<'_>) -> Vec<Column> {
    let mut columns = vec![Column::Id, Column::Name, Column::Group];
    columns.extend(scored.scheme.leaves().into_iter().map(Column::Leaf));
    columns.extend([Column::Bonus, Column::Penalty, Column::Total, Column::Grade]);
    columns.extend([Column::Place(scored.overall()), Column::Place(scored.within())]);
    columns
}

impl Column {
    fn data_type(&self, scored: &Scored<'_>, order: &[usize]) -> DataType {
        match self {
            Column::Place(_) => DataType::UInt32,
            Column::Leaf(_) | Column::Bonus | Column::Penalty | Column::Total => {
                let texts = order.iter().filter_map(|&subject| self.text(scored, subject));
                scale(scored.scheme.rounding.places().unwrap_or(0), texts)
                    .map_or(DataType::Utf8, |scale| DataType::Decimal128(DECIMAL128_MAX_PRECISION, scale))
            }
            Column::Id | Column::Name | Column::Group | Column::Grade => DataType::Utf8,
        }
    }

    fn array(&self, scored: &Scored<'_>, own: &DataType, subjects: &[usize]) -> Result<ArrayRef, ArrowError> {
        if let Column::Place(ranking) = self {
            let places = subjects.iter().map(|&subject| scored.place(*ranking, subject));
            return Ok(Arc::new(places.collect::<UInt32Array>()));
        }
        let texts = subjects.iter().map(|&subject| self.text(scored, subject));
        let &DataType::Decimal128(precision, scale) = own else {
            return Ok(Arc::new(texts.collect::<StringArray>()));
        };
        let mut decimals =
            Decimal128Builder::with_capacity(subjects.len()).with_precision_and_scale(precision, scale)?;
        texts.for_each(|text| decimals.append_option(text.and_then(|text| scaled(&text, scale))));
        Ok(Arc::new(decimals.finish()))
    }

    /// As it stands in the CSV.
    fn text(&self, scored: &Scored<'_>, subject: usize) -> Option<String> {
        let results = scored.results;
        let who = scored.data.subjects.get(subject);
        let number = |column| scored.number(column, subject).map(|number| scored.published(number));
        match self {
            Column::Id => who.map(|who| who.id.clone()),
            Column::Name => who.map(|who| who.name.clone()),
            Column::Group => scored.group(subject).map(str::to_owned),
            Column::Leaf(leaf) => score(scored, *leaf, subject),
            Column::Bonus => number(&results.bonus),
            Column::Penalty => number(&results.penalty),
            Column::Total => number(&results.total),
            Column::Grade => scored.grade(subject).map(str::to_owned),
            Column::Place(ranking) => scored.place(*ranking, subject).map(|place| place.to_string()),
        }
    }
}

/// The most decimals of any text, at least `least`; none where a decimal cannot hold them all.
fn scale(least: u8, texts: impl Iterator<Item = String>) -> Option<i8> {
    let (mut longest, mut most) = (0, usize::from(least));
    for text in texts.filter(|text| !text.is_empty()) {
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        digits.bytes().all(|digit| digit.is_ascii_digit()).then_some(())?;
        longest = longest.max(digits.len());
        most = most.max(decimals.len());
    }
    let holds = longest + most <= usize::from(DECIMAL128_MAX_PRECISION);
    i8::try_from(most).ok().filter(|_| holds)
}

/// `85.9` in units of 10⁻²: 8590.
fn scaled(text: &str, scale: i8) -> Option<i128> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let missing = usize::try_from(scale).ok()?.checked_sub(decimals.len())?;
    format!("{whole}{decimals}{}", "0".repeat(missing)).parse().ok()
}

fn metadata(scored: &Scored<'_>, digests: &Digests) -> BTreeMap<String, String> {
    let year = scored.scheme.year.map(|year| ("year", year.to_string()));
    let stage = scored.results.layer.map(|layer| ("stage", scored.scheme.layer(layer).to_owned()));
    let always = [
        ("format", FORMAT.to_owned()),
        ("scheme", scored.scheme.name.clone()),
        ("points", scored.published(&scored.scheme.points)),
        ("digest_rules", digests.rules.clone()),
        ("digest_data", digests.data.clone()),
    ];
    let all = always.into_iter().chain(year).chain(stage);
    all.map(|(name, value)| (name.to_owned(), value)).collect()
}

fn failed(error: ArrowError) -> io::Error {
    if let ArrowError::IoError(_, error) = error { error } else { io::Error::other(error) }
}
