//! Messages on a stream: `Content-Length: n`, an empty line, n bytes of JSON.

use std::io::{self, BufRead, Read, Write};

use serde_json::Value;

/// No message of an editor is longer.
const MOST_BYTES: u64 = 1 << 28;

/// The next message; none at the end. What is no JSON is read over, as [`Value::Null`].
pub(super) fn receive(from: &mut dyn BufRead) -> io::Result<Option<Value>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if (&mut *from).take(8192).read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let invalid = || io::Error::new(io::ErrorKind::InvalidData, "Content-Length");
    let length = length.filter(|length| *length <= MOST_BYTES).ok_or_else(invalid)?;
    let mut bytes = Vec::new();
    (&mut *from).take(length).read_to_end(&mut bytes)?;
    Ok(Some(serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
}

/// Sends a message.
pub(super) fn send(to: &mut dyn Write, message: &Value) -> io::Result<()> {
    let text = message.to_string();
    write!(to, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    to.flush()
}
