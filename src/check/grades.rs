//! Grades: what they go by, whether every score has one, and whether each can be reached.

use crate::check::Checker;
use crate::check::methods::cover::{Tiling, interval};
use crate::check::place::Moment;
use crate::check::terms::names::total;
use crate::check::terms::units::points_type;
use crate::number::{Bound, Interval, Number, Unit};
use crate::plan::{Grade, GradeId, GradedBy, Scale, Stage};
use crate::source::{Code, Diagnostic, Text, closest};
use crate::syntax::ast::{self, Setting};

impl<'a> Checker<'a> {
    pub(super) fn no_grades(&mut self, span: crate::source::Span) {
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

    pub(super) fn scale(&mut self, grades: &'a ast::Grades) -> Option<Scale> {
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
            whole: true,
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
}

/// Grades in the order of their scores, the best first.
pub(super) fn best_first(mut scale: Scale) -> Scale {
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
