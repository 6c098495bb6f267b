//! What is typed in answer to questions.

use std::io::{self, BufRead};

use super::super::console::Stop;

/// The lines that are typed.
pub(super) struct Answers {
    from: Box<dyn BufRead>,
}

impl Answers {
    pub(super) fn typed() -> Answers {
        Answers { from: Box::new(io::stdin().lock()) }
    }

    /// The next line, without the spaces around it; none where there are no more.
    pub(super) fn next(&mut self) -> Result<Option<String>, Stop> {
        let mut bytes = Vec::new();
        if self.from.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
    }
}
