//! 佐证 in words: what is attached, or what its absence costs.

use super::told::Told;
use crate::eval::Attached;
use crate::number::Number;
use crate::plan::Lacking;
use crate::report::numbers::{exact, points};
use crate::report::wording::{self, pick};
use crate::source::Lang;

impl Told<'_> {
    /// `佐证: 津财绩〔2019〕12号`, `未附佐证“制度文件”, 扣 1分, 由 5 改为 4分`
    pub(super) fn evidence(&self, attached: &Attached, from: &Number, to: &Number) -> String {
        match (attached, self.lang) {
            (Attached::Documents(documents), lang) => {
                format!("{}: {documents}", pick(lang, "佐证", "evidence"))
            }
            // The remark on the excused cell says the reason.
            (Attached::Excused(_), Lang::Zh) => "缺附佐证免责, 不减分".to_owned(),
            (Attached::Excused(_), Lang::En) => {
                "that no evidence is attached is excused, and costs nothing".to_owned()
            }
            (Attached::NotNeeded, Lang::Zh) => "本对象不需佐证".to_owned(),
            (Attached::NotNeeded, Lang::En) => "no evidence is needed of this subject".to_owned(),
            (Attached::Nothing, _) => self.lacking(from, to),
        }
    }

    fn lacking(&self, from: &Number, to: &Number) -> String {
        let Some(indicator) = self.rules.indicator() else { return String::new() };
        let Some(evidence) = &indicator.evidence else { return String::new() };
        let said = wording::lacking(&evidence.documents);
        let (said, lang) = (said.get(self.lang), self.lang);
        let cost = match &evidence.lacking {
            Lacking::AtMost(most) => format!("{} {}", pick(lang, "最多", "at most"), self.figures(most)),
            Lacking::Less(less) => format!("{} {}", pick(lang, "扣", "less"), self.figures(less)),
            Lacking::Report => return said.to_owned(),
        };
        let to_points = points(to, lang);
        match (from == to, lang) {
            (true, Lang::Zh) => format!("{said}, {cost}, 仍是 {to_points}"),
            (true, Lang::En) => format!("{said}, {cost}, still {to_points}"),
            (false, Lang::Zh) => format!("{said}, {cost}, 由 {} 改为 {to_points}", exact(from)),
            (false, Lang::En) => format!("{said}, {cost}, from {} to {to_points}", exact(from)),
        }
    }
}
