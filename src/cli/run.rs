//! `run`: a whole year, as its list has it.

mod outputs;
mod rules;
mod year;

use clap::ArgMatches;

use super::chain::{self, Layers, On};
use super::console::{Console, Exit, Stop};
use super::load;
use crate::report::{self, YearRow};
use crate::source::Text;
use outputs::{set_aside, write_all};
use rules::{Broken, Rules};
use year::{Entry, Year};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let year = year::read(load::path(asked, "manifest"), console)?;
    let rules = rules::read(&year, console)?;
    let mut running = Running { year: &year, rules: &rules, done: Vec::new(), rows: Vec::new() };
    for (entry, broken) in &rules.broken {
        if let Broken::Mistaken = broken {
            running.failed(&year.entries[*entry], &rules.names[*entry], console)?;
        }
    }
    for place in 0..rules.plan.schemes.len() {
        running.scheme(place, console)?;
    }
    for (entry, broken) in &rules.broken {
        if let Broken::Fed(by) = broken {
            running.skipped(&year.entries[*entry], &rules.names[*entry], (by, console))?;
        }
    }
    let rows = running.rows;
    console.line(report::year(&rows, console.lang).trim_end())?;
    let whole = rows.iter().all(|row| matches!(row, YearRow::Done { .. }));
    Ok(if whole { Exit::Fine } else { Exit::Findings })
}

/// A year as far as it has got.
struct Running<'a> {
    year: &'a Year,
    rules: &'a Rules,
    /// Beside the schemes of the plan.
    done: Vec<Option<Layers>>,
    rows: Vec<YearRow>,
}

impl Running<'_> {
    /// One scheme: its data, what feeds it, its results in their files. Whatever goes wrong stays its own.
    fn scheme(&mut self, place: usize, console: &mut Console) -> Result<(), Stop> {
        let (rules, year) = (self.rules, self.year);
        let (Some(scheme), Some(entry)) =
            (rules.plan.schemes.get(place), rules.entries.get(place).and_then(|at| year.entries.get(*at)))
        else {
            return Ok(());
        };
        let lacks = |place: &usize| self.done.get(*place).is_none_or(Option::is_none);
        if let Some(lacking) = scheme.fed_by().into_iter().find(lacks) {
            self.done.push(None);
            let by = rules.plan.schemes.get(lacking).map_or("", |by| by.name.as_str());
            return self.skipped(entry, &scheme.name, (by, console));
        }
        let on = On { plan: &rules.plan, done: &self.done, files: &rules.files, keep: false };
        let scored = load::datasets(&entry.data, scheme, &rules.files, console)
            .and_then(|data| chain::one(scheme, data, on, console))
            .and_then(|layers| {
                write_all(&entry.outs, layers.view(scheme, &rules.files), console.lang)?;
                Ok(layers)
            });
        let layers = match scored {
            Ok(layers) => Some(layers),
            Err(stop) => {
                console.go_on(stop)?;
                None
            }
        };
        match &layers {
            Some(layers) => {
                let row = report::year_row(
                    &layers.view(scheme, &rules.files),
                    entry.outs.iter().map(|out| out.display().to_string()).collect(),
                );
                self.progress(&scheme.name, &done(&row, &scheme.subject_kind), console)?;
                self.rows.push(row);
            }
            None => self.failed(entry, &scheme.name, console)?,
        }
        self.done.push(layers);
        Ok(())
    }

    fn failed(&mut self, entry: &Entry, name: &str, console: &mut Console) -> Result<(), Stop> {
        let text = Text::new("没有完成, 问题见上", "not done, for what is said above");
        self.progress(name, &text, console)?;
        set_aside(&entry.outs, console)?;
        self.rows.push(YearRow::Failed { name: name.to_owned() });
        Ok(())
    }

    fn skipped(
        &mut self,
        entry: &Entry,
        name: &str,
        (by, console): (&str, &mut Console),
    ) -> Result<(), Stop> {
        let text = Text::new(
            format!("跳过, 它要用的“{by}”没有完成"),
            format!("skipped, since `{by}`, which it needs, is not done"),
        );
        self.progress(name, &text, console)?;
        set_aside(&entry.outs, console)?;
        self.rows.push(YearRow::Skipped { name: name.to_owned(), by: by.to_owned() });
        Ok(())
    }

    /// `[3/11] 财政重点项目支出绩效评价: 3 个项目 → out/projects.csv`
    fn progress(&self, name: &str, text: &Text, console: &mut Console) -> Result<(), Stop> {
        let (at, all) = (self.rows.len() + 1, self.year.entries.len());
        console.note(&Text::new(
            format!("[{at}/{all}] {name}: {}", text.zh),
            format!("[{at}/{all}] {name}: {}", text.en),
        ))
    }
}

fn done(row: &YearRow, kind: &str) -> Text {
    let YearRow::Done { subjects, outs, .. } = row else { return Text::default() };
    let outs = outs.join(", ");
    Text::new(format!("{subjects} 个{kind} → {outs}"), format!("{subjects} × {kind} → {outs}"))
}
