//! What stands around the tree: bonuses, penalties, vetoes, grades, ranking.

use crate::check::Checker;
use crate::check::methods::cover::{Tiling, interval};
use crate::check::place::{Env, Moment};
use crate::check::terms::names::total;
use crate::check::terms::units::points_type;
use crate::check::tree::indicators::TOP;
use crate::number::{Bound, Interval, Number, Unit};
use crate::plan::{
    Alert, Consequence, Grade, GradeId, GradedBy, Key, Order, Outside, Quota, Ranking, Scale, Scope, Stage,
    Verdict, Veto,
};
use crate::source::{Code, Diagnostic, Text, closest};
use crate::syntax::ast::{self, OutsideLimit, Setting};

/// The surroundings as meant.
pub(in crate::check) struct Around {
    pub(in crate::check) outside: Vec<Outside>,
    pub(in crate::check) vetoes: Vec<Veto>,
    pub(in crate::check) scale: Option<Scale>,
    pub(in crate::check) rankings: Vec<Ranking>,
    pub(in crate::check) quotas: Vec<Quota>,
    pub(in crate::check) consequences: Vec<Consequence>,
    pub(in crate::check) alert_levels: Vec<String>,
    pub(in crate::check) alerts: Vec<Alert>,
}

impl<'a> Checker<'a> {
    pub(in crate::check) fn around(&mut self) -> Option<Around> {
        let outside: Vec<Option<Outside>> =
            self.outline.outside.clone().into_iter().map(|item| self.outside(item)).collect();
        self.outside_names();
        let scale = match self.outline.grades.clone().as_slice() {
            [] => Some(None),
            [grades] => self.scale(grades).map(Some),
            [first, second, ..] => {
                self.say(
                    Diagnostic::new(
                        Code::RepeatedSetting,
                        second.by.span,
                        Text::new("等级写了两次", "grades are written twice"),
                    )
                    .label(first.by.span, Text::new("先写于此", "first written here")),
                );
                None
            }
        };
        let grades: Vec<String> = match self.outline.grades.first() {
            Some(grades) => grades.rows.iter().map(|row| row.name.text.clone()).collect(),
            None => Vec::new(),
        };
        let vetoes: Vec<Option<Veto>> =
            self.outline.vetoes.clone().into_iter().map(|veto| self.veto(veto, &grades)).collect();
        let rankings: Vec<Option<Ranking>> =
            self.outline.rankings.clone().into_iter().map(|ranking| self.ranking(ranking)).collect();
        let rankings: Option<Vec<Ranking>> = rankings.into_iter().collect();
        let quotas = self.quotas(&grades, rankings.as_deref());
        let consequences = self.consequences();
        let alerts = self.alerts();
        Some(Around {
            outside: outside.into_iter().collect::<Option<_>>()?,
            scale: scale?.map(best_first),
            vetoes: vetoes.into_iter().collect::<Option<_>>()?,
            rankings: rankings?,
            quotas: quotas?,
            consequences: consequences?,
            alert_levels: self.alert_levels(),
            alerts: alerts?,
        })
    }

    fn env_at(&self, moment: Moment) -> Env {
        Env { scope: TOP, node: None, record: None, moment }
    }

    fn outside(&mut self, item: &'a ast::Outside) -> Option<Outside> {
        let env = self.env_at(Moment::Outside);
        let entries = self.entries(env, &item.lines, self.outline.defaults.remainder)?;
        for expr in entries.iter().flat_map(|entry| entry.exprs()).cloned().collect::<Vec<_>>() {
            self.never_zero(&expr);
        }
        let limit = match &item.limit {
            Some(OutsideLimit::Unlimited) => None,
            Some(OutsideLimit::AtMost(amount)) => Some(self.most(env, amount)?),
            None => {
                let name = &item.name.text;
                let (zh, en) = if item.penalty { ("扣分项", "penalty") } else { ("加分项", "bonus") };
                self.say(
                    Diagnostic::new(
                        Code::LimitUnsaid,
                        item.head,
                        Text::new(
                            format!("“{name}”最多几分, 没有写"),
                            format!("nothing says how far `{name}` may go"),
                        ),
                    )
                    .choice(Text::new(format!("{zh} {name} 最高 3分"), format!("{en} {name} up to 3 points")))
                    .choice(Text::new(format!("{zh} {name} 不设限"), format!("{en} {name} unlimited"))),
                );
                return None;
            }
        };
        Some(Outside { name: item.name.text.clone(), penalty: item.penalty, limit, entries, span: item.head })
    }

