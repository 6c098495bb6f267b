//! What `form` and `collect` can be told.

use std::path::PathBuf;

use clap::{ArgAction, Command, value_parser};

use super::Say;

impl Say {
    pub(super) fn form(self) -> Command {
        self.plain("form", "按规则做填报表 (.xlsx)", "make data-entry workbooks (.xlsx) from rules")
            .override_usage(self.of(
                "kaocheng form <规则> [--data <名单>] [--each] -o <路径>",
                "kaocheng form <RULES> [--data <ROSTER>] [--each] -o <PATH>",
            ))
            .arg(self.rules())
            .arg(self.roster(
                "名单: 编号、名称; 名单里已有的数据先填好",
                "the roster: ids and names; what it knows besides is filled in",
            ))
            .arg(
                self.option("each", "每个对象一份, -o 是文件夹", "one for each subject; -o is a folder")
                    .action(ArgAction::SetTrue)
                    .requires("data"),
            )
            .arg(self.output("写到哪里", "where to").required(true))
    }

    pub(super) fn collect(self) -> Command {
        self.plain("collect", "收回填好的表, 合成一份数据", "bring filled forms back into one set of data")
            .override_usage(self.of(
                "kaocheng collect <规则> <表>… [--data <名单>] [--due <日期>] -o <文件夹>",
                "kaocheng collect <RULES> <FORMS>… [--data <ROSTER>] [--due <DATE>] -o <DIR>",
            ))
            .arg(
                self.operand(
                    "files",
                    "规则 (.kc), 和交回的表或放着它们的文件夹",
                    "the rules (.kc), and the forms or folders of them",
                )
                .value_name(self.of("文件", "FILES"))
                .value_parser(value_parser!(PathBuf))
                .num_args(1..)
                .required(true),
            )
            .arg(self.roster(
                "名单: 查谁没有交、编号对不对",
                "the roster: tells who is missing, and ids that are not on it",
            ))
            .arg(
                self.option(
                    "due",
                    "期限: 填报日期在它之后的算逾期",
                    "the last day: forms with a later date are late",
                )
                .value_name(self.of("日期", "DATE")),
            )
            .arg(self.output("写到哪个文件夹", "the folder to write to").required(true))
    }

    fn roster(self, zh: &'static str, en: &'static str) -> clap::Arg {
        self.option("data", zh, en).value_name(self.of("名单", "ROSTER")).value_parser(value_parser!(PathBuf))
    }
}
