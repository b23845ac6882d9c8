//! Exact numbers.
//!
//! **Invariant:** no float ever becomes an [`Exact`]; the only way towards a float is [`Exact::for_drawing`].

use std::{
    cmp::Ordering,
    fmt,
    iter::Sum,
    ops::{Add, Mul, Neg, Sub},
    str::FromStr,
};

use num_rational::BigRational;
use num_traits::{One as _, Pow as _, Signed as _, ToPrimitive as _, Zero as _};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, Visitor},
};

/// An exact rational number. Written as a decimal where it ends, else as a fraction (`7/3`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact(Form);

/// How a number is kept. **Invariant:** in lowest terms, the lower part above nought, and small whenever it can be,
/// so that equal numbers look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// Both parts are machine words: nearly every number, and many times faster.
    Small(i64, i64),
    Big(Box<BigRational>),
}

/// Where the digits that are cut off go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Half away from nought.
    Nearest,
    TowardsNought,
}

/// A text that is no exact number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an exact number: write it like 3, 2.6 or 7/3")]
pub struct ExactError(pub String);

impl Exact {
    /// Most digits a number may be written with.
    pub const MAX_DIGITS: usize = 64;

    /// Most bits of numerator or denominator a computed number may grow to.
    pub(crate) const MAX_BITS: u64 = 8192;

    /// Most digits after the point; numbers that need more are written as fractions.
    const MAX_PLACES: u32 = 60;

    /// Wraps a whole number.
    pub const fn whole(number: i64) -> Self {
        Self(Form::Small(number, 1))
    }

    /// Counts things.
    pub fn count(number: usize) -> Self {
        Self::of(BigRational::from_integer(number.into()))
    }

    /// Nought.
    pub const fn zero() -> Self {
        Self::whole(0)
    }

    /// One.
    pub const fn one() -> Self {
        Self::whole(1)
    }

    /// Keeps a fraction in lowest terms.
    fn of(number: BigRational) -> Self {
        match (number.numer().to_i64(), number.denom().to_i64()) {
            (Some(above), Some(below)) => Self(Form::Small(above, below)),
            (None, _) | (_, None) => Self(Form::Big(Box::new(number))),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Form::Small(above, below) => BigRational::new_raw((*above).into(), (*below).into()),
            Form::Big(number) => (**number).clone(),
        }
    }

