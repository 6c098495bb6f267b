//! The tree of indicators: what is there, whether its points close, in what order it is scored.

pub(super) mod absent;
pub(super) mod amended;
pub(super) mod cases;
mod choose;
mod closing;
mod collect;
mod evidence;
mod finality;
pub(super) mod indicators;
pub(super) mod most_lost;
pub(super) mod outline;
pub(super) mod points;
pub(super) mod references;
mod settings;
