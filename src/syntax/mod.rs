//! Syntax: text → the tree as written, and everything in the text that cannot be read.
//! Takes a text; gives [`ast::File`], with holes where words made no sense. Knows the grammar (`grammar/kaocheng.pest`).
//! Never knows what a name refers to, nor whether a statement may stand where it stands. Start at [`parse()`].

pub mod ast;
mod brackets;
mod build;
mod cut;
mod expected;
mod grammar;
mod junk;
mod mend;
mod parse;
mod scan;
mod slips;
mod tokens;
mod vocabulary;
mod word;

pub use parse::{as_name, parse, parse_woven};
pub use slips::in_digits;
pub use tokens::{Counts, Token, TokenKind, tokens};
pub use vocabulary::{Keyword, keywords};
