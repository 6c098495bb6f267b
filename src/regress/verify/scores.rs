//! Printed scores, grades and places beside the recomputed ones.

use super::{About, Difference, Figure, Printed, PrintedRow, Recomputed, Verified, figure};
use crate::eval::{Outcome, State};
use crate::number::Number;
use crate::source::{Code, Diagnostic, Text};

/// What recomputing gave.
#[derive(Clone, Copy)]
enum Came<'a> {
    Number(&'a Number),
    NotApplicable,
    Undetermined,
    Failed,
}

impl<'a> Recomputed<'a> {
    /// The number of a figure; none where there is none.
    pub(super) fn number(&self, about: About, subject: usize) -> Option<&'a Number> {
        let results = self.results;
        let of = |column: &'a [Option<Number>]| column.get(subject).and_then(Option::as_ref);
        match about {
            About::Item(_) | About::Outside(_) => self.outcome(about, subject).and_then(Outcome::score),
            About::Base => of(&results.base),
            About::Bonus => of(&results.bonus),
            About::Penalty => of(&results.penalty),
            About::Total => of(&results.total),
            About::Grade | About::Rank(_) => None,
        }
    }

    fn outcome(&self, about: About, subject: usize) -> Option<&'a Outcome> {
        let column = match about {
            About::Item(id) => self.results.scores.get(id.0 as usize),
            About::Outside(at) => self.results.outside.get(at),
            About::Base | About::Bonus | About::Penalty | About::Total | About::Grade | About::Rank(_) => {
                None
            }
        };
        column.and_then(|column| column.get(subject))
    }

    fn came(&self, about: About, subject: usize) -> Came<'a> {
        if let Some(number) = self.number(about, subject) {
            return Came::Number(number);
        }
        match self.outcome(about, subject) {
            Some(Outcome::NotApplicable | Outcome::Elsewhere) => Came::NotApplicable,
            Some(Outcome::Failed) => Came::Failed,
            Some(Outcome::Scored(_) | Outcome::Presumed(_) | Outcome::Excused(_) | Outcome::Missing) => {
                Came::Undetermined
            }
            None if self.results.states.get(subject) == Some(&State::Failed) => Came::Failed,
            None => Came::Undetermined,
        }
    }

    /// A number in a sentence: as published; what nobody can print exactly also nearly.
    pub(super) fn shown(&self, number: &Number) -> String {
        let text = self.scheme.published(number);
        if text.contains('/') { format!("{text} (≈{})", number.near(4)) } else { text }
    }
}

/// Every figure of a row that differs; how many were compared is counted.
pub(super) fn row(
    with: Recomputed<'_>,
    (printed, row): (&Printed, &PrintedRow),
    verified: &mut Verified,
) -> Vec<Difference> {
    let mut found = Vec::new();
    for (at, (about, _)) in printed.columns.iter().enumerate() {
        let text = row.texts.get(at).map_or("", String::as_str);
        let one = One { with, printed, row, about: *about, text };
        let differs = match *about {
            About::Grade => one.grade(),
            About::Rank(ranking) => one.rank(ranking),
            About::Item(_)
            | About::Outside(_)
            | About::Base
            | About::Bonus
            | About::Penalty
            | About::Total => one.score(),
        };
        // What is neither a number nor a word has been said already.
        let Ok(differs) = differs else { continue };
        verified.compared += 1;
        match differs {
            Some(difference) => found.push(difference),
            None => verified.equal += 1,
        }
    }
    found
}

/// The cell cannot be read.
struct Unread;

/// One printed cell.
#[derive(Clone, Copy)]
struct One<'a> {
    with: Recomputed<'a>,
    printed: &'a Printed,
    row: &'a PrintedRow,
    about: About,
    text: &'a str,
}

