//! The head of a scheme: year, subjects, points, limits, rounding.

use crate::check::Checker;
use crate::check::place::{Declared, ScopeId};
use crate::number::{Number, Rounding};
use crate::plan::{InputId, Limits, RoundingPolicy, ValueType};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, Name, Quantity, RoundingPlace, Setting};

/// The head as meant.
pub(in crate::check) struct Head {
    pub(in crate::check) year: Option<i32>,
    pub(in crate::check) basis: Option<String>,
    pub(in crate::check) subject_kind: String,
    pub(in crate::check) group: Option<InputId>,
    pub(in crate::check) points: Number,
    pub(in crate::check) limits: Limits,
    pub(in crate::check) rounding: RoundingPolicy,
    pub(in crate::check) show: Option<u8>,
    pub(in crate::check) layers: Vec<String>,
}

/// What has been read of it so far; a line that is missing stays none.
#[derive(Default)]
struct Draft {
    year: Option<i32>,
    basis: Option<String>,
    subject_kind: Option<String>,
    group: Option<InputId>,
    points: Option<Number>,
    limits: Option<Limits>,
    rounding: RoundingPolicy,
    show: Option<u8>,
    layers: Vec<String>,
    broken: bool,
}

impl<'a> Checker<'a> {
    pub(in crate::check) fn head(&mut self, scheme: &'a ast::Scheme) -> Option<Head> {
        let settings: Vec<(&'a Setting, Span)> =
            self.outline.head.iter().map(|setting| (setting.value, setting.span)).collect();
        let mut draft = Draft::default();
        let mut written: Vec<&'static str> = Vec::new();
        for (setting, span) in settings {
            written.push(self.head_setting(&mut draft, setting, span));
        }
        self.required(scheme, &written);
        if draft.broken {
            return None;
        }
        Some(Head {
            year: draft.year,
            basis: draft.basis,
            subject_kind: draft.subject_kind?,
            group: draft.group,
            points: draft.points?,
            limits: draft.limits?,
            rounding: draft.rounding,
            show: draft.show,
            layers: draft.layers,
        })
    }

    /// Reads one setting and names it.
    fn head_setting(&mut self, draft: &mut Draft, setting: &'a Setting, span: Span) -> &'static str {
        match setting {
            Setting::Year(quantity) => {
                draft.year = self.year(quantity);
                draft.broken |= draft.year.is_none();
                "年度"
            }
            Setting::Basis(basis) => {
                draft.basis = Some(basis.value.clone());
                "依据"
            }
            Setting::Subject(name) => {
                draft.subject_kind = Some(name.text.clone());
                "对象"
            }
            Setting::Group(name) => {
                draft.group = self.group_input(name);
                draft.broken |= draft.group.is_none();
                "分组"
            }
            Setting::Points(quantity) => {
                // Reported by the points check, which reads it first.
                draft.points = quantity.number.is_positive().then(|| quantity.number.clone());
                "满分"
            }
            Setting::Total(limits) => {
                draft.limits = self.limits(limits.as_ref(), span);
                draft.broken |= draft.limits.is_none();
                "总分"
            }
            Setting::Round(places) => {
                self.rounding(&mut draft.rounding, places);
                "修约"
            }
            Setting::Show(quantity) => {
                draft.show = self.places(quantity);
                draft.broken |= draft.show.is_none();
                "显示"
            }
            Setting::Layers(names) => {
                draft.layers = names.iter().map(|name| name.text.clone()).collect();
                draft.broken |= !self.layers_differ(names, span);
                "层次"
            }
            Setting::Remainder(_)
            | Setting::Absent(_)
            | Setting::Each(_)
            | Setting::Best
            | Setting::Mean
            | Setting::Choose(_)
            | Setting::MostLost(_)
            | Setting::Extends(_)
            | Setting::Missing(_)
            | Setting::Excused(_)
            | Setting::OnZero(_)
            | Setting::Evidence(_) => "",
        }
    }

    /// What leaves no silent default: who is assessed, out of how many points, within which limits, rounded where.
    fn required(&mut self, scheme: &ast::Scheme, written: &[&str]) {
        let lines = [
            ("对象", "subjects", "对象 部门", "subjects department", "考核谁", "who is assessed"),
            ("满分", "points", "满分 100分", "points 100 points", "满分是多少", "how many points there are"),
            (
                "总分",
                "total",
                "总分 0分-100分   或: 总分 不设限",
                "total 0 points-100 points   or: total unlimited",
                "总分有没有上下限",
                "whether the total has limits",
            ),
            (
                "修约",
                "round",
                "修约 逐项 2位   或: 修约 不修约",
                "round each 2 places   or: round never",
                "分数在哪里四舍五入",
                "where scores are rounded",
            ),
        ];
        for (zh, en, example_zh, example_en, what_zh, what_en) in lines {
            if written.contains(&zh) || self.lost(&[zh, en]) {
                continue;
            }
            self.say(
                Diagnostic::new(
                    Code::MissingSetting,
                    scheme.name.span,
                    Text::new(format!("没有写“{zh}”: {what_zh}"), format!("`{en}` is missing: {what_en}")),
                )
                .help(Text::new(format!("加一行: {example_zh}"), format!("add a line: {example_en}"))),
            );
        }
    }

    /// A year as a number.
    pub(in crate::check) fn year(&mut self, quantity: &Quantity) -> Option<i32> {
        let year = quantity
            .number
            .to_i64()
            .and_then(|year| i32::try_from(year).ok())
            .filter(|year| (1900..=2999).contains(year));
        if year.is_none() {
            self.say(Diagnostic::new(
                Code::BadNumber,
                quantity.span,
                Text::new(
                    format!("“{}”不是年份", quantity.number),
                    format!("`{}` is not a year", quantity.number),
                ),
            ));
        }
        year
    }

    /// The input by which subjects are grouped: a choice.
    pub(in crate::check) fn group_input(&mut self, name: &Name) -> Option<InputId> {
        let Some((declared, _)) = self.lookup(ScopeId(0), &name.text) else {
            self.unknown(ScopeId(0), name);
            return None;
        };
        if let Declared::Input(id) = declared
            && matches!(self.inputs[id.0 as usize].value_type, ValueType::Choice(_))
        {
            self.uses(id, name.span);
            return Some(id);
        }
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                name.span,
                Text::new(
                    format!("分组要用枚举, 而“{}”不是", name.text),
                    format!("groups are told by a choice, and `{}` is none", name.text),
                ),
            )
            .help(Text::new("声明为 枚举(甲, 乙, 丙)", "declare it as choice(a, b, c)")),
        );
        None
    }

