//! What can be typed. The parser has no languages, so every text is chosen here.

mod authoring;
mod forms;
mod mutate;
mod questions;
mod records;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};

use crate::source::Lang;

/// The language: `--lang`, then `KAOCHENG_LANG`, then `LC_ALL` or `LANG`, else Chinese.
pub(super) fn lang(args: &[OsString]) -> Lang {
    let typed = typed_lang(args);
    let own = || env::var("KAOCHENG_LANG").ok();
    let system =
        || ["LC_ALL", "LANG"].into_iter().filter_map(|name| env::var(name).ok()).find(|v| !v.is_empty());
    let known = |text: String| {
        let text = text.to_ascii_lowercase();
        if text.starts_with("en") {
            Some(Lang::En)
        } else if text.starts_with("zh") {
            Some(Lang::Zh)
        } else {
            None
        }
    };
    typed
        .and_then(known)
        .or_else(|| own().and_then(known))
        .or_else(|| system().and_then(known))
        .unwrap_or_default()
}

/// Messages about wrong use need the language before the arguments are understood.
fn typed_lang(args: &[OsString]) -> Option<String> {
    let args: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let joined = args.iter().find_map(|arg| arg.strip_prefix("--lang="));
    let apart = || args.windows(2).find_map(|pair| (pair[0] == "--lang").then_some(pair[1]));
    joined.or_else(apart).map(str::to_owned)
}

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let say = Say(lang);
    let command = say
        .plain(
            "kaocheng",
            "考成: 考核办法的检查、计算与说明, 结果精确。",
            "kaocheng: checks, scores and explains assessment rules, exactly.",
        )
        .override_usage(say.of("kaocheng <命令> [选项]", "kaocheng <COMMAND> [OPTIONS]"))
        .subcommand_help_heading(say.of("命令", "Commands"))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .args([say.help(), say.version(), say.lang()])
        .after_help(say.of(
            "退出码: 0 正常, 1 有错误, 2 用法不对, 101 程序自身的错误。",
            "Exit codes: 0 fine, 1 findings, 2 wrong use, 101 our own mistake.",
        ));
    let commands = [
        say.starter(),
        say.check(),
        say.fmt(),
        say.prove(),
        say.cliffs(),
        say.assess(),
        say.explain(),
        say.coverage(),
        say.what_if(),
        say.run(),
        say.test(),
        say.diff(),
        say.verify(),
        say.mutate(),
        say.record(),
        say.review(),
        say.impact(),
        say.report(),
        say.sample(),
        say.form(),
        say.collect(),
        say.flatten(),
        say.doc(),
        say.code(),
        say.lsp(),
    ];
    // Help last, so that operands stand before options.
    let commands = commands.map(|command| say.intake(command).arg(say.help()));
    command.subcommands(commands).allow_external_subcommands(true).subcommand_required(false)
}

/// The texts of one language.
#[derive(Clone, Copy)]
struct Say(Lang);

