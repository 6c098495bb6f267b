//! What scored subjects came to, in the words of an impact.

use super::{Came, Consequence, Standing};
use crate::eval::{self, Follows};
use crate::number::Number;
use crate::plan::{ExprKind, Key, Scheme, Scope, ValueType};
use crate::regress::Recomputed;
use crate::source::Files;

/// Whether both rules rank by the same figure first, so that one's figures can be held against the other's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comparable {
    /// In the ranking of the whole.
    pub overall: bool,
    /// In the ranking within groups.
    pub within: bool,
}

impl Comparable {
    /// Of two schemes: figures are the same when both are the same figure of the whole, or are written alike.
    pub fn of(old: &Scheme, new: &Scheme, texts: &Files) -> Comparable {
        let alike = |of: fn(&Scheme) -> Option<usize>| {
            let first = |scheme| -> Option<&Key> {
                let scheme: &Scheme = scheme;
                scheme.rankings.get(of(scheme)?)?.keys.first()
            };
            first(old).zip(first(new)).is_some_and(|(old, new)| same(old, new, texts))
        };
        Comparable { overall: alike(Scheme::overall), within: alike(Scheme::within) }
    }
}

fn same(old: &Key, new: &Key, texts: &Files) -> bool {
    let letters = |key: &Key| -> String {
        texts.slice(key.value.span).chars().filter(|letter| !letter.is_whitespace()).collect()
    };
    let figure = match (&old.value.kind, &new.value.kind) {
        (ExprKind::Total(old), ExprKind::Total(new)) => old == new,
        (_, _) => letters(old) == letters(new),
    };
    figure && old.order == new.order
}

/// What every subject came to, in the order of the data.
pub fn came(with: Recomputed<'_>, comparable: Comparable) -> Vec<Came> {
    let Recomputed { scheme, data, results } = with;
    let overall = Ranked::of(with, scheme.overall(), comparable.overall);
    let within = Ranked::of(with, scheme.within(), comparable.within);
    let one = |subject: usize| Came {
        state: results.states.get(subject).copied().unwrap_or(eval::State::Incomplete),
        total: results.total.get(subject).cloned().flatten(),
        grade: results.grades.get(subject).copied().flatten().map(|grade| scheme.grade(grade).to_owned()),
        overall: overall.as_ref().map(|ranked| ranked.standing(with, subject)),
        within: within.as_ref().map(|ranked| ranked.standing(with, subject)),
        consequences: consequences(with, subject),
    };
    (0..data.subjects.len()).map(one).collect()
}

/// A ranking, and what each subject goes by in it.
struct Ranked {
    ranking: usize,
    scope: Scope,
    figures: Vec<Option<Number>>,
}

impl Ranked {
    fn of(with: Recomputed<'_>, ranking: Option<usize>, comparable: bool) -> Option<Ranked> {
        let ranking = ranking?;
        let scope = with.scheme.rankings.get(ranking)?.scope;
        let figures = if comparable {
            eval::first_figures(with.scheme, with.data, with.results, ranking)
        } else {
            Vec::new()
        };
        Some(Ranked { ranking, scope, figures })
    }

    fn standing(&self, with: Recomputed<'_>, subject: usize) -> Standing {
        let places = with.results.places.get(self.ranking);
        Standing {
            place: places.and_then(|places| places.get(subject).copied().flatten()),
            group: self.group(with, subject),
            figure: self.figures.get(subject).cloned().flatten(),
        }
    }

    fn group(&self, with: Recomputed<'_>, subject: usize) -> Option<String> {
        let Scope::Within(input) = self.scope else { return None };
        let choice = with.data.group(self.scope, subject).flatten()?;
        match &with.scheme.input(input).value_type {
            ValueType::Choice(names) => names.get(choice as usize).cloned(),
            ValueType::Number { .. }
            | ValueType::YesNo
            | ValueType::Text
            | ValueType::Evidence
            | ValueType::Date
            | ValueType::List(_) => None,
        }
    }
}

fn consequences(with: Recomputed<'_>, subject: usize) -> Vec<Consequence> {
    let Recomputed { scheme, data, results } = with;
    let named = |follows: Follows| {
        let text = scheme.consequences.get(follows.consequence)?.text.clone();
        Some(Consequence { text, money: follows.money, undecided: follows.undecided.is_some() })
    };
    eval::follows(scheme, data, results, subject).into_iter().filter_map(named).collect()
}
