#![allow(missing_docs, reason = "x")]

mod data;
