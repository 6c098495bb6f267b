//! Names as a rule file writes them.

use pest::Parser;

use super::grammar::{Grammar, Rule};

/// A name bare, or in lenticular brackets where it would be read as something else: `按时公开`, `【培训合格率(%)】`.
pub fn name(text: &str) -> String {
    let bare = Grammar::parse(Rule::name, text).is_ok_and(|mut pairs| {
        pairs.next().is_some_and(|pair| pair.as_str() == text && !text.starts_with(['【', '[', '［']))
    });
    if bare { text.to_owned() } else { format!("【{text}】") }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn brackets_where_it_would_be_read_otherwise() {
        for bare in ["按时公开", "若干", "staff_2", "非税收入"] {
            assert_eq!(name(bare), bare);
        }
        for other in ["培训合格率(%)", "过程/预算执行率", "2019年结转", "若", "或"] {
            assert_eq!(name(other), format!("【{other}】"));
        }
    }
}
