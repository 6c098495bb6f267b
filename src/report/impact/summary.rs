//! The head of the page: how many gain and lose, change grade, place, consequence.

use super::super::page::{Block, Fact, Tone};
use super::super::wording::both;
use super::Impacted;
use crate::regress::{Moved, PlaceMove};
use crate::source::{Lang, Text};

/// How many of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Tally {
    pub(super) subjects: usize,
    pub(super) up: usize,
    pub(super) down: usize,
    pub(super) same: usize,
    /// Without a total on one side, or on both.
    pub(super) without: usize,
    pub(super) grades: usize,
    pub(super) better: usize,
    pub(super) worse: usize,
    pub(super) places: usize,
    pub(super) group_places: usize,
    pub(super) consequences: usize,
}

impl Tally {
    pub(super) fn of(impacted: Impacted<'_>) -> Tally {
        let mut tally = Tally::default();
        for moved in &impacted.impact.subjects {
            tally.subjects += 1;
            let amount = moved.amount.as_ref();
            tally.up += usize::from(amount.is_some_and(|amount| amount.is_positive()));
            tally.down += usize::from(amount.is_some_and(|amount| amount.is_negative()));
            tally.same += usize::from(amount.is_some_and(|amount| amount.is_zero()));
            tally.without += usize::from(amount.is_none());
            tally.grades += usize::from(moved.old.grade != moved.new.grade);
            match better(impacted, moved) {
                Some(true) => tally.better += 1,
                Some(false) => tally.worse += 1,
                None => {}
            }
            tally.places += usize::from(moved.overall.as_ref().is_some_and(shifted));
            tally.group_places += usize::from(moved.within.as_ref().is_some_and(shifted));
            tally.consequences += usize::from(!moved.following.is_empty());
        }
        tally
    }
}

/// Whether a place is another.
pub(super) fn shifted(place: &PlaceMove) -> bool {
    place.from != place.to
}

/// Whether the grade became better; none where it is the same, not there, or none of the new rules'.
pub(super) fn better(impacted: Impacted<'_>, moved: &Moved) -> Option<bool> {
    let scale = impacted.new.scale.as_ref()?;
    let place = |grade: &Option<String>| {
        let name = grade.as_ref()?;
        scale.grades.iter().position(|grade| grade.name == *name)
    };
    let (old, new) = (place(&moved.old.grade)?, place(&moved.new.grade)?);
    (old != new).then_some(new < old)
}

pub(super) fn title(impacted: Impacted<'_>) -> Text {
    let name = &impacted.new.name;
    Text::new(format!("修订影响: {name}"), format!("What the amendment does: {name}"))
}

pub(super) fn about(impacted: Impacted<'_>) -> Text {
    let side = |scheme: &crate::plan::Scheme, lang: Lang| {
        let file = impacted.files.name(scheme.span.source);
        match (scheme.year, lang) {
            (Some(year), Lang::Zh) => format!("{file} ({year} 年度)"),
            (Some(year), Lang::En) => format!("{file} ({year})"),
            (None, _) => file.to_owned(),
        }
    };
    both(|lang| format!("{} → {}", side(impacted.old, lang), side(impacted.new, lang)))
}

pub(super) fn blocks(impacted: Impacted<'_>) -> Vec<Block> {
    let tally = Tally::of(impacted);
    let mut blocks = vec![Block::Paragraph(sentence(impacted, tally))];
    if tally.subjects > 0 {
        blocks.push(Block::Facts(facts(impacted, tally)));
    }
    blocks.extend(impacted.notes.iter().cloned().map(Block::Note));
    blocks
}

/// `92 个部门: 31 升, 12 降, 49 不变; 等级变化 5 (升 3, 降 2); 名次变化 60`
fn sentence(impacted: Impacted<'_>, tally: Tally) -> Text {
    both(|lang| {
        let kind = &impacted.new.subject_kind;
        let Tally { subjects, up, down, same, without, .. } = tally;
        let mut text = match lang {
            Lang::Zh => format!("{subjects} 个{kind}: {up} 升, {down} 降, {same} 不变"),
            Lang::En => format!("{subjects} subjects ({kind}): {up} up, {down} down, {same} unchanged"),
        };
        if without > 0 {
            text += &match lang {
                Lang::Zh => format!(", {without} 无总分可比"),
                Lang::En => format!(", {without} without a total to compare"),
            };
        }
        if impacted.old.scale.is_some() || impacted.new.scale.is_some() {
            text += &grades(tally, lang);
        }
        if impacted.new.overall().is_some() {
            text += &match lang {
                Lang::Zh => format!("; 名次变化 {}", tally.places),
                Lang::En => format!("; {} change place", tally.places),
            };
        }
        if impacted.new.within().is_some() {
            text += &match lang {
                Lang::Zh => format!("; 组名次变化 {}", tally.group_places),
                Lang::En => format!("; {} change place in their group", tally.group_places),
            };
        }
        if !impacted.old.consequences.is_empty() || !impacted.new.consequences.is_empty() {
            text += &match lang {
                Lang::Zh => format!("; 结果应用变化 {}", tally.consequences),
                Lang::En => format!("; {} change consequences", tally.consequences),
            };
        }
        text
    })
}

fn grades(tally: Tally, lang: Lang) -> String {
    let Tally { grades, better, worse, .. } = tally;
    let other = grades - better - worse;
    let mut text = match lang {
        Lang::Zh => format!("; 等级变化 {grades}"),
        Lang::En => format!("; {grades} change grade"),
    };
    if grades > 0 {
        text += &match lang {
            Lang::Zh => format!(" (升 {better}, 降 {worse}"),
            Lang::En => format!(" ({better} better, {worse} worse"),
        };
        if other > 0 {
            text += &match lang {
                Lang::Zh => format!(", 其他 {other}"),
                Lang::En => format!(", {other} otherwise"),
            };
        }
        text.push(')');
    }
    text
}

fn facts(impacted: Impacted<'_>, tally: Tally) -> Vec<Fact> {
    let fact = |figure: usize, label: Text, tone| Fact { figure: figure.to_string(), label, tone };
    let mut facts = vec![
        fact(tally.up, Text::new("升", "up"), Tone::Good),
        fact(tally.down, Text::new("降", "down"), Tone::Bad),
        fact(tally.same, Text::new("不变", "unchanged"), Tone::Plain),
    ];
    if tally.without > 0 {
        facts.push(fact(tally.without, Text::new("无总分可比", "without a total to compare"), Tone::Warn));
    }
    if impacted.new.scale.is_some() {
        facts.push(fact(tally.grades, Text::new("等级变化", "change grade"), Tone::Plain));
    }
    if impacted.new.overall().is_some() {
        facts.push(fact(tally.places, Text::new("名次变化", "change place"), Tone::Plain));
    }
    facts
}
