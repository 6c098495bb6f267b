//! Who moved, and by which edit: one page, from which text and HTML are made, and the same as JSON.

mod grades;
mod groups;
mod json;
mod moves;
mod places;
mod signed;
mod summary;
mod two_years;

pub use json::impact_json;

use super::page::{Block, Page};
use super::page_text::page_text;
use super::wording::both;
use crate::change::Edit;
use crate::data::Subject;
use crate::plan::Scheme;
use crate::regress::{Impact, Moved, YearMove};
use crate::source::{Files, Lang, Text};

/// What an amendment does to the subjects of some data.
#[derive(Clone, Copy, Debug)]
pub struct Impacted<'a> {
    /// The moves.
    pub impact: &'a Impact,
    /// The edits that the groups of the impact name by place.
    pub edits: &'a [Edit],
    /// The subjects, in the order of the data.
    pub subjects: &'a [Subject],
    /// The old rules.
    pub old: &'a Scheme,
    /// The new rules.
    pub new: &'a Scheme,
    /// The subjects as places in the data, in the order of the new results.
    pub order: &'a [u32],
    /// Two years of data, where they were given.
    pub years: Option<TwoYears<'a>>,
    /// What has to be known about the data: inputs that they lack.
    pub notes: &'a [Text],
    /// The rule files.
    pub files: &'a Files,
}

/// Last year's data and this year's.
#[derive(Clone, Copy, Debug)]
pub struct TwoYears<'a> {
    /// Every subject of either year.
    pub moves: &'a [YearMove],
    /// The names of the subjects by id.
    pub names: &'a std::collections::BTreeMap<String, String>,
    /// What keeps some corners from being worked out.
    pub notes: &'a [Text],
}

impl<'a> Impacted<'a> {
    /// The subjects with their moves, in the order of the new results.
    fn ordered(self) -> impl Iterator<Item = (&'a Subject, &'a Moved)> {
        let order = self.order.iter().map(|subject| *subject as usize);
        order.filter_map(move |at| self.subjects.get(at).zip(self.impact.subjects.get(at)))
    }

    /// What a group of edits says; of several, that they hang together.
    fn says(self, group: usize) -> Text {
        let edits = self.impact.groups.get(group).map_or(&[][..], Vec::as_slice);
        let edits: Vec<&Edit> = edits.iter().filter_map(|edit| self.edits.get(*edit)).collect();
        match edits.as_slice() {
            [only] => only.says.clone(),
            several => both(|lang| {
                let count = several.len();
                let all: Vec<&str> = several.iter().map(|edit| edit.says.get(lang)).collect();
                let all = all.join("; ");
                match lang {
                    Lang::Zh => format!("单独不成立, 合为一处的 {count} 个改动: {all}"),
                    Lang::En => format!("{count} edits that mean nothing alone: {all}"),
                }
            }),
        }
    }

    /// A total as published under the old rules.
    fn old_total(self, moved: &Moved) -> String {
        published(self.old, moved.old.total.as_ref())
    }

    /// A total as published under the new rules.
    fn new_total(self, moved: &Moved) -> String {
        published(self.new, moved.new.total.as_ref())
    }
}

fn published(scheme: &Scheme, total: Option<&crate::number::Number>) -> String {
    total.map_or_else(|| NONE.to_owned(), |total| scheme.published(total))
}

/// What is not there.
const NONE: &str = "—";

/// The page: the summary, each edit, grades, consequences, every subject, places, two years.
pub fn impact_page(impacted: Impacted<'_>) -> Page {
    let blocks: Vec<Vec<Block>> = vec![
        summary::blocks(impacted),
        groups::blocks(impacted),
        grades::blocks(impacted),
        moves::blocks(impacted),
        places::blocks(impacted),
        two_years::blocks(impacted),
    ];
    Page {
        title: summary::title(impacted),
        about: summary::about(impacted),
        blocks: blocks.into_iter().flatten().collect(),
    }
}

/// The page for a terminal. The figures side by side are those of its first sentence.
pub fn impact_text(impacted: Impacted<'_>, lang: Lang) -> String {
    let mut page = impact_page(impacted);
    page.blocks.retain(|block| !matches!(block, Block::Facts(_)));
    page_text(&page, lang)
}
