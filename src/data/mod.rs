//! Data: YAML, JSON, CSV → values bound to a scheme, each with its place.
//! Takes tables as streams of rows; gives a [`Dataset`]: columns of cells, and every misfit by file, row, column and
//! subject. Knows the four states of a cell. Never guesses, never scores. Start at [`Dataset`] and `bind`.

mod bind;
mod calendar;
mod dataset;
mod fed;
mod layered;
mod read;
mod sample;
mod table;

pub use bind::{bind, bind_layers, folded};
pub use calendar::{Arrangement, Calendar, UnknownYear};
pub use dataset::{Cell, Column, Dataset, Records, Subject, TextId};
pub use layered::{Note, Override};
pub use read::open;
pub use sample::{SampleTable, sample};
pub use table::{Row, Rows, Table};
