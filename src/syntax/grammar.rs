//! The parser that pest makes of the grammar.
#![allow(missing_docs, unreachable_pub, reason = "generated; the grammar documents every rule")]

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/kaocheng.pest"]
pub(super) struct Grammar;

/// The text a rule matched, and what it is made of.
pub(super) type Pair<'t> = pest::iterators::Pair<'t, Rule>;
