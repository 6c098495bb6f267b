//! `sample`: made-up data that a scheme accepts, and with it every scheme that it takes the results of.

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::{chain, load, output};
use crate::source::Text;
use crate::{data, report};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let sound = load::sound(&load::paths(asked), console)?;
    sound.only()?;
    let subjects = asked.get_one::<u32>("subjects").copied().unwrap_or(0);
    let seed = asked.get_one::<u64>("seed").copied().unwrap_or(0);
    for (scheme, tables) in sound.plan.schemes.iter().zip(data::sample_plan(&sound.plan, subjects, seed)) {
        let folder = chain::data_of(&sound, scheme, load::path(asked, "output"));
        output::make_folder(&folder)?;
        for table in tables {
            let path = folder.join(format!("{}.csv", table.name));
            output::whole(&path, |mut writer| report::sheet(&table.headers, table.rows, &mut writer))?;
            let path = path.display();
            console.note(&Text::new(format!("写好 {path}"), format!("wrote {path}")))?;
        }
    }
    Ok(Exit::Fine)
}