impl Say {
    fn of(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn plain(self, name: &'static str, zh: &'static str, en: &'static str) -> Command {
        let template = self.of(
            "{about}\n\n用法: {usage}\n\n{all-args}{after-help}",
            "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}",
        );
        Command::new(name)
            .about(self.of(zh, en))
            .help_template(template)
            .disable_help_flag(true)
            .disable_help_subcommand(true)
    }

    fn option(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(name).long(name).help(self.of(zh, en)).help_heading(self.of("选项", "Options"))
    }

    fn operand(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(name).help(self.of(zh, en)).help_heading(self.of("参数", "Arguments"))
    }

    fn help(self) -> Arg {
        self.option("help", "看用法", "show this").short('h').action(ArgAction::Help)
    }

    fn version(self) -> Arg {
        self.option("version", "看版本", "show the version").short('V').action(ArgAction::Version)
    }

    fn lang(self) -> Arg {
        self.option("lang", "消息的语言: zh 或 en", "language of messages: zh or en")
            .value_name("zh|en")
            .value_parser(["zh", "en"])
            .hide_possible_values(true)
            .global(true)
    }

    fn rules(self) -> Arg {
        self.operand("rules", "规则文件 (.kc)", "rule files (.kc)")
            .value_name(self.of("规则", "RULES"))
            .value_parser(value_parser!(PathBuf))
            .required(true)
    }

    /// What every command that reads data can be told of repairs.
    fn intake(self, command: Command) -> Command {
        let reads = |command: &Command| {
            command.get_arguments().any(|arg| matches!(arg.get_id().as_str(), "data" | "manifest"))
        };
        if !reads(&command) {
            return command;
        }
        let strict = self
            .option("strict", "数据要修正才读得成的, 算错误", "data that need a repair are errors")
            .action(ArgAction::SetTrue);
        let ledger = self
            .option("ledger", "把修正记录写到文件 (.csv)", "write the ledger of repairs to a file (.csv)")
            .value_name(self.of("文件", "FILE"))
            .value_parser(value_parser!(PathBuf));
        command.args([strict, ledger])
    }

    fn data(self) -> Arg {
        self.option("data", "数据: 文件夹, 或被考核对象的一张表", "data: a folder, or the table of subjects")
            .value_name(self.of("路径", "PATH"))
            .value_parser(value_parser!(PathBuf))
            .required(true)
    }

    fn output(self, zh: &'static str, en: &'static str) -> Arg {
        self.option("output", zh, en)
            .short('o')
            .value_name(self.of("路径", "PATH"))
            .value_parser(value_parser!(PathBuf))
    }

    fn format<const N: usize>(self, formats: [&'static str; N], shown: &'static str) -> Arg {
        self.option("format", "结果的形式", "form of the result")
            .value_name(shown)
            .value_parser(formats)
            .hide_possible_values(true)
            .hide_default_value(true)
    }

    fn starter(self) -> Command {
        self.plain("new", "写一份带说明的起步规则", "write a commented starter rule file")
            .override_usage(self.of("kaocheng new [文件]", "kaocheng new [FILE]"))
            .arg(
                self.operand("file", "写到哪里; 不写则输出到屏幕", "where to; standard output without it")
                    .value_name(self.of("文件", "FILE"))
                    .value_parser(value_parser!(PathBuf)),
            )
    }

    fn check(self) -> Command {
        self.plain("check", "检查规则, 列出所有问题", "check rules and list every finding")
            .override_usage(self.of("kaocheng check <规则>… [选项]", "kaocheng check <RULES>… [OPTIONS]"))
            .arg(self.rules().num_args(1..))
            .arg(self.format(["text", "json"], "text|json").default_value("text"))
            .arg(
                self.option("deny-warnings", "有警告也算不通过", "warnings count as errors")
                    .action(ArgAction::SetTrue),
            )
    }

    fn assess(self) -> Command {
        self.plain("assess", "计算得分、等级、名次", "work out scores, grades and ranks")
            .override_usage(self.of(
                "kaocheng assess <规则>… --data <路径> [选项]",
                "kaocheng assess <RULES>… --data <PATH> [OPTIONS]",
            ))
            .arg(self.rules().num_args(1..))
            .arg(self.data())
            .arg(self.format(["table", "json", "csv"], "table|json|csv"))
            .arg(self.output(
                "写到文件, 形式由结尾决定: .csv .json .xlsx .html .arrow",
                "write to a file, its form by its ending: .csv .json .xlsx .html .arrow",
            ))
    }

    fn explain(self) -> Command {
        self.plain("explain", "说明一个对象的每一分怎么来的", "tell how one subject came to every point")
            .override_usage(self.of(
                "kaocheng explain <规则>… --data <路径> --subject <编号或名称> [选项]",
                "kaocheng explain <RULES>… --data <PATH> --subject <ID> [OPTIONS]",
            ))
            .arg(self.rules().num_args(1..))
            .arg(self.data())
            .arg(
                self.option("subject", "被考核对象的编号或名称", "id or name of the subject")
                    .value_name(self.of("编号", "ID"))
                    .required(true),
            )
            .arg(self.format(["text", "json"], "text|json").default_value("text"))
    }

    fn run(self) -> Command {
        self.plain("run", "按年度清单计算一年的全部办法", "score all schemes of a year, as its list has them")
            .override_usage(
                self.of("kaocheng run <文件夹或清单> [选项]", "kaocheng run <FOLDER|MANIFEST> [OPTIONS]"),
            )
            .arg(
                self.operand(
                    "manifest",
                    "年度清单, 或放着 year.yaml 的文件夹",
                    "the list of the year, or a folder with a year.yaml",
                )
                .value_name(self.of("文件夹或清单", "FOLDER|MANIFEST"))
                .value_parser(value_parser!(PathBuf))
                .required(true),
            )
    }

    fn verify(self) -> Command {
        self.plain(
            "verify",
            "重算公布或记录的得分, 列出差异",
            "recompute printed or recorded scores and list what differs",
        )
        .override_usage(self.of(
            "kaocheng verify <规则> --data <路径> [--result <文件>] [选项]",
            "kaocheng verify <RULES> --data <PATH> [--result <FILE>] [OPTIONS]",
        ))
        .arg(self.rules())
        .arg(self.data())
        .arg(
            self.option(
                "result",
                "公布的表 (.csv) 或记录的结果 (.json); 不写则用数据里的 公布/subjects.csv",
                "the printed sheet (.csv) or recorded result (.json); else published/subjects.csv in the data",
            )
            .value_name(self.of("文件", "FILE"))
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(self.format(["text", "json"], "text|json").default_value("text"))
    }

    fn report(self) -> Command {
        self.plain("report", "写材料: 报告、反馈函、底稿、公示、通报, 各层对照", "write papers: report, letter, working sheet, public page, notice, layers")
            .override_usage(self.of(
                "kaocheng report <规则> --data <路径> --kind <种类> [--subject <编号或名称> | --each] [选项]",
                "kaocheng report <RULES> --data <PATH> --kind <KIND> [--subject <ID> | --each] [OPTIONS]",
            ))
            .arg(self.rules())
            .arg(self.data())
            .arg(
                self.option(
                    "kind",
                    "哪一种: managers 领导报告, letter 反馈函, reviewer 复核底稿, public 公示, notice 通报 (html, docx); stages 各层得分、差异、改动和原因 (txt, csv, json)",
                    "which: managers, letter, reviewer, public, notice (html, docx); stages: scores of the layers, differences, changes and reasons (txt, csv, json)",
                )
                .value_name(self.of("种类", "KIND"))
                .required(true),
            )
            .arg(
                self.option("subject", "只写这一个对象 (编号或名称)", "only this subject (id or name)")
                    .value_name(self.of("编号", "ID")),
            )
            .arg(
                self.option("each", "letter, reviewer: 每个对象一份, -o 是文件夹", "letter, reviewer: one each; -o is a folder")
                    .action(ArgAction::SetTrue)
                    .conflicts_with("subject"),
            )
            .arg(
                self.option("deadline", "letter: 整改期限, 照写", "letter: until when faults are to be mended, as written")
                    .value_name(self.of("期限", "DATE")),
            )
            .arg(
                self.option(
                    "template",
                    "用这个文件夹里的模板排版: <种类>.html 或 <种类>.docx",
                    "lay it out by the templates of this folder: <KIND>.html or <KIND>.docx",
                )
                .value_name(self.of("文件夹", "DIR"))
                .value_parser(value_parser!(PathBuf)),
            )
            .arg(
                self.option("last-rules", "managers: 上年的规则", "managers: last year's rules")
                    .value_name(self.of("规则", "RULES"))
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(
                self.option("last-data", "managers: 上年的数据", "managers: last year's data")
                    .value_name(self.of("路径", "PATH"))
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(self.format(["text", "json", "csv", "html", "docx"], "text|json|csv|html|docx"))
            .arg(self.output(
                "写到文件, 形式由结尾决定: .html .docx; stages: .txt .csv .json",
                "write to a file, its form by its ending: .html .docx; stages: .txt .csv .json",
            ))
    }

    fn sample(self) -> Command {
        self.plain("sample", "按规则造一套合法的随机数据", "make up valid random data for rules")
            .override_usage(self.of(
                "kaocheng sample <规则> --subjects <个数> --seed <种子> -o <文件夹>",
                "kaocheng sample <RULES> --subjects <N> --seed <S> -o <DIR>",
            ))
            .arg(self.rules())
            .arg(
                self.option("subjects", "多少个对象", "how many subjects")
                    .value_name(self.of("个数", "N"))
                    .value_parser(value_parser!(u32))
                    .required(true),
            )
            .arg(
                self.option(
                    "seed",
                    "随机种子; 同一种子造出同样的数据",
                    "random seed; the same one gives the same data",
                )
                .value_name(self.of("种子", "S"))
                .value_parser(value_parser!(u64))
                .required(true),
            )
            .arg(self.output("写到哪个文件夹", "the folder to write to").required(true))
    }
}