impl One<'_> {
    fn score(&self) -> Result<Option<Difference>, Unread> {
        let figure = Figure::read(self.text).ok_or(Unread)?;
        let came = self.with.came(self.about, self.row.subject);
        Ok(match (&figure, came) {
            (Figure::Number { value, places }, Came::Number(number)) => {
                // A penalty is printed as what is taken away or as a number below zero; both say the same.
                let value = if self.about == About::Penalty { value.abs() } else { value.clone() };
                self.numbers(&value, *places, number)
            }
            (Figure::Blank, Came::NotApplicable | Came::Undetermined | Came::Failed)
            | (Figure::NotApplicable, Came::NotApplicable)
            | (Figure::Undetermined, Came::Undetermined)
            | (Figure::Failed, Came::Failed) => None,
            (
                Figure::Blank
                | Figure::Number { .. }
                | Figure::NotApplicable
                | Figure::Undetermined
                | Figure::Failed,
                came,
            ) => Some(self.states(came)),
        })
    }

    fn numbers(&self, value: &Number, places: Option<u8>, number: &Number) -> Option<Difference> {
        if value == number {
            return None;
        }
        let fewer =
            places.filter(|places| self.with.scheme.rounding.places().is_none_or(|own| *places < own));
        let (name, text, came) = (self.about.name(self.with.scheme), self.text, self.with.shown(number));
        if let Some(places) = fewer.filter(|places| number.rounded(*places) == *value) {
            let (zh, en) = match places {
                0 => ("印作整数".to_owned(), "printed as a whole number".to_owned()),
                1 => ("只印 1 位小数".to_owned(), "printed with 1 place".to_owned()),
                _ => (format!("只印 {places} 位小数"), format!("printed with {places} places")),
            };
            let message = Text::new(
                format!("“{}”{zh}: {came} 印成 {text}", name.zh),
                format!("`{}` {en}: {came} stands as {text}", name.en),
            );
            return Some(self.found(Code::FewerPlaces, message, (came, Some(value - number))));
        }
        let difference = self.signed(&(value - number));
        let message = Text::new(
            format!("“{}”公布 {text}, 重算 {came}, 相差 {difference}", name.zh),
            format!("`{}` is printed as {text}, recomputed {came}, a difference of {difference}", name.en),
        );
        Some(self.found(Code::ScoreDiffers, message, (came, Some(value - number))))
    }

    fn states(&self, came: Came<'_>) -> Difference {
        let name = self.about.name(self.with.scheme);
        let printed = self.said();
        let came = match came {
            Came::Number(number) => Text::same(self.with.shown(number)),
            Came::NotApplicable => Text::new("不适用", "not applicable"),
            Came::Undetermined => Text::new("未定", "undetermined"),
            Came::Failed => Text::new("无法计分", "cannot be scored"),
        };
        let message = Text::new(
            format!("“{}”公布 {}, 重算 {}", name.zh, printed.zh, came.zh),
            format!("`{}` is printed as {}, recomputed {}", name.en, printed.en, came.en),
        );
        self.found(Code::ScoreDiffers, message, (came.zh, None))
    }

    fn grade(&self) -> Result<Option<Difference>, Unread> {
        let grade = self.with.results.grades.get(self.row.subject).copied().flatten();
        let came = grade.map_or("", |grade| self.with.scheme.grade(grade));
        let printed = if Figure::read(self.text) == Some(Figure::Blank) { "" } else { self.text };
        if printed == came || came.is_empty() && Figure::read(self.text) == Some(Figure::Undetermined) {
            return Ok(None);
        }
        Ok(Some(self.standing(Code::GradeDiffers, came)))
    }

    fn rank(&self, ranking: usize) -> Result<Option<Difference>, Unread> {
        let places = self.with.results.places.get(ranking);
        let came = places.and_then(|places| places.get(self.row.subject)).copied().flatten();
        let printed = figure::place(self.text);
        if printed.is_none() && Figure::read(self.text).is_none() {
            return Err(Unread);
        }
        if printed == came {
            return Ok(None);
        }
        let came = came.map(|place| place.to_string()).unwrap_or_default();
        Ok(Some(self.standing(Code::RankDiffers, &came)))
    }

    fn standing(&self, code: Code, came: &str) -> Difference {
        let (name, printed) = (self.about.name(self.with.scheme), self.said());
        let or = |none: &str| if came.is_empty() { none.to_owned() } else { came.to_owned() };
        let message = Text::new(
            format!("“{}”公布 {}, 重算 {}", name.zh, printed.zh, or("未定")),
            format!("`{}` is printed as {}, recomputed {}", name.en, printed.en, or("undetermined")),
        );
        self.found(code, message, (or("未定"), None))
    }

    fn said(&self) -> Text {
        if self.text.is_empty() { Text::new("空白", "empty") } else { Text::same(self.text) }
    }

    fn signed(&self, number: &Number) -> String {
        let sign = if number.is_negative() { "" } else { "+" };
        format!("{sign}{}", self.with.shown(number))
    }

    fn found(&self, code: Code, message: Text, (came, difference): (String, Option<Number>)) -> Difference {
        let place = self.printed.place(self.row, self.about, self.with.data);
        let mut finding = Diagnostic::cell(code, place, message);
        if let About::Item(id) = self.about {
            finding = finding.path(&self.with.scheme.indicator(id).path);
        }
        Difference {
            finding,
            subject: Some(self.row.subject),
            about: Some(self.about),
            printed: Some(self.text.to_owned()),
            recomputed: Some(came),
            difference,
        }
    }
}
