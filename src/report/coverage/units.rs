//! A unit in words.

use super::Telling;
use crate::eval::CellState;
use crate::plan::{Absent, Entry, Kind, Line, Method};
use crate::report::expression::layer_figure;
use crate::report::numbers;
use crate::report::wording::{self, pick};
use crate::source::{Lang, Text};
use crate::study::coverage::{
    AbsentUnit, Edge, Kept, Never, Of, Rate, SeatUnit, Unit, UnitKind, What, branches, layer_figures, line_at,
};

impl Telling<'_> {
    /// What the unit is, as something that happened: `预算执行率 恰为 85%`.
    pub(super) fn unit(&self, unit: &Unit, lang: Lang) -> String {
        let of = unit.key.of;
        match &unit.key.what {
            What::Reached => pick(lang, "走到了", "come to").to_owned(),
            What::Score => pick(lang, "算出了得分", "the points are worked out").to_owned(),
            What::Row(row) => self.method(of).map_or_else(String::new, |method| self.row(method, *row, lang)),
            What::At(_) | What::GradeAt(_) => self.at(unit, lang),
            What::Condition(_, holds) => self.condition(unit, *holds, lang),
            What::Line(at, held) => self.held(of, at, *held, lang),
            What::PassedOver(at) => {
                self.with_line(of, at, lang, ("成立, 就高不计", "holds, a better line counts"))
            }
            What::Remainder(at, left) => {
                let told = if *left {
                    ("有不足一步的零头", "with part of a step left over")
                } else {
                    ("整步, 没有零头", "in whole steps")
                };
                self.with_line(of, at, lang, told)
            }
            What::Most(at, cut) => {
                let told = if *cut {
                    ("超过最多, 截住", "cut at its most")
                } else {
                    ("没有超过最多", "within its most")
                };
                self.with_line(of, at, lang, told)
            }
            What::Kept(kept) => self.kept(of, *kept, lang),
            What::Rate(rate) => self.rate(of, *rate, lang),
            What::Piece(place) => self.piece_of(of, *place, lang),
            What::Given(rate) => given(*rate, lang).to_owned(),
            What::State(state) => cell_state(*state, lang).to_owned(),
            What::ZeroDenominator => pick(lang, "分母为零", "the denominator is zero").to_owned(),
            What::NobodysMean => {
                pick(lang, "取均值, 而没有可以取的", "a mean is taken, of nobody").to_owned()
            }
            What::Absent(absent) => self.absent(of, *absent, lang),
            What::Branch(place) => self.branch(of, *place, lang),
            What::Chosen(place, chosen) => self.chosen(of, (*place, *chosen), lang),
            What::Evidence(true) => pick(lang, "附了佐证", "evidence attached").to_owned(),
            What::Evidence(false) => pick(lang, "未附佐证", "no evidence attached").to_owned(),
            What::UpperLimit(true) => pick(lang, "超过上限, 截住", "cut at the upper limit").to_owned(),
            What::UpperLimit(false) => pick(lang, "没有超过上限", "within the upper limit").to_owned(),
            What::LowerLimit(true) => {
                pick(lang, "低于下限, 提到下限", "lifted to the lower limit").to_owned()
            }
            What::LowerLimit(false) => pick(lang, "没有低于下限", "within the lower limit").to_owned(),
            What::Grade(grade) => {
                format!("{} {}", pick(lang, "按分数是", "by score"), self.scheme.grade(*grade))
            }
            What::Seats(seats) => seats_told(*seats, lang).to_owned(),
            What::Decides(key) => self.decides(of, *key, lang),
            What::Tie => pick(lang, "各项都相同, 并列", "alike in every key: a tie").to_owned(),
            What::Layer(place, there) => self.layer(*place, *there, lang),
        }
    }

    /// Why no case can try it.
    pub(super) fn never(&self, unit: &Unit) -> Option<Text> {
        let told = |lang: Lang| match unit.never.as_ref() {
            None => String::new(),
            Some(Never::Whole) => pick(lang, "只能是整数", "it is always a whole number").to_owned(),
            Some(Never::Range(range)) => {
                let range = self.range(unit.value.as_ref(), range, lang);
                format!("{} {range}", pick(lang, "按声明的范围只能是", "as declared it can only be"))
            }
        };
        unit.never.as_ref().map(|_| wording::both(told))
    }

    fn method(&self, of: Of) -> Option<&Method> {
        let Of::Indicator(id) = of else { return None };
        self.scheme.indicator(id).method()
    }

    fn entries(&self, of: Of) -> &[Entry] {
        match (of, self.method(of)) {
            (Of::Outside(place), _) => self.scheme.outside.get(place).map_or(&[], |item| &item.entries),
            (_, Some(Method::Lines { entries, .. })) => entries,
            (_, _) => &[],
        }
    }

    fn at(&self, unit: &Unit, lang: Lang) -> String {
        let exactly = pick(lang, "恰为", "exactly");
        match (&unit.value, &unit.bound) {
            (Some(value), Some(Edge::Expr(bound))) => {
                format!("{} {exactly} {}", self.speech(lang).words(value), self.bound(value, bound, lang))
            }
            (Some(value), Some(Edge::Number(bound))) => {
                format!("{} {exactly} {}", self.speech(lang).words(value), self.number(value, bound, lang))
            }
            (None, Some(Edge::Number(bound))) => {
                format!(
                    "{} {exactly} {}",
                    pick(lang, "定等级的分数", "the score graded"),
                    numbers::points(bound, lang)
                )
            }
            (None, Some(Edge::Expr(_)) | None) | (Some(_), None) => String::new(),
        }
    }

    fn condition(&self, unit: &Unit, holds: bool, lang: Lang) -> String {
        let words = unit.value.as_ref().map_or_else(String::new, |value| self.speech(lang).words(value));
        let before = match unit.kind {
            UnitKind::NotApplicable => pick(lang, "不适用 若 ", "n/a when "),
            UnitKind::Veto => pick(lang, "否决 若 ", "veto when "),
            UnitKind::Row
            | UnitKind::Bound
            | UnitKind::Condition
            | UnitKind::Line
            | UnitKind::Remainder
            | UnitKind::Limit
            | UnitKind::State
            | UnitKind::Zero
            | UnitKind::Branch
            | UnitKind::Evidence
            | UnitKind::Grade
            | UnitKind::Quota
            | UnitKind::Ranking
            | UnitKind::Consequence
            | UnitKind::Alert => "",
        };
        let came =
            if holds { pick(lang, "成立", "holds") } else { pick(lang, "不成立", "does not hold") };
        match lang {
            Lang::Zh => format!("“{before}{words}”{came}"),
            Lang::En => format!("“{before}{words}” {came}"),
        }
    }

    fn line_named(&self, of: Of, at: &[usize]) -> Option<&Line> {
        line_at(self.entries(of), at)
    }

    fn with_line(&self, of: Of, at: &[usize], lang: Lang, told: (&'static str, &'static str)) -> String {
        let name = self.line_named(of, at).map_or_else(String::new, |line| self.line(line, lang));
        format!("“{name}” {}", pick(lang, told.0, told.1))
    }

    fn held(&self, of: Of, at: &[usize], held: bool, lang: Lang) -> String {
        let adds = self.line_named(of, at).is_some_and(|line| line.adds);
        let told = match (adds, held) {
            (true, true) => ("加了分", "adds"),
            (true, false) => ("没有加分", "adds nothing"),
            (false, true) => ("扣了分", "takes away"),
            (false, false) => ("没有扣分", "takes nothing"),
        };
        self.with_line(of, at, lang, told)
    }

    fn kept(&self, of: Of, kept: Kept, lang: Lang) -> String {
        let lost = of.indicator().is_some_and(|id| self.scheme.indicator(id).most_lost.is_some());
        match kept {
            Kept::Lifted if lost => pick(lang, "扣到“最多扣”为止", "lost as much as can be lost"),
            Kept::Lifted => pick(lang, "扣到 0 分为止", "below 0, kept at 0"),
            Kept::Within => pick(lang, "得分在 0 到满分之间, 不必截", "within 0 and the points"),
            Kept::Cut => pick(lang, "超过满分, 截住", "above the points, cut"),
        }
        .to_owned()
    }

    fn rate(&self, of: Of, rate: Rate, lang: Lang) -> String {
        let cut = self.method(of).and_then(|method| match method {
            Method::Proportion { cut_off: Some(limit), .. } => Some(self.speech(lang).words(limit)),
            Method::Proportion { .. }
            | Method::Score { .. }
            | Method::Interpolation { .. }
            | Method::Bands { .. }
            | Method::Choices { .. }
            | Method::Conditions { .. }
            | Method::Lines { .. }
            | Method::Assessed { .. }
            | Method::Levels { .. } => None,
        });
        match rate {
            Rate::CutOff => {
                let limit = cut.unwrap_or_default();
                match lang {
                    Lang::Zh => format!("低于 {limit}, 不得分"),
                    Lang::En => format!("below {limit}, no points"),
                }
            }
            Rate::Zero => pick(lang, "比例为 0, 不得分", "a share of 0, no points").to_owned(),
            Rate::Between => pick(lang, "按比例得部分分", "part of the points").to_owned(),
            Rate::Full => pick(lang, "达到满分", "full points").to_owned(),
            Rate::ZeroTarget => pick(lang, "目标为零", "the target is zero").to_owned(),
        }
    }

    fn piece_of(&self, of: Of, place: usize, lang: Lang) -> String {
        match self.method(of) {
            Some(Method::Interpolation { value, anchors }) => self.piece(value, anchors, place, lang),
            Some(_) | None => String::new(),
        }
    }

    fn absent(&self, of: Of, absent: AbsentUnit, lang: Lang) -> String {
        let how = match of.indicator().map(|id| &self.scheme.indicator(id).kind) {
            Some(Kind::Group { absent, .. }) => *absent,
            Some(Kind::Leaf { .. }) => None,
            None => self.scheme.absent,
        };
        let how = match how {
            Some(Absent::Rescale) => pick(lang, "折算", "rescaled"),
            Some(Absent::Spread) => pick(lang, "均摊", "shared out"),
            Some(Absent::Lift) => pick(lang, "上移", "left to the block above"),
            None => "",
        };
        match (absent, lang) {
            (AbsentUnit::None, _) => pick(lang, "各项都适用", "every item applies").to_owned(),
            (AbsentUnit::Some, Lang::Zh) => format!("有的项不适用, 分值{how}"),
            (AbsentUnit::Some, Lang::En) => format!("some item does not apply, its points {how}"),
            (AbsentUnit::All, _) => pick(lang, "没有一项适用", "no item applies").to_owned(),
        }
    }

    fn branch(&self, of: Of, place: usize, lang: Lang) -> String {
        let children = of.indicator().map_or(self.scheme.roots.as_slice(), |id| self.scheme.children(id));
        let known = branches(self.scheme, children);
        let Some(guard) = known.get(place) else { return String::new() };
        let input = self.scheme.input(guard.input);
        let names = crate::report::reading::choices_of(&input.value_type);
        let of: Vec<&str> =
            guard.choices.iter().filter_map(|at| names.get(*at as usize)).map(String::as_str).collect();
        let branch = of.join(pick(lang, "、", ", "));
        format!("{} {} = {branch}", pick(lang, "分支", "branch"), input.name)
    }

    fn chosen(&self, of: Of, (place, chosen): (usize, bool), lang: Lang) -> String {
        let Of::Indicator(id) = of else { return String::new() };
        let child =
            self.scheme.children(id).get(place).map_or("", |child| &self.scheme.indicator(*child).name);
        let told = if chosen { pick(lang, "算数", "counts") } else { pick(lang, "不算", "is left out") };
        format!("“{child}” {told}")
    }

    fn decides(&self, of: Of, key: usize, lang: Lang) -> String {
        let Of::Ranking(place) = of else { return String::new() };
        let key = self.scheme.rankings.get(place).and_then(|ranking| ranking.keys.get(key));
        let key = key.map_or_else(String::new, |key| self.speech(lang).words(&key.value));
        match lang {
            Lang::Zh => format!("以“{key}”分出先后"),
            Lang::En => format!("told apart by “{key}”"),
        }
    }

    fn layer(&self, place: usize, there: bool, lang: Lang) -> String {
        let figures = layer_figures(self.scheme);
        let name =
            figures.get(place).map_or_else(String::new, |figure| layer_figure(self.scheme, *figure, lang));
        let told = if there {
            pick(lang, "有数", "is there")
        } else {
            pick(lang, "这一层没有数据", "has no data of its layer")
        };
        format!("“{name}” {told}")
    }
}

fn given(rate: Rate, lang: Lang) -> &'static str {
    match rate {
        Rate::Zero | Rate::CutOff | Rate::ZeroTarget => pick(lang, "评审给 0 分", "the assessor gives 0"),
        Rate::Between => pick(lang, "评审给部分分", "the assessor gives part"),
        Rate::Full => pick(lang, "评审给满分", "the assessor gives full points"),
    }
}

fn cell_state(state: CellState, lang: Lang) -> &'static str {
    match state {
        CellState::Filled => pick(lang, "有值", "a value"),
        CellState::Missing => pick(lang, "缺报", "missing"),
        CellState::NotApplicable => pick(lang, "填不适用", "n/a"),
        CellState::Excused => pick(lang, "免责", "excused"),
    }
}

fn seats_told(seats: SeatUnit, lang: Lang) -> &'static str {
    match seats {
        SeatUnit::Enough => pick(lang, "名额够用", "enough seats"),
        SeatUnit::Short => pick(lang, "名额不够, 有的降档", "too few seats, some lose the grade"),
        SeatUnit::Tied => pick(lang, "最后的名额并列", "a tie for the last seat"),
    }
}
