//! Made-up data bind, show every state, and are the same every time.

use kaocheng::data::{Cell, Dataset, sample};
use kaocheng::plan::{InputId, Scheme, ValueType};

use super::good;
use super::scheme::full;

fn texts(scheme: &Scheme, subjects: u32, seed: u64) -> Vec<(String, String)> {
    let table = |table: kaocheng::data::SampleTable<'_>| {
        let rows: Vec<String> = table.rows.map(|row| row.join(",")).collect();
        (format!("{}.csv", table.name), format!("{}\n{}\n", table.headers.join(","), rows.join("\n")))
    };
    sample(scheme, subjects, seed).into_iter().map(table).collect()
}

fn drawn(scheme: &Scheme, subjects: u32, seed: u64) -> Dataset {
    let files = texts(scheme, subjects, seed);
    let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    good(scheme, &files)
}

#[test]
fn they_bind_with_every_state() {
    let scheme = full();
    let data = drawn(&scheme, 2000, 7);
    assert_eq!(data.subjects.len(), 2000);
    let count = |input: u32, is: fn(&Cell) -> bool| {
        data.inputs[input as usize].iter().filter(|cell| is(cell)).count()
    };
    assert!((20..60).contains(&count(4, |cell| *cell == Cell::NotApplicable)));
    assert!((5..40).contains(&count(4, |cell| matches!(cell, Cell::Excused(_)))));
    for input in 0..9 {
        assert!((2..40).contains(&count(input, |cell| *cell == Cell::Missing)), "{input}");
    }
    let records = data.lists[0].rows.len();
    assert!((3500..4500).contains(&records), "{records}");
}

/// Of 佐证: documents, nothing (an empty cell or 无), excused, not needed.
#[test]
fn evidence_is_drawn_in_every_state() {
    let scheme = super::scheme::of(vec![super::scheme::input("制度.佐证", ValueType::Evidence)]);
    let data = drawn(&scheme, 1000, 7);
    let count = |is: fn(&Cell) -> bool| data.inputs[0].iter().filter(|cell| is(cell)).count();
    assert!((650..850).contains(&count(|cell| matches!(cell, Cell::Text(_)))));
    assert!((50..120).contains(&count(|cell| *cell == Cell::Missing)));
    assert!((40..110).contains(&count(|cell| *cell == Cell::YesNo(false))));
    assert!((25..85).contains(&count(|cell| matches!(cell, Cell::Excused(_)))));
    assert!((25..85).contains(&count(|cell| *cell == Cell::NotApplicable)));
}

#[test]
fn points_fit_their_level() {
    let data = drawn(&full(), 500, 1);
    for subject in 0..500 {
        let pair = [7, 8].map(|input| data.cell(InputId(input), subject));
        match pair {
            [Cell::Choice(0), Cell::Number(points)] => assert!(*points >= super::decimal("9")),
            [Cell::Choice(1), Cell::Number(points)] => assert!(*points < super::decimal("9")),
            [Cell::Missing, Cell::Missing] => {}
            other => panic!("{subject}: {other:?}"),
        }
    }
}

#[test]
fn they_are_the_same_every_time() {
    let scheme = full();
    assert_eq!(texts(&scheme, 50, 7), texts(&scheme, 50, 7));
    assert_ne!(texts(&scheme, 50, 7), texts(&scheme, 50, 8));
    let (few, many) = (drawn(&scheme, 10, 7), drawn(&scheme, 99, 7));
    assert!(
        few.inputs
            .iter()
            .zip(&many.inputs)
            .all(|(few, many)| few.len() == 10 || few.is_empty() && many.is_empty())
    );
    assert_eq!(few.inputs[4], many.inputs[4][..10]);
}
