//! One test crate, one module a room.

mod cli;
mod codes;
mod data;
mod engine;
mod laws;
mod methods;
mod read;
mod reference;
mod syntax;
