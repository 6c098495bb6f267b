//! The tests, one module for each room.

mod syntax;