    /// Says whether it is nought.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small(0, _))
    }

    /// Says whether it is below nought.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(above, _) => *above < 0,
            Form::Big(number) => number.is_negative(),
        }
    }

    /// Returns it over `by`, or nothing over nought.
    #[must_use]
    pub fn over(&self, by: &Self) -> Option<Self> {
        if by.is_zero() {
            return None;
        }
        let small = self.small().zip(by.small());
        let small = small.and_then(|((a, b), (c, d))| {
            let (above, below) = (a * d, b * c);
            if below < 0 { reduced(-above, -below) } else { reduced(above, below) }
        });
        Some(small.unwrap_or_else(|| Self::of(self.big() / by.big())))
    }

    /// Returns the middle of two numbers.
    #[must_use]
    pub fn middle(&self, other: &Self) -> Self {
        let sum = self + other;
        sum.over(&Self::whole(2)).unwrap_or(sum)
    }

    /// Returns it rounded to `digits` after the point, half away from nought.
    #[must_use]
    pub fn rounded(&self, digits: u32) -> Self {
        if let Some(number) = self.cut(digits, Cut::Nearest) {
            return number;
        }
        let unit = ten_to(digits);
        Self::of((self.big() * &unit).round() / unit)
    }

    /// Returns it cut off after `digits` behind the point, towards nought.
    #[must_use]
    pub fn truncated(&self, digits: u32) -> Self {
        if let Some(number) = self.cut(digits, Cut::TowardsNought) {
            return number;
        }
        let unit = ten_to(digits);
        Self::of((self.big() * &unit).trunc() / unit)
    }

    /// Rounds a small number without making it large.
    fn cut(&self, digits: u32, how: Cut) -> Option<Self> {
        let (above, below) = self.small()?;
        let unit = 10_i128.checked_pow(digits)?;
        let size = above.checked_abs()?.checked_mul(unit)?;
        let (whole, rest) = (size.checked_div(below)?, size.checked_rem(below)?);
        let up = i128::from(how == Cut::Nearest && rest.checked_mul(2)? >= below);
        reduced((whole + up) * above.signum(), unit)
    }

    /// Writes it for people: rounded half up, with exactly `digits` after the point. Never decides anything.
    pub fn display(&self, digits: u32) -> String {
        decimal(&self.rounded(digits).big(), digits)
    }

    /// Returns a near float, for pixels only.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a pixel needs no more; nothing is decided by it"
    )]
    pub fn for_drawing(&self) -> f32 {
        self.big().to_f64().unwrap_or_default() as f32
    }

    /// Says whether it is small enough to go on computing with.
    pub(crate) fn is_manageable(&self) -> bool {
        match &self.0 {
            Form::Small(..) => true,
            Form::Big(it) => {
                it.numer().bits() <= Self::MAX_BITS && it.denom().bits() <= Self::MAX_BITS
            }
        }
    }

    /// Says whether it needs at most `places` after the point, or is a fraction over at most `below`, and its upper
    /// part has at most `bits`.
    pub(crate) fn is_plain(&self, (places, below): (u32, u32), bits: u64) -> bool {
        let number = self.big();
        let is_decimal = self.rounded(places) == *self;
        number.numer().bits() <= bits && (is_decimal || *number.denom() <= below.into())
    }

    /// Returns numerator and denominator if both are machine words.
    pub(crate) fn small(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Form::Small(above, below) => Some(((*above).into(), (*below).into())),
            Form::Big(_) => None,
        }
    }

    /// Returns how many digits after the point it takes, if it ends.
    fn places(&self) -> Option<u32> {
        let mut rest = self.big().denom().clone();
        let mut most = 0;
        for prime in [2_u32, 5] {
            let mut times = 0;
            while (&rest % prime).is_zero() {
                rest /= prime;
                times += 1;
                if times > Self::MAX_PLACES {
                    return None;
                }
            }
            most = most.max(times);
        }
        rest.is_one().then_some(most)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.small().zip(other.small()) {
            Some(((a, b), (c, d))) => (a * d).cmp(&(c * b)),
            None => self.big().cmp(&other.big()),
        }
    }
}

fn ten_to(digits: u32) -> BigRational {
    BigRational::from_integer(10.into()).pow(digits)
}

/// Writes `number`, which has at most `digits` after the point, with exactly as many.
fn decimal(number: &BigRational, digits: u32) -> String {
    let sign = if number.is_negative() { "-" } else { "" };
    let whole = (number.abs() * ten_to(digits)).to_integer().to_string();
    let digits = usize::try_from(digits).unwrap_or(usize::MAX);
    if digits == 0 {
        return format!("{sign}{whole}");
    }
    let padded = format!("{whole:0>width$}", width = digits.saturating_add(1));
    let (head, tail) = padded.split_at(padded.len() - digits);
    format!("{sign}{head}.{tail}")
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.places().map(|places| decimal(&self.big(), places));
        match text {
            // What is written must read back.
            Some(text) if self.big().is_integer() || text.len() <= Self::MAX_DIGITS => {
                f.write_str(&text)
            }
            Some(_) | None => {
                let number = self.big();
                write!(f, "{}/{}", number.numer(), number.denom())
            }
        }
    }
}

impl FromStr for Exact {
    type Err = ExactError;

    fn from_str(text: &str) -> Result<Self, ExactError> {
        read(text).ok_or_else(|| ExactError(text.chars().take(40).collect()))
    }
}

