//! Which encoding a text is in: by its byte order mark, by its validity, and only then by its letters.

use std::fmt;
use std::io::{self, Cursor, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_16BE, UTF_16LE};

use crate::source::Text;

/// So many bytes are looked at before the first is handed on.
const LOOKED_AT: usize = 1 << 20;

/// How the bytes of a text were read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// GB18030, which GBK and GB2312 are parts of.
    Gb18030,
    /// UTF-16, with the lower byte first.
    Utf16Le,
    /// UTF-16, with the higher byte first.
    Utf16Be,
}

impl Encoding {
    /// Its name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
        }
    }

    fn decoder(self) -> Option<Decoder> {
        match self {
            Encoding::Utf8 => None,
            Encoding::Gb18030 => Some(GB18030.new_decoder_without_bom_handling()),
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_with_bom_removal()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_with_bom_removal()),
        }
    }
}

/// Bytes that are text in no encoding we read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum NoText {
    /// A workbook.
    Workbook,
    /// Bytes that no text has.
    Binary,
    /// Text of another encoding, as it seems.
    Other(&'static str),
}

/// What a text was encoded in, and the text in UTF-8.
type Opened = (Encoding, Box<dyn Read>);

/// The bytes as UTF-8, and what they were. UTF-8 is handed on as it is, not looked at beyond its beginning.
pub(super) fn decoded(mut reader: Box<dyn Read>) -> io::Result<Result<Opened, NoText>> {
    let mut head = Vec::new();
    reader.by_ref().take(LOOKED_AT as u64).read_to_end(&mut head)?;
    let cut = head.len() == LOOKED_AT;
    let encoding = match encoding(&head, cut) {
        Ok(encoding) => encoding,
        Err(no_text) => return Ok(Err(no_text)),
    };
    let whole = Box::new(Cursor::new(head).chain(reader));
    Ok(Ok((
        encoding,
        match encoding.decoder() {
            None => whole,
            Some(decoder) => Box::new(Decoded::new(whole, decoder, encoding)),
        },
    )))
}

/// `cut`: the text goes on behind these bytes.
fn encoding(head: &[u8], cut: bool) -> Result<Encoding, NoText> {
    if head.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Ok(Encoding::Utf8);
    }
    if head.starts_with(&[0xFF, 0xFE]) {
        return Ok(Encoding::Utf16Le);
    }
    if head.starts_with(&[0xFE, 0xFF]) {
        return Ok(Encoding::Utf16Be);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(NoText::Workbook);
    }
    if head.contains(&0) {
        return utf_16(head).ok_or(NoText::Binary);
    }
    let Err(error) = std::str::from_utf8(head) else { return Ok(Encoding::Utf8) };
    if cut && error.error_len().is_none() {
        return Ok(Encoding::Utf8);
    }
    let before = head.get(..error.valid_up_to()).unwrap_or(&[]);
    // Two letters of three bytes each are no accident: it is UTF-8, and some of it is damaged.
    if before.iter().filter(|byte| matches!(byte, 0xE0..=0xEF)).count() >= 2 {
        return Ok(Encoding::Utf8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, !cut);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // A few letters may be taken for those of a far country; Big5 is not far.
    let near = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let simplified = |guess: &'static encoding_rs::Encoding| matches!(guess.name(), "GBK" | "gb18030");
    if simplified(guess) || simplified(near) && guess.name() != "Big5" {
        Ok(Encoding::Gb18030)
    } else {
        Err(NoText::Other(guess.name()))
    }
}

/// UTF-16 without a mark: the digits and commas of a table have a zero byte each, nearly all on the same side (一 and a few
/// others have one on the other).
fn utf_16(head: &[u8]) -> Option<Encoding> {
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = |one: usize, other: usize| one * 8 >= head.len() / 2 && one > other * 8;
    if many(odd, even) { Some(Encoding::Utf16Le) } else { many(even, odd).then_some(Encoding::Utf16Be) }
}

/// How many lines end in these bytes.
pub(super) fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}

/// Text in another encoding, as UTF-8.
struct Decoded {
    inner: Box<dyn Read>,
    decoder: Decoder,
    encoding: Encoding,
    /// What was read and not yet decoded: `input[at..end]`.
    input: Vec<u8>,
    at: usize,
    end: usize,
    last: bool,
    /// What was decoded and not yet handed on.
    output: Vec<u8>,
    given: usize,
    lines: u64,
}

impl Decoded {
    fn new(inner: Box<dyn Read>, decoder: Decoder, encoding: Encoding) -> Decoded {
        Decoded {
            inner,
            decoder,
            encoding,
            input: vec![0; 1 << 16],
            at: 0,
            end: 0,
            last: false,
            output: Vec::new(),
            given: 0,
            lines: 0,
        }
    }

