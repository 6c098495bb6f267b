//! What can be typed after `mutate`.

use clap::Command;

use super::Say;

impl Say {
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
}
