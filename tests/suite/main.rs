//! One test crate, one module a room.

#[cfg(test)]
mod cli;
mod data;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod methods;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod score;
