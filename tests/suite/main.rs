//! One test crate, one module a room.

#[cfg(test)]
mod alerts;
#[cfg(test)]
mod amend;
#[cfg(test)]
mod architecture;
#[cfg(feature = "arrow")]
#[cfg(test)]
mod arrow;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod change;
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
#[cfg(test)]
mod coverage;
mod data;
#[cfg(test)]
mod data_fixtures;
#[cfg(test)]
mod editor;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod fmt;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod impact;
#[cfg(test)]
mod impact_departments;
#[cfg(test)]
mod impact_stories;
#[cfg(test)]
mod intake;
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
mod mutate;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod prove;
#[cfg(test)]
mod published;
#[cfg(test)]
mod read;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod record;
#[cfg(test)]
mod reference;
#[cfg(test)]
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod review_terminal;
#[cfg(test)]
mod schema;
mod score;
#[cfg(test)]
mod stages;
#[cfg(test)]
mod standard;
#[cfg(test)]
mod syntax;
#[cfg(test)]
mod templates;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod what_if;
#[cfg(test)]
mod workbook;
#[cfg(test)]
mod workdays;
