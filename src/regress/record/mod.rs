//! A record: what some rules gave on some data, kept beside the rules; and what has changed since, by what caused it.
//! `results.csv` is a [`Sheet`], `record.yaml` a [`Manifest`], `decisions.csv` a list of [`Decision`]s.
//! Start at [`Group`].

mod conflict;
mod decision;
mod group;
mod manifest;
mod moves;
mod plain;
mod sheet;
mod stage;

pub use conflict::conflict;
pub use decision::{Decision, Taken, decisions, written};
pub use group::{Cause, Group, Since, key, rejected, since};
pub use manifest::Manifest;
pub use moves::{Change, Move, There, moves};
pub use plain::{digest, plain};
pub use sheet::{Sheet, SheetRead, Subject};
pub use stage::{Stage, staged};
