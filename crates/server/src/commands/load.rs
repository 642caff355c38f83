//! `jianjian load` (hidden): files reports as fast as it can and prints each number once it is
//! acknowledged. Tests kill it at any moment and look for every number it printed.

use crate::data::Data;
use crate::failed::Failed;
use app::{App, Order, Subject, Who};
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;

/// Writes invented reports until it is stopped.
#[derive(Args)]
pub struct Load {
    #[command(flatten)]
    data: Data,
    /// How many file at once
    #[arg(long, default_value_t = 8)]
    clients: usize,
}

impl Load {
    /// Files until the process ends.
    pub async fn run(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        app::import::unnamed_office(&app).await?;
        let clients: Vec<_> = (0..self.clients)
            .map(|client| tokio::spawn(file(app.clone(), client)))
            .collect();
        for client in clients {
            client.await??;
        }
        Ok(())
    }
}

async fn file(app: App, client: usize) -> Result<(), Failed> {
    let office = app.office();
    let root = office.units.values().find(|unit| unit.parent.is_none());
    let unit = root.map(|unit| unit.id.clone());
    let unit = unit.ok_or_else(|| Failed::new("the office has no unit"))?;
    for count in 0_u64.. {
        let fields = json!({
            "channel": "web", "unit": unit, "title": format!("第{client}路第{count}件"),
            "text": "压力测试用的虚构内容。".repeat(20),
            "reporter": {"phone": format!("1390000{:04}", count % 10_000)},
            "accused": [{"name": "虚构某"}],
        });
        let Value::Object(fields) = fields else {
            unreachable!("a report is written as an object")
        };
        let order = Order {
            subject: Subject::NewMatter,
            act: "receive".into(),
            fields,
            happened: None,
        };
        let done = app.execute(&Who::Citizen, order).await?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", done.number.unwrap_or_default())?;
        out.flush()?;
    }
    Ok(())
}
