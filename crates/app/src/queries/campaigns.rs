//! What a campaign (专项行动) shows besides what every procedure shows: its board, its items, its leaders, one item,
//! and its papers. Totals count every item; a list leaves out what its reader may not see (T3). A unit that only
//! takes part sees its own lines.

mod board;
mod item;
mod items;
mod leaders;
mod of_matter;
mod papers;

pub use board::{Board, LetterLine, LevelLine, NoticeLine, PhaseLine, UnitLine, WeekLine, board};
pub use item::{ItemView, Part, PlanFile, item, plan_file};
pub use items::{ItemRow, Items, Sifted, items};
pub(crate) use of_matter::of_matter;

pub use leaders::{LeaderLine, Leaders, leaders};
pub use papers::{letter, notice};

use super::procedures::load;
use super::reader::Reader;
use crate::{App, Failure};
use casework::PersonId;
use casework::campaign::Campaign;

/// A campaign that the reader may know of, and whether they may know all of it.
async fn known(
    app: &App,
    person: &PersonId,
    number: &str,
) -> Result<(Reader, Campaign, bool), Failure> {
    let reader = Reader::of(app, person).await?;
    let (campaign, _) = load::<Campaign>(app, &reader, number).await?;
    let whole = campaign.core.is_whole_for(&reader.units);
    Ok((reader, campaign, whole))
}
