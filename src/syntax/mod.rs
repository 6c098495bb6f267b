#![allow(missing_docs, dead_code, reason = "temporary")]
//! Syntax: text → the tree as written.
pub mod ast;
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/kaocheng.pest"]
struct Grammar;
