//! The container of old workbooks, as far as it takes to look into one before it is read: sectors in chains.

use super::trouble::Trouble;

/// Ends a chain, and all ids from here on are no sectors.
const FIRST_SPECIAL: u32 = 0xFFFF_FFFA;

/// Streams shorter than this lie in the small sectors.
const SMALL: usize = 4096;

/// The stream of a workbook, `Workbook` or `Book`.
pub(super) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let file = Compound::open(bytes).ok_or_else(broken)?;
    let stream = file.stream(&["Workbook", "Book"]).ok_or_else(broken)?;
    Ok(stream)
}

fn broken() -> Trouble {
    Trouble::broken("OLE")
}

struct Compound<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
    small_next: Vec<u32>,
    /// 128 bytes an entry.
    directory: Vec<u8>,
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Compound<'a>> {
        let size = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file =
            Compound { bytes, size, next: Vec::new(), small_next: Vec::new(), directory: Vec::new() };
        let mut tables: Vec<u32> = words(bytes.get(76..512)?).collect();
        let mut more = u32_at(bytes, 68)?;
        // No file has more sectors of tables than sectors.
        for _ in 0..bytes.len() / size {
            let Some(sector) = file.sector(more) else { break };
            let mut listed: Vec<u32> = words(sector).collect();
            more = listed.pop()?;
            tables.append(&mut listed);
        }
        for table in tables.into_iter().filter(|id| *id < FIRST_SPECIAL) {
            file.next.extend(words(file.sector(table)?));
        }
        file.small_next = words(&file.chain(u32_at(bytes, 60)?)?).collect();
        file.directory = file.chain(u32_at(bytes, 48)?)?;
        Some(file)
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.size)?;
        if id >= FIRST_SPECIAL || start >= self.bytes.len() {
            return None;
        }
        // The last one may be cut short.
        self.bytes.get(start..self.bytes.len().min(start + self.size))
    }

    /// All sectors of a chain; none where it goes in a circle or out of the file.
    fn chain(&self, mut id: u32) -> Option<Vec<u8>> {
        let mut all = Vec::new();
        while id < FIRST_SPECIAL {
            all.extend_from_slice(self.sector(id)?);
            if all.len() > self.bytes.len() {
                return None;
            }
            id = *self.next.get(id as usize)?;
        }
        Some(all)
    }

    fn stream(&self, names: &[&str]) -> Option<Vec<u8>> {
        let entries = || self.directory.as_chunks::<128>().0.iter();
        let entry = names.iter().find_map(|name| entries().find(|entry| is_named(entry, name)))?;
        let (start, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let mut stream = if length >= SMALL {
            self.chain(start)?
        } else {
            let root = entries().next()?;
            self.small_chain(&self.chain(u32_at(root, 116)?)?, start)?
        };
        stream.truncate(length);
        Some(stream)
    }

    fn small_chain(&self, sectors: &[u8], mut id: u32) -> Option<Vec<u8>> {
        let mut all = Vec::new();
        while id < FIRST_SPECIAL {
            let start = (id as usize).checked_mul(64)?;
            all.extend_from_slice(sectors.get(start..sectors.len().min(start + 64))?);
            if all.len() > sectors.len() {
                return None;
            }
            id = *self.small_next.get(id as usize)?;
        }
        Some(all)
    }
}

/// Whether a directory entry has this name, in any case.
fn is_named(entry: &[u8; 128], name: &str) -> bool {
    let length = u16_at(entry, 64).map_or(0, usize::from).min(64);
    let letters =
        entry.get(..length).unwrap_or(&[]).as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two));
    let own: String =
        char::decode_utf16(letters).filter_map(Result::ok).filter(|letter| *letter != '\0').collect();
    own.eq_ignore_ascii_case(name)
}
