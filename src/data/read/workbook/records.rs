//! The records of an old workbook, looked through before it is read: how far its sheets reach, which rows and columns are
//! hidden, and which cells are shown as percentages.

use std::collections::{BTreeMap, BTreeSet};

use super::compound::{u16_at, u32_at};
use super::styles::{Shown, built_in, by_code};

/// What is seen of a sheet.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The rows and columns from the first cell to the last.
    pub(super) span: Option<((u32, u32), (u32, u32))>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<usize>,
    /// Formulas that are to be worked out when the file is opened, by row and column from 0.
    pub(super) to_calculate: BTreeSet<(u32, u32)>,
    /// How cells are shown that are not plain, by row and column from 0.
    pub(super) shown: BTreeMap<(u32, u32), Shown>,
}

impl Seen {
    /// How many places it takes to hold every cell from the first to the last.
    pub(super) fn places(&self) -> usize {
        let span =
            self.span.map(|(first, last)| (last.0 - first.0 + 1) as usize * (last.1 - first.1 + 1) as usize);
        span.unwrap_or(0)
    }

    fn cell(&mut self, row: u32, column: u32) {
        let (first, last) = self.span.unwrap_or(((row, column), (row, column)));
        let first = (first.0.min(row), first.1.min(column));
        let last = (last.0.max(row), last.1.max(column));
        self.span = Some((first, last));
    }
}

/// Every sheet of the stream, in the order of the workbook.
pub(super) fn sheets(stream: &[u8]) -> Vec<Seen> {
    let mut starts = Vec::new();
    let mut codes: BTreeMap<u32, String> = BTreeMap::new();
    let mut formats: Vec<u32> = Vec::new();
    for (kind, body) in Records::new(stream, 0) {
        match kind {
            0x0085 => starts.extend(u32_at(body, 0).map(|at| at as usize)),
            0x00E0 => formats.push(u16_at(body, 2).map_or(0, u32::from)),
            0x041E => {
                if let Some(id) = u16_at(body, 0) {
                    codes.insert(u32::from(id), code(body));
                }
            }
            _ => {}
        }
    }
    let shown: Vec<Shown> =
        formats.iter().map(|id| codes.get(id).map_or_else(|| built_in(*id), |code| by_code(code))).collect();
    starts.into_iter().map(|start| sheet(stream, start, &shown)).collect()
}

/// The code of a format, in either of the two ways a text is held.
fn code(body: &[u8]) -> String {
    let length = u16_at(body, 2).map_or(0, usize::from);
    let wide = body.get(4).is_some_and(|flags| flags & 1 == 1);
    let text = body.get(5..).unwrap_or(&[]);
    if wide {
        let letters = text.as_chunks::<2>().0.iter().take(length).map(|two| u16::from_le_bytes(*two));
        char::decode_utf16(letters).filter_map(Result::ok).collect()
    } else {
        text.iter().take(length).map(|byte| char::from(*byte)).collect()
    }
}

fn sheet(stream: &[u8], start: usize, shown: &[Shown]) -> Seen {
    let mut seen = Seen::default();
    let pair = |body: &[u8]| Some((u32::from(u16_at(body, 0)?), u32::from(u16_at(body, 2)?)));
    for (kind, body) in Records::new(stream, start) {
        match kind {
            // The cells: formula, blank, number, text, yes/no or error, small number, shared text.
            0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD => {
                let Some((row, column)) = pair(body) else { continue };
                seen.cell(row, column);
                style(&mut seen, (row, column), u16_at(body, 4), shown);
                if kind == 0x0006 && u16_at(body, 14).is_some_and(|flags| flags & 2 != 0) {
                    seen.to_calculate.insert((row, column));
                }
            }
            // Several small numbers, six bytes each.
            0x00BD => {
                let Some((row, first)) = pair(body) else { continue };
                let count = body.len().saturating_sub(6) / 6;
                for (at, column) in (0..count).zip(first..) {
                    seen.cell(row, column);
                    style(&mut seen, (row, column), u16_at(body, 4 + at * 6), shown);
                }
            }
            0x00BE => {
                let Some((row, first)) = pair(body) else { continue };
                let count = u32::try_from(body.len().saturating_sub(6) / 2).unwrap_or(0);
                seen.cell(row, first);
                seen.cell(row, first.saturating_add(count.saturating_sub(1)));
            }
            0x0208 => {
                let hidden = u16_at(body, 12).is_some_and(|flags| flags & 0x20 != 0);
                seen.hidden_rows.extend(u16_at(body, 0).filter(|_| hidden).map(u32::from));
            }
            0x007D => {
                let hidden = u16_at(body, 8).is_some_and(|flags| flags & 1 != 0);
                if let Some((first, last)) = pair(body).filter(|_| hidden) {
                    seen.hidden_columns.extend((first..=last.min(255)).map(|column| column as usize));
                }
            }
            _ => {}
        }
    }
    seen
}

fn style(seen: &mut Seen, at: (u32, u32), style: Option<u16>, shown: &[Shown]) {
    let known = style.and_then(|style| shown.get(usize::from(style)));
    if let Some(known) = known.filter(|known| **known != Shown::Plain) {
        seen.shown.insert(at, known.clone());
    }
}

/// The records of one part of the stream, up to its end.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
    /// Parts inside of it, such as charts.
    depth: usize,
}

impl<'a> Records<'a> {
    fn new(stream: &'a [u8], at: usize) -> Records<'a> {
        Records { stream, at, depth: 0 }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at + 2)?);
        let body = self.stream.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        match kind {
            0x0809 => self.depth += 1,
            0x000A => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        (kind != 0x000A || self.depth > 0).then_some((kind, body))
    }
}
