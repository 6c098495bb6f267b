//! What happens among subjects, and what follows: 否决 of the scheme, 名额, 排名, 应用, 警示.

use super::Lister;
use crate::study::coverage::unit::{Of, SeatUnit, UnitKind, What};

impl Lister<'_> {
    pub(super) fn among_subjects(&mut self) {
        let scheme = self.scheme;
        for (place, veto) in scheme.vetoes.iter().enumerate() {
            self.enter(Of::Veto(place));
            self.veto(veto);
        }
        for (place, quota) in scheme.quotas.iter().enumerate() {
            self.enter(Of::Quota(place));
            for seats in [SeatUnit::Enough, SeatUnit::Short, SeatUnit::Tied] {
                self.add(What::Seats(seats), UnitKind::Quota, quota.span);
            }
        }
        for (place, ranking) in scheme.rankings.iter().enumerate() {
            self.enter(Of::Ranking(place));
            for key in 0..ranking.keys.len() {
                self.add(What::Decides(key), UnitKind::Ranking, ranking.span);
            }
            self.add(What::Tie, UnitKind::Ranking, ranking.span);
        }
    }

    pub(super) fn what_follows(&mut self) {
        let scheme = self.scheme;
        for (place, consequence) in scheme.consequences.iter().enumerate() {
            self.enter(Of::Consequence(place));
            self.condition(&consequence.condition, UnitKind::Consequence);
            consequence.money.iter().for_each(|money| self.inside(money));
        }
        for (place, alert) in scheme.alerts.iter().enumerate() {
            self.enter(Of::Alert(place));
            self.condition(&alert.condition, UnitKind::Alert);
        }
    }
}
