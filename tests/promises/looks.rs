//! A look of one's own changes how a report looks, and never what is in it.

use std::sync::Arc;

use muster::report::{
    self, Form, Options, Source,
    template::{SHIPPED, Template},
};
use muster_model::control::op::Secrecy;

use crate::reports::{FOUNDER, Story};

#[test]
fn a_look_of_ones_own_changes_how_a_report_looks_and_never_what_is_in_it() {
    let mut story = Story::told(Secrecy::Open);
    let shown = story.sees(FOUNDER);
    let review = &shown.reviews[&story.review];
    let framework = shown.framework_of(review).unwrap();
    let made = |options: &Options, form| {
        report::make(Source { workspace: &shown, review, framework }, options, form)
    };
    let [(pages, typst), (sheet, css)] = SHIPPED;
    let dressed = |files: &[(&str, &str)], form| {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        let template = Some(Arc::new(Template::of(files.collect()).unwrap()));
        made(&Options { template, ..Options::default() }, form)
    };
    let plain = made(&Options::default(), Form::Html).unwrap();
    let same = dressed(&[(sheet, css)], Form::Html).unwrap();
    assert_eq!(same.bytes, plain.bytes);
    let other = dressed(&[(sheet, "body { color: purple }")], Form::Html).unwrap();
    assert!(String::from_utf8(other.bytes).unwrap().contains("purple"));
    assert_eq!(other.counts, plain.counts);
    let red = typst.replace("rgb(\"#3454c5\")", "rgb(\"#a02020\")");
    let own = dressed(&[(pages, &red)], Form::Pdf).unwrap();
    assert_eq!(own.counts, made(&Options::default(), Form::Pdf).unwrap().counts);
    let loud = typst.replace(
        "#set text(font",
        "#show heading: upper\n#set text(hyphenate: true)\n#set text(font",
    );
    assert_ne!(loud, *typst);
    dressed(&[(pages, &loud)], Form::Pdf).unwrap();
    let wrong = typst.replace("#let accent", "#let accent =\n#let accent");
    for (text, why) in [(wrong.as_str(), "line "), ("only this", "its pages lack")] {
        let refused = dressed(&[(pages, text)], Form::Pdf).unwrap_err().to_string();
        assert!(
            refused.starts_with("the template can't be used:") && refused.contains(why),
            "{refused}"
        );
    }
    // It sees the report and its own files, and nothing else of the machine.
    let spy = format!("#read(\"/etc/hostname\")\n{typst}");
    let refused = dressed(&[(pages, &spy)], Form::Pdf).unwrap_err().to_string();
    assert!(refused.contains("line 1"), "{refused}");
    // What it leaves out is missed.
    let cut = typst.replace("for part in data.parts", "for part in data.parts.slice(0, 1)");
    assert_ne!(cut, *typst);
    let refused = dressed(&[(pages, &cut)], Form::Pdf).unwrap_err().to_string();
    assert!(refused.contains("its pages lack"), "{refused}");
}
