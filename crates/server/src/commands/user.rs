//! `jianjian user`: people and their credentials, from the server's console (人员与登录).

use crate::data::Data;
use crate::failed::Failed;
use app::login::{self, Cost, TotpSecret};
use app::{App, Failure, Order, Subject, Who};
use casework::PersonId;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// What can be done about people.
#[derive(Subcommand)]
pub enum User {
    /// Founds a unit (设立机构): the first one is the office's root
    Unit(Unit),
    /// Enrols a person, gives a post and credentials (登记、任职并开通登录)
    Add(Add),
    /// Sets new credentials, and closes every session (重置密码和动态口令)
    Passwd(One),
    /// Takes every right at once (停用)
    Suspend(One),
    /// Lists people and posts (名册)
    List(Data),
}

/// A unit to be founded.
#[derive(Args)]
pub struct Unit {
    #[command(flatten)]
    data: Data,
    /// Its id (机构编号)
    #[arg(long)]
    id: String,
    /// Its name (机构名称)
    #[arg(long)]
    name: String,
    /// commission, township-commission, dispatched, petition-office, supervision-office … (性质)
    #[arg(long)]
    kind: String,
    /// province, city, county, township … (层级)
    #[arg(long)]
    level: String,
    /// The unit above; none for the root (上级机构)
    #[arg(long)]
    parent: Option<String>,
    /// Its division's code (行政区划代码)
    #[arg(long)]
    region: String,
    /// Its place (所在地)
    #[arg(long)]
    place: String,
}

/// A person to be added.
#[derive(Args)]
pub struct Add {
    #[command(flatten)]
    data: Data,
    /// Login name (登录名)
    #[arg(long)]
    id: String,
    /// Name (姓名)
    #[arg(long)]
    name: String,
    /// The unit of the first post (机构编号)
    #[arg(long)]
    unit: String,
    /// The role of the first post (角色), from catalogue/roles.toml
    #[arg(long)]
    role: String,
}

/// A person by login name.
#[derive(Args)]
pub struct One {
    #[command(flatten)]
    data: Data,
    /// Login name (登录名)
    id: String,
}

impl User {
    /// Does it.
    pub async fn run(self) -> Result<(), Failed> {
        match self {
            Self::Unit(unit) => unit.found().await,
            Self::Add(add) => add.add().await,
            Self::Passwd(one) => {
                let app = one.data.open().await?;
                credentials(&app, &one.id).await
            }
            Self::Suspend(one) => {
                let app = one.data.open().await?;
                give(&app, "suspend", json!({"person": one.id})).await
            }
            Self::List(data) => list(&data.open().await?),
        }
    }
}

impl Unit {
    async fn found(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        let mut unit = json!({
            "id": self.id, "name": self.name, "kind": self.kind, "level": self.level,
            "region": self.region, "place": self.place,
        });
        if let Some(parent) = self.parent {
            unit["parent"] = parent.into();
        }
        give(&app, "found-unit", unit).await
    }
}

impl Add {
    async fn add(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        // A person whose post was refused the last time is enrolled already.
        if app.office().person(&PersonId::from(&*self.id)).is_none() {
            give(
                &app,
                "enrol-person",
                json!({"id": self.id, "name": self.name}),
            )
            .await?;
        }
        let post = json!({"person": self.id, "unit": self.unit, "role": self.role});
        give(&app, "appoint", post).await?;
        credentials(&app, &self.id).await
    }
}

/// Draws and sets a password and a code generator, and shows them this once.
async fn credentials(app: &App, id: &str) -> Result<(), Failed> {
    let (password, secret) = (login::draw_password(app), TotpSecret::draw(app));
    let person = PersonId::from(id);
    let set = login::set_credentials(app, &person, &password, Some(&secret), Cost::OFFICE).await;
    set.map_err(sentence)?;
    println!("login name (登录名): {id}");
    println!("password (密码): {password}");
    println!("one-time code secret (动态口令密钥): {}", secret.reveal());
    println!("{}", secret.address(id));
    println!("Shown this once. Hand it over in person.");
    Ok(())
}

fn list(app: &App) -> Result<(), Failed> {
    let (office, today) = (app.office(), app.now().on());
    for person in office.people.values() {
        let posts = office
            .posts_of(&person.id, today)
            .map(|post| format!("{}（{}）", office.unit_name(&post.unit), post.role));
        let posts: Vec<String> = posts.collect();
        let state = if person.suspended { "\t已停用" } else { "" };
        println!(
            "{}\t{}\t{}{state}",
            person.id,
            person.name,
            posts.join("；")
        );
    }
    Ok(())
}

/// Gives an order about the office, from the console.
async fn give(app: &App, act: &str, fields: Value) -> Result<(), Failed> {
    let Value::Object(fields) = fields else {
        unreachable!("fields are written as an object")
    };
    let order = Order {
        subject: Subject::Office,
        act: act.into(),
        fields,
        happened: None,
    };
    let done = app.execute(&Who::Console, order).await;
    done.map(drop).map_err(sentence)
}

/// A failure with every field it names.
fn sentence(failure: Failure) -> Failed {
    let Failure::Invalid(errors) = &failure else {
        return failure.into();
    };
    let fields = errors
        .iter()
        .map(|error| format!("{}: {}", error.field, error.sentence));
    Failed::new(fields.collect::<Vec<_>>().join("; "))
}
