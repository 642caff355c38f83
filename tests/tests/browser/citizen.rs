//! A citizen at the public site: reports, one question a page, and asks where the report stands.

use std::fs;

use tempfile::TempDir;

use super::window::Window;

const FORM: &str = "#report";
const NEXT: &str = "#report .button.main";

/// What the citizen takes home.
#[derive(Debug, Clone)]
pub struct Receipt {
    pub number: String,
    pub code: String,
}

/// A page of the report, at which a walk may stop to look around.
pub type Stop = &'static str;

/// Reports anonymously with one attachment, from the first page of the site to the receipt, and
/// pauses on every page.
pub async fn report(window: &Window, pause: &mut impl AsyncFnMut(Stop)) -> Receipt {
    report_from(window, "/", pause).await
}

/// The same from another first page: in large type, for one.
pub async fn report_from(
    window: &Window,
    first: &str,
    pause: &mut impl AsyncFnMut(Stop),
) -> Receipt {
    window.open(first).await;
    pause("首页").await;
    window.press("main .button.main").await;
    assert_eq!(window.h1().await, "您要向哪里反映");
    pause("受理机关").await;
    window.fill(FORM, "unit", "p").await;
    window.press(NEXT).await;
    assert_eq!(window.h1().await, "您愿意实名举报吗");
    pause("署名方式").await;
    window.fill(FORM, "real_name", "false").await;
    window.press(NEXT).await;
    assert_eq!(window.h1().await, "您要反映谁");
    pause("被反映人").await;
    window.fill(FORM, "accused.0.name", "钱某某").await;
    window.fill(FORM, "accused.0.unit", "清河县柳溪镇").await;
    window.fill(FORM, "accused.0.post", "副镇长").await;
    window.press(NEXT).await;
    story(window).await;
    pause("经过").await;
    window.press(NEXT).await;
    attach(window).await;
    pause("材料").await;
    window.press(NEXT).await;
    assert_eq!(window.h1().await, "请核对后提交");
    for said in [
        "云岭省纪委监委",
        "匿名",
        "钱某某",
        "反映柳溪镇河道采砂",
        "采砂记录.txt",
    ] {
        assert!(
            window.text(FORM).await.contains(said),
            "{said} is not among the answers"
        );
    }
    pause("核对").await;
    window.fill(FORM, "truthful", "yes").await;
    window.press(NEXT).await;
    assert_eq!(window.h1().await, "已收到您的举报");
    pause("回执").await;
    let number = window.text(".receipt .number").await;
    let code = window.text(".receipt .code").await;
    window.fill("form", "noted", "yes").await;
    window.press("form .button.main").await;
    assert_eq!(window.h1().await, "举报已经完成");
    assert!(
        !window.text("main").await.contains(&code),
        "the code is shown once"
    );
    pause("完成").await;
    Receipt { number, code }
}

async fn story(window: &Window) {
    assert_eq!(window.h1().await, "请写下事情的经过");
    window
        .fill(FORM, "title", "反映柳溪镇河道采砂收好处问题")
        .await;
    let text = "去年十月起，砂场每晚在柳溪河段采砂。\n副镇长钱某某收了砂场的钱，有人举报也不来查。";
    window.fill(FORM, "text", text).await;
}

async fn attach(window: &Window) {
    assert_eq!(window.h1().await, "有照片、录音或者文件吗");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("采砂记录.txt");
    fs::write(&file, "十月八日夜，三车；十月九日夜，五车。").unwrap();
    window.fill(FORM, "files", file.to_str().unwrap()).await;
    window.press("button[value=attach]").await;
    assert!(window.text(FORM).await.contains("已上传 1 个"));
}

/// Asks by the query code. What the site says: the heading, and the word the report stands at.
pub async fn status(window: &Window, code: &str) -> (String, String) {
    window.open("/status").await;
    window.fill("main form", "code", code).await;
    window.press("main form .button.main").await;
    (window.h1().await, window.text(".stepper .now").await)
}
