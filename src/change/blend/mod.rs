//! Two trees walked side by side, one function a kind of node: each asks the walk wherever they differ and gives the node
//! with what is taken.

mod around;
mod bands;
mod body;
mod clauses;
mod indicator;
mod inputs;
mod items;
mod lines;
mod lists;

pub(super) use items::items as block;
// A block is in an indicator, and an indicator in a block.
use items::kept as kept_block;
