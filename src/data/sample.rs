//! Made-up data that a scheme accepts: for trying rules out, for tests, and for size.

mod draw;
mod random;
mod span;

use draw::Draw;
use random::Random;

use crate::number::{civil, day, is_weekend};
use crate::plan::{InputId, Scheme, ValueType};

/// A table to be written as a file. Its rows are made when they are asked for, so that a million cost no memory.
pub struct SampleTable<'a> {
    /// `subjects`, or the name of a list: the file without its ending.
    pub name: String,
    /// The header.
    pub headers: Vec<String>,
    /// The rows below it.
    pub rows: Box<dyn Iterator<Item = Vec<String>> + 'a>,
}

/// The most records a subject has in a list.
const MOST_RECORDS: u64 = 4;

/// Tables of so many subjects, the subjects first, then each list, then the calendar where rules count working days. Every cell is drawn from the seed, the subject and
/// the column alone: the tables are the same on any machine, and more subjects change nothing for the first ones.
/// A list that comes from another scheme has no table.
pub fn sample(scheme: &Scheme, subjects: u32, seed: u64) -> Vec<SampleTable<'_>> {
    let of_data = |list: &usize| scheme.lists.get(*list).is_some_and(|list| list.from.is_none());
    let lists = (0..scheme.lists.len()).filter(of_data);
    std::iter::once(subjects_table(scheme, subjects, seed))
        .chain(lists.map(|list| list_table(scheme, list, (subjects, seed))))
        .chain(scheme.counts_workdays.then(|| calendar(scheme)))
        .collect()
}

fn subjects_table(scheme: &Scheme, subjects: u32, seed: u64) -> SampleTable<'_> {
    let asked: Vec<InputId> = (0..)
        .map(InputId)
        .zip(&scheme.inputs)
        .filter(|(_, input)| !matches!(input.value_type, ValueType::List(_)))
        .map(|(id, _)| id)
        .collect();
    let named = ["编号", "名称"].map(str::to_owned).into_iter();
    let headers = named.chain(asked.iter().map(|&id| scheme.input(id).column.clone())).collect();
    let draw = Draw::new(scheme, seed);
    let rows = (1..=subjects).map(move |number| {
        let name = format!("{}{number}", scheme.subject_kind);
        let cells = asked.iter().map(|&input| draw.input(input, number));
        [id(number, subjects), name].into_iter().chain(cells).collect()
    });
    SampleTable { name: "subjects".to_owned(), headers, rows: Box::new(rows) }
}

fn list_table(scheme: &Scheme, list: usize, (subjects, seed): (u32, u64)) -> SampleTable<'_> {
    let fields = scheme.lists.get(list).map_or(&[][..], |list| &list.fields);
    let headers =
        std::iter::once("编号".to_owned()).chain(fields.iter().map(|field| field.name.clone())).collect();
    let name = scheme.lists.get(list).map(|list| scheme.input(list.input).column.clone()).unwrap_or_default();
    let rows = (1..=subjects).flat_map(move |number| {
        let place = [u64::from(number), LISTS + list as u64];
        let records = Random::new(seed, &place).below(MOST_RECORDS + 1);
        (0..records).map(move |record| {
            let cells = fields.iter().zip(0..).map(|(field, at)| {
                draw::field(field, &mut Random::new(seed, &[place[0], place[1], record, at]))
            });
            std::iter::once(id(number, subjects)).chain(cells).collect()
        })
    });
    SampleTable { name, headers, rows: Box::new(rows) }
}

/// A calendar, made up as the rest: the years of the dates drawn and of those written in the rules, and one more on
/// either side, each with a week off in October and the Sunday before it worked on.
fn calendar(scheme: &Scheme) -> SampleTable<'static> {
    let drawn = draw::YEAR;
    let written = || scheme.dates.iter().map(|&day| civil(day).0);
    let first = written().min().map_or(drawn, |first| first.min(drawn)) - 1;
    let last = written().max().map_or(drawn, |last| last.max(drawn)) + 1;
    // No data have dates outside of these years.
    let years = first.max(1)..=last.min(9999);
    let rows = years.flat_map(|year| {
        let holidays = (1..=7).map(move |of_month| format!("{year:04}-10-{of_month:02}"));
        let off = std::iter::once(format!("{year:04}-01-01")).chain(holidays).map(|date| (date, "放假"));
        let sunday = (24..=30).find(|&of_month| {
            let day = u16::try_from(year).ok().and_then(|year| day(year, 9, of_month));
            day.is_some_and(|day| is_weekend(day) && !is_weekend(day + 1))
        });
        let work = sunday.map(|of_month| (format!("{year:04}-09-{of_month:02}"), "上班"));
        off.chain(work).map(|(date, arrangement)| vec![date, arrangement.to_owned(), "编造".to_owned()])
    });
    let headers = ["日期", "安排", "说明"].map(str::to_owned).to_vec();
    SampleTable { name: "日历".to_owned(), headers, rows: Box::new(rows) }
}

/// Lists draw from places above those of all inputs.
const LISTS: u64 = 1 << 32;

/// `D007`: as wide as the last one, so that they sort.
fn id(number: u32, subjects: u32) -> String {
    let width = subjects.to_string().len();
    format!("D{number:0width$}")
}
