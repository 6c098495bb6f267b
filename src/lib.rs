//! 考成 kaocheng: the rule language and engine for public assessment.
//!
//! ```text
//!  rules/*.kc ──parse──▶ File ──amend──▶ File ──check──▶ Plan ──┬──assess──▶ Results ──┬──report──▶ table, sentences, JSON, CSV,
//!                          │                              ▲    bind   ▲         │     │            page, document, workbook
//!                       change                            │     ▲     └──feed───┘     ├──testing──▶ which 测试 hold
//!              File × File → edits, and any mixture ──────┘     │                     ├──study────▶ coverage, mutants, what if
//!                                         data (csv, xlsx, yaml, json)                └──regress──▶ printed or recorded: what differs;
//!                                                                                                  amended: who moves, by which edit
//! ```
//!
//! Rules that build on others (沿用), and other readings (对照), pass through [`amend`] on their way to [`check`]:
//! their changes are made in the text of what they change. All other rules go straight on.
//! The results of one scheme can be records of another ([`eval::feed`]); a plan has them in order, and `kaocheng run` takes
//! a whole year of them. [`change`] lists the edits between two rule files and makes the rules of any choice of them, which
//! [`regress`] scores to split every move; [`testing`] and [`study`] ask questions of one plan, and prove what can be proved
//! of it; [`template`] lays out a page as its reader wants it, [`format`](mod@format) a rule file, and [`editor`] answers while
//! one is written.
//!
//! The whole way, from rule text to a score and its reason:
//!
//! ```
//! use kaocheng::{check, data, eval, source::Files, syntax};
//!
//! let rules = "办法 考核 {
//!   对象 部门; 满分 3分; 总分 0分-3分; 修约 逐项 2位
//!   输入 { 应报, 已报: 整数 个 }
//!   指标 申报及时 3分: 按比例 已报 / 应报, 分母为零 不适用
//!   缺项 折算
//! }";
//! let mut files = Files::new();
//! let source = files.add("考核.kc", rules);
//! let parsed = syntax::parse(source, rules);
//! let plan = check::check(parsed.value.as_slice(), &files).value.ok_or("rules with mistakes")?;
//! let scheme = &plan.schemes[0];
//!
//! let table = "编号,名称,应报,已报\n1,市教育局,24,5\n";
//! let tables = data::open("subjects.csv", Box::new(table.as_bytes())).value.ok_or("not a table")?;
//! let dataset = data::bind(tables, scheme).value.ok_or("data that do not fit")?;
//!
//! let results = eval::assess(scheme, &dataset);
//! // 3 × 5/24 is exactly 0.625, and rounds half up.
//! assert_eq!(results.total[0].as_ref().map(|total| total.fixed(2)).as_deref(), Some("0.63"));
//! # Ok::<(), &str>(())
//! ```

pub mod amend;
pub mod change;
pub mod check;
pub mod cli;
pub mod data;
pub mod editor;
pub mod eval;
pub mod format;
pub mod number;
pub mod plan;
pub mod regress;
pub mod report;
pub mod source;
pub mod study;
pub mod syntax;
pub mod template;
pub mod testing;
