//! How a grade is reached, for a terminal.

use super::moves::ranked_with;
use crate::data::Dataset;
use crate::number::{Bound, Number, Unit};
use crate::plan::{GradeId, GradedBy, InputId, ValueType};
use crate::report::changes::shown;
use crate::report::wording::{pick, stage};
use crate::report::{Scored, numbers};
use crate::source::Lang;
use crate::study::what_if::{Hand, Moved, Reaching, Shift, Way};

/// How many single changes are told of each kind; JSON has them all.
const SHOWN: usize = 8;

/// The lines.
pub(super) fn lines(
    (scored, subject): (&Scored<'_>, usize),
    reaching: &Reaching,
    lang: Lang,
    lines: &mut Vec<String>,
) {
    let at = At { scored, one: &reaching.one, subject, lang };
    lines.push(at.head(reaching.goal));
    lines.extend(at.seat(reaching));
    let by =
        |hand: Hand| reaching.singles.iter().filter(move |way| way.shifts.iter().all(|one| one.hand == hand));
    let (own, given): (Vec<&Way>, Vec<&Way>) = (by(Hand::Reported).collect(), by(Hand::Assessed).collect());
    lines.push(String::new());
    if own.is_empty() {
        lines.push(at.say(
            "改一处填报的数: 没有哪一处能单独达到。",
            "Changing one reported value: none is enough alone.",
        ));
    } else {
        lines.push(at.say(
            "改一处填报的数就够, 由小到大:",
            "One reported value is enough, the smallest change first:",
        ));
        at.ways(&own, lines);
    }
    if !given.is_empty() {
        lines.push(at.say(
            "改一处评审给的分就够 (要复核, 不是多做工作):",
            "One value an assessor gives is enough (it takes a review, not more work):",
        ));
        at.ways(&given, lines);
    }
    lines.push(String::new());
    at.mixes(&reaching.mixes, (Hand::Reported, given.is_empty() && own.is_empty()), lines);
    if !reaching.assessed_mixes.0.is_empty() || !reaching.assessed_mixes.1 {
        at.mixes(&reaching.assessed_mixes, (Hand::Assessed, false), lines);
    }
    lines.push(String::new());
    if !reaching.undecided.is_empty() {
        let names: Vec<&str> =
            reaching.undecided.iter().map(|id| &*scored.scheme.input(*id).column).collect();
        lines.push(match lang {
            Lang::Zh => format!("没有算到底的: {} (可能在更远处达到)", names.join(", ")),
            Lang::En => {
                format!("not searched to the end: {} (further away it may be reached)", names.join(", "))
            }
        });
    }
    let tried = reaching.tried.len();
    lines.push(match lang {
        Lang::Zh => format!(
            "试过 {tried} 项数据; 每一种都照规则重算过, 少改一步就不够。括号里是改动的大小: 改动量 ÷ 范围的宽度 (没有范围的 ÷ 现有的数), \
             换一个选项算 100%。它只用来排先后, 不是难易。"
        ),
        Lang::En => format!(
            "{tried} inputs tried; each way was scored by the rules, and one step less is not enough. In brackets the size of the \
             change: over the width of its range (without one, over what stands there); another choice is 100%. It orders, and \
             says nothing of effort."
        ),
    });
}

struct At<'a> {
    scored: &'a Scored<'a>,
    one: &'a Dataset,
    subject: usize,
    lang: Lang,
}

