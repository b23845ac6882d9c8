//! What people write is read as they meant it, and costs little whatever they write.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

fn told(text: &str) -> String {
    let piece = |it: &Piece| {
        let Look { strong, slanted, code } = it.look;
        let marks = [(strong, "b"), (slanted, "i"), (code, "c"), (it.link.is_some(), "l")];
        let marks: String = marks.into_iter().filter(|it| it.0).map(|it| it.1).collect();
        let link = it.link.as_ref().map_or_else(String::new, |it| format!(" -> {it}"));
        if marks.is_empty() { it.text.clone() } else { format!("[{marks}:{}{link}]", it.text) }
    };
    let line = |it: &Line| {
        let said: String = it.pieces.iter().map(piece).collect();
        format!("{}{:?} {said}", " ".repeat(it.depth), it.lead)
    };
    Prose::of(text).lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&told(text));
}

#[test]
fn words_without_marks_stay_as_they_were_written() {
    for text in
        ["two vacancies since May", "one line\nand another", "2 * 3 * 4 = 24, see snake_case_name"]
    {
        let prose = Prose::of(text);
        assert_eq!(prose.unadorned(), Some(text));
        assert_eq!(plain(text), text);
    }
}

#[test]
fn marks_are_read() {
    check(
        "# Why\nIt is **bold**, *slanted* and `code`.\n\n- one\n- two\n  1. deep\n\n> said",
        &expect![[r"
            None [b:Why]
            None It is [b:bold], [i:slanted] and [c:code].
            Bullet one
            Bullet two
             Number(1) deep
            Quote said"]],
    );
}

#[test]
fn a_link_shows_where_it_leads_and_opens_only_what_is_safe() {
    check(
        "[the rota](https://example.org/rota), https://example.org/a. <mailto:ana@example.org> [bad](javascript:x) [f](file:///etc/passwd)",
        &expect![[r"
            None [l:the rota -> https://example.org/rota], [l:https://example.org/a -> https://example.org/a]. [l:mailto:ana@example.org -> mailto:ana@example.org] bad f"]],
    );
    assert_eq!(
        plain("[the rota](https://example.org/rota)"),
        "the rota (https://example.org/rota)"
    );
}

#[test]
fn a_picture_is_its_words_and_its_address_and_html_is_text() {
    check(
        "![a map](https://example.org/map.png) and <b onclick=x>this</b>",
        &expect![[r"None a map (https://example.org/map.png) and <b onclick=x>this</b>"]],
    );
}

#[test]
fn what_would_cost_too_much_stays_as_it_was_written() {
    let long = "**a** ".repeat(10_000);
    assert_eq!(Prose::of(&long).unadorned(), Some(long.trim_end()));
    let many = "*a* `b` ".repeat(1_500);
    assert_eq!(Prose::of(&many).unadorned(), Some(many.trim_end()));
}

#[test]
fn deep_nesting_is_flat_enough_to_draw() {
    for text in
        [">".repeat(9_000) + "x", "- ".repeat(3_000) + "x", "[".repeat(9_000), "*_".repeat(5_000)]
    {
        let prose = Prose::of(&text);
        assert!(prose.lines.len() <= MAX_PIECES);
        assert!(prose.lines.iter().all(|it| it.depth <= MAX_DEPTH));
    }
}

proptest! {
    #[test]
    fn nothing_anybody_writes_breaks_it(text in "[ -~\n]{0,300}") {
        let prose = Prose::of(&text);
        let words: usize = prose.lines.iter().flat_map(|it| &it.pieces).map(|it| it.text.len()).sum();
        // Entities may be written out, and addresses of pictures appear once.
        prop_assert!(words <= text.len() * 3 + 100);
        prop_assert!(prose.lines.iter().flat_map(|it| &it.pieces).filter_map(|it| it.link.as_deref()).all(may_open));
    }
}