fn read(text: &str) -> Option<Exact> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > Exact::MAX_DIGITS || text.len() > digits + 2 {
        return None;
    }
    let (negative, plain) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let number = if let Some((above, below)) = plain.split_once('/') {
        let (above, below) = (natural(above)?, natural(below)?);
        if below.is_zero() {
            return None;
        }
        above / below
    } else if let Some((whole, part)) = plain.split_once('.') {
        let places = u32::try_from(part.len()).ok()?;
        natural(whole)? + natural(part)? / ten_to(places)
    } else {
        natural(plain)?
    };
    Some(Exact::of(if negative { -number } else { number }))
}

fn natural(text: &str) -> Option<BigRational> {
    let plain = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            from.deserialize_any(Reader)
        } else {
            String::deserialize(from)?.parse().map_err(D::Error::custom)
        }
    }
}

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an exact number in quotes, like \"2.6\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Exact, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Exact, E> {
        Ok(Exact::whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Exact, E> {
        Ok(Exact::of(BigRational::from_integer(number.into())))
    }
}

impl<'a> Add<&'a Exact> for &'a Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        let small = self.small().zip(other.small()).and_then(|((a, b), (c, d))| {
            if b == d { reduced(a + c, b) } else { reduced((a * d).checked_add(c * b)?, b * d) }
        });
        small.unwrap_or_else(|| Exact::of(self.big() + other.big()))
    }
}

impl<'a> Sub<&'a Exact> for &'a Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        self + &-other
    }
}

impl<'a> Mul<&'a Exact> for &'a Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        let small = self.small().zip(other.small());
        let small = small.and_then(|((a, b), (c, d))| reduced(a * c, b * d));
        small.unwrap_or_else(|| Exact::of(self.big() * other.big()))
    }
}

impl Neg for &Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        match self.0 {
            Form::Small(above, below) if above != i64::MIN => Exact(Form::Small(-above, below)),
            Form::Small(..) | Form::Big(_) => Exact::of(-self.big()),
        }
    }
}

impl<'a> Sum<&'a Self> for Exact {
    fn sum<I: Iterator<Item = &'a Self>>(items: I) -> Self {
        items.fold(Self::zero(), |sum, it| &sum + it)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::zero(), |sum, it| &sum + &it)
    }
}

/// Makes a number of a small fraction whose lower part is above nought, if it stays small.
pub(crate) fn reduced(above: i128, below: i128) -> Option<Exact> {
    let divisor = if below == 1 { 1 } else { divisor(above.checked_abs()?, below) };
    let (above, below) = (above.checked_div(divisor)?, below.checked_div(divisor)?);
    Some(Exact(Form::Small(i64::try_from(above).ok()?, i64::try_from(below).ok()?)))
}

/// Returns the greatest common divisor; machine words are many times faster than double ones.
fn divisor(above: i128, below: i128) -> i128 {
    if let (Ok(mut rest), Ok(mut divisor)) = (u64::try_from(above), u64::try_from(below)) {
        while rest != 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        return divisor.into();
    }
    let (mut divisor, mut rest) = (below, above);
    while rest != 0 {
        (divisor, rest) = (rest, divisor.checked_rem(rest).unwrap_or(0));
    }
    divisor
}

