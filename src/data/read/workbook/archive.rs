//! The parts of a workbook, each read within limits: what a zip claims of its sizes is not believed.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::trouble::Trouble;

/// The longest part of a workbook: a sheet of 100,000 rows and 40 columns takes 150 MB.
const LONGEST_PART: u64 = 256 << 20;

/// All parts together.
const LONGEST_ALL: u64 = 512 << 20;

/// From this length on, a part that was packed more tightly than sheets ever are is a bomb.
const LOOKED_AT: u64 = 16 << 20;

/// Sheets are packed to a tenth, those of one row a thousand times to a hundredth.
const TIGHTEST: u64 = 200;

/// So many parts no workbook has.
const MOST_PARTS: usize = 10_000;

/// An open workbook.
pub(super) struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// How much may still be unpacked.
    left: u64,
}

impl Archive {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Archive, Trouble> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if zip.len() > MOST_PARTS {
            let count = zip.len();
            return Err(Trouble::too_large(
                &format!("里面有 {count} 个部分"),
                &format!("it has {count} parts"),
            ));
        }
        let mut claimed: u64 = 0;
        for at in 0..zip.len() {
            let part = zip.by_index_raw(at).map_err(|error| damaged(&error))?;
            claimed = claimed.saturating_add(part.size());
        }
        if claimed > LONGEST_ALL {
            return Err(unpacked(claimed));
        }
        Ok(Archive { zip, left: LONGEST_ALL })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Reads a part; none where there is no such part.
    pub(super) fn part<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, Trouble>,
    ) -> Result<Option<T>, Trouble> {
        let Some(at) = self.zip.index_for_name(name) else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(|error| damaged(&error))?;
        let packed = part.compressed_size();
        let mut limited = BufReader::with_capacity(
            1 << 16,
            Limited { inner: part, packed, read: 0, most: LONGEST_PART.min(self.left) },
        );
        let value = read(&mut limited);
        let used = limited.get_ref().read;
        self.left = self.left.saturating_sub(used);
        value.map(Some)
    }
}

/// A part that ends in an error where it grows too long.
struct Limited<R> {
    inner: R,
    packed: u64,
    read: u64,
    most: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        let bomb = self.read > LOOKED_AT && self.read / TIGHTEST > self.packed;
        if self.read > self.most || bomb {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "too long"));
        }
        Ok(count)
    }
}

/// What went wrong while a part was read.
pub(super) fn io_trouble(error: &io::Error) -> Trouble {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return unpacked(LONGEST_PART);
    }
    Trouble::broken(&error.to_string())
}

fn unpacked(bytes: u64) -> Trouble {
    let megabytes = bytes >> 20;
    Trouble::too_large(
        &format!("解开后超过 {megabytes} MB, 像是压缩炸弹"),
        &format!("unpacked, it is over {megabytes} MB, like a zip bomb"),
    )
}

fn damaged(error: &ZipError) -> Trouble {
    Trouble::broken(&error.to_string())
}
