//! What a test expects: conditions, states, places, findings of the data.

use super::At;
use crate::check::Checker;
use crate::check::terms::expr::compared;
use crate::plan::{Comparison, Expectation, Expected, Expr, ExprKind, Stage, TestFigure, TestState, Type};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{self, CaseCell, ExpectedKind, GivenValue, Name, StateWord};

impl<'a> Checker<'a> {
    /// What one line expects. Where places are asked for, each part of a 且 is an expectation of its own.
    pub(super) fn expectation(&mut self, at: At, expected: &'a ast::Expected) -> Vec<Expectation> {
        let made = |span: Span, what: Option<Expected>| {
            let one = |what| Expectation { what, subject: 0, span, head: None };
            what.map(one).into_iter().collect::<Vec<_>>()
        };
        match &expected.what {
            ExpectedKind::Holds(expr) => {
                let parts = conjuncts(expr);
                if parts.len() > 1 && parts.iter().any(|part| self.asks_place(at, part)) {
                    return parts
                        .into_iter()
                        .flat_map(|part| made(part.span, self.holds(at, part)))
                        .collect();
                }
                made(expected.span, self.holds(at, expr))
            }
            ExpectedKind::State { path, state } => {
                made(expected.span, self.state(at, path, state_of(*state)))
            }
            ExpectedKind::Fact { fact, holds } => made(expected.span, self.fact(at, fact, *holds)),
            ExpectedKind::Finding(code) => made(expected.span, self.finding(*code, expected.span)),
        }
    }

    /// Whether a comparison asks for a place.
    fn asks_place(&self, at: At, expr: &ast::Expr) -> bool {
        let left = expr.comparison().map(|(_, left, _)| left);
        left.and_then(|left| self.place_word(at, left)).is_some()
    }