/// Returns the middle of `sorted`; of an even count the middle of the two.
pub(crate) fn median(sorted: &[Exact]) -> Option<Exact> {
    let half = sorted.len() / 2;
    let upper = sorted.get(half)?;
    if sorted.len() % 2 == 1 {
        return Some(upper.clone());
    }
    Some(sorted.get(half.checked_sub(1)?)?.middle(upper))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_is_written_as_short_as_it_can_be_said_exactly() {
        for (written, shown) in [
            ("2.60", "2.6"),
            ("99/20", "4.95"),
            ("-3", "-3"),
            ("-0.5", "-0.5"),
            ("14/6", "7/3"),
            ("0", "0"),
            ("-0.00", "0"),
            ("007", "7"),
            ("1/3", "1/3"),
            ("-7/3", "-7/3"),
            ("0.0001", "0.0001"),
        ] {
            assert_eq!(of(written).to_string(), shown, "{written}");
        }
    }

    #[test]
    fn what_is_no_exact_number_is_refused() {
        let long = "1".repeat(65);
        for text in [
            "", "-", ".", "1.", ".5", "1e3", "1/0", "1/-2", "--1", "+1", " 1", "1 ", "1_000", "٣",
            "1/2/3", "1.2.3", "inf", "NaN", "0x10", "1/2.5", &long,
        ] {
            assert!(text.parse::<Exact>().is_err(), "{text}");
        }
        assert!("1".repeat(64).parse::<Exact>().is_ok());
    }

    #[test]
    fn people_see_it_rounded_half_up() {
        for (number, digits, shown) in [
            ("4.95", 1, "5.0"),
            ("4.949", 1, "4.9"),
            ("7/3", 2, "2.33"),
            ("-0.05", 1, "-0.1"),
            ("-0.04", 1, "0.0"),
            ("2.5", 0, "3"),
            ("12", 2, "12.00"),
        ] {
            assert_eq!(of(number).display(digits), shown, "{number}");
        }
        assert_eq!(of("-2.79").truncated(1), of("-2.7"));
    }

    #[test]
    fn a_float_in_a_file_is_refused_and_a_whole_number_is_not() {
        assert_eq!(serde_json::from_str::<Exact>("110").unwrap(), Exact::whole(110));
        assert_eq!(serde_json::from_str::<Exact>("\"2.6\"").unwrap(), of("2.6"));
        let err = serde_json::from_str::<Exact>("2.6").unwrap_err().to_string();
        assert!(err.contains("in quotes, like \"2.6\""), "{err}");
        let bytes = postcard::to_stdvec(&of("7/3")).unwrap();
        assert_eq!(postcard::from_bytes::<Exact>(&bytes).unwrap(), of("7/3"));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(above in any::<i64>(), below in 1_i64..100_000) {
            let number = Exact::whole(above).over(&Exact::whole(below)).unwrap();
            prop_assert_eq!(of(&number.to_string()), number);
        }

        #[test]
        fn small_numbers_are_computed_like_large_ones(
            (a, b, c, d) in (any::<i64>(), 1_i64.., any::<i64>(), 1_i64..),
            (few, other) in (-50_i64..50, 1_i64..12),
        ) {
            let exact = |a: i64, b: i64| Exact::whole(a).over(&Exact::whole(b)).unwrap();
            for (x, y) in [(exact(a, b), exact(c, d)), (exact(few, other), exact(c % 50, other)), (exact(few, other), exact(a, b))] {
                prop_assert_eq!(&x + &y, Exact::of(x.big() + y.big()));
                prop_assert_eq!(&x - &y, Exact::of(x.big() - y.big()));
                prop_assert_eq!(&x * &y, Exact::of(x.big() * y.big()));
                prop_assert_eq!(x.cmp(&y), x.big().cmp(&y.big()));
                for digits in [0, 1, 2, 9] {
                    let unit = ten_to(digits);
                    prop_assert_eq!(x.rounded(digits), Exact::of((x.big() * &unit).round() / &unit));
                    prop_assert_eq!(x.truncated(digits), Exact::of((x.big() * &unit).trunc() / unit));
                }
                prop_assert_eq!(x.over(&y), (!y.is_zero()).then(|| Exact::of(x.big() / y.big())));
            }
        }

        #[test]
        fn any_text_is_a_number_or_refused(text in "[-+0-9./eE ]{0,12}|\\PC{0,8}") {
            if let Ok(number) = text.parse::<Exact>() {
                prop_assert_eq!(of(&number.to_string()), number);
            }
        }
    }
}
