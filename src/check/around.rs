//! What stands around the tree: bonuses, penalties, vetoes, ranking.

use crate::check::Checker;
use crate::check::grades::best_first;
use crate::check::place::{Env, Moment};
use crate::check::tree::indicators::TOP;
use crate::plan::{Alert, Consequence, Key, Order, Outside, Quota, Ranking, Scale, Scope, Verdict, Veto};
use crate::source::{Code, Diagnostic, Text};
use crate::syntax::ast::{self, OutsideLimit};

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

    pub(super) fn env_at(&self, moment: Moment) -> Env {
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