impl At<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> String {
        pick(self.lang, zh, en).to_owned()
    }

    /// `要达到 优 (现在 良, 总分 82.40): 还差 7.60 分`
    fn head(&self, goal: GradeId) -> String {
        let scored = self.scored;
        let name = scored.scheme.grade(goal);
        let Some(now) = scored.grade(self.subject) else {
            return match self.lang {
                Lang::Zh => format!("现在总分未定, 没有等级; 要达到 {name} 或更好:"),
                Lang::En => format!("now there is no total and no grade; to reach {name} or better:"),
            };
        };
        let Some((by, number, least)) = self.short_of(goal) else {
            return match self.lang {
                Lang::Zh => format!("要达到 {name} (现在 {now}):"),
                Lang::En => format!("to reach {name} (now {now}):"),
            };
        };
        let (short, number) = (&least - &number, scored.published(&number));
        let short = short.is_positive().then(|| scored.published(&short));
        let by = stage(by, self.lang);
        match (self.lang, short) {
            (Lang::Zh, Some(short)) => format!("要达到 {name} (现在 {now}, {by} {number}): 还差 {short} 分"),
            (Lang::Zh, None) => {
                format!("要达到 {name} (现在 {now}, {by} {number}): 分数已够, 差在否决或名额")
            }
            (Lang::En, Some(short)) => {
                format!("to reach {name} (now {now}, {by} {number}): {short} points short")
            }
            (Lang::En, None) => {
                format!(
                    "to reach {name} (now {now}, {by} {number}): the points are there, a veto or seat is what it lacks"
                )
            }
        }
    }

    /// Where seats ask for more than the grade does: `名额已满: 总分还要不低于 93.15 分, 要有人让出`
    fn seat(&self, reaching: &Reaching) -> Option<String> {
        let (_, _, least) = self.short_of(reaching.goal)?;
        let seat = reaching.seat.as_ref().filter(|seat| **seat > least)?;
        let (name, seat) = (self.scored.scheme.grade(reaching.goal), self.scored.published(seat));
        Some(match self.lang {
            Lang::Zh => format!(
                "{name} 的名额已满: 总分至少要有 {seat} 分才排得进, 那时有别的{}让出名额",
                self.scored.scheme.subject_kind
            ),
            Lang::En => format!(
                "the seats of {name} are taken: it takes a total of at least {seat}, and somebody else then loses a seat"
            ),
        })
    }

    /// What is graded, what it is now, and where the grade begins.
    fn short_of(&self, goal: GradeId) -> Option<(crate::plan::Stage, Number, Number)> {
        let scale = self.scored.scheme.scale.as_ref()?;
        let results = self.scored.results;
        let (stage, column) = match scale.by {
            GradedBy::Total => (crate::plan::Stage::Total, &results.total),
            GradedBy::Unrounded => (crate::plan::Stage::Unrounded, &results.unrounded),
            GradedBy::Base => (crate::plan::Stage::Base, &results.base),
        };
        let number = self.scored.number(column, self.subject)?.clone();
        let least = match &scale.grades.get(goal.0 as usize)?.range.low {
            Bound::Included(low) | Bound::Excluded(low) => low.clone(),
            Bound::Open => return None,
        };
        Some((stage, number, least))
    }

    fn ways(&self, ways: &[&Way], lines: &mut Vec<String>) {
        for way in ways.iter().take(SHOWN) {
            self.way(way, lines);
        }
        if ways.len() > SHOWN {
            let more = ways.len() - SHOWN;
            lines.push(match self.lang {
                Lang::Zh => format!("  … 另有 {more} 种, 见 --format json"),
                Lang::En => format!("  … {more} more, see --format json"),
            });
        }
    }

    fn mixes(&self, (ways, proved): &(Vec<Way>, bool), (hand, alone): (Hand, bool), lines: &mut Vec<String>) {
        let head = match (hand, ways.is_empty(), *proved) {
            (Hand::Reported, true, true) => {
                let text = self.say(
                    "改两处填报的数: 没有哪两处合起来能达到",
                    "Changing two reported values: no two are enough together",
                );
                let other = if alone { "。" } else { " (单独就够的不算)。" };
                return lines.push(match self.lang {
                    Lang::Zh => text + other,
                    Lang::En => text + if alone { "." } else { " (those that are enough alone aside)." },
                });
            }
            (Hand::Assessed, true, true) => return,
            (_, true, false) => self.say(
                "改两处: 算到限度还没有找到, 不能说没有。",
                "Changing two: none found within the limit of the search; there may be some.",
            ),
            (Hand::Reported, false, true) => {
                self.say("改两处填报的数, 最小的几种:", "Two reported values together, the smallest mixes:")
            }
            (Hand::Assessed, false, true) => self.say(
                "两处里有评审给的分的, 最小的几种:",
                "With a value an assessor gives among the two, the smallest mixes:",
            ),
            (_, false, false) => self.say(
                "改两处, 找到的几种 (不保证最小):",
                "Two together, some mixes found (not proved to be the smallest):",
            ),
        };
        lines.push(head);
        ways.iter().for_each(|way| self.way(way, lines));
    }

    fn way(&self, way: &Way, lines: &mut Vec<String>) {
        let scored = self.scored;
        let shifts: Vec<String> = way.shifts.iter().map(|shift| self.shift(shift)).collect();
        let total = way.total.as_ref().map(|total| scored.published(total));
        let mut told = vec![format!("{} {}", pick(self.lang, "总分", "total"), total.unwrap_or_default())];
        told.extend(way.grade.map(|grade| scored.scheme.grade(grade).to_owned()));
        for (ranking, place) in way.places.iter().enumerate() {
            let Some(place) = place else { continue };
            let with = ranked_with(scored, ranking, self.subject, self.lang);
            told.push(match self.lang {
                Lang::Zh => format!("{with}第 {place} 名"),
                Lang::En => format!("place {place} among {with}"),
            });
        }
        lines.push(format!("  · {} ({}): {}", shifts.join(" + "), size(&way.size), told.join(", ")));
        lines.extend(way.graded.iter().filter_map(|one| self.graded(one)));
    }

    /// `执行数 1792万元 → 2136.02万元`
    fn shift(&self, shift: &Shift) -> String {
        let scored = self.scored;
        let after = Scored { data: self.one, ..*scored };
        let of = |scored: &Scored<'_>, id: InputId, cell| shown(scored, (id, cell), self.lang);
        let name = &scored.scheme.input(shift.input).column;
        let mut text = format!(
            "{name} {} → {}",
            of(scored, shift.input, &shift.from),
            of(&after, shift.input, &shift.to)
        );
        if let Some((level, to)) = &shift.level {
            text += &match self.lang {
                Lang::Zh => format!(" (等级改为 {})", of(&after, *level, to)),
                Lang::En => format!(" (the level becomes {})", of(&after, *level, to)),
            };
        }
        text
    }

    /// Who has another grade then.
    fn graded(&self, one: &Moved) -> Option<String> {
        let scored = self.scored;
        let (grade, who) = (one.grade.as_ref()?, scored.data.subjects.get(one.subject)?);
        let name = |grade: Option<GradeId>| grade.map_or("—", |grade| scored.scheme.grade(grade));
        let (from, to) = (name(grade.from), name(grade.to));
        Some(match self.lang {
            Lang::Zh => format!("    同时 {} ({}) 由 {from} 变为 {to}", who.name, who.id),
            Lang::En => format!("    then {} ({}) goes from {from} to {to}", who.name, who.id),
        })
    }
}

/// `7.5%`
pub(super) fn size(size: &Number) -> String {
    let percent = size * &Number::whole(100);
    let rounded = percent.rounded(1);
    let near = if rounded == percent { numbers::exact(&rounded) } else { percent.near(1) };
    if percent.is_positive() && rounded.is_zero() { "<0.1%".to_owned() } else { format!("{near}%") }
}

/// One step, in words.
pub(super) fn step(scored: &Scored<'_>, shift: &Shift, lang: Lang) -> Option<String> {
    let step = shift.step.as_ref()?;
    match &scored.scheme.input(shift.input).value_type {
        ValueType::Number { unit, .. } => Some(numbers::measured(step, unit, lang)),
        ValueType::Date => Some(numbers::measured(step, &Unit::parse("天"), lang)),
        ValueType::YesNo
        | ValueType::Choice(_)
        | ValueType::Text
        | ValueType::Evidence
        | ValueType::List(_) => None,
    }
}