    fn outside_names(&mut self) {
        let items = self.outline.outside.clone();
        for (place, item) in items.iter().enumerate() {
            if let Some(earlier) = items[..place].iter().find(|other| other.name.text == item.name.text) {
                self.say(
                    Diagnostic::new(
                        Code::DuplicateName,
                        item.name.span,
                        Text::new(
                            format!("“{}”写了两次", item.name.text),
                            format!("`{}` stands twice", item.name.text),
                        ),
                    )
                    .label(earlier.name.span, Text::new("先写于此", "first written here")),
                );
            }
        }
    }

    fn veto(&mut self, veto: &'a ast::Veto, grades: &[String]) -> Option<Veto> {
        let env = self.env_at(Moment::Total);
        let condition = self.condition(env, &veto.condition)?;
        self.never_zero(&condition);
        let verdict = match &veto.verdict {
            ast::Verdict::Score(amount) => Verdict::Score(self.amount(env, amount)?),
            ast::Verdict::Grade(name) => Verdict::Grade(self.grade_named(name, grades)?),
            ast::Verdict::AtBest(name) => Verdict::AtBest(self.grade_named(name, grades)?),
            ast::Verdict::OneDown => {
                if grades.is_empty() {
                    self.no_grades(veto.span);
                    return None;
                }
                Verdict::OneDown
            }
        };
        Some(Veto { condition, verdict, span: veto.span })
    }

    fn no_grades(&mut self, span: crate::source::Span) {
        self.say(
            Diagnostic::new(
                Code::MissingSetting,
                span,
                Text::new(
                    "这里要用等级, 但办法里没有写等级",
                    "a grade is used here, but the scheme has no grades",
                ),
            )
            .help(Text::new(
                "写上: 等级 按 总分 { 优: 90(含)分以上; … }",
                "write: grades by total { good: 90(incl) points and above; … }",
            )),
        );
    }

    /// A grade by name. The scale is put in order, best first, when it is lowered; a place here counts from the best.
    pub(super) fn grade_named(&mut self, name: &ast::Name, grades: &[String]) -> Option<GradeId> {
        if grades.is_empty() {
            self.no_grades(name.span);
            return None;
        }
        let order = self.grades_best_first();
        if let Some(place) = order.iter().position(|grade| *grade == name.text) {
            return u32::try_from(place).ok().map(GradeId);
        }
        let listed = grades.join(", ");
        let mut diagnostic = Diagnostic::new(
            Code::UnknownName,
            name.span,
            Text::new(
                format!("没有“{}”这个等级, 有的是: {listed}", name.text),
                format!("there is no grade `{}`; there are: {listed}", name.text),
            ),
        );
        if let Some(near) = closest(&name.text, grades.iter().map(String::as_str)) {
            diagnostic = diagnostic
                .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
                .fix(name.span, near);
        }
        self.say(diagnostic);
        None
    }

    /// Names of grades by the scores they are for, best first; the order written where a band is not constant.
    pub(super) fn grades_best_first(&self) -> Vec<String> {
        let Some(grades) = self.outline.grades.first() else { return Vec::new() };
        let mut rows: Vec<(Option<Number>, String)> = grades
            .rows
            .iter()
            .map(|row| (row.band.as_ref().and_then(lowest_literal), row.name.text.clone()))
            .collect();
        // 其余 and bands open below have no lower literal and come last; the sort keeps the written order among equals.
        rows.sort_by(|a, b| b.0.cmp(&a.0));
        rows.into_iter().map(|(_, name)| name).collect()
    }

