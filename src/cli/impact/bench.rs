//! Some data under both rules, and under any mixture of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::chain::{self, Layers, On};
use crate::cli::console::{Console, Stop};
use crate::cli::load::{self, intake, pair::Pair};
use crate::data::{Kept, Ledger};
use crate::eval;
use crate::plan::{Plan, Scheme};
use crate::regress::{Came, Comparable, Recomputed, came};
use crate::source::{Diagnostic, Text, in_order};

/// Data read once, to be scored under many rules.
pub(super) struct Bench<'p> {
    pair: &'p Pair,
    old: &'p Scheme,
    new: &'p Scheme,
    comparable: Comparable,
    kept: Vec<(PathBuf, Kept)>,
    from: PathBuf,
}

/// What came of scoring data under some rules.
#[derive(Default)]
pub(super) struct Worked {
    /// None where rules and data do not fit.
    pub(super) layers: Option<Layers>,
    pub(super) found: Vec<Diagnostic>,
    ledger: Ledger,
}

impl<'p> Bench<'p> {
    /// Reads the data of both rules.
    pub(super) fn read(pair: &'p Pair, from: &Path, console: &mut Console) -> Result<Bench<'p>, Stop> {
        let (old, new) = (pair.old.scheme(&pair.files)?, pair.new.scheme(&pair.files)?);
        let comparable = Comparable::of(old, new, &pair.files);
        let mut bench = Bench { pair, old, new, comparable, kept: Vec::new(), from: from.to_owned() };
        let mut whole = true;
        for plan in [&pair.new.plan, &pair.old.plan] {
            let folders: Vec<PathBuf> = plan.schemes.iter().map(|scheme| bench.folder(scheme)).collect();
            if folders.len() > 1 {
                chain::all_there(&plan.schemes, &folders)?;
            }
            for scheme in &plan.schemes {
                let folder = bench.folder(scheme);
                if bench.kept.iter().any(|(known, _)| *known == folder) {
                    continue;
                }
                let mut found = Vec::new();
                let folders = load::tables(&folder, scheme, &mut found)?;
                console.findings(&found, &pair.files)?;
                whole &= !found.iter().any(|finding| finding.code.severity().stops());
                bench.kept.push((folder, Kept::read(folders)));
            }
        }
        if whole { Ok(bench) } else { Err(Stop::Findings) }
    }

    /// Where the data of a scheme are: both rules read the same folders, by the names of the new files if they are there.
    fn folder(&self, scheme: &Scheme) -> PathBuf {
        let named = |plan: &Plan| {
            let other = plan.schemes.iter().find(|other| self.alike(scheme, other))?;
            Some(chain::folder_of((plan, &self.pair.files), other, &self.from))
        };
        let folders = [named(&self.pair.new.plan), named(&self.pair.old.plan)];
        let mut folders: Vec<PathBuf> = folders.into_iter().flatten().collect();
        let there = folders.iter().position(|folder| folder.exists()).unwrap_or(0);
        if folders.is_empty() { self.from.clone() } else { folders.swap_remove(there) }
    }

    /// Whether two schemes are the same one, before and after: the two that are compared, or two of one name.
    fn alike(&self, one: &Scheme, other: &Scheme) -> bool {
        (self.is_compared(one) && self.is_compared(other)) || one.name == other.name
    }

    fn is_compared(&self, scheme: &Scheme) -> bool {
        scheme.name == self.old.name || scheme.name == self.new.name
    }

    /// The schemes of a plan scored in order: what the one that is compared comes to.
    pub(super) fn scored(&self, plan: &Plan) -> Worked {
        let mut worked = Worked::default();
        let mut done: Vec<Option<Layers>> = Vec::new();
        for scheme in &plan.schemes {
            done.push(self.one(scheme, (plan, &done), &mut worked));
        }
        let compared = plan.schemes.iter().position(|scheme| self.is_compared(scheme));
        worked.layers = compared.and_then(|at| done.get_mut(at)).and_then(Option::take);
        in_order(&mut worked.found);
        worked
    }

    fn one(
        &self,
        scheme: &Scheme,
        (plan, done): (&Plan, &[Option<Layers>]),
        to: &mut Worked,
    ) -> Option<Layers> {
        let folder = self.folder(scheme);
        let kept = self.kept.iter().find(|(known, _)| *known == folder).map(|(_, kept)| kept)?;
        let both = self.pair.old.plan.schemes.iter().chain(&self.pair.new.plan.schemes);
        let others: Vec<&Scheme> = both.filter(|other| self.alike(scheme, other)).collect();
        let bound = kept.bind(scheme, &others, &mut to.ledger);
        to.found.extend(bound.diagnostics);
        let data = bound.value?;
        let ready = scheme.fed_by().into_iter().all(|place| done.get(place).is_some_and(Option::is_some));
        if !ready {
            return None;
        }
        let on = On { plan, done, files: &self.pair.files, keep: false };
        let worked = chain::quietly(scheme, data, on);
        to.found.extend(worked.diagnostics);
        worked.value
    }

    /// The subjects under the rules of a plan; none where these or the data do not fit.
    pub(super) fn came(&self, plan: &Plan) -> Option<Vec<Came>> {
        let layers = self.scored(plan).layers?;
        self.told(plan, &layers)
    }

    /// The subjects of scored data, in the words of an impact.
    pub(super) fn told(&self, plan: &Plan, layers: &Layers) -> Option<Vec<Came>> {
        let scheme = plan.schemes.iter().find(|scheme| self.is_compared(scheme))?;
        let Layers { data, results, .. } = layers;
        Some(came(Recomputed { scheme, data, results }, self.comparable))
    }

    /// The data under both rules, with all that is found; what does not fit stops.
    pub(super) fn ends(&self, console: &mut Console) -> Result<(Layers, Layers), Stop> {
        let [mut old, mut new] = [&self.pair.old.plan, &self.pair.new.plan].map(|plan| self.scored(plan));
        for (scheme, worked) in [(self.old, &mut old), (self.new, &mut new)] {
            if let Some(Layers { data, results, .. }) = &worked.layers {
                worked.found.extend(eval::faults(scheme, data, results));
            }
        }
        self.show([&new, &old], console)?;
        old.layers.zip(new.layers).ok_or(Stop::Findings)
    }

    /// Shows what was found and repaired, what both have but once. With `--strict` a repair stops.
    pub(super) fn show<const N: usize>(&self, all: [&Worked; N], console: &mut Console) -> Result<(), Stop> {
        let (mut found, mut ledger) = (Vec::<Diagnostic>::new(), Ledger::default());
        let mut repaired = BTreeSet::new();
        for worked in all {
            for one in &worked.found {
                if !found.iter().any(|known| known.code == one.code && known.message == one.message) {
                    found.push(one.clone());
                }
            }
            for repair in &worked.ledger.repairs {
                if repaired.insert((&repair.place, repair.rule)) {
                    ledger.repairs.push(repair.clone());
                }
            }
        }
        let refused = console.intake.strict && !ledger.repairs.is_empty();
        intake::tell(ledger, &mut found, console)?;
        console.findings(&found, &self.pair.files)?;
        if refused { Err(Stop::Findings) } else { Ok(()) }
    }

    /// The inputs of the rules that the data have no column for.
    pub(super) fn lacking(&self, (old, new): (&Layers, &Layers)) -> Vec<Text> {
        let lacking = |scheme: &Scheme, layers: &Layers| -> Vec<String> {
            let headers = scheme.inputs.iter().zip(&layers.data.headers);
            let lists = scheme.lists.iter().map(|list| list.input.0 as usize).collect::<Vec<_>>();
            let none =
                headers.enumerate().filter(|(at, (_, header))| header.is_none() && !lists.contains(at));
            none.map(|(_, (input, _))| input.column.clone()).collect()
        };
        let (before, after) = (lacking(self.old, old), lacking(self.new, new));
        let only = |of: &[String], other: &[String]| -> Vec<String> {
            of.iter().filter(|name| !other.contains(name)).cloned().collect()
        };
        let both: Vec<String> = before.iter().filter(|name| after.contains(name)).cloned().collect();
        let (before, after) = (only(&before, &after), only(&after, &before));
        [
            (before, "旧办法", "the old rules ask"),
            (after, "新办法", "the new rules ask"),
            (both, "新旧办法都", "both rules ask"),
        ]
        .into_iter()
        .filter(|(names, ..)| !names.is_empty())
        .map(|(names, zh, en)| {
            let names = names.join(", ");
            Text::new(
                format!("数据里没有这些列, {zh}要的, 都按缺报算: {names}"),
                format!("The data lack these columns that {en} for; they count as missing: {names}"),
            )
        })
        .collect()
    }
}
