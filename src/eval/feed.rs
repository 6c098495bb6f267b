//! Results that go up: what the subjects of one scheme came to, as records of another's lists.

use std::collections::{BTreeMap, HashMap};

use super::Results;
use super::carry::records;
use crate::data::{Cell, Dataset};
use crate::plan::{Feed, InputId, ListId, Matched, OnExcused, OnMissing, Scheme};
use crate::source::{self, Code, Diagnostic, Text, closest};

/// The most subjects among which an id is suggested: among very many every wrong one is near some other.
const SUGGESTED_FROM: usize = 2000;

/// A scheme that has been scored: of layers, the last.
#[derive(Clone, Copy)]
pub struct Below<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// Its data.
    pub data: &'a Dataset,
    /// What they came to.
    pub results: &'a Results,
}

/// Hands what other schemes came to over to the lists of a scheme, in every layer of its data, before it is scored.
/// `below` gives the scheme at a place of the plan. Found is who has no place above: the data do not fit together.
pub fn feed<'b>(
    scheme: &Scheme,
    layers: &mut [Dataset],
    below: impl Fn(usize) -> Option<Below<'b>>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (list, place) in scheme.lists.iter().zip(0..) {
        let Some((feed, below)) = list.from.as_ref().and_then(|feed| Some((feed, below(feed.scheme)?)))
        else {
            continue;
        };
        let Some(first) = layers.first() else { continue };
        let owners = owners(scheme, feed, (below, first), &mut found);
        for data in layers.iter_mut() {
            let records = records(feed, below, &owners, data);
            data.receive(ListId(place), records);
        }
    }
    found
}

/// Which subject here each subject below is a record of, in the order of those here; of 全体, of everyone.
fn owners(
    scheme: &Scheme,
    feed: &Feed,
    (below, data): (Below<'_>, &Dataset),
    found: &mut Vec<Diagnostic>,
) -> Vec<(u32, usize)> {
    // Only looked into, so its order is never seen.
    let ids: HashMap<&str, u32> = data.subjects.iter().map(|subject| subject.id.as_str()).zip(0..).collect();
    let mut lost: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    let mut owners: Vec<(u32, usize)> = Vec::new();
    for (at, subject) in below.data.subjects.iter().enumerate() {
        let id = match feed.matched {
            Matched::All => {
                owners.push((0, at));
                continue;
            }
            Matched::SameId => Some(subject.id.clone()),
            Matched::Input(input) => match named(below, input, at) {
                Named::Nobody => continue,
                Named::Id(id) => Some(id),
                Named::Missing => None,
            },
        };
        match id.as_deref().and_then(|id| ids.get(id)) {
            Some(owner) => owners.push((*owner, at)),
            None => lost.entry(id).or_default().push(at),
        }
    }
    let at = Above { scheme, feed, data, below };
    match feed.matched {
        Matched::SameId => found.extend(at.unmatched(&lost)),
        Matched::Input(input) => {
            found.extend(lost.iter().map(|(id, who)| at.lost(input, id.as_deref(), who)))
        }
        Matched::All => {}
    }
    owners.sort_by_key(|(owner, _)| *owner);
    owners
}

/// Whom the input after 按 names.
enum Named {
    Id(String),
    /// Left empty where the rules below do not provide for it.
    Missing,
    /// 不适用: it is nobody's record.
    Nobody,
}

fn named(below: Below<'_>, input: InputId, subject: usize) -> Named {
    let rules = below.scheme.input(input);
    match below.data.cell(input, subject) {
        Cell::Text(text) => Named::Id(below.data.text(*text).trim().to_owned()),
        Cell::NotApplicable => Named::Nobody,
        Cell::Missing if rules.missing == OnMissing::NotApplicable => Named::Nobody,
        Cell::Excused(_) if rules.excused == Some(OnExcused::NotApplicable) => Named::Nobody,
        Cell::Missing
        | Cell::Excused(_)
        | Cell::Number(_)
        | Cell::YesNo(_)
        | Cell::Choice(_)
        | Cell::Date(_) => Named::Missing,
    }
}

/// Who is looked for above, and by whom.
struct Above<'a> {
    scheme: &'a Scheme,
    feed: &'a Feed,
    data: &'a Dataset,
    below: Below<'a>,
}

