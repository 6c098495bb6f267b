//! A number in a cell, with its unit there, in the header, or as the rules have it.

use super::findings::Misfit;
use super::slot::Slot;
use super::spelling::{half_width, shown};
use crate::number::{Number, NumberError, Share, Unit};
use crate::source::{Code, Text};

/// What the rules say about a number, and what the header adds.
#[derive(Clone, Copy)]
pub(super) struct Measure<'a> {
    pub(super) slot: Slot<'a>,
    pub(super) unit: &'a Unit,
    pub(super) whole: bool,
    pub(super) header: Option<&'a Unit>,
}

/// The number in base units. `text` is trimmed and not empty.
pub(super) fn number(text: &str, measure: &Measure<'_>) -> Result<Number, Box<Misfit>> {
    let text = half_width(text);
    let end =
        text.find(|letter: char| !matches!(letter, '0'..='9' | '.' | '-' | '+' | ',')).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let unit = unit.trim_start();
    let number = match Number::parse(digits) {
        Ok(number) if !unit.contains(|letter: char| letter.is_ascii_digit()) || known(unit, measure) => {
            number
        }
        Ok(_) => return Err(not_a_number(&text, measure, NumberError::NotANumber)),
        Err(error) => return Err(not_a_number(&text, measure, error)),
    };
    let base = in_base(&number, (&text, unit), measure)?;
    let rule = measure.unit;
    if measure.whole && !rule.from_base(&base).is_whole() {
        return Err(not_whole(&base, measure));
    }
    if !measure.slot.range.contains(&base) {
        return Err(outside(&base, measure));
    }
    Ok(base)
}

/// Money in any unit of money is exact; what measures something else is refused, and so is a bare percent.
fn in_base(
    number: &Number,
    (text, unit): (&str, &str),
    measure: &Measure<'_>,
) -> Result<Number, Box<Misfit>> {
    let rule = measure.unit;
    if unit.is_empty() {
        return match (measure.header, rule.share) {
            (Some(header), _) => Ok(header.to_base(number)),
            (None, Share::None | Share::Rate) => Ok(rule.to_base(number)),
            (None, Share::Percent | Share::PercentPoint) => Err(bare_share(number, text, measure)),
        };
    }
    if unit == &*rule.symbol {
        return Ok(rule.to_base(number));
    }
    let written = Unit::parse(unit);
    if fits(rule, &written) {
        return Ok(written.to_base(number));
    }
    Err(unit_differs(measure.slot.name, rule, (text, &written)))
}

/// Whether the unit is one that needs no reading: it may hold digits, as 人/10万人 does.
fn known(unit: &str, measure: &Measure<'_>) -> bool {
    unit == &*half_width(&measure.unit.symbol)
}

/// Whether numbers of one unit can be given in the other.
pub(super) fn fits(rule: &Unit, written: &Unit) -> bool {
    rule.dimension == written.dimension && rule.share == written.share
}

/// What a unit measures, in words.
fn kind(unit: &Unit) -> Text {
    match unit.share {
        Share::Percent => Text::new("百分比", "a percentage"),
        Share::PercentPoint => Text::new("百分点", "percentage points"),
        Share::None | Share::Rate => match unit.dimension.noun() {
            Some(noun) => Text::new(format!("以“{noun}”计的数"), format!("a number of {noun}")),
            None => unit.dimension.name(),
        },
    }
}

/// A cell or header in a unit that measures something else.
pub(super) fn unit_differs(name: &str, rule: &Unit, (text, written): (&str, &Unit)) -> Box<Misfit> {
    let (want, have) = (kind(rule), kind(written));
    let symbol =
        if rule.symbol.is_empty() { Text::new("不带单位", "no unit") } else { Text::same(&*rule.symbol) };
    let text = shown(text);
    let counted = rule.dimension.noun().is_some();
    let in_unit = |unit: &str| if counted { String::new() } else { format!(" ({unit})") };
    Misfit::new(
        Code::UnitDiffers,
        Text::new(
            format!("规则里“{name}”是{}{}, 而“{text}”是{}", want.zh, in_unit(&symbol.zh), have.zh),
            format!(
                "`{name}` is {} in the rules{}, but `{text}` is {}",
                want.en,
                in_unit(&symbol.en),
                have.en
            ),
        ),
        Text::new(
            format!("按规则的单位填 ({}); 如果数据是对的, 改规则里“{name}”的单位", symbol.zh),
            format!(
                "give it in the unit of the rules ({}); if the data are right, change the unit of `{name}` there",
                symbol.en
            ),
        ),
    )
}

