//! How a form looks: what is to be filled in is white and open, all else grey and locked.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note};

use crate::number::{Number, Unit};
use crate::plan::ValueType;
use crate::report::book::cell_scale;

pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) head: Format,
    pub(super) label: Format,
    pub(super) help: Format,
    pub(super) part: Format,
    pub(super) line: Format,
    open: Format,
}

impl Looks {
    pub(super) fn new() -> Looks {
        let plain =
            || Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let framed = || {
            plain().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00BF_BFBF)).set_text_wrap()
        };
        let grey = || framed().set_background_color(Color::RGB(0x00F2_F4F7));
        Looks {
            title: plain().set_font_size(16).set_bold().set_align(FormatAlign::Center),
            head: framed()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00DD_E6F0)),
            label: grey(),
            help: grey().set_font_size(9).set_font_color(Color::RGB(0x0059_5959)),
            part: grey().set_bold().set_align(FormatAlign::Center),
            line: plain().set_text_wrap(),
            open: framed().set_unlocked(),
        }
    }

    /// A cell to be filled in, as its values are shown.
    pub(super) fn open(&self, value_type: &ValueType) -> Format {
        let open = self.open.clone();
        match value_type {
            ValueType::Number { unit, .. } if in_percent(unit) => open.set_num_format("0.00##%"),
            ValueType::Number { whole: true, .. } => open.set_num_format("0"),
            ValueType::Number { .. } | ValueType::YesNo | ValueType::Choice(_) | ValueType::List(_) => open,
            ValueType::Date => open.set_num_format("yyyy-mm-dd"),
            ValueType::Text | ValueType::Evidence => open.set_num_format("@"),
        }
    }

    /// One for a text.
    pub(super) fn open_text(&self) -> Format {
        self.open(&ValueType::Text)
    }
}

/// The text of rules at the corner of a cell, in a box as high as its lines.
pub(super) fn note(text: &str) -> Note {
    let lines = u32::try_from(text.lines().count()).unwrap_or(1);
    Note::new(text).add_author_prefix(false).set_width(420).set_height(24 + 16 * lines)
}

/// Whether a cell shows the share that it holds as a percentage.
pub(super) fn in_percent(unit: &Unit) -> bool {
    cell_scale(unit) != unit.scale
}

/// A number of base units as a cell holds it.
pub(super) fn in_a_cell(number: &Number, unit: &Unit) -> Number {
    number.over(&cell_scale(unit)).unwrap_or(Number::ZERO)
}
