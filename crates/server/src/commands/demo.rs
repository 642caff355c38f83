//! `jianjian demo`: an invented office at work (演示), kept between runs.

mod place;

use super::import::bar_style;
use super::serve::serve;
use crate::failed::Failed;
use app::login::{self, Cost, TotpSecret};
use app::place::Place;
use app::{App, jobs};
use clap::Args;
use indicatif::ProgressBar;
use place::{DemoPlace, State};
use simulation::office::{self, Basis, OfficePlan};
use simulation::{Options, Progress};
use std::net::SocketAddr;
use std::path::PathBuf;
use web::{Mode, Site};

/// Founds an office in a folder, fills it with a year of invented reports, and serves it.
#[derive(Args)]
pub struct Demo {
    /// Where it is kept (数据目录)
    #[arg(long = "data", value_name = "DIR", default_value = "./demo-data")]
    dir: PathBuf,
    /// Starts over (重新开始)
    #[arg(long)]
    fresh: bool,
    /// How many reports (举报件数)
    #[arg(long, value_name = "COUNT", default_value_t = 3_000)]
    reports: usize,
    /// Where to listen (监听地址)
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Fills the folder and ends
    #[arg(long)]
    fill_only: bool,
}

/// Every demonstration shows the same office.
const SEED: u64 = 20_260_206;

/// Orders carried out at once: enough for the writer to take many in one go.
const WORKERS: usize = 64;

impl Demo {
    /// Fills where needed, prints addresses and accounts, and serves.
    pub async fn run(self) -> Result<(), Failed> {
        let place = DemoPlace::new(&self.dir);
        if self.fresh {
            place.remove()?;
        }
        let app = match place.state()? {
            State::Filled => place.open().await?,
            State::Absent => self.fill(&place).await?,
            State::HalfFilled => {
                eprintln!("notice: the last filling was cut off; starting over");
                place.remove()?;
                self.fill(&place).await?
            }
        };
        println!("{}", place.accounts()?);
        if self.fill_only {
            return Ok(());
        }
        if let Some(program) = Place::new(&self.dir).office_program()? {
            app.make_pdfs_with(program);
        }
        let site = Site::new(app.clone(), Mode::Demo);
        println!("public site (公开网站): http://{}/", self.listen);
        println!("desk (工作台): http://{}/desk", self.listen);
        serve(&app, site, self.listen).await
    }

    async fn fill(&self, place: &DemoPlace) -> Result<App, Failed> {
        place.create()?;
        let app = place.open().await?;
        let now = app.now();
        let from = now.on().saturating_sub(jiff::Span::new().years(1));
        let plan = office::plan(
            SEED,
            &Basis {
                catalogue: &app.rules().version,
                calendar: app.calendar().version(),
                since: from,
            },
        );
        simulation::found(&app, &plan, from).await?;
        let bar = ProgressBar::new(0).with_style(bar_style());
        let seen = bar.clone();
        let options = Options {
            reports: self.reports,
            workers: WORKERS,
            from,
            until: now.local,
        };
        let filled = simulation::fill(&app, &plan, &options, move |Progress { done, all }| {
            seen.set_length(all as u64);
            seen.set_position(done as u64);
        });
        let summary = filled.await?;
        bar.finish_and_clear();
        simulation::supervise(&app).await?;
        simulation::campaign(&app).await?;
        simulation::link(&app).await?;
        simulation::inspect(&app).await?;
        simulation::review(&app).await?;
        simulation::press(&app).await?;
        simulation::books(&app).await?;
        simulation::analyses(&app).await?;
        simulation::assign(&app).await?;
        simulation::assess(&app).await?;
        simulation::key_counties(&app).await?;
        jobs::clocks::record_due(&app).await?;
        simulation::answer_for(&app).await?;
        // A small demonstration has nothing to learn from; then registration suggests nothing.
        match app::classes::learn(&app).await {
            Ok(_) | Err(app::classes::CannotLearn::Few(_)) => {}
            Err(failed) => return Err(Failed::new(failed.to_string())),
        }
        let accounts = accounts(&app, &plan).await?;
        jobs::sequence::sequence(&app).await?;
        place.finish(&accounts)?;
        println!("{} reports, {} acts", self.reports, summary.orders);
        Ok(app)
    }
}

/// Sets credentials for one person a role, and says which.
async fn accounts(app: &App, plan: &OfficePlan) -> Result<String, Failed> {
    let mut lines = vec!["accounts (账号): login name, password, one-time code secret".to_owned()];
    for account in plan.accounts.iter().filter(|account| account.shown) {
        let (password, secret) = (login::draw_password(app), TotpSecret::draw(app));
        login::set_credentials(app, &account.person, &password, Some(&secret), Cost::DEMO).await?;
        let role = app.rules().role(account.role);
        let role = role.map_or(account.role, |role| &role.name);
        lines.push(format!(
            "  {}  {password}  {}  {} {role}（{}）",
            account.person,
            secret.reveal(),
            account.name,
            account.unit_name
        ));
    }
    Ok(lines.join("\n"))
}
