//! What the commands for those who write rules can be told.

use std::path::PathBuf;

use clap::{ArgAction, Command, value_parser};

use super::Say;

impl Say {
    pub(super) fn flatten(self) -> Command {
        self.plain(
            "flatten",
            "把沿用的办法与改动合成一份完整的规则",
            "write rules and what they extend as one plain file",
        )
        .override_usage(
            self.of("kaocheng flatten <规则> [-o <文件>]", "kaocheng flatten <RULES> [-o <FILE>]"),
        )
        .arg(self.rules())
        .arg(self.output("写到哪个文件; 不写则输出到屏幕", "the file to write; standard output without it"))
    }

    pub(super) fn fmt(self) -> Command {
        self.plain("fmt", "把规则文件排成规范的样子", "lay rule files out in the one canonical way")
            .override_usage(self.of("kaocheng fmt <文件>… [选项]", "kaocheng fmt <FILES>… [OPTIONS]"))
            .arg(
                self.operand(
                    "files",
                    "规则文件或文件夹; - 是标准输入",
                    "rule files or folders of them; - is standard input",
                )
                .value_name(self.of("文件", "FILES"))
                .value_parser(value_parser!(PathBuf))
                .num_args(1..)
                .required(true),
            )
            .arg(
                self.option(
                    "check",
                    "只查不改: 列出要改的文件, 有则退出码 1",
                    "change nothing: list what would be, exit 1 if any",
                )
                .action(ArgAction::SetTrue),
            )
            .arg(
                self.option(
                    "fix",
                    "先照消息里的建议改正写法",
                    "first apply the repairs that messages propose",
                )
                .action(ArgAction::SetTrue),
            )
            .arg(
                self.option("keywords", "关键词改用中文或英文", "spell keywords in Chinese or in English")
                    .value_name("zh|en")
                    .value_parser(["zh", "en"])
                    .hide_possible_values(true),
            )
    }

    pub(super) fn prove(self) -> Command {
        self.plain(
            "prove",
            "在有数据之前证明规则的性质: 分数能到哪里, 等级够不够得着",
            "prove what can be said of rules before any data: how far scores go, which grades are within reach",
        )
        .override_usage(self.of("kaocheng prove <规则> [选项]", "kaocheng prove <RULES> [OPTIONS]"))
        .arg(self.rules())
        .arg(self.format(["text", "json"], "text|json").default_value("text"))
    }

    pub(super) fn cliffs(self) -> Command {
        self.plain(
            "cliffs",
            "哪些界线跨过去差很多分, 谁只差一点就到上一档",
            "the lines at which points jump, and who stands close below a grade",
        )
        .override_usage(self.of(
            "kaocheng cliffs <规则> --data <路径> [--within <分数>]",
            "kaocheng cliffs <RULES> --data <PATH> [--within <POINTS>]",
        ))
        .arg(self.rules())
        .arg(self.data())
        .arg(
            self.option("within", "差多少分以内; 不写则 1 分", "how close, in points; 1 without it")
                .value_name(self.of("分数", "POINTS")),
        )
        .arg(self.format(["text", "json"], "text|json").default_value("text"))
    }

    pub(super) fn doc(self) -> Command {
        self.plain(
            "doc",
            "把规则写成评分标准表, 与办法原文对照",
            "write the rules as the official scoring table, to be laid beside the regulation",
        )
        .override_usage(self.of("kaocheng doc <规则> [-o <文件>]", "kaocheng doc <RULES> [-o <FILE>]"))
        .arg(self.rules())
        .arg(self.format(["text", "html"], "text|html"))
        .arg(self.output(
            "写到文件, 形式由结尾决定: .html .md; 不写则输出 Markdown 到屏幕",
            "write to a file, its form by its ending: .html .md; Markdown to standard output without it",
        ))
    }

    pub(super) fn code(self) -> Command {
        self.plain(
            "code",
            "列出所有消息编号, 或看一个编号的说明",
            "list all message codes, or read the page of one",
        )
        .override_usage(self.of("kaocheng code [编号]", "kaocheng code [CODE]"))
        .arg(
            self.operand("code", "编号, 如 KC301", "a code such as KC301")
                .value_name(self.of("编号", "CODE")),
        )
    }

    pub(super) fn lsp(self) -> Command {
        self.plain(
            "lsp",
            "语言服务: 由编辑器启动, 边写边查",
            "language server: started by an editor, answers while rules are written",
        )
        .override_usage("kaocheng lsp [--lang zh|en]")
    }
}
