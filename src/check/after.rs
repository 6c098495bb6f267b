//! What follows from grades: quotas and consequences.

use super::Checker;
use super::tree::indicators::TOP;
use crate::check::place::{Env, Moment};
use crate::number::{Number, Share};
use crate::plan::{Consequence, ExprKind, GradeId, Quota, Ranking, Scope, SeatRounding, Type};
use crate::source::{Code, Diagnostic, Spanned, Text};
use crate::syntax::ast::{self, QuotaClause};

/// What the clauses of a quota say.
#[derive(Default)]
struct Said {
    seats: Option<SeatRounding>,
    at_least: u32,
    tied_keep: Option<bool>,
    surplus: bool,
}

impl<'a> Checker<'a> {
    pub(super) fn quotas(&mut self, grades: &[String], rankings: Option<&[Ranking]>) -> Option<Vec<Quota>> {
        let quotas = self.outline.quotas.clone();
        let lowered: Vec<Option<Quota>> =
            quotas.into_iter().map(|quota| self.quota(quota, grades, rankings)).collect();
        lowered.into_iter().collect()
    }

    fn quota(
        &mut self,
        quota: &'a ast::Quota,
        grades: &[String],
        rankings: Option<&[Ranking]>,
    ) -> Option<Quota> {
        let grade = self.grade_named(&quota.grade, grades);
        let scope = match &quota.scope {
            ast::Scope::All(_) => Some(Scope::All),
            ast::Scope::Within(name) => self.group_input(name).map(Scope::Within),
        };
        let share = self.quota_share(&quota.share);
        let said = self.quota_clauses(&quota.clauses);
        self.quota_unsaid(quota, &said);
        let (grade, scope, share) = (grade?, scope?, share?);
        let ranking = self.quota_ranking(quota, scope, rankings)?;
        self.quota_of_lowest(quota, grade, grades)?;
        Some(Quota {
            grade,
            scope,
            share,
            seats: said.seats?,
            at_least: said.at_least,
            tied_keep: said.tied_keep?,
            ranking,
            span: quota.span,
        })
    }

    fn quota_share(&mut self, share: &ast::Quantity) -> Option<Number> {
        let literal = self.literal(share);
        if let ExprKind::Number(number, unit) = &literal.kind
            && unit.share == Share::Percent
            && number.is_positive()
            && *number <= Number::ONE
        {
            return Some(number.clone());
        }
        self.expected(&literal, &Text::new("0% 到 100% 之间的百分比", "a percentage up to 100%"));
        None
    }

    fn quota_clauses(&mut self, clauses: &'a [Spanned<QuotaClause>]) -> Said {
        let mut said = Said::default();
        for clause in clauses {
            match &clause.value {
                QuotaClause::RoundDown => said.seats = Some(SeatRounding::Down),
                QuotaClause::RoundUp => said.seats = Some(SeatRounding::Up),
                QuotaClause::RoundHalfUp => said.seats = Some(SeatRounding::HalfUp),
                QuotaClause::AtLeast(quantity) => {
                    let count = quantity.number.to_i64().and_then(|count| u32::try_from(count).ok());
                    said.at_least = count.unwrap_or(0);
                }
                QuotaClause::TiedByRanking | QuotaClause::TiedNone => said.tied_keep = Some(false),
                QuotaClause::TiedAll => said.tied_keep = Some(true),
                QuotaClause::SurplusOneDown => said.surplus = true,
            }
        }
        said
    }

    /// No silent default: how a part of a seat counts, what a tie at the edge gives, what becomes of the rest.
    fn quota_unsaid(&mut self, quota: &ast::Quota, said: &Said) {
        let open = [
            (
                said.seats.is_none(),
                "不足一个名额怎么取整",
                "how a part of a seat is rounded",
                "向下取整 / 向上取整 / 四舍五入",
                "round down / round up / round half up",
            ),
            (
                said.tied_keep.is_none(),
                "名额边上并列怎么办",
                "what a tie at the edge gives",
                "并列 按 排名 / 并列 都取 / 并列 都不取",
                "tied by ranking / tied all / tied none",
            ),
            (
                !said.surplus,
                "超出名额的怎么办",
                "what becomes of those beyond it",
                "超额 降一档",
                "surplus one down",
            ),
        ];
        for (_, zh, en, answer_zh, answer_en) in open.into_iter().filter(|(open, ..)| *open) {
            let grade = &quota.grade.text;
            self.say(
                Diagnostic::new(
                    Code::QuotaUnsaid,
                    quota.span,
                    Text::new(
                        format!("“{grade}”的名额没有写{zh}"),
                        format!("the quota of `{grade}` does not say {en}"),
                    ),
                )
                .choice(Text::new(answer_zh, answer_en)),
            );
        }
    }

    /// Seats are given in the order of the ranking of the same scope, or of the overall one.
    fn quota_ranking(
        &mut self,
        quota: &ast::Quota,
        scope: Scope,
        rankings: Option<&[Ranking]>,
    ) -> Option<usize> {
        let rankings = rankings?;
        let same = rankings.iter().position(|ranking| ranking.scope == scope);
        let found = same.or_else(|| rankings.iter().position(|ranking| ranking.scope == Scope::All));
        if found.is_none() {
            self.say(
                Diagnostic::new(
                    Code::MissingSetting,
                    quota.span,
                    Text::new(
                        "名额按排名给, 而办法里没有同样范围的排名",
                        "seats go by a ranking, and none covers the same subjects",
                    ),
                )
                .help(Text::new(
                    "加一行, 如: 排名 同 类别: 总分; 同分并列",
                    "add a line, as in: ranking within kind: total; ties share",
                )),
            );
        }
        found
    }

    fn quota_of_lowest(&mut self, quota: &ast::Quota, grade: GradeId, grades: &[String]) -> Option<()> {
        if (grade.0 as usize) + 1 < grades.len() {
            return Some(());
        }
        self.say(Diagnostic::new(
            Code::MisplacedSetting,
            quota.grade.span,
            Text::new(
                format!("“{}”已是最低一档, 超出名额的没有下一档可降", quota.grade.text),
                format!(
                    "`{}` is the lowest grade: there is none below for those beyond the quota",
                    quota.grade.text
                ),
            ),
        ));
        None
    }

    pub(super) fn consequences(&mut self) -> Option<Vec<Consequence>> {
        let uses: Vec<&'a ast::Use> = self.outline.uses.iter().flat_map(|uses| uses.iter()).collect();
        let lowered: Vec<Option<Consequence>> = uses.into_iter().map(|row| self.consequence(row)).collect();
        lowered.into_iter().collect()
    }

    fn consequence(&mut self, row: &'a ast::Use) -> Option<Consequence> {
        let env = Env { scope: TOP, node: None, record: None, moment: Moment::Grade };
        let condition = self.condition(env, &row.condition);
        let money = match &row.money {
            Some(money) => Some(self.expr(env, money)?),
            None => None,
        };
        let condition = condition?;
        for expr in money.iter().chain([&condition]) {
            self.never_zero(expr);
        }
        if let Some(money) = &money
            && !matches!(&money.type_of, Type::Number { dimension, .. } if dimension.is_money())
        {
            self.expected(money, &Text::new("金额", "an amount of money"));
            return None;
        }
        Some(Consequence { condition, text: row.text.value.clone(), money, span: row.span })
    }
}
