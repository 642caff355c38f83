//! A story told whole: the first report's matter, then every repeat and its joining.

use super::life::{Life, Stop};
use super::profile::Profile;
use super::{Span, Story};
use crate::office::OfficePlan;
use crate::rehearsal::{Cast, Mishap, World};
use crate::texts::Library;
use casework::matter::Matter;

/// How a matter ends up, as the plan believes: the auditor asks the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Believed {
    /// The stage's word.
    pub stage: &'static str,
    /// The channel's word.
    pub channel: &'static str,
    /// Whether real-name.
    pub real_name: bool,
    /// Clocks still owed.
    pub clocks_open: usize,
    /// Clocks ended.
    pub clocks_ended: usize,
    /// Clocks owed and overdue.
    pub clocks_overdue: usize,
    /// Clocks that ran out, owed or ended since.
    pub clocks_lapsed: usize,
    /// Units that may see it.
    pub visible: usize,
    /// Persons who may not know of it.
    pub recused: usize,
    /// Repeats it took.
    pub repeats: usize,
}

pub(super) fn tell(
    profile: &Profile<'_>,
    office: &OfficePlan,
    world: &World<'_>,
    span: &Span,
    library: &Library,
) -> Result<Story, Mishap> {
    let mut life = Life::new(profile, office, world, span, library);
    for nth in 0..profile.arrivals.len() {
        life.begin(profile.arrivals[nth].at);
        let told = if nth == 0 {
            life.live()
        } else {
            life.live_as_repeat(nth)
        };
        match told {
            Ok(()) | Err(Stop::Over) => life.finish()?,
            Err(Stop::Mishap(mishap)) => return Err(mishap),
        }
    }
    let Life {
        mut deeds,
        mut cast,
        ..
    } = life;
    if profile.arrivals.len() > 1 {
        // Lives were told one after the other; what counts is that they fit together in time.
        deeds.sort_by_key(|deed| deed.at);
        cast = Cast::default();
        for _ in 0..profile.arrivals.len() {
            cast.enter();
        }
        for deed in &deeds {
            cast.perform(world, deed)?;
        }
    }
    let received = cast.matters.iter().filter(|matter| matter.exists());
    Ok(Story {
        believed: received.map(believed).collect(),
        events: cast.events(),
        deeds,
    })
}

fn believed(matter: &Matter) -> Believed {
    let open = matter.open_clocks().len();
    Believed {
        stage: matter.stage.as_str(),
        channel: matter.channel.as_str(),
        real_name: matter.real_name(),
        clocks_open: open,
        clocks_ended: matter.clocks.len() - open,
        clocks_overdue: matter
            .open_clocks()
            .iter()
            .filter(|clock| clock.lapsed)
            .count(),
        clocks_lapsed: matter.clocks.iter().filter(|clock| clock.lapsed).count(),
        // A matter that was voided stands in no list.
        visible: if matter.is_void() {
            0
        } else {
            matter.sight.len()
        },
        recused: matter.recused.len(),
        repeats: matter.repeats.len(),
    }
}
