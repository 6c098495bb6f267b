//! `sample`: made-up data that a scheme accepts.

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::{load, output};
use crate::source::Text;
use crate::{data, report};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let scheme = load::single(asked, console)?;
    let subjects = asked.get_one::<u32>("subjects").copied().unwrap_or(0);
    let seed = asked.get_one::<u64>("seed").copied().unwrap_or(0);
    let folder = load::path(asked, "output");
    output::make_folder(folder)?;
    for feed in scheme.lists.iter().filter_map(|list| list.from.as_ref()) {
        let name = &feed.name;
        console.note(&Text::new(
            format!("“{name}”的结果要有它自己的数据, 这里不造"),
            format!("`{name}` needs data of its own, which are not made up here"),
        ))?;
    }
    for table in data::sample(&scheme, subjects, seed) {
        let path = folder.join(format!("{}.csv", table.name));
        output::whole(&path, |mut writer| report::sheet(&table.headers, table.rows, &mut writer))?;
        let path = path.display();
        console.note(&Text::new(format!("写好 {path}"), format!("wrote {path}")))?;
    }
    Ok(Exit::Fine)
}
