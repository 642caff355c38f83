//! Voiding (P-03): one person asks, another approves; the matter leaves every list but the register of voids,
//! which shows nothing a reader may not see (T3, T4).

use super::office::{Office, each_engine};

/// A report that the head asks to void and the leader approves.
async fn voided(office: &Office) -> String {
    let number = office.file().await;
    let desk = office.desk_of("p-clerk").await;
    let address = format!("/desk/matters/{number}/void-requests");
    let form = desk.open(&address).await.form(&address);
    let form = form.fill_all(&[("ground", "trial"), ("reason", "测试提交")]);
    assert!(desk.done(&form).await.has("已办："));
    let desk = office.desk_of("p-head").await;
    let address = format!("/desk/matters/{number}/repair-decisions");
    let form = desk.open(&address).await.form(&address);
    let form = form.fill_all(&[("decision", "approve")]);
    assert!(desk.done(&form).await.has("已作废"));
    number
}

#[tokio::test]
async fn what_is_void_is_in_the_register_of_voids_and_in_no_other_list_p03() {
    each_engine(async |office| {
        let number = voided(&office).await;
        let clerk = office.desk_of("p-clerk").await;
        for list in ["/desk", "/desk/matters", "/desk/matters?stage=voided"] {
            assert!(!clerk.open(list).await.has(&number), "{list}");
        }
        let register = clerk.open("/desk/voids").await;
        assert!(register.has(&number) && register.has("测试录入"));
        let page = clerk.open(&format!("/desk/matters/{number}")).await;
        assert!(page.has("编号不再使用"));
    })
    .await;
}

#[tokio::test]
async fn the_register_of_a_stranger_and_of_the_recused_is_empty_t3_t4() {
    each_engine(async |office| {
        let number = voided(&office).await;
        for person in ["y-clerk", "x-clerk", "t-officer"] {
            let desk = office.desk_of(person).await;
            assert!(!desk.open("/desk/voids").await.has(&number), "{person}");
        }
        let clerk = office.desk_of("p-clerk").await;
        let address = format!("/desk/matters/{number}/recusals");
        let form = clerk.open(&address).await.form(&address);
        let form = form.fill_all(&[("person", "p-clerk"), ("reason", "亲属关系")]);
        clerk.submit(&form, ("", "")).await;
        assert!(!clerk.open("/desk/voids").await.has(&number));
        assert!(
            office
                .desk_of("p-head")
                .await
                .open("/desk/voids")
                .await
                .has(&number)
        );
    })
    .await;
}
