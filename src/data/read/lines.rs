//! Lines: which one a piece of text begins in, and one kind of line end so that they can be counted.

use std::io::{self, Read};

/// Where the lines of a text end.
pub(super) struct LineEnds {
    start: usize,
    ends: Vec<usize>,
}

impl LineEnds {
    pub(super) fn of(text: &str) -> LineEnds {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at);
        LineEnds { start: text.as_ptr() as usize, ends: ends.collect() }
    }

    /// The line in which a piece of the text begins, from 1.
    pub(super) fn line(&self, piece: &str) -> u64 {
        let offset = (piece.as_ptr() as usize).saturating_sub(self.start);
        1 + self.ends.partition_point(|&end| end < offset) as u64
    }
}

/// Gives every line end (CR LF, CR, LF) as LF, and ends the last line as well: then a row's line is the number of
/// line ends before it, and a table that was saved on another machine reads, and digests, the same.
pub(super) struct Lines {
    inner: Box<dyn Read>,
    after_return: bool,
    ended: bool,
    open_line: bool,
}

impl Lines {
    pub(super) fn new(inner: Box<dyn Read>) -> Lines {
        Lines { inner, after_return: false, ended: false, open_line: false }
    }

    /// Rewrites what was read in place; gives how much is left of it.
    fn settle(&mut self, bytes: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !second_half {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.ended && !buffer.is_empty() {
            let count = self.inner.read(buffer)?;
            if count == 0 {
                self.ended = true;
                break;
            }
            let kept = self.settle(&mut buffer[..count]);
            if kept > 0 {
                self.open_line = buffer[kept - 1] != b'\n';
                return Ok(kept);
            }
        }
        match buffer.first_mut() {
            Some(last) if std::mem::take(&mut self.open_line) => {
                *last = b'\n';
                Ok(1)
            }
            Some(_) | None => Ok(0),
        }
    }
}