/// A bare `85` or `0.85`: which of 85% and 0.85% is meant would be a guess.
fn bare_share(number: &Number, text: &str, measure: &Measure<'_>) -> Box<Misfit> {
    let (name, symbol) = (measure.slot.name, &measure.unit.symbol);
    let want = kind(measure.unit);
    let message = Text::new(
        format!("“{name}”是{}, 而“{text}”没有写单位", want.zh),
        format!("`{name}` is {}, but `{text}` has no unit", want.en),
    );
    let hundredfold = (number * &Number::whole(100)).plain();
    let help = if number.abs() <= Number::ONE && !number.is_zero() {
        Text::new(
            format!(
                "写明是 {hundredfold}{symbol} 还是 {text}{symbol}: 两者差一百倍; 或在表头写“{name}({symbol})”"
            ),
            format!(
                "say whether it is {hundredfold}{symbol} or {text}{symbol}, or write `{name}({symbol})` in the header"
            ),
        )
    } else {
        Text::new(
            format!("写成 {text}{symbol}, 或在表头写“{name}({symbol})”"),
            format!("write {text}{symbol}, or `{name}({symbol})` in the header"),
        )
    };
    Misfit::new(Code::BadCell, message, help)
}

fn not_a_number(text: &str, measure: &Measure<'_>, error: NumberError) -> Box<Misfit> {
    let name = measure.slot.name;
    let text = shown(text);
    let message = match error {
        NumberError::TooLong => Text::new(
            format!("“{text}”的位数太多: 一个数至多 28 位"),
            format!("`{text}` has too many digits: a number has at most 28"),
        ),
        NumberError::Empty | NumberError::NotANumber => Text::new(
            format!("“{name}”是数, 而“{text}”读不成一个数"),
            format!("`{name}` is a number, but `{text}` cannot be read as one"),
        ),
    };
    let help = match plainly(&text) {
        Some(plain) => Text::new(format!("写成 {plain}"), format!("write {plain}")),
        None => Text::new(
            "写成普通的数, 如 12.5; 没有数就留空 (缺报)",
            "write a plain number such as 12.5; leave the cell empty when there is none",
        ),
    };
    Misfit::new(Code::BadCell, message, help)
}

/// The same number without thousands separators, a plus sign or an exponent; none where that is not certain.
fn plainly(text: &str) -> Option<String> {
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.trim_start_matches('+').parse::<usize>().ok()?),
        None => (text, 0),
    };
    if power > 27 {
        return None;
    }
    let end = mantissa
        .find(|letter: char| !matches!(letter, '0'..='9' | '.' | '-' | '+' | ','))
        .unwrap_or(mantissa.len());
    let (digits, unit) = mantissa.split_at(end);
    if unit.contains(|letter: char| letter.is_ascii_digit()) || !thousands(digits) {
        return None;
    }
    let digits: String = digits.trim_start_matches('+').chars().filter(|letter| *letter != ',').collect();
    let digits = match (digits.strip_prefix('.'), digits.strip_suffix('.')) {
        (Some(part), _) => format!("0.{part}"),
        (None, Some(whole)) => whole.to_owned(),
        (None, None) => digits,
    };
    let scale = Number::parse(&format!("1{}", "0".repeat(power))).ok()?;
    let number = Number::parse(&digits).ok()?;
    Some(if power == 0 { format!("{digits}{unit}") } else { format!("{}{unit}", (&number * &scale).plain()) })
}

/// The same without its commas; none where there is none, or where they may mean something else.
pub(super) fn without_commas(text: &str) -> Option<String> {
    let end = text.find(|letter: char| !matches!(letter, '0'..='9' | '.' | '-' | ',')).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let separated = digits.contains(',') && thousands(digits) && digits.starts_with(|first| first != ',');
    separated.then(|| format!("{}{unit}", digits.replace(',', "")))
}

/// Whether commas stand only where they separate thousands: `1,5` may be a decimal.
fn thousands(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("").trim_start_matches(['+', '-']);
    first.len() <= 3 && groups.all(|group| group.len() == 3) || !digits.contains(',')
}

fn not_whole(base: &Number, measure: &Measure<'_>) -> Box<Misfit> {
    let (name, value) = (measure.slot.name, measure.unit.show(base));
    Misfit::new(
        Code::BadCell,
        Text::new(
            format!("“{name}”是整数, 而 {value} 不是整数"),
            format!("`{name}` is a whole number, but {value} is not"),
        ),
        Text::new(
            format!("填整数; 如果可以有小数, 把规则里“{name}”的“整数”改为“数值”"),
            format!(
                "give a whole number; if parts are allowed, write `number` instead of `integer` for `{name}` in the rules"
            ),
        ),
    )
}

fn outside(base: &Number, measure: &Measure<'_>) -> Box<Misfit> {
    let (name, value) = (measure.slot.name, measure.unit.show(base));
    let range = measure.slot.range.range_told(measure.unit);
    Misfit::new(
        Code::OutOfRange,
        Text::new(
            format!("“{name}”的范围是 {}, 而这一格是 {value}", range.zh),
            format!("`{name}` lies in {}, but the cell says {value}", range.en),
        ),
        Text::new(
            format!("核对这一格; 如果 {value} 是对的, 改规则里“{name}”的范围"),
            format!("look at the cell again; if {value} is right, change the range of `{name}` in the rules"),
        ),
    )
}
