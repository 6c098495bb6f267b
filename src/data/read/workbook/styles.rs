//! How cells are shown: only what changes the meaning of a number, which is percentages, dates and units.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::trouble::Trouble;
use super::xml::{Next, Xml};

/// What a format makes of a number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Shown {
    /// The number.
    #[default]
    Plain,
    /// A hundred times the number, with a %.
    Percent,
    /// A date, perhaps with a time.
    Date,
    /// The number with this behind it.
    With(String),
}

/// The formats of a workbook, by the number that a cell names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Shown>,
}

impl Styles {
    pub(super) fn shown(&self, style: usize) -> &Shown {
        self.formats.get(style).unwrap_or(&Shown::Plain)
    }
}

/// Reads `styles.xml`.
pub(super) fn styles(part: &mut dyn BufRead) -> Result<Styles, Trouble> {
    let mut xml = Xml::new(part);
    let mut codes: BTreeMap<u32, String> = BTreeMap::new();
    let mut styles = Styles::default();
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Next::Open(name, attributes) => match name.as_str() {
                "numFmt" => {
                    let id = attributes.get("numFmtId").and_then(|id| id.parse().ok());
                    if let Some((id, code)) = id.zip(attributes.get("formatCode")) {
                        codes.insert(id, code.to_owned());
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attributes.get("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    styles.formats.push(codes.get(&id).map_or_else(|| built_in(id), |code| by_code(code)));
                }
                _ => {}
            },
            Next::Close(name) if name == "cellXfs" => in_cells = false,
            Next::Close(_) | Next::Text(_) => {}
            Next::End => return Ok(styles),
        }
    }
}

/// The formats that every spreadsheet has; those from 27 to 58 are of East Asian ones.
pub(super) fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
        _ => Shown::Plain,
    }
}

/// By the first section of a code, which is for positive numbers.
pub(super) fn by_code(code: &str) -> Shown {
    let mut literal = String::new();
    let mut after = String::new();
    let (mut percent, mut date, mut digits, mut scaled) = (false, false, false, false);
    let code = code.replace("General", "0").replace("G/通用格式", "0");
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => {
                literal.clear();
                literal.extend(letters.by_ref().take_while(|letter| *letter != '"'));
                after.push_str(&literal);
            }
            '[' => letters.by_ref().take_while(|letter| *letter != ']').for_each(drop),
            '\\' | '_' | '*' | '!' => {
                // The next character stands for itself; a point so written divides for the eye.
                scaled |= letters.next().is_some_and(|next| next == '.');
            }
            '0' | '#' | '?' => {
                digits = true;
                after.clear();
            }
            ',' => {
                scaled |=
                    digits && after.is_empty() && !matches!(letters.clone().next(), Some('0' | '#' | '?'))
            }
            '%' => percent = true,
            'y' | 'Y' | 'e' | 'E' if !digits => date = true,
            'd' | 'D' if !digits => date = true,
            other if !other.is_ascii() => after.push(other),
            _ => {}
        }
    }
    let unit = after.trim();
    if date {
        Shown::Date
    } else if percent {
        Shown::Percent
    } else if digits && !scaled && !unit.is_empty() {
        Shown::With(unit.to_owned())
    } else {
        Shown::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, built_in, by_code};

    #[test]
    fn what_codes_mean() {
        let with = |unit: &str| Shown::With(unit.to_owned());
        for (code, wanted) in [
            ("General", Shown::Plain),
            ("0.00", Shown::Plain),
            ("#,##0.00", Shown::Plain),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", Shown::Plain),
            ("0.00E+00", Shown::Plain),
            ("0.00%", Shown::Percent),
            ("yyyy-mm-dd", Shown::Date),
            ("yyyy\"年\"m\"月\"d\"日\";@", Shown::Date),
            ("[$-804]yyyy/m/d hh:mm", Shown::Date),
            ("h:mm:ss", Shown::Plain),
            ("0\"人\"", with("人")),
            ("#,##0.00\"万元\"", with("万元")),
            ("0.00万元", with("万元")),
            ("0!.0,\"万\"", Shown::Plain),
            ("0.00,\"千元\"", Shown::Plain),
            ("\"约\"0", Shown::Plain),
            ("@", Shown::Plain),
        ] {
            assert_eq!(by_code(code), wanted, "{code}");
        }
        assert_eq!(built_in(14), Shown::Date);
        assert_eq!(built_in(10), Shown::Percent);
        assert_eq!(built_in(2), Shown::Plain);
    }
}