    fn limits(&mut self, limits: Option<&'a (ast::Bound, ast::Bound)>, span: Span) -> Option<Limits> {
        let Some((low, high)) = limits else { return Some(Limits { low: None, high: None }) };
        let ends = (self.limit(low), self.limit(high));
        let (low, high) = (ends.0?, ends.1?);
        if low > high {
            self.say(
                Diagnostic::new(
                    Code::EmptyRange,
                    span,
                    Text::new(
                        format!("总分的下限 {low} 分高于上限 {high} 分"),
                        format!("the lower limit of {low} points is above the upper limit of {high} points"),
                    ),
                )
                .help(Text::new(
                    format!("下限写在前面: 总分 {high}分-{low}分"),
                    format!("write the lower limit first: total {high} points-{low} points"),
                )),
            );
            return None;
        }
        Some(Limits { low: Some(low), high: Some(high) })
    }

    fn limit(&mut self, bound: &'a ast::Bound) -> Option<Number> {
        let expr = self.expr(crate::check::place::Env::formula(ScopeId(0)), &bound.value)?;
        let number = crate::check::terms::units::constant(&expr);
        if number.is_none() || !(number.as_ref().is_some_and(Number::is_zero) || self.wants_points(&expr)) {
            return None;
        }
        number
    }

    fn rounding(&mut self, policy: &mut RoundingPolicy, places: &'a [(RoundingPlace, Quantity)]) {
        for (place, quantity) in places {
            let rounding = self.places(quantity).map(|places| Rounding { places });
            match place {
                RoundingPlace::Item => policy.item = rounding,
                RoundingPlace::Block => policy.block = rounding,
                RoundingPlace::Total => policy.total = rounding,
            }
        }
    }
}
