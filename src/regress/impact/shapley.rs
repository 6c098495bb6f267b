//! The Shapley value: what each player brings on average over all orders in which they could come.

use crate::number::Number;

/// Splits `value(all) − value(none)` over the players, exactly. A set of players is a number with a bit for each.
/// INVARIANT: at most [`super::MOST_EXACT`] players, so the sets are few.
pub(super) fn split(players: usize, value: impl Fn(usize) -> Number) -> Vec<Number> {
    let values: Vec<Number> = (0..1usize << players).map(value).collect();
    let weights = weights(players);
    (0..players)
        .map(|player| {
            let bit = 1usize << player;
            // Sums by the number of those who came before: one multiplication for each of them.
            let mut sums = vec![Number::ZERO; players];
            for (before, without) in values.iter().enumerate().filter(|(set, _)| set & bit == 0) {
                let size = before.count_ones() as usize;
                if let (Some(sum), Some(with)) = (sums.get_mut(size), values.get(before | bit))
                    && with != without
                {
                    *sum = &*sum + &(with - without);
                }
            }
            sums.iter().zip(&weights).map(|(sum, weight)| sum * weight).sum()
        })
        .collect()
}

/// For each number of players who came before: in which share of the orders these and no others did.
/// `s! (n − s − 1)! / n!`, built up as `1 / n` times `s / (n − s)` for each step.
fn weights(players: usize) -> Vec<Number> {
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut weights = Vec::new();
    let mut weight = Number::ratio(1, whole(players)).unwrap_or(Number::ZERO);
    for before in 0..players {
        weights.push(weight.clone());
        let left = whole(players - before - 1);
        weight = &weight * &Number::ratio(whole(before + 1), left).unwrap_or(Number::ZERO);
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::{split, weights};
    use crate::number::Number;

    fn ratio(num: i64, den: i64) -> Number {
        Number::ratio(num, den).unwrap()
    }

    /// 3 players: 2/6, 1/6, 2/6 by hand.
    #[test]
    fn weights_by_hand() {
        assert_eq!(weights(3), [ratio(1, 3), ratio(1, 6), ratio(1, 3)]);
        assert_eq!(weights(0), []);
        assert_eq!(weights(1), [Number::ONE]);
    }

    /// The glove market of Shapley and Shubik: players 0 and 1 have a left glove, player 2 the only right one; a pair is
    /// worth 1. Known values: 1/6, 1/6, 4/6.
    #[test]
    fn glove_market() {
        let pair = |set: usize| if set & 0b100 != 0 && set & 0b011 != 0 { Number::ONE } else { Number::ZERO };
        assert_eq!(split(3, pair), [ratio(1, 6), ratio(1, 6), ratio(2, 3)]);
    }

    /// The airport game: runways of cost 1, 2, 3; each pays an equal share of every stretch it needs: 1/3, 1/3 + 1/2,
    /// 1/3 + 1/2 + 1.
    #[test]
    fn airport() {
        let cost =
            |set: usize| (0..3).filter(|one| set >> one & 1 == 1).map(|one| one + 1).max().unwrap_or(0);
        let parts = split(3, |set| Number::whole(cost(set)));
        assert_eq!(parts, [ratio(1, 3), ratio(5, 6), ratio(11, 6)]);
    }
}
