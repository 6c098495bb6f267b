//! What a name in an expression stands for: a quantity, a word for a figure, a choice, a figure of an indicator.

use crate::check::Checker;
use crate::check::place::{Declared, Env, Moment};
use crate::check::terms::expr::{points_literal, value_type};
use crate::check::terms::units::{number_type, points_type};
use crate::number::{Number, Unit};
use crate::plan::{self, Expr, ExprKind, ListId, Part, Stage, Type};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{self, Name};

impl<'a> Checker<'a> {
    /// Two sides of a comparison: a name that is no quantity is a choice of the other side.
    pub(in crate::check) fn comparable(
        &mut self,
        env: Env,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
    ) -> Option<(Expr, Expr)> {
        if let Some(name) = self.free_name(env, right) {
            let left = self.expr(env, left)?;
            let right = self.choice(env, name, &left)?;
            return Some((left, right));
        }
        if let Some(name) = self.free_name(env, left) {
            let right = self.expr(env, right)?;
            let left = self.choice(env, name, &right)?;
            return Some((left, right));
        }
        let (left, right) = (self.expr(env, left), self.expr(env, right));
        Some((left?, right?))
    }

    /// A single name that stands for no quantity here.
    pub(in crate::check) fn free_name<'e>(&self, env: Env, expr: &'e ast::Expr) -> Option<&'e Name> {
        let ast::ExprKind::Path(names) = &expr.kind else { return None };
        let [name] = names.as_slice() else { return None };
        let known = self.lookup(env.scope, &name.text).is_some()
            || env.record.is_some_and(|list| self.field_named(list, &name.text).is_some())
            || yes_no(&name.text).is_some()
            || total(&name.text).is_some()
            || is_full(&name.text)
            || matches!(name.text.as_str(), "等级" | "grade");
        (!known).then_some(name)
    }

    /// A name as one of the choices of the other side.
    pub(in crate::check) fn choice(&mut self, env: Env, name: &Name, other: &Expr) -> Option<Expr> {
        let Type::Choice(choices) = &other.type_of else {
            self.unknown(env.scope, name);
            return None;
        };
        self.choice_of(name, choices).map(|place| Expr {
            kind: ExprKind::Choice(place),
            type_of: other.type_of.clone(),
            span: name.span,
        })
    }

    /// The place of a name among choices; reported when it is none of them.
    pub(in crate::check) fn choice_of(&mut self, name: &Name, choices: &[String]) -> Option<u32> {
        if let Some(place) = choices.iter().position(|choice| *choice == name.text) {
            return u32::try_from(place).ok();
        }
        let near = closest(&name.text, choices.iter().map(String::as_str));
        let listed = choices.join(", ");
        let mut diagnostic = Diagnostic::new(
            Code::UnknownName,
            name.span,
            Text::new(
                format!("“{}”不是可选项, 可选的是: {listed}", name.text),
                format!("`{}` is not one of the choices: {listed}", name.text),
            ),
        );
        if let Some(near) = near {
            diagnostic = diagnostic
                .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
                .fix(name.span, near);
        }
        self.say(diagnostic);
        None
    }

    pub(in crate::check) fn path(&mut self, env: Env, names: &'a [Name], span: Span) -> Option<Expr> {
        match names {
            [name] => self.quantity(env, name),
            [subject, field] if env.record.is_some() && is_this_subject(&subject.text) => {
                self.quantity(Env { record: None, ..env }, field)
            }
            [list, field] if env.record.is_some() && self.list_named(env, list) == env.record => {
                self.list_field(env.record?, field)
            }
            [list, indicator, property]
                if env.record.is_some() && self.list_named(env, list) == env.record =>
            {
                if self.is_foreign(env.record?) {
                    return None;
                }
                self.score_below(env.record?, (indicator, property), span)
            }
            [subject, indicator, property] if env.record.is_some() && is_this_subject(&subject.text) => {
                self.property(Env { record: None, ..env }, indicator, property, span)
            }
            [indicator, property] if env.record.is_some_and(|list| self.below_has(list, indicator)) => {
                self.score_below(env.record?, (indicator, property), span)
            }
            [layer, figure @ ..] if self.layer_named(&layer.text).is_some() && !self.is_indicator(names) => {
                self.of_layer(env, (layer, figure), span)
            }
            [indicator, property] => self.property(env, indicator, property, span),
            _ => {
                let quoted = self.quote(span);
                self.say(
                    Diagnostic::new(
                        Code::UnknownName,
                        span,
                        Text::new(
                            format!("读不懂“{quoted}”: 点号最多一个"),
                            format!("`{quoted}` has more than one dot"),
                        ),
                    )
                    .help(Text::new(
                        "有上下级的指标写成 【上级/本级】.得分",
                        "an indicator in a block is written [block/indicator].score",
                    )),
                );
                None
            }
        }
    }

    /// A bare name: always a quantity (or a word for a figure), never an indicator.
    pub(in crate::check) fn quantity(&mut self, env: Env, name: &Name) -> Option<Expr> {
        if let Some(field) = env.record.and_then(|list| self.field_named(list, &name.text)) {
            let list = env.record.unwrap_or(ListId(0));
            self.field_read(list, field);
            let type_of = value_type(&self.lists[list.0 as usize].fields[field.0 as usize].value_type)?;
            return Some(Expr { kind: ExprKind::Field(field), type_of, span: name.span });
        }
        match self.lookup(env.scope, &name.text).map(|(declared, _)| declared) {
            Some(Declared::Input(id)) => self.input_read(id, name),
            Some(Declared::Formula(draft)) => {
                self.read_formulas.insert(draft);
                let id = self.formula(draft, Some(name.span))?;
                let type_of = self.formulas[id.0 as usize].type_of.clone();
                Some(Expr { kind: ExprKind::Formula(id), type_of, span: name.span })
            }
            None if env.record.is_some_and(|list| self.is_foreign(list)) => None,
            None if env.record.is_some_and(|list| self.not_a_result(list, name)) => None,
            None => self.word(env, name),
        }
    }

    pub(in crate::check) fn input_read(&mut self, id: plan::InputId, name: &Name) -> Option<Expr> {
        self.uses(id, name.span);
        let Some(type_of) = value_type(&self.inputs[id.0 as usize].value_type) else {
            self.say(
                Diagnostic::new(
                    Code::TypeMismatch,
                    name.span,
                    Text::new(
                        format!("“{}”是列表, 要先计数、合计或平均", name.text),
                        format!("`{}` is a list: count, sum or average it first", name.text),
                    ),
                )
                .help(Text::new(format!("如 计数({})", name.text), format!("as in count({})", name.text))),
            );
            return None;
        };
        Some(Expr { kind: ExprKind::Input(id), type_of, span: name.span })
    }

    /// Words that stand for a figure: 满分, 是, 否, 总分 …
    pub(in crate::check) fn word(&mut self, env: Env, name: &Name) -> Option<Expr> {
        if let Some(value) = yes_no(&name.text) {
            return Some(Expr { kind: ExprKind::YesNo(value), type_of: Type::YesNo, span: name.span });
        }
        if is_full(&name.text) {
            let full = self.full_points(env, name.span)?;
            return Some(points_literal(&full, name.span));
        }
        if matches!(name.text.as_str(), "等级" | "grade") {
            return self.grade_read(env, name);
        }
        let Some((stage, moment)) = total(&name.text) else {
            self.unknown_in(env, name);
            return None;
        };
        if env.moment < moment {
            self.too_early(&name.text, name.span);
            return None;
        }
        Some(Expr { kind: ExprKind::Total(stage), type_of: points_type(), span: name.span })
    }

    /// 等级: a choice among the grades.
    pub(in crate::check) fn grade_read(&mut self, env: Env, name: &Name) -> Option<Expr> {
        if env.moment < Moment::Grade {
            self.too_early(&name.text, name.span);
            return None;
        }
        let grades = self.grades_best_first();
        if grades.is_empty() {
            self.unknown(env.scope, name);
            return None;
        }
        Some(Expr { kind: ExprKind::Grade, type_of: Type::Choice(grades), span: name.span })
    }

    /// The points of the indicator an expression stands in.
    pub(in crate::check) fn full_points(&mut self, env: Env, span: Span) -> Option<Number> {
        let points = env.node.and_then(|node| self.node_points(node));
        if env.node.is_none() {
            self.say(Diagnostic::new(
                Code::MisplacedSetting,
                span,
                Text::new("“满分”只能用在指标里", "`points` can only be used in an indicator"),
            ));
        }
        points
    }

    /// `X.得分` and its sisters.
    pub(in crate::check) fn property(
        &mut self,
        env: Env,
        indicator: &Name,
        property: &Name,
        span: Span,
    ) -> Option<Expr> {
        let node = self.indicator_named(env, indicator)?;
        let part = match property.text.as_str() {
            "得分" | "score" => Part::Score,
            "得分率" | "rate" => Part::Rate,
            "失分" | "lost" => Part::Lost,
            word if is_full(word) => {
                return self.node_points(node).map(|points| points_literal(&points, span));
            }
            _ => {
                self.say(
                    Diagnostic::new(
                        Code::UnknownName,
                        property.span,
                        Text::new(
                            format!("指标没有“{}”这一项", property.text),
                            format!("an indicator has no `{}`", property.text),
                        ),
                    )
                    .help(Text::new("有 得分、满分、得分率、失分", "there are score, points, rate, lost")),
                );
                return None;
            }
        };
        if env.moment < Moment::Indicator {
            self.too_early(&indicator.text, span);
            return None;
        }
        let id = self.settled_node(env, node, span)?;
        let type_of = match part {
            Part::Score | Part::Lost => points_type(),
            Part::Rate => number_type(&Unit::parse("%"), false),
        };
        Some(Expr { kind: ExprKind::Score(id, part), type_of, span })
    }

    pub(in crate::check) fn too_early(&mut self, name: &str, span: Span) {
        self.say(
            Diagnostic::new(
                Code::Cycle,
                span,
                Text::new(
                    format!("这里用到“{name}”, 而它要在这之后才算得出来"),
                    format!("`{name}` is used here and only worked out later"),
                ),
            )
            .help(Text::new(
                "计算次序: 输入 → 公式 → 指标 → 加分扣分 → 总分 → 等级 → 排名",
                "the order is: inputs → formulas → indicators → bonus and penalty → total → grade → ranking",
            )),
        );
    }
}

