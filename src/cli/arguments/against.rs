//! Commands that hold rules or results against others, or against what is expected of them.

use std::path::PathBuf;

use clap::{ArgAction, Command, value_parser};

use super::Say;

impl Say {
    pub(super) fn test(self) -> Command {
        self.plain("test", "运行规则里写的测试", "run the tests that stand in rule files")
            .override_usage(self.of(
                "kaocheng test [路径]… [选项]\n       kaocheng test --from-subject <编号> <规则> --data <路径>",
                "kaocheng test [PATHS]… [OPTIONS]\n       kaocheng test --from-subject <ID> <RULES> --data <PATH>",
            ))
            .arg(
                self.operand(
                    "paths",
                    "规则文件, 或文件夹 (连同下面的); 不写就是当前文件夹",
                    "rule files, or folders with all below them; the current folder without any",
                )
                .value_name(self.of("路径", "PATHS"))
                .value_parser(value_parser!(PathBuf))
                .num_args(0..)
                .hide_default_value(true)
                .default_value("."),
            )
            .arg(
                self.option(
                    "filter",
                    "只运行标题里有这些字的测试",
                    "only tests with these words in the title",
                )
                .value_name(self.of("文字", "WORDS")),
            )
            .arg(
                self.option(
                    "from-subject",
                    "不运行, 而是把数据里这个对象写成一个测试",
                    "run nothing, but write this subject of the data as a test",
                )
                .value_name(self.of("编号", "ID"))
                .requires("data"),
            )
            .arg(self.data().required(false).requires("from-subject"))
            .arg(self.format(["text", "json", "junit"], "text|json|junit").default_value("text"))
    }

    pub(super) fn diff(self) -> Command {
        let side = |name, zh, en, shown| {
            self.operand(name, zh, en).value_name(shown).value_parser(value_parser!(PathBuf)).required(true)
        };
        self.plain(
            "diff",
            "两份规则之间改了什么, 用办法里的话说",
            "what differs between two rule files, in words",
        )
        .override_usage(
            self.of("kaocheng diff <旧规则> <新规则> [选项]", "kaocheng diff <OLD> <NEW> [OPTIONS]"),
        )
        .arg(side("old", "原来的规则文件", "the old rule file", self.of("旧规则", "OLD")))
        .arg(side("new", "现在的规则文件", "the new rule file", self.of("新规则", "NEW")))
        .arg(self.format(["text", "json", "html"], "text|json|html"))
        .arg(self.output(
            "写到文件, 形式由结尾决定: .txt .json .html",
            "write to a file, its form by its ending: .txt .json .html",
        ))
        .arg(
            self.option("exit-code", "有差别时退出码为 1", "exit with 1 where anything differs")
                .action(ArgAction::SetTrue),
        )
    }

    pub(super) fn verify(self) -> Command {
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

    pub(super) fn record(self) -> Command {
        self.plain(
            "record",
            "把结果记录在规则旁边, 供以后审阅",
            "record results beside the rules, for reviews to come",
        )
        .override_usage(self.of(
            "kaocheng record <规则> --data <路径> [--overwrite]",
            "kaocheng record <RULES> --data <PATH> [--overwrite]",
        ))
        .arg(self.rules())
        .arg(self.data())
        .arg(
            self.option(
                "overwrite",
                "已有记录时, 不经审阅重新记录",
                "record anew without a review where there is a record already",
            )
            .action(ArgAction::SetTrue),
        )
    }

    pub(super) fn review(self) -> Command {
        let act = |name, zh, en| self.option(name, zh, en).action(ArgAction::SetTrue);
        self.plain(
            "review",
            "与记录比较, 按原因逐组接受或拒绝",
            "compare with the records, and accept or reject changes cause by cause",
        )
        .override_usage(self.of(
            "kaocheng review [规则或文件夹]… [--check | --accept | --reject] [选项]",
            "kaocheng review [RULES|FOLDER]… [--check | --accept | --reject] [OPTIONS]",
        ))
        .arg(self.rules().required(false).num_args(0..).help(self.of(
            "规则文件, 或其下所有记录的文件夹; 不写则为当前文件夹",
            "rule files, or folders with records in or below them; else the current folder",
        )))
        .arg(act(
            "check",
            "只查不写; 与记录不同则退出码 1",
            "write nothing; exit code 1 where results are not as recorded",
        ))
        .arg(
            act("accept", "接受, 不逐组询问", "accept without asking")
                .conflicts_with_all(["check", "reject"]),
        )
        .arg(act("reject", "拒绝, 不逐组询问", "reject without asking").conflicts_with("check"))
        .arg(
            self.option(
                "only",
                "只这一组: 序号或组号; 可写多次",
                "only this group, by number or key; may be repeated",
            )
            .value_name("N|KEY")
            .action(ArgAction::Append),
        )
        .arg(
            self.option("by", "谁决定的; 不写则用 git 的 user.name", "who decides; else git's user.name")
                .value_name(self.of("姓名", "NAME")),
        )
        .arg(self.option("reason", "理由", "the reason").value_name(self.of("理由", "TEXT")))
        .arg(self.format(["text", "json"], "text|json").default_value("text"))
    }

    pub(super) fn mutate(self) -> Command {
        self.plain(
            "mutate",
            "规则写错一处, 测试看不看得出来",
            "what the tests would not notice: rules with one slip of the pen at a time",
        )
        .override_usage(self.of(
            "kaocheng mutate <规则> [--data <路径>] [选项]",
            "kaocheng mutate <RULES> [--data <PATH>] [OPTIONS]",
        ))
        .arg(self.rules())
        .arg(self.data().required(false))
        .arg(self.format(["text", "json"], "text|json").default_value("text"))
    }

    pub(super) fn impact(self) -> Command {
        let file = |name, zh, en, value: &'static str| {
            self.operand(name, zh, en).value_name(value).value_parser(value_parser!(PathBuf)).required(true)
        };
        self.plain(
            "impact",
            "办法改了, 谁的得分、等级、名次动了, 各由哪一处改动带来",
            "who moves under amended rules, and by which edit",
        )
        .override_usage(self.of(
            "kaocheng impact <旧规则> <新规则> --data <路径> [--old-data <路径>] [选项]",
            "kaocheng impact <OLD> <NEW> --data <PATH> [--old-data <PATH>] [OPTIONS]",
        ))
        .arg(file("old", "原来的规则文件 (.kc)", "the rule file as it was (.kc)", self.of("旧规则", "OLD")))
        .arg(file("new", "改过的规则文件 (.kc)", "the rule file as amended (.kc)", self.of("新规则", "NEW")))
        .arg(self.data())
        .arg(
            self.option(
                "old-data",
                "上一年的数据: 把业绩的变动和规则的变动分开",
                "last year's data: what performance moved and what the rules did are told apart",
            )
            .value_name(self.of("路径", "PATH"))
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(self.format(["text", "json", "html"], "text|json|html").default_value("text"))
    }
}
