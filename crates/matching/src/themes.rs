//! Themes (主题): what many reports of a time speak of, as pairs of words that stand together more often than chance
//! would put them. Pure.
//!
//! A theme is labelled with the words that decide: a report belongs to it because the first two stand in it, and for
//! no other reason, so that whoever reads the label can check the list. Words are those of a dictionary, cut without
//! guessing at unknown ones: names of persons and of most places are in no dictionary and fall away. What a
//! dictionary does know of them falls away by its kind, what the caller knows to be a name it cuts out first, and
//! what the recogniser of names takes for a place or a body (`names`) as well. A word of fewer reports than
//! `least` is in no label, so that no label tells of one report.

use crate::background::Background;
use crate::model::{Lexicon, Model};
use crate::names;
use crate::text::{clean, grams};
use jieba_rs::Jieba;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// By which rules themes are found.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeRules {
    /// Fewer reports are no theme, and no word of fewer is in a label.
    pub least: usize,
    /// Words of a larger share of all reports, in percent, tell nothing.
    pub common_percent: usize,
    /// Themes at most.
    pub most: usize,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The words that decide, the two of which the theme is made first.
    pub words: Vec<String>,
    /// The texts that belong to it, by their places, in order.
    pub texts: Vec<usize>,
}

/// Words a label has at most.
const LABEL: usize = 4;
/// Words of a report that are paired, the most telling first: stops a text that would pair with everything.
const PAIRED: usize = 24;
/// Pairs looked at, the best first.
const LOOKED: usize = 4_000;
/// How much more often than by chance two words must stand together.
const LIFT: f64 = 1.5;

/// Which words may stand in a label, besides by their kind.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Things that stand in reports of any matter, and tell nothing.
    pub plain: FxHashSet<String>,
    /// Acts that say what a report is about: 截留, 征地. No other verb does, and no saying.
    pub acts: FxHashSet<String>,
}

/// Cuts texts into words that may stand in a label.
pub struct Cutter {
    lexicon: Lexicon,
    background: Background,
    words: Words,
}

impl std::fmt::Debug for Cutter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Cutter")
    }
}

/// The dictionary takes half a second to read; it is read when first asked for.
fn dictionary() -> &'static Jieba {
    static DICTIONARY: OnceLock<Jieba> = OnceLock::new();
    DICTIONARY.get_or_init(Jieba::new)
}

/// Kinds of words that say what something is about by themselves: things (n, nz), verbs that name a field's work
/// (vn), and what is said short (j). Verbs, qualities and sayings do where they are listed. Names of persons (nr),
/// places (ns) and bodies (nt), and numbers (m), are other kinds, and no list lets them in (T3).
const THINGS: [&str; 4] = ["n", "nz", "vn", "j"];
const ACTS: [&str; 6] = ["v", "vn", "an", "a", "l", "i"];

impl Cutter {
    /// A cutter that knows names by these words and weights.
    #[must_use]
    pub fn new(model: &Model, background: Background, words: Words) -> Self {
        Self {
            lexicon: Lexicon::of(&model.words),
            background,
            words,
        }
    }

    /// The same cutter, for a label of an earlier time: its words are found whatever the lists now say.
    #[must_use]
    pub fn seeking(mut self, label: &[String]) -> Self {
        for word in label {
            self.words.plain.remove(word);
            self.words.acts.insert(word.clone());
        }
        self
    }

    /// Whether a word of a kind may stand in a label.
    fn tells(&self, word: &str, kind: &str) -> bool {
        let thing = THINGS.contains(&kind) && !self.words.plain.contains(word);
        thing || ACTS.contains(&kind) && self.words.acts.contains(word)
    }

