//! One report to its end, in words that can be found again.

use crate::office::TestOffice;
use app::Done;
use serde_json::{Value, json};

/// Everything personal or free that the story enters, each word found nowhere else.
pub const WORDS: &[&str] = &[
    "欧阳藏名",
    "13987654321",
    "990100198001011234",
    "试县隐居路七号",
    "藏址单位其他栏",
    "标题里的独特词",
    "正文里的独特句",
    "端木被诉",
    "某局暗职务",
    "所涉问题独句",
    "筛查独特意见",
    "批示独特文字",
    "处置独特说明",
    "核查独特依据",
    "结果独特概述",
    "审核独特意见",
    "答复独特内容",
    "附件独特名",
    "附件独特内容",
    "查看独特用途",
    "会签独特话",
    "分办独特要求",
];

/// Acts of the story after filing, by whom.
fn acts() -> Vec<(&'static str, &'static str, Value)> {
    let lead = json!({
        "subject": "端木被诉", "post": "某局暗职务", "rank": "township", "managed_at": "county",
        "issues": [{"category": "176", "text": "所涉问题独句"}],
    });
    vec![
        ("li", "register", json!({"class": "A", "leads": [lead]})),
        (
            "li",
            "screen",
            json!({"class": "A", "opinion": "筛查独特意见"}),
        ),
        ("zu", "instruct", json!({"text": "批示独特文字"})),
        (
            "li",
            "route",
            json!({"to": "c-s", "mode": "here", "requirement": "分办独特要求"}),
        ),
        ("qi", "sign", json!({})),
        ("he", "accept", json!({"handler": "bo", "leader": "he"})),
        (
            "bo",
            "choose-disposal",
            json!({"lead": "1", "disposal": "preliminary-verification"}),
        ),
        ("bo", "progress", json!({"note": "处置独特说明"})),
        (
            "bo",
            "find",
            json!({"issue": "1.1", "finding": "true", "grounds": "核查独特依据"}),
        ),
        (
            "bo",
            "report-result",
            json!({"summary": "结果独特概述", "people_dealt_with": 0, "recovered_yuan": 0}),
        ),
        (
            "bo",
            "countersign",
            json!({"slot": "handler", "opinion": "agree", "note": "会签独特话"}),
        ),
        (
            "he",
            "countersign",
            json!({"slot": "leader", "opinion": "agree"}),
        ),
        (
            "zu",
            "countersign",
            json!({"slot": "head", "opinion": "agree"}),
        ),
        (
            "ma",
            "audit",
            json!({"verdict": "pass", "opinion": "审核独特意见"}),
        ),
        (
            "li",
            "reply",
            json!({"mode": "phone", "text": "答复独特内容"}),
        ),
        ("li", "write-off", json!({})),
    ]
}

/// Files it with an attachment.
pub async fn filed(test: &TestOffice) -> Done {
    let content = "附件独特内容，逐日记录。".repeat(40);
    let upload = app::files::upload(&test.app, "附件独特名.txt", content.as_bytes());
    let token = upload.await.unwrap().token;
    test.file(json!({
        "title": "标题里的独特词", "text": "正文里的独特句，不得外泄。", "real_name": true,
        "accused": [{"name": "端木被诉", "unit": "某局", "post": "某局暗职务"}],
        "reporter": {"name": "欧阳藏名", "phone": "13987654321", "id_number": "990100198001011234",
                     "address": "试县隐居路七号", "other": "藏址单位其他栏"},
        "files": [token],
    }))
    .await
}

/// Carries it to its end.
pub async fn to_the_end(test: &TestOffice, done: &Done) {
    for (who, act, input) in acts() {
        test.act(who, done, act, input).await;
    }
}
