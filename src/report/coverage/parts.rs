//! The part of the rules that a unit is in, by name.

use super::Telling;
use crate::plan::{FieldId, ListId, Ranking, Scope};
use crate::report::expression::field_name;
use crate::report::wording::pick;
use crate::source::Lang;
use crate::study::coverage::Of;

impl Telling<'_> {
    /// `基础工作管理/制度建设`, `加分项 典型经验`, `排名 全体`
    pub(super) fn part(&self, of: Of, lang: Lang) -> String {
        let scheme = self.scheme;
        match of {
            Of::Indicator(id) => scheme.indicator(id).path.clone(),
            Of::Outside(place) => scheme.outside.get(place).map_or_else(String::new, |item| {
                let word = match item.penalty {
                    true => pick(lang, "扣分项", "penalty"),
                    false => pick(lang, "加分项", "bonus"),
                };
                format!("{word} {}", item.name)
            }),
            Of::Formula(id) => {
                let formula = scheme.formula(id);
                let word = match formula.parameter {
                    true => pick(lang, "参数", "parameter"),
                    false => pick(lang, "公式", "formula"),
                };
                format!("{word} {}", formula.name)
            }
            Of::Input(id) => format!("{} {}", pick(lang, "输入", "input"), scheme.input(id).column),
            Of::Field(list, field) => {
                format!("{} {}", pick(lang, "输入", "input"), self.field(list, field, lang))
            }
            Of::Whole => pick(lang, "总分与等级", "total and grade").to_owned(),
            Of::Veto(place) => scheme.vetoes.get(place).map_or_else(String::new, |veto| {
                let when = self.speech(lang).words(&veto.condition);
                format!("{} {when}", pick(lang, "否决 若", "veto when"))
            }),
            Of::Quota(place) => scheme.quotas.get(place).map_or_else(String::new, |quota| {
                let within = self.scope(quota.scope, lang);
                format!("{} {} {within}", pick(lang, "名额", "quota"), scheme.grade(quota.grade))
            }),
            Of::Ranking(place) => {
                scheme.rankings.get(place).map_or_else(String::new, |ranking| self.ranking(ranking, lang))
            }
            Of::Consequence(place) => scheme.consequences.get(place).map_or_else(String::new, |one| {
                format!("{} “{}”", pick(lang, "应用", "consequence"), one.text)
            }),
            Of::Alert(place) => scheme
                .alerts
                .get(place)
                .map_or_else(String::new, |one| format!("{} “{}”", pick(lang, "警示", "alert"), one.text)),
        }
    }

    /// The name of an input, or of a field; none of other parts.
    pub(super) fn cell(&self, of: Of, lang: Lang) -> Option<String> {
        match of {
            Of::Input(id) => Some(self.scheme.input(id).column.clone()),
            Of::Field(list, field) => Some(self.field(list, field, lang)),
            Of::Indicator(_)
            | Of::Outside(_)
            | Of::Formula(_)
            | Of::Whole
            | Of::Veto(_)
            | Of::Quota(_)
            | Of::Ranking(_)
            | Of::Consequence(_)
            | Of::Alert(_) => None,
        }
    }

    /// `项目.得分`
    pub(super) fn field(&self, list: ListId, field: FieldId, lang: Lang) -> String {
        let name = &self.scheme.input(self.scheme.list(list).input).name;
        format!("{name}.{}", field_name(self.scheme, list, field, lang))
    }

    fn ranking(&self, ranking: &Ranking, lang: Lang) -> String {
        format!("{} {}", pick(lang, "排名", "ranking"), self.scope(ranking.scope, lang))
    }

    fn scope(&self, scope: Scope, lang: Lang) -> String {
        match scope {
            Scope::All => pick(lang, "全体", "all").to_owned(),
            Scope::Within(input) => {
                format!("{} {}", pick(lang, "同", "within"), self.scheme.input(input).name)
            }
        }
    }
}
