//! Invented registers: what is learned, what is left unsaid, and that learning is the same each time.

use jianjian_matching::classify::{CannotLearn, Classifier, Example, clusters, measure};

fn register() -> Vec<Example> {
    const PLACES: [&str; 10] = [
        "云溪", "翠屏", "松涛", "银杏", "青禾", "海棠", "石桥", "柳湾", "竹林", "梅坞",
    ];
    const KINDS: [(&str, &str, &str); 3] = [
        ("教育", "小学违规收费", "学校强制订购教辅，老师课后补课收费"),
        ("卫生", "医院多收药费", "住院期间药费重复收取，医生态度差"),
        (
            "交通",
            "公交线路停运",
            "公交车班次太少，站台没有雨棚，红绿灯坏了",
        ),
    ];
    let each = PLACES.iter().flat_map(|place| {
        KINDS.iter().map(move |(class, title, text)| Example {
            title: format!("{place}{title}"),
            text: format!("{place}居民反映：{text}，{place}的人都知道。"),
            class: (*class).to_owned(),
        })
    });
    each.collect()
}

#[test]
fn a_class_is_suggested_with_the_words_that_decided() {
    let classifier = Classifier::train(&register()).unwrap();
    let suggestion = classifier.suggest("反映医院乱收费", "住院时药费收了两次，医生不解释");
    assert_eq!(suggestion.class.as_deref(), Some("卫生"), "{suggestion:?}");
    assert!(
        suggestion
            .words
            .iter()
            .any(|word| ["医院", "药费", "医生", "住院"].contains(&&**word))
    );
}

#[test]
fn where_it_is_unsure_it_says_nothing() {
    let classifier = Classifier::train(&register()).unwrap();
    let suggestion = classifier.suggest("你好", "想问一问");
    assert_eq!(suggestion.class, None, "{suggestion:?}");
}

#[test]
fn learning_is_the_same_each_time() {
    assert_eq!(
        Classifier::train(&register()),
        Classifier::train(&register())
    );
}

#[test]
fn near_identical_texts_lie_on_one_side() {
    let mut examples = register();
    let mut copy = examples[0].clone();
    copy.text.push_str("请处理。");
    examples.push(copy);
    let of = clusters(&examples);
    assert_eq!(of[0], of[examples.len() - 1]);
    assert!(measure(&examples).clusters < examples.len());
}

#[test]
fn too_little_to_learn_from_is_said() {
    let mut one = register();
    one.retain(|example| example.class == "教育");
    assert_eq!(Classifier::train(&one), Err(CannotLearn::OneClass));
    let mut few = register();
    few.truncate(7);
    assert!(matches!(Classifier::train(&few), Err(CannotLearn::Few(_))));
}