    /// The words of a text, each once, in order. Names the caller knows are cut out before.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<String> {
        let mut text: String = clean(text).into_iter().collect();
        let chars: Vec<char> = text.chars().collect();
        for name in names::names(&chars, &self.lexicon, &self.background) {
            if name.weight() > 0.0 {
                text = text.replace(&name.nearest(2), "\u{1}");
            }
        }
        let telling = dictionary().tag(&text, false).into_iter().filter(|tag| {
            let word = tag.word;
            self.tells(word, tag.tag)
                && word.chars().count() > 1
                && word
                    .chars()
                    .all(|one| ('\u{4E00}'..='\u{9FFF}').contains(&one))
        });
        let mut words: Vec<String> = telling.map(|tag| tag.word.to_owned()).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// The themes of texts that were cut into words, the largest first. The same texts give the same themes. What is
/// rare in ordinary reports tells more, and comes before what as often stands with it.
#[must_use]
pub fn themes(texts: &[Vec<String>], rules: &ThemeRules, background: &Background) -> Vec<Theme> {
    let least = rules.least.max(1);
    let vocabulary = Vocabulary::of(texts, rules, background);
    let rows: Vec<Vec<u32>> = texts.iter().map(|text| vocabulary.telling(text)).collect();
    let mut together: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for row in &rows {
        let paired = &row[..row.len().min(PAIRED)];
        for (at, one) in paired.iter().enumerate() {
            for other in &paired[at + 1..] {
                *together
                    .entry((*one.min(other), *one.max(other)))
                    .or_default() += 1;
            }
        }
    }
    let all = texts.len() as f64;
    let score = |((one, other), both): ((u32, u32), u32)| {
        let expected = vocabulary.count(one) as f64 * vocabulary.count(other) as f64 / all;
        let lift = f64::from(both) / expected;
        let tells = vocabulary.tells(one) + vocabulary.tells(other);
        (both as usize >= least && lift >= LIFT)
            .then(|| (f64::from(both) * lift.ln().max(0.01), tells, one, other))
    };
    let mut pairs: Vec<(f64, f64, u32, u32)> = together.into_iter().filter_map(score).collect();
    pairs.sort_by(|left, right| {
        let words = |pair: &(f64, f64, u32, u32)| (pair.2, pair.3);
        let score = right.0.total_cmp(&left.0).then(right.1.total_cmp(&left.1));
        score.then_with(|| words(left).cmp(&words(right)))
    });
    // What comes after so many is seldom a theme, and each costs a look at its reports.
    pairs.truncate(LOOKED);
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); vocabulary.words.len()];
    for (at, row) in rows.iter().enumerate() {
        row.iter().for_each(|word| places[*word as usize].push(at));
    }
    let mut covered = vec![false; texts.len()];
    let mut found = Vec::new();
    for (_, _, one, other) in pairs {
        if found.len() == rules.most {
            break;
        }
        let members = both(&places[one as usize], &places[other as usize]);
        let new = members.iter().filter(|at| !covered[**at]).count();
        // What is mostly told already is the same theme in other words.
        if new < least || new * 2 < members.len() {
            continue;
        }
        members.iter().for_each(|at| covered[*at] = true);
        found.push(Theme {
            words: vocabulary.label((one, other), &members, &rows),
            texts: members,
        });
    }
    found.sort_by(|left, right| {
        let size = right.texts.len().cmp(&left.texts.len());
        size.then_with(|| left.words.cmp(&right.words))
    });
    found
}

/// Whether a text that was cut into words belongs to a theme: the two words of which it is made stand in it.
#[must_use]
pub fn belongs(words: &[String], theme: &[String]) -> bool {
    let stands = |word: &String| words.binary_search(word).is_ok();
    theme.len() > 1 && theme.iter().take(2).all(stands)
}

