//! Data: workbooks, CSV in any encoding, YAML, JSON → values bound to a scheme, each with its place and every repair told.
//! Takes tables as streams of rows; gives a [`Dataset`] for each layer: columns of cells, and every misfit by file, row,
//! column and subject; also made-up data for a scheme, and the list of a year. Knows the four states of a cell, and which
//! days are worked on. Never guesses, never scores. Start at [`Dataset`] and [`bind()`].

mod alone;
mod bind;
mod calendar;
mod cell;
mod dataset;
mod encoding;
mod fed;
pub mod form;
mod kept;
mod layered;
mod ledger;
mod overrides;
mod own;
mod read;
mod sample;
mod table;
mod texts;

pub use alone::suppose;
pub use bind::{Known, Said, bind, bind_layers, folded, refused, roster, supposed, take_in};
pub use calendar::{Arrangement, Calendar, UnknownYear};
pub use cell::{Cell, Column, TextId};
pub use dataset::{Dataset, Records, Subject};
pub use encoding::Encoding;
pub use kept::Kept;
pub use ledger::{Ledger, Repair, RepairRule};
pub use overrides::{Note, Override};
pub use own::Seals;
pub use read::{Listed, Manifest, manifest, open};
pub use sample::{SampleTable, sample, sample_plan};
pub use table::{Mark, Origin, Row, Rows, Table, letters};
pub use texts::Texts;