    fn scale(&mut self, grades: &'a ast::Grades) -> Option<Scale> {
        let by = self.graded_by(&grades.by)?;
        let env = self.env_at(Moment::Formula);
        let mut drafts = Vec::new();
        for row in &grades.rows {
            let band = match &row.band {
                Some(band) => Some(self.band(env, band, &points_type())?),
                None => None,
            };
            drafts.push((band, row.band.as_ref().map_or(row.span, |band| band.span)));
        }
        self.grade_names(grades);
        let reach = self.reach_of(by);
        let owns = self.tile(&Tiling {
            rows: &drafts,
            reach: reach.clone(),
            grid: self.grid_of(by),
            unit: Unit::points(),
            name: grades.by.text.clone(),
            span: grades.by.span,
        })?;
        let bands: Vec<Option<Interval>> = drafts
            .iter()
            .zip(&owns)
            .map(|((band, _), owns)| band.as_ref().and_then(|band| interval(band, *owns)))
            .collect();
        let covered: Vec<Interval> = bands.iter().flatten().cloned().collect();
        let rest =
            crate::number::uncovered(&covered, &Interval::ALL).into_iter().find(|rest| rest.overlaps(&reach));
        let mut rows = Vec::new();
        for ((range, (_, span)), row) in bands.into_iter().zip(&drafts).zip(&grades.rows) {
            let range = range.or_else(|| rest.clone())?;
            self.grade_reached(row, &range, &reach);
            rows.push(Grade { name: row.name.text.clone(), range, label: self.quote(*span), span: row.span });
        }
        Some(Scale { by, grades: rows, span: grades.by.span })
    }

    fn graded_by(&mut self, by: &ast::Name) -> Option<GradedBy> {
        match total(&by.text) {
            Some((Stage::Total, _)) => return Some(GradedBy::Total),
            Some((Stage::Unrounded, _)) => return Some(GradedBy::Unrounded),
            Some((Stage::Base, _)) => return Some(GradedBy::Base),
            Some((Stage::Bonus | Stage::Penalty, _)) | None => {}
        }
        self.say(
            Diagnostic::new(
                Code::UnknownName,
                by.span,
                Text::new(format!("等级不能按“{}”定", by.text), format!("grades cannot go by `{}`", by.text)),
            )
            .help(Text::new("写 总分、未修约总分 或 基础分", "write total, unrounded_total or base")),
        );
        None
    }

    fn grade_reached(&mut self, row: &ast::Grade, range: &Interval, reach: &Interval) {
        // Limits of the total that hold no number are reported as such.
        if reach.is_empty() || range.overlaps(reach) {
            return;
        }
        let (name, shown) = (&row.name.text, reach.range_told(&Unit::points()));
        self.say(
            Diagnostic::new(
                Code::UnusedGrade,
                row.span,
                Text::new(
                    format!("“{name}”取不到: 分数只在 {} 之内", shown.zh),
                    format!("`{name}` is never reached: scores lie in {}", shown.en),
                ),
            )
            .help(Text::new(
                "改等级线, 或改总分的上下限",
                "change the grade lines, or the limits of the total",
            )),
        );
    }

    fn grade_names(&mut self, grades: &'a ast::Grades) {
        for (place, row) in grades.rows.iter().enumerate() {
            if grades.rows[..place].iter().any(|other| other.name.text == row.name.text) {
                self.say(Diagnostic::new(
                    Code::DuplicateName,
                    row.name.span,
                    Text::new(
                        format!("等级“{}”写了两次", row.name.text),
                        format!("the grade `{}` stands twice", row.name.text),
                    ),
                ));
            }
        }
    }