/// At most so many of all, drawn by a seed: the same seed draws the same, in the order they came in.
#[must_use]
pub fn sampled<T>(all: Vec<T>, seed: &str, most: usize, id: impl Fn(&T) -> &str) -> Vec<T> {
    if all.len() <= most {
        return all;
    }
    let drawn = |one: &T| {
        let mut hasher = FxHasher::default();
        (seed, id(one)).hash(&mut hasher);
        hasher.finish()
    };
    let mut places: Vec<(u64, usize)> = all.iter().map(drawn).zip(0..).collect();
    places.sort_unstable();
    places.truncate(most);
    let places: FxHashSet<usize> = places.into_iter().map(|(_, at)| at).collect();
    let kept = all
        .into_iter()
        .enumerate()
        .filter(|(at, _)| places.contains(at));
    kept.map(|(_, one)| one).collect()
}

/// What stands in two lists in order.
fn both(one: &[usize], other: &[usize]) -> Vec<usize> {
    let mut rest = other;
    let mut found = Vec::new();
    for at in one {
        rest = &rest[rest.partition_point(|place| place < at)..];
        if rest.first() == Some(at) {
            found.push(*at);
        }
    }
    found
}

/// How much a word tells: the mean of what its pairs of characters do.
fn rarity(word: &str, background: &Background) -> f64 {
    let chars: Vec<char> = word.chars().collect();
    let weights = grams(&chars).map(|gram| f64::from(background.weight(gram)));
    let (sum, count) = weights.fold((0.0, 0.0), |(sum, count), one| (sum + one, count + 1.0));
    0.1 + sum / f64::max(count, 1.0)
}

/// Words that may stand in a label, by number in their order.
struct Vocabulary {
    words: Vec<String>,
    counts: Vec<u32>,
    /// How rare each is in ordinary reports.
    tells: Vec<f64>,
    numbers: FxHashMap<String, u32>,
}

impl Vocabulary {
    fn of(texts: &[Vec<String>], rules: &ThemeRules, background: &Background) -> Self {
        let mut counts: FxHashMap<&String, u32> = FxHashMap::default();
        for word in texts.iter().flatten() {
            *counts.entry(word).or_default() += 1;
        }
        let most = texts.len() * rules.common_percent / 100;
        let mut kept: Vec<(&String, u32)> = counts
            .into_iter()
            .filter(|(_, count)| *count as usize >= rules.least.max(1))
            .filter(|(_, count)| *count as usize <= most.max(rules.least))
            .collect();
        kept.sort_unstable();
        let words: Vec<String> = kept.iter().map(|(word, _)| (*word).clone()).collect();
        let numbers = words.iter().cloned().zip(0..).collect();
        Self {
            counts: kept.iter().map(|(_, count)| *count).collect(),
            tells: words.iter().map(|word| rarity(word, background)).collect(),
            words,
            numbers,
        }
    }

    fn tells(&self, word: u32) -> f64 {
        self.tells[word as usize]
    }

    fn count(&self, word: u32) -> u32 {
        self.counts[word as usize]
    }

    /// The known words of a text, the rarest first.
    fn telling(&self, text: &[String]) -> Vec<u32> {
        let known = text
            .iter()
            .filter_map(|word| self.numbers.get(word).copied());
        let mut known: Vec<u32> = known.collect();
        known.sort_by_key(|word| (self.count(*word), *word));
        known
    }

