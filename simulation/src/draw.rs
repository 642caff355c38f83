//! Repeatable chance: a small generator of our own (SplitMix64), so that a seed gives the same year on
//! every machine and with every version of every library.

/// A stream of repeatable draws.
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Draw {
    /// The draws of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The draws of one part of a whole: parts do not disturb each other.
    pub fn part(seed: u64, part: u64) -> Self {
        let mut draw = Self(seed ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        draw.step();
        draw
    }

    /// The next 64 bits.
    pub fn step(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`. `end` is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.step()) * end as u128;
        (wide >> 64) as usize
    }

    /// A number between two bounds, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as usize) as i64
    }

    /// True in so many of a thousand draws.
    pub fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1_000) < per_mille
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list of texts that is not empty.
    pub fn text<'a>(&mut self, list: &'a [String]) -> &'a str {
        &list[self.below(list.len())]
    }

    /// Shuffles a list.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// Values dealt in exact shares: every full round of the deck holds each as often as was asked.
#[derive(Debug)]
pub struct Deck<T> {
    cards: Vec<T>,
    left: Vec<T>,
    draw: Draw,
}

impl<T: Copy> Deck<T> {
    /// A deck with so many cards of each value.
    pub fn new(draw: Draw, shares: &[(T, usize)]) -> Self {
        let cards = shares
            .iter()
            .flat_map(|(value, count)| std::iter::repeat_n(*value, *count));
        Self {
            cards: cards.collect(),
            left: Vec::new(),
            draw,
        }
    }

    /// The next card; the deck is shuffled anew when it runs out.
    pub fn deal(&mut self) -> T {
        if self.left.is_empty() {
            self.left = self.cards.clone();
            self.draw.shuffle(&mut self.left);
        }
        self.left.pop().expect("a deck holds at least one card")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_splitmix64() {
        // Published vector of the algorithm for seed 1234567.
        let mut draw = Draw::new(1_234_567);
        assert_eq!(draw.step(), 6_457_827_717_110_365_317);
        assert_eq!(draw.step(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn a_deck_deals_exact_shares() {
        let mut deck = Deck::new(Draw::new(7), &[('a', 3), ('b', 1)]);
        let dealt: Vec<char> = (0..400).map(|_| deck.deal()).collect();
        assert_eq!(dealt.iter().filter(|card| **card == 'a').count(), 300);
    }

    #[test]
    fn bounds_are_reached_and_kept() {
        let mut draw = Draw::new(1);
        let drawn: Vec<i64> = (0..1_000).map(|_| draw.between(-2, 2)).collect();
        assert_eq!(drawn.iter().min(), Some(&-2));
        assert_eq!(drawn.iter().max(), Some(&2));
    }
}