    /// 名次 or 组名次, where no quantity is called so.
    fn place_word<'e>(&self, at: At, expr: &'e ast::Expr) -> Option<&'e Name> {
        let ast::ExprKind::Path(names) = &expr.kind else { return None };
        let [name] = names.as_slice() else { return None };
        let word = matches!(name.text.as_str(), "名次" | "place" | "组名次" | "group_place");
        (word && self.lookup(at.env.scope, &name.text).is_none()).then_some(name)
    }

    fn holds(&mut self, at: At, expr: &'a ast::Expr) -> Option<Expected> {
        if let Some((comparison, left, right)) = expr.comparison()
            && let Some(place) = self.place_read(at, left)
        {
            return self.place(at, (place, comparison), right);
        }
        self.asked(|checker| checker.condition(at.env, expr), expr.span).map(Expected::Holds)
    }

    /// Reads an expression, which must not make the scheme work out anything for it.
    pub(super) fn asked(&mut self, read: impl FnOnce(&mut Self) -> Option<Expr>, span: Span) -> Option<Expr> {
        let (values, order) = (self.group_values.len(), self.order.len());
        let made = read(self);
        if self.group_values.len() == values {
            return made;
        }
        self.group_values.truncate(values);
        self.order.truncate(order);
        let message = Text::new(
            "期望里不能直接算一组对象的值",
            "an expectation cannot work out a value of the group by itself",
        );
        self.say(Diagnostic::new(Code::MisplacedSetting, span, message).help(Text::new(
            "在办法里写成 公式, 期望里问这个公式; 名次、组名次可以直接问",
            "write it as a `let` of the scheme and ask for that; place and group_place can be asked for",
        )));
        None
    }

    /// A column of a table, and a cell in it.
    pub(super) fn expected_cell(
        &mut self,
        at: At,
        head: &'a CaseCell,
        cell: &'a CaseCell,
    ) -> Option<Expected> {
        let CaseCell::Expected(asked) = head else { return None };
        if let CaseCell::Expected(ast::Expected { what: ExpectedKind::Finding(code), span }) = cell {
            return self.finding(*code, *span);
        }
        match &asked.what {
            ExpectedKind::Holds(expr) => {
                if let (Some(state), Some(path)) = (state_in(cell), asked.path()) {
                    return self.state(at, path, state);
                }
                self.equals(at, expr, cell)
            }
            ExpectedKind::Fact { fact, holds } => {
                let yes = self.yes_no_cell(cell)?;
                self.fact(at, fact, *holds == yes)
            }
            ExpectedKind::State { .. } | ExpectedKind::Finding(_) => {
                let message = Text::new(
                    "表头只写量, 状态写在下面的格里",
                    "the head names a quantity; its state stands in the cells below",
                );
                self.table_trouble(asked.span, message);
                None
            }
        }
    }

    fn equals(&mut self, at: At, head: &'a ast::Expr, cell: &'a CaseCell) -> Option<Expected> {
        let CaseCell::Expected(ast::Expected { what: ExpectedKind::Holds(value), .. }) = cell else {
            let quoted = self.quote(cell.span());
            let message =
                Text::new(format!("“{quoted}”读不成一个值"), format!("`{quoted}` cannot be read as a value"));
            self.table_trouble(cell.span(), message);
            return None;
        };
        if let Some(place) = self.place_read(at, head) {
            return self.place(at, (place, ast::Comparison::Equal), value);
        }
        let read = |checker: &mut Self| {
            let (left, right) = checker.comparable(at.env, head, value)?;
            checker.comparison_fits(ast::Comparison::Equal, &left, &right)?;
            let kind = ExprKind::Compare(Comparison::Equal, Box::new(left), Box::new(right));
            Some(Expr { kind, type_of: Type::YesNo, span: value.span })
        };
        self.asked(read, value.span).map(Expected::Holds)
    }

    pub(super) fn yes_no_cell(&mut self, cell: &'a CaseCell) -> Option<bool> {
        let word = if let CaseCell::Expected(expected) = cell { expected.name() } else { None };
        match word.map(|word| word.text.as_str()) {
            Some("是" | "yes") => Some(true),
            Some("否" | "no") => Some(false),
            _ => {
                self.table_trouble(
                    cell.span(),
                    Text::new("这一格要写 是 或 否", "this cell must say yes or no"),
                );
                None
            }
        }
    }

    /// The ranking that 名次 or 组名次 is of; none inside where there is no such ranking, which is then told.
    fn place_read(&mut self, at: At, expr: &ast::Expr) -> Option<Option<usize>> {
        let name = self.place_word(at, expr)?;
        let overall = matches!(name.text.as_str(), "名次" | "place");
        let ranking = if overall { at.places.overall } else { at.places.within };
        if ranking.is_none() {
            self.no_ranking(name);
        }
        Some(ranking)
    }

    fn no_ranking(&mut self, name: &Name) {
        let text = &name.text;
        let message = Text::new(
            format!("办法里没有“{text}”所指的排名"),
            format!("the scheme has no ranking that `{text}` could be of"),
        );
        let help = Text::new(
            "名次 是 排名 全体 的, 组名次 是 排名 同 … 的",
            "place is of `ranking all`, group_place of `ranking within …`",
        );
        self.say(Diagnostic::new(Code::UnknownName, name.span, message).help(help));
    }

    fn place(
        &mut self,
        at: At,
        (ranking, comparison): (Option<usize>, ast::Comparison),
        value: &'a ast::Expr,
    ) -> Option<Expected> {
        let ranking = ranking?;
        let place = value
            .literal_number()
            .and_then(|number| number.to_i64())
            .and_then(|place| u32::try_from(place).ok());
        let Some(place) = place else {
            let found = self.expr(at.env, value)?;
            self.expected(&found, &Text::new("名次, 如 2", "a place, such as 2"));
            return None;
        };
        Some(Expected::Place { ranking, comparison: compared(comparison), place })
    }

    fn state(&mut self, at: At, path: &'a [Name], state: TestState) -> Option<Expected> {
        self.figure(at, path).map(|figure| Expected::State(figure, state))
    }

    /// What a state is of: the indicator before the formula of the same name.
    fn figure(&mut self, at: At, path: &'a [Name]) -> Option<TestFigure> {
        let (name, rest) = path.split_first()?;
        let of_score = match rest {
            [] => false,
            [part] if matches!(part.text.as_str(), "得分" | "score") => true,
            _ => {
                let message = Text::new(
                    "状态只问指标、公式、总分、等级和名次",
                    "states are those of indicators, formulas, the total, the grade and places",
                );
                let span = name.span.to(rest.last()?.span);
                self.say(Diagnostic::new(Code::UnknownName, span, message));
                return None;
            }
        };
        let is_node = self.outline.nodes.iter().any(|node| {
            node.ast.name.text == name.text
                || node.path == name.text
                || node.path.ends_with(&format!("/{}", name.text))
        });
        let outside = self.outline.outside.iter().position(|item| item.name.text == name.text);
        if is_node || of_score && outside.is_none() {
            let node = self.indicator_named(at.env, name)?;
            return self.settled_node(at.env, node, name.span).map(TestFigure::Indicator);
        }
        if let Some((stage, _)) = crate::check::terms::names::total(&name.text) {
            return Some(TestFigure::Total(stage));
        }
        if let Some(place) = outside {
            return Some(TestFigure::Outside(place));
        }
        let bare = ast::Expr { kind: ast::ExprKind::Path(vec![name.clone()]), span: name.span };
        if let Some(place) = self.place_read(at, &bare) {
            return place.map(TestFigure::Place);
        }
        match name.text.as_str() {
            "等级" | "grade" => self.grade_read(at.env, name).map(|_| TestFigure::Grade),
            _ => self.formula_figure(at, name),
        }
    }

    fn formula_figure(&mut self, at: At, name: &Name) -> Option<TestFigure> {
        if self.lookup(at.env.scope, &name.text).is_some()
            && let Expr { kind: ExprKind::Formula(id), .. } = self.quantity(at.env, name)?
        {
            return Some(TestFigure::Formula(id));
        }
        let indicators = self.outline.nodes.iter().map(|node| node.ast.name.text.clone());
        let formulas = self.outline.formulas.iter().map(|draft| draft.ast.name.text.clone());
        let known: Vec<String> =
            indicators.chain(formulas).chain([Stage::Total].map(|_| "总分".to_owned())).collect();
        let text = &name.text;
        let message = Text::new(
            format!("没有指标或公式叫“{text}”"),
            format!("no indicator or formula is called `{text}`"),
        );
        let diagnostic = Diagnostic::new(Code::UnknownName, name.span, message);
        self.say(match closest(text, known.iter().map(String::as_str)) {
            Some(near) => diagnostic
                .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
                .fix(name.span, near),
            None => diagnostic,
        });
        None
    }

    fn finding(&mut self, code: Option<Code>, span: Span) -> Option<Expected> {
        let of_data = code.filter(|code| code.id().starts_with("KC5"));
        if of_data.is_none() {
            let quoted = self.quote(span);
            let message = Text::new(
                format!("“{quoted}”不是数据问题的编号"),
                format!("`{quoted}` is no code of a finding in data"),
            );
            self.say(Diagnostic::new(Code::UnknownName, span, message).help(Text::new(
                "数据的问题是 KC5xx, 如 KC503 超出范围; 见 kaocheng code",
                "findings in data are KC5xx, such as KC503 out of range; see kaocheng code",
            )));
        }
        of_data.map(Expected::Finding)
    }
}

