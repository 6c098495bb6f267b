//! Editor: messages of an editor → answers while rules are being written.
//! Takes messages of the language server protocol and a [`Library`] that reads rule files; gives findings, repairs, names
//! and what they mean. Knows open texts and the places in them. Never knows how rules are read or scored. Start at [`serve`].

mod actions;
mod colours;
mod completion;
mod desk;
mod findings;
mod hover;
mod lines;
mod names;
mod outline;
mod rename;
mod server;
mod tokens;
mod uri;
mod wire;

pub use desk::{Library, Open, Reading};
pub use server::serve;
