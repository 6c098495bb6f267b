//! One test crate, one module a room.

mod cli;
mod codes;
mod data;
mod engine;
mod laws;
mod library;
mod methods;
mod read;
mod syntax;
