//! 考成 kaocheng: the rule language and engine for public assessment.
//!
//! ```text
//!  rules/*.kc ──parse────▶ File ──check──▶ Plan ──┬──assess──▶ Results ──┬──report──▶ table, JSON, CSV, sentences
//!                                                bind
//!                                                 ▲
//!                                     data (csv, yaml, json)
//! ```

pub mod check;
pub mod cli;
pub mod data;
pub mod eval;
pub mod number;
pub mod plan;
pub mod report;
pub mod source;
pub mod syntax;
