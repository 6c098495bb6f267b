#![allow(missing_docs, reason = "x")]
