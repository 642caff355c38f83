//! Reporting without script, from the first question to the receipt; nothing is lost on the way.

use super::office::each_engine;
use crate::support::browser::{Browser, Filling};
use crate::support::page::check_page;

const NEXT: (&str, &str) = ("go", "next");
const STORY: &str = "去年秋天修路，按户收了三百元。\n没有开票，\"记在本子上\" <二十六户>。";

/// Answers every question up to the attachments, anonymously.
pub async fn up_to_files(browser: &Browser) -> Filling {
    let page = browser.visit("/report?unit=x").await;
    let page = browser.press(page.fill("real_name", "false"), NEXT).await;
    assert_eq!(page.h1(), "您要反映谁");
    let page = browser
        .press(page.fill("accused.0.name", "何守成"), NEXT)
        .await;
    let page = page.fill("title", "修路收钱").fill("text", STORY);
    browser.press(page, NEXT).await
}

#[tokio::test]
async fn a_real_name_report_is_filed_through_every_question() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = browser.visit("/report").await;
        check_page(&page.answer.body);
        // The city has a county below it, and the county a township: level by level.
        let page = browser.press(page.fill("unit", "x"), NEXT).await;
        assert_eq!(page.h1(), "您要向哪里反映");
        assert!(page.answer.has("柳溪镇纪委"));
        let page = browser.press(page.fill("unit", "t"), NEXT).await;
        assert!(page.answer.has("将提交给：柳溪镇纪委"));
        let page = browser.press(page.fill("real_name", "true"), NEXT).await;
        assert_eq!(page.h1(), "怎样联系您");
        check_page(&page.answer.body);
        let page = page
            .fill("reporter.name", "张三丰")
            .fill("reporter.phone", "13800001234");
        let page = browser.press(page, NEXT).await;
        let page = browser
            .press(page.fill("accused.0.post", "村支书"), ("go", "add"))
            .await;
        let page = browser
            .press(page.fill("accused.1.name", "李某"), NEXT)
            .await;
        let page = browser
            .press(page.fill("title", "修路收钱").fill("text", STORY), NEXT)
            .await;
        check_page(&page.answer.body);
        let page = page.choose_file("收据.txt", "收款三百元".as_bytes());
        let page = browser.press(page, ("go", "attach")).await;
        assert!(page.answer.has("已上传 1 个") && page.answer.has("收据.txt"));
        check_page(&page.answer.body);
        let page = browser.press(page, NEXT).await;
        assert_eq!(page.h1(), "请核对后提交");
        check_page(&page.answer.body);
        for said in [
            "柳溪镇纪委",
            "村支书",
            "李某",
            "收据.txt",
            "&#60;二十六户&#62;",
        ] {
            assert!(page.answer.has(said), "{said}");
        }
        assert!(
            !page
                .answer
                .body
                .split("<dl")
                .nth(1)
                .unwrap()
                .contains("13800001234")
        );
        let page = browser.press(page.fill("truthful", "yes"), NEXT).await;
        assert_eq!(page.h1(), "已收到您的举报");
        check_page(&page.answer.body);
        assert_eq!(office.reports().await, 1);
    })
    .await;
}

#[tokio::test]
async fn wrong_input_comes_back_filled_and_says_what_is_missing() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = browser.press(browser.visit("/report").await, NEXT).await;
        assert!(page.title().starts_with("错误：") && page.answer.has("请选一个受理机关"));
        check_page(&page.answer.body);
        let page = browser
            .press(browser.visit("/report?unit=x").await, NEXT)
            .await;
        assert!(page.answer.has("请选“实名”或“匿名”"));
        check_page(&page.answer.body);
        let page = browser.press(page.fill("real_name", "true"), NEXT).await;
        let page = browser
            .press(page.fill("reporter.address", "某路一号"), NEXT)
            .await;
        assert!(page.answer.has("请填写姓名") && page.answer.has("请填写联系电话"));
        assert_eq!(page.value("reporter.address"), "某路一号");
        check_page(&page.answer.body);
        let name = "长".repeat(31);
        let page = page
            .fill("reporter.name", &name)
            .fill("reporter.phone", "12345");
        let page = browser.press(page, NEXT).await;
        assert!(page.answer.has("最多30字"));
        assert_eq!(page.value("reporter.name"), name);
        let page = browser
            .press(page.fill("reporter.name", "张三丰"), NEXT)
            .await;
        let page = browser.press(page, NEXT).await;
        assert!(page.answer.has("姓名、单位、职务请至少写一样"));
        let page = browser
            .press(page.fill("accused.0.unit", "某村委会"), NEXT)
            .await;
        let long = "字".repeat(6_001);
        let page = browser.press(page.fill("text", &long), NEXT).await;
        assert!(page.answer.has("最多6000字") && page.answer.has("请填写“标题”"));
        assert_eq!(page.value("text"), long);
        assert_eq!(page.value("reporter.phone"), "12345");
        check_page(&page.answer.body);
        assert_eq!(office.reports().await, 0);
    })
    .await;
}

