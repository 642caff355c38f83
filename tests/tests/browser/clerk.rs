//! A member of staff at the desk: comes in, finds the matter in the book, and does the next act with
//! the form the desk offers for it.

use super::site::{PASSWORD, Served};
use super::window::Window;

/// Comes in as a person by the demonstration's chooser.
pub async fn choose(window: &Window, person: &str) {
    window.open("/desk/demo").await;
    window
        .press(&format!("button[name=person][value={person}]"))
        .await;
    assert!(window.has(".spine").await, "{}", window.page().await);
}

/// Comes in by password and one-time code: refused with a wrong one, let in with the right one.
pub async fn sign_in(window: &Window, site: &Served, person: &str) {
    let secret = site.admit(person).await;
    window.open("/desk/matters").await;
    assert_eq!(window.h1().await, "登录信访举报平台");
    let code = secret.code(site.app.now().at);
    for (password, heading) in [
        ("不是这一个密码吧？", "登录信访举报平台"),
        (PASSWORD, "信访件"),
    ] {
        window.fill("form", "person", person).await;
        window.fill("form", "password", password).await;
        window.fill("form", "code", &code).await;
        window.press("form .button.main").await;
        assert_eq!(window.h1().await, heading, "{}", window.page().await);
        assert_eq!(window.has(".errors").await, password != PASSWORD);
    }
}

/// Leaves the desk.
pub async fn sign_out(window: &Window) {
    window.press("form[action='/desk/leave'] button").await;
    assert_eq!(window.h1().await, "您已退出");
}

/// Does an act on a matter: finds it in the book, opens the form on the dossier or on a page of its
/// own, fills it and sends it.
pub async fn act(window: &Window, number: &str, noun: &str, fields: &[(&str, &str)]) {
    let form = open_form(window, number, noun).await;
    for (name, value) in fields {
        match *name {
            "add" => {
                window
                    .press(&format!("{form} button[name=add][value='{value}']"))
                    .await
            }
            name => window.fill(&form, name, value).await,
        }
    }
    window.press(&format!("{form} .tools .button")).await;
    let done = window.has(".notice.done").await;
    assert!(done, "{noun} was not carried out: {}", window.page().await);
}

/// Leads to the form of an act, from the book looked up by the number. Its selector.
pub async fn open_form(window: &Window, number: &str, noun: &str) -> String {
    window.open(&format!("/desk/matters?number={number}")).await;
    window
        .press(&format!(".book a[href='/desk/matters/{number}']"))
        .await;
    let address = format!("/desk/matters/{number}/{noun}");
    let form = format!("form[action='{address}']");
    if !window.has(&form).await {
        window.press(&format!(".acts a[href='{address}']")).await;
    } else if !window.has(&format!("details[open] > {form}")).await {
        window
            .find(&format!("details:has(> {form}) > summary"))
            .await
            .click()
            .await
            .unwrap();
    }
    form
}
