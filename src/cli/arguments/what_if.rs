//! What can be typed after `what-if`.

use clap::{ArgAction, Command};

use super::Say;

impl Say {
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
}
