//! Number: exact numbers, units of measure, stretches of numbers, rounding.
//! Takes what people wrote; gives [`Number`]s (fractions in flight, decimals at the edges), [`Unit`]s, [`Interval`]s.
//! Never rounds unless told where. Never knows a rule. Start at [`Number`].

