//! Why a workbook cannot be read.

use crate::data::read::unreadable;
use crate::source::{Diagnostic, Text};

/// What is wrong with a whole workbook, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Trouble {
    message: Text,
    help: Text,
}

impl Trouble {
    pub(super) fn new(message: Text, help: Text) -> Trouble {
        Trouble { message, help }
    }

    /// Something in it is not as the format has it.
    pub(super) fn broken(what: &str) -> Trouble {
        Trouble::new(
            Text::new(
                format!("工作簿不完整或已损坏: {what}"),
                format!("the workbook is incomplete or damaged: {what}"),
            ),
            resave(),
        )
    }

    /// It would take more room than any table of an office does.
    pub(super) fn too_large(zh: &str, en: &str) -> Trouble {
        Trouble::new(
            Text::new(format!("工作簿大得离谱: {zh}"), format!("the workbook is absurdly large: {en}")),
            Text::new(
                "不要打开来历不明的文件; 数据真有这么多, 另存为 CSV UTF-8",
                "do not open files of unknown origin; if there really are so many data, save them as CSV UTF-8",
            ),
        )
    }

    pub(super) fn at(self, file: &str) -> Box<Diagnostic> {
        unreadable(file, 0, self.message, self.help)
    }
}

/// The repair of nearly everything.
pub(super) fn resave() -> Text {
    Text::new(
        "用电子表格打开, 看清内容后另存为“Excel 工作簿 (.xlsx)”或“CSV UTF-8”",
        "open it in a spreadsheet, look at what it holds, and save it as `Excel workbook (.xlsx)` or `CSV UTF-8`",
    )
}