    /// What the graded figure can come to.
    fn reach_of(&self, by: GradedBy) -> Interval {
        let limits = self
            .outline
            .setting(|setting| if let Setting::Total(limits) = setting { Some(limits) } else { None });
        let points = self.outline.points().map(|points| points.number.clone());
        match (by, limits) {
            (GradedBy::Base, _) => {
                points.map_or_else(Interval::from_zero, |points| crate::check::terms::inputs::up_to(&points))
            }
            (GradedBy::Total | GradedBy::Unrounded, Some(Some((low, high)))) => {
                match (low.value.literal_number(), high.value.literal_number()) {
                    (Some(low), Some(high)) => Interval::closed(low, high),
                    (None, _) | (_, None) => Interval::ALL,
                }
            }
            (GradedBy::Total | GradedBy::Unrounded, Some(None) | None) => self.unlimited_reach(points),
        }
    }

    /// Without limits: down without end if a penalty may be, up to the points if there is no bonus.
    fn unlimited_reach(&self, points: Option<Number>) -> Interval {
        let bonus = self.outline.outside.iter().any(|item| !item.penalty);
        let penalty = self.outline.outside.iter().any(|item| item.penalty);
        let low = if penalty { Bound::Open } else { Bound::Included(Number::ZERO) };
        let high = match points {
            Some(points) if !bonus => Bound::Included(points),
            Some(_) | None => Bound::Open,
        };
        Interval::new(low, high)
    }

    /// A total rounded to n places only takes every 10⁻ⁿ-th number, so 84.99 and 85 are neighbours.
    fn grid_of(&self, by: GradedBy) -> Option<Number> {
        if by != GradedBy::Total {
            return None;
        }
        let places = self
            .outline
            .setting(|setting| if let Setting::Round(places) = setting { Some(places) } else { None })?;
        let (_, quantity) = places.iter().find(|(place, _)| *place == ast::RoundingPlace::Total)?;
        let places = quantity.number.to_i64().and_then(|places| u32::try_from(places).ok())?;
        Number::ratio(1, 10_i64.checked_pow(places)?)
    }

    fn ranking(&mut self, ranking: &'a ast::Ranking) -> Option<Ranking> {
        let scope = match &ranking.scope {
            ast::Scope::All(_) => Scope::All,
            ast::Scope::Within(name) => Scope::Within(self.group_input(name)?),
        };
        let env = self.env_at(Moment::Total);
        let mut keys = Vec::new();
        for key in &ranking.keys {
            let value = self.expr(env, &key.value)?;
            self.wants_number(&value).then_some(())?;
            self.never_zero(&value);
            let order = match key.order {
                ast::Order::HighFirst => Order::HighFirst,
                ast::Order::LowFirst => Order::LowFirst,
            };
            keys.push(Key { value, order });
        }
        Some(Ranking { scope, keys, dense: ranking.dense, span: ranking.span })
    }
}

/// Grades in the order of their scores, the best first.
fn best_first(mut scale: Scale) -> Scale {
    let height = |grade: &Grade| grade.range.low_value().cloned();
    scale.grades.sort_by(|a, b| match (height(a), height(b)) {
        (Some(a), Some(b)) => b.cmp(&a),
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, None) => std::cmp::Ordering::Equal,
    });
    scale
}

/// The lower end of a band, where it is a literal.
fn lowest_literal(band: &ast::Band) -> Option<Number> {
    use ast::BandKind;
    match &band.kind {
        BandKind::Between(first, second) => {
            Some(first.value.literal_number()?.min(second.value.literal_number()?))
        }
        BandKind::AndUp(bound) | BandKind::Only(bound) => bound.value.literal_number(),
        BandKind::Compared(
            ast::Comparison::AtLeast | ast::Comparison::Above | ast::Comparison::Equal,
            bound,
        ) => bound.value.literal_number(),
        BandKind::AndDown(_) | BandKind::Compared(..) => None,
    }
}