fn state_of(word: StateWord) -> TestState {
    match word {
        StateWord::Open => TestState::Open,
        StateWord::NotApplicable => TestState::NotApplicable,
        StateWord::Excused => TestState::Excused,
        StateWord::Presumed => TestState::Presumed,
        StateWord::Failed => TestState::Failed,
    }
}

/// The parts of a 且, or the condition alone.
fn conjuncts(expr: &ast::Expr) -> Vec<&ast::Expr> {
    if let ast::ExprKind::Binary { operator, left, right } = &expr.kind
        && operator.value == ast::Operator::And
    {
        return conjuncts(left).into_iter().chain(conjuncts(right)).collect();
    }
    vec![expr]
}

/// A state that stands in a cell.
fn state_in(cell: &CaseCell) -> Option<TestState> {
    match cell {
        CaseCell::State(GivenValue::NotApplicable(_), _) => Some(TestState::NotApplicable),
        CaseCell::State(GivenValue::Missing(_), _) => Some(TestState::Open),
        CaseCell::Expected(expected) => match expected.name()?.text.as_str() {
            "未定" | "undetermined" => Some(TestState::Open),
            "免责" | "excused" => Some(TestState::Excused),
            "视为" | "presumed" => Some(TestState::Presumed),
            "算不出" | "failed" => Some(TestState::Failed),
            _ => None,
        },
        CaseCell::State(..) | CaseCell::Blank(_) | CaseCell::Free(_) => None,
    }
}
