//! Number: exact numbers, units of measure, stretches of numbers, rounding.
//! Takes what people wrote; gives [`Number`]s (fractions in flight, decimals at the edges), [`Unit`]s, [`Interval`]s.
//! Never rounds unless told where. Never knows a rule. Start at [`Number`].

mod arithmetic;
mod calendar;
mod cover;
mod dimension;
mod fraction;
mod interval;
mod rounding;
mod text;
mod unit;

pub use calendar::{civil, day, is_weekend, iso};
pub use cover::uncovered;
pub use dimension::{Base, Dimension};
pub use fraction::Number;
pub use interval::{Bound, Interval};
pub use rounding::Rounding;
pub use text::NumberError;
pub use unit::{Share, Unit};
