//! Template: a user's own layout, filled in with what a paper says.
//! Takes the files of templates as bytes, the [`Page`](crate::report::Page) of a paper and its figures; gives HTML or a
//! word processor's document, or what is wrong with the template and where. Never opens a file, never works out a
//! figure: what a template can say, the paper has said. Start at [`Layouts`].

mod fault;
mod layouts;
mod package;
mod paper;
mod paragraphs;

pub use fault::Fault;
pub use layouts::Layouts;
pub use paper::Paper;