    /// The two words, the more frequent first, and what stands in most of the members and seldom elsewhere.
    fn label(&self, (one, other): (u32, u32), members: &[usize], rows: &[Vec<u32>]) -> Vec<String> {
        let mut label = [one, other];
        label.sort_by_key(|word| (std::cmp::Reverse(self.count(*word)), *word));
        let mut within: FxHashMap<u32, usize> = FxHashMap::default();
        for word in members.iter().flat_map(|at| &rows[*at]) {
            *within.entry(*word).or_default() += 1;
        }
        let all = rows.len() as f64;
        let decides = |(word, count): &(u32, usize)| {
            let expected = f64::from(self.count(*word)) * members.len() as f64 / all;
            !label.contains(word)
                && count * 5 >= members.len() * 3
                && *count as f64 >= expected * LIFT
        };
        let mut beside: Vec<(u32, usize)> = within.into_iter().filter(decides).collect();
        beside.sort_by(|(one, many), (other, more)| {
            let often = more.cmp(many);
            let rare = self.tells(*other).total_cmp(&self.tells(*one));
            often.then(rare).then(one.cmp(other))
        });
        let beside = beside.into_iter().map(|(word, _)| word);
        let told = label.iter().copied().chain(beside.take(LABEL - 2));
        told.map(|word| self.words[word as usize].clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(least: usize) -> ThemeRules {
        ThemeRules {
            least,
            common_percent: 60,
            most: 8,
        }
    }

    fn cut(texts: &[&str]) -> Vec<Vec<String>> {
        let cutter = cutter();
        texts.iter().map(|text| cutter.words(text)).collect()
    }

    fn cutter() -> Cutter {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let words = Words {
            plain: words(&["问题", "工作人员", "村里"]),
            acts: words(&[
                "截留",
                "代领",
                "出租",
                "停工",
                "推诿",
                "收钱",
                "张建国",
                "清河县",
            ]),
        };
        Cutter::new(&Model::shipped(), Background::shipped(), words)
    }

    #[test]
    fn a_label_is_of_things_and_of_acts_that_are_listed() {
        let cutter = cutter();
        let text = "不能告诉我们，十分严重，工作人员推诿，拖欠工程款三年，征地补偿没有到位";
        let words = cutter.words(text);
        for word in ["推诿", "工程款", "补偿"] {
            assert!(words.contains(&word.to_owned()), "{word} in {words:?}");
        }
        for word in [
            "不能",
            "告诉",
            "我们",
            "十分",
            "严重",
            "工作人员",
            "拖欠",
            "没有",
        ] {
            assert!(!words.contains(&word.to_owned()), "{word} in {words:?}");
        }
        let label = ["告诉".to_owned(), "工作人员".to_owned()];
        let found = cutter.seeking(&label).words(text);
        assert!(
            belongs(&found, &label),
            "an earlier label finds its reports: {found:?}"
        );
    }

    #[test]
    fn what_the_dictionary_calls_a_person_a_place_or_a_body_is_in_no_label_t3() {
        for word in ["张建国", "诸葛亮", "长沙市", "清河县", "国务院", "三百"] {
            let kind = dictionary().tag(word, false);
            let kinds: Vec<&str> = kind.iter().map(|tag| tag.tag).collect();
            let listed = cutter()
                .seeking(&[word.to_owned()])
                .words(&format!("{word}拖欠工程款"));
            assert!(
                !listed.contains(&word.to_owned()),
                "{word} {kinds:?} in {listed:?}"
            );
        }
        for kind in ["nr", "nrt", "nrfg", "ns", "nt", "m", "x"] {
            assert!(!THINGS.contains(&kind) && !ACTS.contains(&kind), "{kind}");
        }
    }

    const TEXTS: [&str; 9] = [
        "柳溪镇上河村会计截留惠农补贴，发放名单不公示",
        "清河县石桥村惠农补贴被村会计代领截留",
        "反映会计截留惠农补贴三年",
        "惠农补贴发放名单不公示，有人截留",
        "大湾村鱼塘低价出租，租金去向不明",
        "村集体鱼塘出租没有合同，租金没有入账",
        "鱼塘租金不公开，出租给亲属",
        "通村道路修到一半停工",
        "窗口工作人员态度恶劣",
    ];

    #[test]
    fn what_stands_together_is_a_theme_and_is_told_by_its_words() {
        let rules = rules(3);
        let texts = cut(&TEXTS);
        let found = themes(&texts, &rules, &Background::shipped());
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].texts, [0, 1, 2, 3]);
        assert_eq!(found[1].texts, [4, 5, 6]);
        assert!(
            found[0].words.contains(&"截留".to_owned()),
            "{:?}",
            found[0].words
        );
        assert!(
            found[1].words.contains(&"鱼塘".to_owned()),
            "{:?}",
            found[1].words
        );
        for theme in &found {
            let told: Vec<usize> = (0..texts.len())
                .filter(|at| belongs(&texts[*at], &theme.words))
                .collect();
            assert_eq!(told, theme.texts, "the label says who belongs");
        }
    }

