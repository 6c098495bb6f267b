//! One test crate, one module a room.

#[cfg(test)]
mod alerts;
#[cfg(test)]
mod amend;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod check;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod cli_levels;
#[cfg(test)]
mod cli_run;
#[cfg(test)]
mod codes;
mod data;
#[cfg(test)]
mod data_fixtures;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod levels;
#[cfg(test)]
mod library;
#[cfg(test)]
mod meanings;
#[cfg(test)]
mod methods;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod published;
#[cfg(test)]
mod read;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod score;
#[cfg(test)]
mod stages;
#[cfg(test)]
mod syntax;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod workbook;
#[cfg(test)]
mod workdays;
