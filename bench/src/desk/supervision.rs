//! The pages of supervision: the plan of tomorrow, slips, urging, their figures, the wall chart and the
//! balance of the books, each over the whole province.

use super::pages::{Times, time};
use crate::world::World;
use app::queries::balance;
use app::queries::supervision::slips::Which;
use app::queries::supervision::{figures, late, plan, slips};
use casework::{PersonId, UnitId};
use jiff::civil::date;

/// Times by page, as the head of the province's petition office opens them.
pub async fn measure(world: &World, head: &PersonId) -> Vec<(&'static str, Times)> {
    let app = &world.app;
    let chart = balance::wall(app, head, None).await;
    let province = chart.expect("the head sees the chart").organ;
    let year = (date(2026, 1, 1), date(2026, 11, 20));
    let may = "the head supervises";
    let units = late::units(app, head).await.expect(may).units;
    let busiest = units.first().map(|unit| UnitId::from(&*unit.id));
    let busiest = busiest.unwrap_or_else(|| province.clone());
    vec![
        (
            "plan of tomorrow",
            time(async |_| {
                drop(
                    plan::plan(app, head, slips::Pages::default())
                        .await
                        .expect(may),
                )
            })
            .await,
        ),
        (
            "slips to sign",
            time(async |_| {
                drop(
                    slips::drafts(app, head, slips::Pages::default())
                        .await
                        .expect(may),
                )
            })
            .await,
        ),
        (
            "slips out",
            time(async |_| {
                let sent = slips::sent(app, head, &Which::default(), slips::Pages::default()).await;
                drop(sent.expect(may));
            })
            .await,
        ),
        (
            "late units",
            time(async |_| drop(late::units(app, head).await.expect(may))).await,
        ),
        (
            "late, one unit",
            time(async |_| {
                let late = late::of_unit(app, head, &busiest, None).await;
                drop(late.expect(may));
            })
            .await,
        ),
        (
            "figures of supervision",
            time(async |_| drop(figures::figures(app, head, None).await.expect(may))).await,
        ),
        (
            "wall chart",
            time(async |_| drop(balance::wall(app, head, None).await.expect(may))).await,
        ),
        (
            "wall chart, its items",
            time(async |_| {
                let flow = balance::Flow::Overdue;
                let items = balance::items(app, head, &province, year, flow, None).await;
                drop(items.expect(may));
            })
            .await,
        ),
        (
            "balance of a year",
            time(async |_| {
                let balance = balance::balance(app, head, &province, year).await;
                drop(balance.expect(may));
            })
            .await,
        ),
    ]
}
