//! A bringing that is cut off, as by a power failure, between entering rows and recording that the sheet came
//! back: what was entered stays, is not entered again, and the sheet does not stay listed as out (P-09).

use papers::locked;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Wake};
use tokio::sync::Notify;

use super::office::{Office, each_engine};
use super::sheets::{filled, inside, later, routed, taken};

/// Acts entered from sheets.
async fn entered(office: &Office) -> usize {
    let sql = "SELECT key FROM claims WHERE namespace = 'task-sheet'";
    office.app.store().rows(sql, &[]).await.unwrap().len()
}

/// Tells that what is under way may go on.
#[derive(Default)]
struct Woken(Notify);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.notify_one();
    }
}

/// Runs until something was entered, and drops what is under way there. It goes on only where nothing was
/// entered before it was woken: a write that ends later finds it gone.
async fn cut_off<F: Future>(office: &Office, under_way: F) {
    let woken = Arc::new(Woken::default());
    let waker = Arc::clone(&woken).into();
    let mut under_way = pin!(under_way);
    while entered(office).await == 0 {
        let over = under_way.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(over.is_pending(), "it was to be cut off before it is done");
        woken.0.notified().await;
    }
}

#[tokio::test]
async fn what_was_entered_stays_and_is_told_when_the_sheet_is_brought_once_more_p_09() {
    each_engine(async |office| {
        let number = routed(&office).await;
        let desk = office.desk_of("x-clerk").await;
        let (file, passphrase) = taken(&desk).await;
        let sheet = inside(&file, &passphrase);
        let when = later(&office.clock, 20);
        let back = filled(
            &sheet,
            &passphrase,
            &[("经办人", "高洁"), ("签收时间", &when)],
        );
        assert!(locked::unlock(&back, &passphrase, 1_000_000).is_ok());
        let person = "x-clerk".into();
        let bringing = app::task_sheets::enter(&office.app, &person, &back, &passphrase, false);
        cut_off(&office, bringing).await;

        let list = desk.open("/desk/sheets").await;
        assert!(!list.has("没有在外的任务单"), "it was not recorded");
        let page = desk.visit("/desk/sheets").await;
        let form = page.answer.form("/desk/sheets/bring");
        let form = form.fill("passphrase", &passphrase);
        let seen = desk
            .submit(&form.choose_file("file", &back), ("", ""))
            .await;
        assert!(
            seen.has("前次已录入 1 件") && seen.has("补记带回"),
            "{}",
            seen.body
        );
        let form = seen.form("/desk/sheets/enter");
        let told = desk.submit(&form, ("go", "good")).await;
        assert!(told.has("没有重复录入"), "{}", told.body);
        assert_eq!(entered(&office).await, 1);
        let page = desk.open(&format!("/desk/matters/{number}")).await;
        assert_eq!(
            page.body.matches("高洁（陈静据离线任务单").count(),
            1,
            "{}",
            page.body
        );
        let list = desk.open("/desk/sheets").await;
        assert!(
            list.has("录入1件1步") && list.has("没有在外的任务单"),
            "{}",
            list.body
        );
        let again = desk.submit(&form, ("go", "good")).await;
        assert!(again.has("没有可以录入的"), "{}", again.body);
        app::rebuild::rebuild(&office.app).await.unwrap();
        let same = app::rebuild::check(&office.app).await.unwrap();
        assert!(matches!(same, app::rebuild::Outcome::Same(_)), "{same:?}");
    })
    .await;
}
