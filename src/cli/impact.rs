//! `impact`: who moves under amended rules, and by which edit.

mod bench;
mod corners;

use std::io::Write;
use std::num::NonZero;
use std::thread;

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::load;
use super::load::pair::{Pair, pair};
use crate::change::{self, Between};
use crate::check;
use crate::regress::{self, Impact};
use crate::report::{self, Impacted, TwoYears};
use crate::source::Text;
use bench::Bench;

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let pair = pair((load::path(asked, "old"), load::path(asked, "new")), console)?;
    let bench = Bench::read(&pair, load::path(asked, "data"), console)?;
    let (old, new) = bench.ends(console)?;
    let between = change::between(&pair.old.trees, &pair.new.trees);
    let impact = impact(&pair, &bench, &between)?;
    let notes = bench.lacking((&old, &new));
    let years = match asked.contains_id("old-data") {
        true => {
            let before = Bench::read(&pair, load::path(asked, "old-data"), console)?;
            let mut years = corners::years(&pair, (&before, &bench), console)?;
            if years.is_whole() {
                years.split(&self::impact(&pair, &before, &between)?, &impact);
            }
            Some(years)
        }
        false => None,
    };
    let years = years.as_ref().map(|years| TwoYears {
        moves: &years.moves,
        names: &years.names,
        notes: &years.notes,
    });
    let impacted = Impacted {
        impact: &impact,
        edits: &between.edits,
        subjects: &new.data.subjects,
        old: pair.old.scheme(&pair.files)?,
        new: pair.new.scheme(&pair.files)?,
        order: &new.results.order,
        years,
        notes: &notes,
        files: &pair.files,
    };
    let text = match asked.get_one::<String>("format").map(String::as_str) {
        Some("json") => format!("{:#}\n", report::impact_json(impacted)),
        Some("html") => report::html(&report::impact_page(impacted), console.lang),
        Some(_) | None => report::impact_text(impacted, console.lang),
    };
    console.out.write_all(text.as_bytes())?;
    Ok(Exit::Fine)
}

/// The data under every mixture of both rules that is needed. The rules and the data fit at both ends, so there is an
/// impact, unless the mixture of all edits is not the new rules: our own mistake.
fn impact(pair: &Pair, bench: &Bench<'_>, between: &Between) -> Result<Impact, Stop> {
    let scores: Vec<bool> = between.edits.iter().map(|edit| edit.scores).collect();
    let one = |chosen: &Vec<bool>| {
        let trees = between.mixed(chosen);
        bench.came(&check::check_open(&trees, &pair.files).value?)
    };
    let mut evaluate = |sets: &[Vec<bool>]| side_by_side(sets, &one);
    regress::impact(&scores, &mut evaluate).ok_or_else(|| {
        Stop::Misuse(Text::new(
            "新旧办法各自成立, 逐处改过去却得不到它们: 这是程序的问题, 请告诉我们",
            "both rules are sound, but going from one to the other edit by edit does not lead there: our own mistake, please report it",
        ))
    })
}

/// The answers of a function in the order of what it is asked; the work is shared out over the cores that are there.
fn side_by_side<Q: Sync, A: Send>(asked: &[Q], answer: &(impl Fn(&Q) -> A + Sync)) -> Vec<A> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = asked.len().div_ceil(cores).max(1);
    if asked.len() <= 1 || cores == 1 {
        return asked.iter().map(answer).collect();
    }
    thread::scope(|scope| {
        let parts: Vec<_> = asked
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(answer).collect::<Vec<A>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
