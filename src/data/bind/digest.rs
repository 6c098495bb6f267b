//! The seal of the data: SHA-256 over the tables as they were read.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::data::table::{Row, Table};

/// Every text goes in with its length before it, so that no two tables run together into the same bytes.
#[derive(Clone, Default)]
pub(in crate::data) struct Seal {
    hash: Sha256,
    buffer: Vec<u8>,
}

impl Seal {
    /// The name of the file without its folder, since the same data seal the same wherever they lie, and the header.
    pub(super) fn table(&mut self, table: &Table) {
        let name = table.file.rsplit(['/', '\\']).next().unwrap_or(&table.file);
        self.row([name, &table.name].into_iter());
        self.row(table.headers.iter().map(String::as_str));
    }

    pub(super) fn layer(&mut self, name: &str) {
        self.row(["layer", name].into_iter());
    }

    pub(super) fn cells(&mut self, row: &Row) {
        self.row(row.cells());
    }

    /// What is not a row of a table.
    pub(in crate::data) fn texts<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        self.row(texts);
    }

    fn row<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        self.buffer.clear();
        self.buffer.extend([0; 8]);
        let mut count: u64 = 0;
        for text in texts {
            self.buffer.extend((text.len() as u64).to_le_bytes());
            self.buffer.extend(text.as_bytes());
            count += 1;
        }
        self.buffer[..8].copy_from_slice(&count.to_le_bytes());
        self.hash.update(&self.buffer);
    }

    /// In hexadecimal.
    pub(in crate::data) fn close(self) -> String {
        let mut text = String::with_capacity(64);
        for byte in self.hash.finalize() {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}