fn yes_no(name: &str) -> Option<bool> {
    match name {
        "是" | "yes" => Some(true),
        "否" | "no" => Some(false),
        _ => None,
    }
}

fn is_full(name: &str) -> bool {
    matches!(name, "满分" | "points")
}

fn is_this_subject(name: &str) -> bool {
    matches!(name, "本单位" | "this")
}

/// The figures of the whole, and how late they are known.
pub(in crate::check) fn total(name: &str) -> Option<(Stage, Moment)> {
    match name {
        "基础分" | "base" => Some((Stage::Base, Moment::Outside)),
        "加分" | "bonus" => Some((Stage::Bonus, Moment::Total)),
        "扣分" | "penalty" => Some((Stage::Penalty, Moment::Total)),
        "未修约总分" | "unrounded_total" => Some((Stage::Unrounded, Moment::Total)),
        "总分" | "total" => Some((Stage::Total, Moment::Total)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_full, is_this_subject, total, yes_no};

    /// Rules that differ in these spellings alone do not differ.
    #[test]
    fn both_spellings_are_known_where_rules_are_compared() {
        for (zh, en) in crate::format::WORDS {
            assert_eq!(total(zh).map(|(stage, _)| stage), total(en).map(|(stage, _)| stage), "{zh} {en}");
            assert_eq!(
                (yes_no(zh), is_full(zh), is_this_subject(zh)),
                (yes_no(en), is_full(en), is_this_subject(en))
            );
        }
    }
}
