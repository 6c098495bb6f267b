//! One test crate, one module a room.

mod cli;
mod codes;
mod data;
mod engine;
mod laws;
mod layers;
mod methods;
mod read;
mod syntax;