impl Above<'_> {
    fn place(&self, column: Option<String>, who: &[usize]) -> source::Cell {
        let first = who.first().and_then(|at| self.below.data.subjects.get(*at));
        source::Cell {
            row: first.map_or(0, |first| first.row),
            column,
            subject: first.map(|first| first.name.clone()),
            ..source::Cell::file(&self.below.data.file)
        }
    }

    /// A subject below names nobody, or somebody who is not there: it would count nowhere.
    fn lost(&self, input: InputId, id: Option<&str>, who: &[usize]) -> Diagnostic {
        let column = self.below.scheme.input(input).column.clone();
        let kind = &self.scheme.subject_kind;
        let (also_zh, also_en) = match who.len() {
            0 | 1 => (String::new(), String::new()),
            more => (format!(" (另有 {} 行也是)", more - 1), format!(" (so in {} more rows)", more - 1)),
        };
        let (message, help) = match id.filter(|id| !id.is_empty()) {
            None => (
                Text::new(
                    format!("没有填“{column}”, 不知道它归哪个{kind}{also_zh}"),
                    format!("`{column}` is empty, so nobody knows whose it is{also_en}"),
                ),
                Text::new(
                    format!("填上{kind}的编号; 不归任何{kind}的, 在规则里给“{column}”写 缺报 不适用"),
                    format!(
                        "fill in the id of its {kind}; for what is nobody's, the rules say `{column}: text, missing n/a`"
                    ),
                ),
            ),
            Some(id) => (
                Text::new(
                    format!("“{}”的名单里没有编号“{id}”{also_zh}", self.scheme.name),
                    format!("no subject of `{}` has the id `{id}`{also_en}", self.scheme.name),
                ),
                self.near(id),
            ),
        };
        Diagnostic::cell(Code::UnknownSubject, self.place(Some(column), who), message).help(help)
    }

    fn near(&self, id: &str) -> Text {
        let (subjects, file) = (&self.data.subjects, &self.data.file);
        if let Some(named) = subjects.iter().find(|subject| subject.name == id) {
            let id = &named.id;
            return Text::new(format!("这里要填编号: {id}"), format!("the id is wanted here: {id}"));
        }
        let few = subjects.len() <= SUGGESTED_FROM;
        let ids = subjects.iter().filter(|_| few).map(|subject| subject.id.as_str());
        match closest(id, ids) {
            Some(near) => Text::new(
                format!("是不是“{near}”? 名单: {file}"),
                format!("did you mean `{near}`? the subjects are in {file}"),
            ),
            None => Text::new(
                format!("改编号, 或把它加进 {file}"),
                format!("correct the id, or add it to {file}"),
            ),
        }
    }

    /// Results that nobody here takes: perhaps meant so, since the two need not assess the same ones; said all the same.
    fn unmatched(&self, lost: &BTreeMap<Option<String>, Vec<usize>>) -> Option<Diagnostic> {
        const SHOWN: usize = 5;
        let who: Vec<usize> = lost.values().flatten().copied().collect();
        let names = who.iter().take(SHOWN).filter_map(|at| self.below.data.subjects.get(*at));
        let mut names: Vec<String> =
            names.map(|subject| format!("{} ({})", subject.name, subject.id)).collect();
        if who.len() > SHOWN {
            names.push("…".to_owned());
        }
        let (count, names, here) = (who.len(), names.join(", "), &self.scheme.name);
        let message = Text::new(
            format!("“{}”有 {count} 个对象在“{here}”里没有同编号的, 结果不计入: {names}", self.feed.name),
            format!(
                "{count} subjects of `{}` have no one with their id in `{here}`, so their results count nowhere: {names}",
                self.feed.name
            ),
        );
        let help = Text::new(
            format!("编号写错的, 改成一样; 本来就不参加的, 不必理会。名单: {}", self.data.file),
            format!(
                "correct an id that is misspelt; those who take no part need nothing. The subjects are in {}",
                self.data.file
            ),
        );
        let found = Diagnostic::cell(Code::UnmatchedResult, self.place(None, &who), message).help(help);
        (count > 0).then_some(found)
    }
}
