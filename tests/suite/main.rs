//! One test crate, one module a room.

mod cli;
mod laws;
