//! The sheet that says how a form is filled in, in the words of an office.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::looks::Looks;
use super::{FormOf, named};
use crate::data::form::GUIDE;
use crate::source::Lang;

const ZH: [&str; 10] = [
    "怎样填这张表",
    "1. 只填白色格子; 灰色格子是锁住的。格子选中时会提示填什么, “数据项”右上角的红点里是办法的原文。",
    "2. 单位已经写明, 只填数: 单位是 万元 就按万元填; 百分比直接打 85 或 85%, 两者都是 85%。",
    "3. 没有数据就空着, 算缺报: 缺报不是 0。确实是 0 的, 写 0。",
    "4. 与本单位无关的, 写 不适用 (只有办法允许的几项可以这样写)。",
    "5. 有正当理由、办法允许免责的, 写 免责:理由, 例如 免责:水灾期间停办。",
    "6. 佐证写材料的名称; 没有材料的写 无。材料另附。",
    "7. 有清单的 (后面的工作表), 一行写一条; 没有就不写。",
    "8. 请不要增删行列、不要改名称和单位; 需要说明的, 写在邮件里。",
    "9. 填好后存成 .xlsx 交回; 用 Excel、WPS 或 LibreOffice 都可以。",
];

const EN: [&str; 10] = [
    "How to fill in this form",
    "1. Fill in the white cells; grey ones are locked. A selected cell says what goes in it; the red corner of an item holds the text of the rules.",
    "2. The unit is given, only the number is wanted: in 万元 if that is the unit. Type a percentage as 85 or 85%; both are 85%.",
    "3. What is not known stays empty and is a missing value: that is not 0. Where it is 0, write 0.",
    "4. What does not concern you: write n/a (only where the rules provide for it).",
    "5. Where the rules provide for an excuse: write excused:reason, such as excused:closed by flood.",
    "6. For evidence write the names of the documents, or none. Enclose the documents.",
    "7. Lists (the sheets that follow) have a row a record; leave them empty where there is none.",
    "8. Please leave rows, columns, names and units as they are; write remarks in your letter.",
    "9. Save it as .xlsx and send it back; Excel, WPS and LibreOffice all do.",
];

pub(super) fn sheet(of: FormOf<'_>, looks: &Looks) -> Result<Worksheet, XlsxError> {
    let mut sheet = named(of.word(GUIDE))?;
    let lines = match of.lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    for (at, line) in (0u32..).zip(lines) {
        let (look, height) = if at == 0 { (&looks.title, 30) } else { (&looks.line, 34) };
        sheet.write_string_with_format(at, 0, line, look)?;
        sheet.set_row_height(at, height)?;
    }
    sheet.set_column_width(0, 96)?;
    sheet.protect();
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(sheet)
}