    #[test]
    fn no_name_is_a_word_of_a_label_t3() {
        let texts = [
            "柳溪镇党委书记张建国收钱",
            "上河村李有田收钱",
            "王小明在清河县纪委收钱",
        ];
        let words = cut(&texts).concat();
        assert!(
            words.contains(&"收钱".to_owned()) || words.contains(&"书记".to_owned()),
            "{words:?}"
        );
        for name in [
            "柳溪",
            "柳溪镇",
            "张建国",
            "建国",
            "上河",
            "李有田",
            "有田",
            "王小明",
            "小明",
            "清河",
        ] {
            assert!(
                !words.iter().any(|word| word.contains(name)),
                "{name} in {words:?}"
            );
        }
    }

    #[test]
    fn a_word_of_fewer_reports_is_in_no_label_t3() {
        let rules = rules(4);
        let texts = cut(&TEXTS);
        let found = themes(&texts, &rules, &Background::shipped());
        assert_eq!(found.len(), 1);
        for word in &found[0].words {
            let stands = texts.iter().filter(|text| text.contains(word)).count();
            assert!(stands >= 4, "{word} stands in {stands}");
        }
        assert_eq!(
            themes(
                &texts,
                &ThemeRules { least: 5, ..rules },
                &Background::shipped()
            ),
            []
        );
    }

    #[test]
    fn what_is_rare_in_ordinary_reports_names_the_theme() {
        let told = |text: &'static str, times| std::iter::repeat_n(text, times);
        let texts: Vec<&str> = told("反映鱼塘出租。村集体鱼塘低价出租，租金没有入账。", 8)
            .chain(told(
                "反映惠农补贴。柳溪镇上河村会计孙大海截留惠农补贴，发放名单不公示。",
                10,
            ))
            .chain(told("道路。通村公路修到一半停工。", 9))
            .chain(told("窗口。办事窗口态度恶劣，推诿扯皮。", 3))
            .collect();
        let rules = ThemeRules {
            common_percent: 40,
            ..rules(5)
        };
        let found = themes(&cut(&texts), &rules, &Background::shipped());
        let labels: Vec<String> = found.iter().map(|theme| theme.words.join("、")).collect();
        assert_eq!(
            found
                .iter()
                .map(|theme| theme.texts.len())
                .collect::<Vec<_>>(),
            [10, 9, 8]
        );
        assert!(
            labels[0].contains("截留") && labels[2].contains("鱼塘"),
            "{labels:?}"
        );
    }

    #[test]
    fn a_seed_draws_the_same_and_keeps_the_order() {
        let all: Vec<String> = (0..1_000).map(|at| format!("m{at:04}")).collect();
        let drawn = |seed: &str| sampled(all.clone(), seed, 100, |one| one);
        assert_eq!((drawn("a").len(), drawn("a") == drawn("a")), (100, true));
        assert_ne!(drawn("a"), drawn("b"));
        assert!(drawn("a").is_sorted());
        assert_eq!(sampled(all.clone(), "a", 1_000, |one| one), all);
    }

    #[test]
    fn the_same_texts_give_the_same_themes_and_many_are_no_burden() {
        let rules = rules(3);
        let texts = cut(&TEXTS);
        assert_eq!(
            themes(&texts, &rules, &Background::shipped()),
            themes(&texts, &rules, &Background::shipped())
        );
        let many: Vec<Vec<String>> = texts.iter().cycle().take(60_000).cloned().collect();
        let found = themes(&many, &rules, &Background::shipped());
        assert!(!found.is_empty() && found[0].texts.len() > 20_000);
    }
}
