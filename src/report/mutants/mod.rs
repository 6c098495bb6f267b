//! What `mutate` found: how many slips are noticed, and those that are not.

mod json;
mod text;
mod words;

pub use json::mutants_json;
pub use text::mutants;

use crate::plan::Scheme;
use crate::source::Files;
use crate::study::mutate::{Fate, Judged};

/// The slips of a scheme, and what became of them.
#[derive(Clone, Copy)]
pub struct Mutated<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// The rule files.
    pub files: &'a Files,
    /// The slips.
    pub judged: &'a [Judged],
    /// Who should have noticed.
    pub noticing: Noticing,
}

impl Mutated<'_> {
    /// The number under which a slip that nothing notices is told, from 1.
    fn number(&self, place: usize) -> usize {
        let before = self.judged.iter().take(place);
        before.filter(|one| matches!(one.fate, Fate::Survived(_))).count() + 1
    }
}

/// Who should notice a slip.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Noticing {
    /// So many cases of the scheme's own tests.
    Tests(usize),
    /// So many subjects of data.
    Subjects(usize),
}

/// How many slips had each fate.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: usize,
    killed: usize,
    survived: usize,
    equivalent: usize,
    undecided: usize,
}

impl Counts {
    fn of<'j>(judged: impl Iterator<Item = &'j Judged>) -> Counts {
        let mut counts = Counts::default();
        for one in judged {
            counts.all += 1;
            match one.fate {
                Fate::Killed => counts.killed += 1,
                Fate::Survived(_) => counts.survived += 1,
                Fate::Equivalent(_) => counts.equivalent += 1,
                Fate::Undecided => counts.undecided += 1,
            }
        }
        counts
    }

    /// Those that something could notice.
    fn noticeable(&self) -> usize {
        self.all - self.equivalent
    }

    /// Noticed ÷ noticeable in percent, to one place, half up; none where nothing can be noticed.
    fn score(&self) -> Option<String> {
        let share = crate::number::Number::ratio(
            i64::try_from(self.killed).ok()?.checked_mul(100)?,
            i64::try_from(self.noticeable()).ok()?,
        )?;
        Some(share.near(1))
    }
}
