//! What can be typed after the commands that ask something of rules: `test`, `coverage`, `mutate`, `what-if`, `diff`,
//! `impact`.

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

    pub(super) fn coverage(self) -> Command {
        self.plain(
            "coverage",
            "列出规则里试到和没有试到的计分单元",
            "list the scoring units of rules that were tried, and those that were not",
        )
        .override_usage(self.of(
            "kaocheng coverage <规则>… [--data <路径>] [选项]",
            "kaocheng coverage <RULES>… [--data <PATH>] [OPTIONS]",
        ))
        .arg(self.rules().num_args(1..))
        .arg(self.data().required(false))
        .arg(self.format(["text", "json", "html"], "text|json|html"))
        .arg(self.output(
            "写到文件, 形式由结尾决定: .txt .json .html",
            "write to a file, its form by its ending: .txt .json .html",
        ))
    }

    pub(super) fn what_if(self) -> Command {
        self.plain(
            "what-if",
            "假设一个对象的数据不同: 结果怎样, 谁跟着动; 或怎样改得最少而升一等",
            "suppose other data of one subject: what comes of it, who else moves; or the least that reaches a grade",
        )
        .override_usage(self.of(
            "kaocheng what-if <规则>… --data <路径> --subject <编号或名称> [--set 输入=值]… [--to 等级] [选项]",
            "kaocheng what-if <RULES>… --data <PATH> --subject <ID> [--set INPUT=VALUE]… [--to GRADE] [OPTIONS]",
        ))
        .arg(self.rules().num_args(1..))
        .arg(self.data())
        .arg(
            self.option("subject", "被考核对象的编号或名称", "id or name of the subject")
                .value_name(self.of("编号", "ID"))
                .required(true),
        )
        .arg(
            self.option(
                "set",
                "假设这一格是这个值, 写法同数据; 列表的一条写 项目[2].得分=85; 可写多次",
                "suppose this value, written as in the data; of a list's record: projects[2].score=85; may be repeated",
            )
            .value_name(self.of("输入=值", "INPUT=VALUE"))
            .action(ArgAction::Append),
        )
        .arg(
            self.option(
                "to",
                "怎样改才达到这一等; 没有 --set 时不写就是上一等",
                "how this grade is reached; without --set, the next better one if left out",
            )
            .value_name(self.of("等级", "GRADE")),
        )
        .arg(
            self.option("layer", "改哪一个层次的数据; 不写则最后一层", "which layer of the data; the last if left out")
                .value_name(self.of("层次", "LAYER")),
        )
        .arg(
            self.option("scheme", "几个办法里都有这个对象时, 指明哪一个", "which scheme, where several have the subject")
                .value_name(self.of("办法", "SCHEME")),
        )
        .arg(self.format(["text", "json"], "text|json").default_value("text"))
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