    /// Decodes some more; nothing more when the output stays empty.
    fn more(&mut self) -> io::Result<()> {
        while self.given == self.output.len() {
            if self.at == self.end && !self.last {
                (self.at, self.end) = (0, self.inner.read(&mut self.input)?);
                self.last = self.end == 0;
            }
            let mut room = [0; 1 << 14];
            let bytes = self.input.get(self.at..self.end).unwrap_or(&[]);
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut room, self.last);
            self.at += read;
            let text = room.get(..written).unwrap_or(&[]);
            self.lines += newlines(text);
            self.output.clear();
            self.output.extend_from_slice(text);
            self.given = 0;
            match result {
                DecoderResult::Malformed(..) => {
                    let malformed = Malformed { encoding: self.encoding, line: self.lines + 1 };
                    return Err(io::Error::new(io::ErrorKind::InvalidData, malformed));
                }
                DecoderResult::InputEmpty if self.last => return Ok(()),
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
        }
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            self.more()?;
        }
        let left = self.output.get(self.given..).unwrap_or(&[]);
        let count = left.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), left.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

/// Bytes in the middle of a text that its encoding does not have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Malformed {
    /// The encoding.
    pub(super) encoding: Encoding,
    /// The line.
    pub(super) line: u64,
}

impl Malformed {
    pub(super) fn message(self) -> Text {
        let (line, name) = (self.line, self.encoding.name());
        Text::new(
            format!("文件按 {name} 读, 而第 {line} 行有它没有的字节"),
            format!("the file was read as {name}, but line {line} has bytes that are not of it"),
        )
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message().en)
    }
}

impl std::error::Error for Malformed {}

#[cfg(test)]
mod tests {
    use super::{Encoding, NoText, decoded, encoding};
    use std::io::{Cursor, Read};

    const TEXT: &str = "编号,名称,预算数(万元)\nD01,市教育局,1200.5\nD02,䶮县𠮷镇,3\nD03,一中,35\n";

    fn read(bytes: Vec<u8>) -> Result<(Encoding, String), String> {
        let (encoding, mut reader) =
            decoded(Box::new(Cursor::new(bytes))).unwrap().map_err(|error| format!("{error:?}"))?;
        let mut text = String::new();
        reader.read_to_string(&mut text).map_err(|error| error.to_string())?;
        Ok((encoding, text.trim_start_matches('\u{feff}').to_owned()))
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_same_text_in_every_encoding() {
        let marked = format!("\u{feff}{TEXT}");
        let (gb, _, lost) = encoding_rs::GB18030.encode(TEXT);
        assert!(!lost);
        for (bytes, wanted) in [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (marked.as_bytes().to_vec(), Encoding::Utf8),
            (gb.to_vec(), Encoding::Gb18030),
            (utf_16(&marked, u16::to_le_bytes), Encoding::Utf16Le),
            (utf_16(&marked, u16::to_be_bytes), Encoding::Utf16Be),
            (utf_16(TEXT, u16::to_le_bytes), Encoding::Utf16Le),
            (utf_16(TEXT, u16::to_be_bytes), Encoding::Utf16Be),
        ] {
            assert_eq!(read(bytes), Ok((wanted, TEXT.to_owned())));
        }
    }

    /// Longer than what is looked at, and than every buffer.
    #[test]
    fn long_texts() {
        let text = TEXT.repeat(30_000);
        let (gb, ..) = encoding_rs::GB18030.encode(&text);
        assert_eq!(read(gb.to_vec()), Ok((Encoding::Gb18030, text.clone())));
        // One byte more, and the cut falls inside of a letter.
        assert_eq!(read(format!(" {text}").into_bytes()), Ok((Encoding::Utf8, format!(" {text}"))));
        assert_eq!(read(utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes)), Ok((Encoding::Utf16Le, text)));
    }

    #[test]
    fn bytes_that_are_no_text_say_so() {
        let mut damaged = TEXT.as_bytes().to_vec();
        damaged[40] = 0xFF;
        assert_eq!(encoding(&damaged, false), Ok(Encoding::Utf8));
        assert_eq!(encoding(b"MZ\0\0\x01\xff", false), Err(NoText::Binary));
        let (big5, ..) =
            encoding_rs::BIG5.encode("編號,名稱,預算數,執行數,單位\n教育局,財政局,衛生局,環境保護局\n");
        assert_eq!(encoding(&big5, false), Err(NoText::Other("Big5")));
        let (gb, ..) = encoding_rs::GB18030.encode(TEXT);
        let mut gb = gb.to_vec();
        gb.extend([b'\n', 0xFF, 0xFF, b'\n']);
        assert!(read(gb).is_err());
    }

    /// A header of two columns is enough.
    #[test]
    fn short_texts() {
        for text in ["编号,名称\n", "编号,人数\n1,2\n", "编号,得分\nA,3\n"] {
            let (gb, ..) = encoding_rs::GB18030.encode(text);
            assert_eq!(encoding(&gb, false), Ok(Encoding::Gb18030), "{text}");
        }
    }
}
