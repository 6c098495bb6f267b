//! What can be typed after `record` and `review`.

use clap::{ArgAction, Command};

use super::Say;

impl Say {
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
}
