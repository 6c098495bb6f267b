//! Source: text, the places in it, and what we say about them.
//! Takes texts and findings; gives [`Span`]s, [`Diagnostic`]s and their rendering. Knows lines, columns, widths
//! and the two languages. Never knows what a rule means. Start at [`Diagnostic`].

mod code;
mod diagnostic;
mod files;
mod json;
mod lang;
mod pages;
mod render;
mod severity;
mod span;
mod suggest;
mod width;
mod woven;

pub use code::Code;
pub use diagnostic::{Cell, Checked, Diagnostic, Fix, Label, Place, in_order};
pub use files::{Files, Position};
pub use json::json;
pub use lang::{Lang, Text};
pub use render::{Style, render, summary};
pub use severity::Severity;
pub use span::{SourceId, Span, Spanned};
pub use suggest::closest;
pub use width::{flush_right, pad, width};
pub use woven::{Splice, Thread, Woven};
