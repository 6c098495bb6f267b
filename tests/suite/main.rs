//! One test crate, one module a room.

#[cfg(test)]
mod cli;
mod data;
#[cfg(test)]
mod laws;
