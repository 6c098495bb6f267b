//! Who else moves, in sentences.

use super::Twice;
use crate::number::Number;
use crate::plan::{GradeId, Scope};
use crate::report::Scored;
use crate::report::wording::pick;
use crate::source::Lang;
use crate::study::what_if::{Change, Moved};

/// More than so many that move by places alone are counted together.
const ONE_BY_ONE: usize = 6;

/// `全体`, `“市委部门”`: those whom a ranking compares a subject with.
pub(super) fn ranked_with(scored: &Scored<'_>, ranking: usize, subject: usize, lang: Lang) -> String {
    match scored.scheme.rankings.get(ranking).map(|ranking| ranking.scope) {
        Some(Scope::Within(input)) => format!("“{}”", scored.choice(input, subject).unwrap_or("")),
        Some(Scope::All) | None => pick(lang, "全体", "all").to_owned(),
    }
}

/// `第 12 名`, `12`; a dash for no place.
pub(super) fn place(place: Option<u32>) -> String {
    place.map_or_else(|| "—".to_owned(), |place| place.to_string())
}

/// The lines about who moves.
pub(super) fn lines(twice: &Twice<'_>, lang: Lang) -> Vec<String> {
    let by_places = |moved: &&Moved| moved.total.is_none() && moved.grade.is_none() && moved.items.is_empty();
    let (places, more): (Vec<&Moved>, Vec<&Moved>) = twice.moved.iter().partition(by_places);
    let mut lines: Vec<String> = more.iter().map(|moved| line(twice, moved, lang)).collect();
    if places.len() <= ONE_BY_ONE {
        lines.extend(places.iter().map(|moved| line(twice, moved, lang)));
    } else {
        lines.extend(together(twice, &places, lang));
    }
    lines
}

fn line(twice: &Twice<'_>, moved: &Moved, lang: Lang) -> String {
    let Some(who) = twice.before.data.subjects.get(moved.subject) else { return String::new() };
    let mut told = Vec::new();
    if let Some(total) = &moved.total {
        told.push(format!("{} {}", pick(lang, "总分", "total"), numbers(&twice.before, total)));
    }
    if !moved.items.is_empty() {
        told.push(items(twice, moved, lang));
    }
    if let Some(Change { from, to }) = &moved.grade {
        let name = |grade: &Option<GradeId>| match grade {
            Some(grade) => twice.before.scheme.grade(*grade).to_owned(),
            None => "—".to_owned(),
        };
        let seat = match (moved.by_seat, to > from, lang) {
            (false, _, _) => "",
            (true, true, Lang::Zh) => " (名额被占)",
            (true, true, Lang::En) => " (its seat is taken)",
            (true, false, Lang::Zh) => " (补上名额)",
            (true, false, Lang::En) => " (a seat is free)",
        };
        told.push(format!("{} {} → {}{seat}", pick(lang, "等级", "grade"), name(from), name(to)));
    }
    for (ranking, Change { from, to }) in &moved.places {
        let with = ranked_with(&twice.before, *ranking, moved.subject, lang);
        told.push(match lang {
            Lang::Zh => format!("{with}名次 {} → {}", place(*from), place(*to)),
            Lang::En => format!("place among {with} {} → {}", place(*from), place(*to)),
        });
    }
    format!("{} ({}): {}", who.name, who.id, told.join(", "))
}

/// The items that a value of the group gave another score.
fn items(twice: &Twice<'_>, moved: &Moved, lang: Lang) -> String {
    let scheme = twice.before.scheme;
    let one = |id: &crate::plan::IndicatorId| {
        let score = |scored: &Scored<'_>| {
            let score = scored.outcome(*id, moved.subject).and_then(|outcome| outcome.score());
            score.map_or_else(|| "—".to_owned(), |score| scored.published(score))
        };
        format!("{} {} → {}", scheme.indicator(*id).name, score(&twice.before), score(&twice.after))
    };
    let all: Vec<String> = moved.items.iter().map(one).collect();
    let why = if twice.above {
        pick(lang, "因为下级的结果变了", "since it is handed other results")
    } else {
        pick(lang, "因为组内的数变了", "since a figure of the group changed")
    };
    format!("{why}: {}", all.join(", "))
}

fn numbers(scored: &Scored<'_>, change: &Change<Option<Number>>) -> String {
    let one = |number: &Option<Number>| match number {
        Some(number) => scored.published(number),
        None => "—".to_owned(),
    };
    format!("{} → {}", one(&change.from), one(&change.to))
}

/// Those whose place in one ranking moved in one direction.
struct Together {
    with: String,
    back: bool,
    /// From which place to which.
    places: Vec<(u32, u32)>,
}

/// Many whose places alone changed: how many, from which place to which, by ranking and direction.
fn together(twice: &Twice<'_>, moved: &[&Moved], lang: Lang) -> Vec<String> {
    let mut groups: Vec<Together> = Vec::new();
    for one in moved {
        for (ranking, change) in &one.places {
            let (Some(from), Some(to)) = (change.from, change.to) else { continue };
            let with = ranked_with(&twice.before, *ranking, one.subject, lang);
            match groups.iter_mut().find(|known| known.with == with && known.back == (to > from)) {
                Some(known) => known.places.push((from, to)),
                None => groups.push(Together { with, back: to > from, places: vec![(from, to)] }),
            }
        }
    }
    groups.iter().map(|group| group.line(lang)).collect()
}

impl Together {
    fn line(&self, lang: Lang) -> String {
        let span = |of: &dyn Fn(&(u32, u32)) -> u32| {
            let all = || self.places.iter().map(of);
            let (least, most) = (all().min().unwrap_or_default(), all().max().unwrap_or_default());
            if most == least { most.to_string() } else { format!("{least}-{most}") }
        };
        let (by, were) = (span(&|(from, to)| from.abs_diff(*to)), span(&|(from, _)| *from));
        let (with, count) = (&self.with, self.places.len());
        match (lang, self.back) {
            (Lang::Zh, true) => format!("{with}名次: {count} 个各退 {by} 名 (原第 {were} 名), 得分不变"),
            (Lang::Zh, false) => format!("{with}名次: {count} 个各进 {by} 名 (原第 {were} 名), 得分不变"),
            (Lang::En, true) => {
                format!("places among {with}: {count} fall by {by} (were {were}), their scores unchanged")
            }
            (Lang::En, false) => {
                format!("places among {with}: {count} rise by {by} (were {were}), their scores unchanged")
            }
        }
    }
}
