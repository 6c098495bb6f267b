//! What a later layer overrides: the value before, where the new one stands, and who, why, on what evidence.

use super::cell::{Cell, TextId};
use crate::plan::LayerId;

/// A value that a layer overrode.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Override {
    /// The layer.
    pub layer: LayerId,
    /// The value before.
    pub from: Cell,
    /// The file and column of the new value: its place in `Dataset::places`.
    pub place: u32,
    /// The row of the new value in that file.
    pub row: u64,
    /// Who, why and on what evidence, where the layer says so.
    pub note: Option<Note>,
}

/// A line of 修改.csv beside the values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Note {
    /// 人
    pub by: TextId,
    /// 原因
    pub reason: TextId,
    /// 佐证; none where the cell is empty.
    pub evidence: Option<TextId>,
}
