//! Every main page at the widths of a phone, an office screen and a wide one: nothing stands out
//! sideways, nothing fails in the browser, and what can be computed of WCAG 2.2 AA holds.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use store::testing::fresh_sqlite;

use super::audit::{Public, complaints};
use super::citizen;
use super::clerk::{choose, open_form, sign_out};
use super::driver::{Driver, Script};
use super::handling::{self, Matters};
use super::site::Served;
use super::window::{OFFICE, PHONE, Screen, WIDE, Window};

#[tokio::test(flavor = "multi_thread")]
async fn every_main_page_is_in_order_on_a_phone() {
    at(PHONE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_main_page_is_in_order_on_an_office_screen() {
    at(OFFICE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_main_page_is_in_order_on_a_wide_screen() {
    at(WIDE).await;
}

async fn at(screen: Screen) {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let matters = handling::fill(&site).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(screen).await;
    let mut tour = Tour {
        window: &window,
        screen,
        seen: 0,
        wrong: Vec::new(),
    };
    tour.public().await;
    tour.doors().await;
    tour.reading(&matters).await;
    tour.doing(&matters).await;
    assert!(tour.wrong.is_empty(), "\n{}\n", tour.wrong.join("\n"));
    assert!(tour.seen > 30);
    window.close().await;
}

/// A walk through the pages of the site.
struct Tour<'a> {
    window: &'a Window,
    screen: Screen,
    seen: usize,
    wrong: Vec<String>,
}

impl Tour<'_> {
    async fn public(&mut self) {
        let window = self.window;
        let mut pause = async |stop| self.look(stop, Public::Citizens).await;
        let receipt = citizen::report(window, &mut pause).await;
        citizen::status(window, &receipt.code).await;
        self.look("进度", Public::Citizens).await;
        self.open("须知", "/guidance", Public::Citizens).await;
        self.open("查询", "/status", Public::Citizens).await;
        window.press("main form .button.main").await;
        self.look("查询有误", Public::Citizens).await;
        let due = "/calendar?from=2026-02-06&count=5&unit=working";
        self.open("日历", due, Public::Citizens).await;
        self.open("实名", "/report?unit=t", Public::Citizens).await;
        window.fill("#report", "real_name", "true").await;
        window.press("#report .button.main").await;
        self.look("联系方式", Public::Citizens).await;
        window.press("#report .button.main").await;
        self.look("联系方式有误", Public::Citizens).await;
        self.open("首页大字版", "/?type=large", Public::Citizens)
            .await;
        self.open("无此页", "/nothing", Public::Citizens).await;
    }

    async fn doors(&mut self) {
        self.open("选一个人", "/desk/demo", Public::Staff).await;
        self.open("登录", "/desk/login", Public::Staff).await;
        self.window.press("form .button.main").await;
        self.look("登录有误", Public::Staff).await;
    }

    async fn reading(&mut self, matters: &Matters) {
        choose(self.window, "p-clerk").await;
        self.look("待办", Public::Staff).await;
        self.open("台账", "/desk/matters", Public::Staff).await;
        self.open("台账查无此件", "/desk/matters?number=1", Public::Staff)
            .await;
        let dossier = format!("/desk/matters/{}", matters.handled);
        self.open("卷宗", &dossier, Public::Staff).await;
        self.open("痕迹", &format!("{dossier}/trail"), Public::Staff)
            .await;
        self.open("无此件", "/desk/matters/none", Public::Staff)
            .await;
        self.open("设置", "/desk/settings", Public::Staff).await;
        choose(self.window, "auditor").await;
        self.open("调阅痕迹", "/desk/trail", Public::Staff).await;
        choose(self.window, "system").await;
        self.open("机构", "/desk/office", Public::Staff).await;
        self.window.press(".tools a").await;
        self.look("设立机构", Public::Staff).await;
    }

    async fn doing(&mut self, matters: &Matters) {
        let window = self.window;
        choose(window, "p-clerk").await;
        self.open("来信登记", "/desk/reports", Public::Staff).await;
        window.press("form.dense .button.main").await;
        self.look("来信登记有误", Public::Staff).await;
        window
            .fill("form.dense", "title", "反映某村集体林地承包费去向不明")
            .await;
        window
            .fill("form.dense", "text", "三年承包费没有入账。")
            .await;
        window.press("form.dense .button.main").await;
        self.look("已接收", Public::Staff).await;
        let form = open_form(window, &matters.fresh, "registration").await;
        self.look("登记", Public::Staff).await;
        window.press(&format!("{form} .tools .button")).await;
        self.look("登记有误", Public::Staff).await;
        choose(window, "x-handler").await;
        let form = open_form(window, &matters.handled, "findings").await;
        self.look("承办人的卷宗", Public::Staff).await;
        window.press(&format!("{form} .tools .button")).await;
        self.look("核查结论有误", Public::Staff).await;
        sign_out(window).await;
        self.look("已退出", Public::Staff).await;
    }

    async fn open(&mut self, name: &str, path: &str, public: Public) {
        self.window.open(path).await;
        let is_there = !self.window.h1().await.contains("没有找到");
        assert_eq!(is_there, !name.starts_with('无'), "{name} at {path}");
        self.look(name, public).await;
    }

    async fn look(&mut self, name: &str, public: Public) {
        self.seen += 1;
        let name = format!("{} {name}", self.screen.width);
        if let Some(folder) = pictures() {
            let path = folder.join(format!("{name}.png"));
            self.window.whole_picture(&path, self.screen).await;
        }
        self.wrong
            .extend(complaints(self.window, &name, public).await);
    }
}

/// Where pictures of every page go, if anybody wants them.
fn pictures() -> Option<PathBuf> {
    env::var_os("JIANJIAN_PICTURES")?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).unwrap();
    Some(folder)
}