#[tokio::test]
async fn back_and_change_keep_every_answer() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = up_to_files(&browser).await;
        let page = browser.press(page, ("go", "back")).await;
        assert_eq!(page.value("text"), STORY);
        let page = browser
            .press(page.fill("text", "改了一半"), ("go", "back"))
            .await;
        assert_eq!(page.h1(), "您要反映谁");
        let page = browser.press(browser.press(page, NEXT).await, NEXT).await;
        let page = browser.press(page, NEXT).await;
        assert!(page.answer.has("改了一半"));
        let page = browser.press(page, ("go", "change-accused")).await;
        let page = browser
            .press(page.fill("accused.0.name", "何守诚"), NEXT)
            .await;
        assert_eq!(page.h1(), "请核对后提交");
        assert!(page.answer.has("何守诚") && page.answer.has("改了一半"));
        // Without the tick nothing is filed, and nothing lost.
        let page = browser.press(page, NEXT).await;
        assert!(page.title().starts_with("错误：") && page.answer.has("何守诚"));
        check_page(&page.answer.body);
        // A change of mind about the name asks who reports before it comes back.
        let page = browser.press(page, ("go", "change-naming")).await;
        let page = browser.press(page.fill("real_name", "true"), NEXT).await;
        assert_eq!(page.h1(), "怎样联系您");
        let page = page
            .fill("reporter.name", "张三丰")
            .fill("reporter.phone", "12345678");
        let page = browser.press(page, NEXT).await;
        assert_eq!(page.h1(), "请核对后提交");
        // And back to anonymous forgets it.
        let page = browser.press(page, ("go", "change-naming")).await;
        let page = browser.press(page.fill("real_name", "false"), NEXT).await;
        assert!(!page.answer.has("张三丰"));
        assert_eq!(office.reports().await, 0);
    })
    .await;
}

#[tokio::test]
async fn attachments_are_told_by_content_and_counted() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = up_to_files(&browser).await;
        let page = page.choose_file(
            "程序.txt",
            b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff",
        );
        let page = page.choose_file("说明.txt", "经过说明".as_bytes());
        let page = browser.press(page, ("go", "attach")).await;
        assert!(page.answer.has("不是可以提交的文件类型") && page.answer.has("已上传 1 个"));
        assert!(page.title().starts_with("错误："));
        check_page(&page.answer.body);
        let large = vec![b'a'; 10 * 1_048_576 + 1];
        let page = browser
            .press(page.choose_file("大.txt", &large), ("go", "attach"))
            .await;
        assert!(page.answer.has("超过 10 MB") && page.answer.has("已上传 1 个"));
        let many = (0..5).fold(page, |page, _| page.choose_file("页.txt", "页".as_bytes()));
        let page = browser.press(many, ("go", "attach")).await;
        assert!(page.answer.has("材料最多 5 个") && page.answer.has("已上传 5 个"));
        let page = browser.press(page, ("detach", "0")).await;
        assert!(page.answer.has("已上传 4 个") && !page.answer.has("说明.txt"));
        // Chosen and not uploaded by hand: the next button takes it along.
        let page = browser
            .press(page.choose_file("末.txt", "末页".as_bytes()), NEXT)
            .await;
        assert_eq!(page.h1(), "请核对后提交");
        assert!(page.answer.has("末.txt"));
        let mut page = page.fill("truthful", "yes");
        // A token that is not ours is refused by the application, and the page comes back.
        let forged = page
            .form
            .pairs
            .iter_mut()
            .find(|(name, _)| name == "files.0.token")
            .unwrap();
        forged.1 = "made-up".to_owned();
        let page = browser.press(page, NEXT).await;
        assert_eq!(page.h1(), "有照片、录音或者文件吗");
        assert!(page.title().starts_with("错误："));
        check_page(&page.answer.body);
        assert_eq!(office.reports().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_second_press_makes_no_second_report() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = browser.press(up_to_files(&browser).await, NEXT).await;
        let page = page.fill("truthful", "yes");
        let again = page.answer.clone().filling().fill("truthful", "yes");
        assert_eq!(browser.press(page, NEXT).await.h1(), "已收到您的举报");
        let answer = browser.submit(&again, NEXT).await;
        assert_eq!(answer.status, 409);
        assert!(answer.has("这件举报已经提交过"));
        assert_eq!(office.reports().await, 1);
    })
    .await;
}

#[tokio::test]
async fn large_type_goes_with_the_form() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = browser.visit("/report?unit=x&type=large").await;
        assert!(page.answer.has("class=\"large\""));
        let page = browser.press(page.fill("real_name", "false"), NEXT).await;
        assert!(page.answer.has("class=\"large\""));
        let page = browser
            .press(page.fill("accused.0.name", "甲"), ("go", "size"))
            .await;
        assert!(!page.answer.has("class=\"large\""));
        assert_eq!(page.value("accused.0.name"), "甲");
    })
    .await;
}
