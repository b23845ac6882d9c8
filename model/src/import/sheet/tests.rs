//! Stories and laws of answer sheets.

use std::sync::{Arc, LazyLock};

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::{evidence::Evidence, framework::shipped_as, ids::OptionId};

static FRAMEWORK: LazyLock<Arc<Framework>> =
    LazyLock::new(|| shipped_as("five-dimensions").unwrap());

fn framework() -> &'static Framework {
    &FRAMEWORK
}

fn rendered(bytes: &[u8]) -> String {
    match read(bytes, framework()) {
        Ok(sheet) => {
            let line = |(id, it): &(NodeId, Answer)| {
                format!("{id}: {:?} {:?} {:?} {:?}", it.said, it.note, it.basis, it.evidence)
            };
            let mut lines: Vec<String> = sheet.answers.iter().map(line).collect();
            lines.push(format!("{} blank\n", sheet.blank));
            lines.join("\n")
        }
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            lines.join("\n") + "\n"
        }
    }
}

fn check(sheet: &str, expected: &Expect) {
    expected.assert_eq(&rendered(sheet.as_bytes()));
}

#[test]
fn a_sheet_says_levels_by_id_number_or_label() {
    check(
        "question,level,note\n\
         leadership.plan,level3,\n\
         leadership.budget,4,\"money, mostly\"\n\
         leadership.agenda,in PLACE,\n\
         leadership.ownership,,\n",
        &expect![[r#"
            leadership.plan: Option(Name("level3")) "" Claimed []
            leadership.budget: Option(Name("level4")) "money, mostly" Claimed []
            leadership.agenda: Option(Name("level3")) "" Claimed []
            1 blank
        "#]],
    );
}

#[test]
fn a_sheet_from_another_country_is_read_too() {
    check(
        "\u{feff}Question;Title;Level;Na;Dont know;Basis;Date;Evidence;Text\r\n\
         processes.exercises;x;4;;;tested;2026-03-01;Record A | Record B;\r\n\
         technology.building;x;;we build nothing;;;;;\r\n\
         \r\n\
         measurement.goals;x;;;x;;;;\r\n\
         staffing.preparing-share;x;;;;;;;35 %\r\n",
        &expect![[r#"
            processes.exercises: Option(Name("level4")) "" Tested(Date { year: 2026, month: 3, day: 1 }) ["Record A", "Record B"]
            technology.building: NotApplicable { reason: "we build nothing" } "" Claimed []
            measurement.goals: DontKnow "" Claimed []
            staffing.preparing-share: Number("35") "" Claimed []
            0 blank
        "#]],
    );
    check(
        "question;level;dont_know\r\nmeasurement.goals;;x\r\n\r\nmeasurement.speed;;ja\r\n",
        &expect![[r"
            line 4, dont_know: “ja” is neither yes nor no (write yes, or leave it empty)
        "]],
    );
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    check(
        "question,level,na,dont_know,note,basis,date,text\n\
         leadership.plan,9,,,,,,\n\
         leadership.plan,3,,,,,,\n\
         nowhere,3,,,,,,\n\
         ,3,,,,,,\n\
         leadership.budget,3,because,,,,,\n\
         leadership.agenda,3,,,,tested,,\n\
         leadership.ownership,3,,,,claimed,2026-01-01,\n\
         leadership.risk-acceptance,3,,,,heard,,\n\
         leadership.night,3,,,,,,\n\
         leadership.speaking-up,,,,,,,words\n\
         staffing.preparing-share,,,,,,,120\n\
         leadership.crisis-decisions,3,,,,tested,2026-02-30,\n\
         leadership.outside-view,,,,only a note,,,\n",
        &expect![[r"
            line 2, level: “leadership.plan” has no level “9” (levels are level1 (By chance), level2 (In parts), level3 (In place), level4 (Checked), level5 (Improving))
            line 3, question: “leadership.plan” was answered in line 2 already (keep one of the two lines)
            line 4, question: there is no question “nowhere” in this framework (`muster framework questions` lists them)
            line 5, question: the question is missing
            line 6: the line says more than one thing (give one of level, na, dont_know, text)
            line 7, basis: the day of the test is missing (give a date like 2026-11-21)
            line 8, basis: a date goes with basis tested only (say tested, or drop the date)
            line 9, basis: there is no basis “heard” (use claimed, documented or tested)
            line 10, level: “leadership.night” has no levels (answer it in the column text)
            line 11, text: “leadership.speaking-up” is answered with a level, not with text
            line 12, text: “120” is not a number from 0 to 100
            line 13, date: “2026-02-30” is not a day: write it as YYYY-MM-DD
            line 14, note: there is a note but no answer (give a level, na, dont_know or text)
        "]],
    );
}

#[test]
fn a_sheet_with_other_columns_is_refused() {
    check(
        "level,comment,level\nx\n",
        &expect![[r"
            line 1: there is no column “comment” (columns are question, level, na, dont_know, note, basis, date, evidence, text)
            line 1, level: the column is there twice
            line 1: the column “question” is missing (the first line names the columns)
        "]],
    );
    check(
        "",
        &expect![[r"
        the sheet is empty (export your answers first to get one that fits)
    "]],
    );
    expect![[r"
        line 2: the text is not UTF-8 (save the sheet as “CSV UTF-8”)
    "]]
    .assert_eq(&rendered(b"question,level\nl\xe9adership.plan,3\n"));
}

#[test]
fn a_flood_of_problems_is_cut_short() {
    let rows = "nowhere,3\n".repeat(1000);
    let problems = read(format!("question,level\n{rows}").as_bytes(), framework()).unwrap_err();
    assert_eq!(problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(problems.last().unwrap().text, "800 more problems follow");
}

#[test]
fn a_formula_does_not_run_in_a_spreadsheet() {
    for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "'=1", "'", "＝1"] {
        let mut answer = Answer::of(Said::Option("level3".parse().unwrap()));
        text.clone_into(&mut answer.note);
        let written = written(&[("leadership.plan", answer.clone())]);
        let mut reader = csv::Reader::from_reader(written.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        assert!(record.iter().all(|it| !it.starts_with(['=', '+', '-', '@', '\t', '\r', '＝'])));
        assert_eq!(read(written.as_bytes(), framework()).unwrap().answers[0].1, answer, "{text:?}");
    }
}

fn written(answers: &[(&str, Answer)]) -> String {
    let framework = framework();
    let questions = framework.questions();
    let answers = answers.iter().map(|(id, it)| (id.parse().unwrap(), it.clone())).collect();
    String::from_utf8(write(framework, &questions, &answers)).unwrap()
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", "[='+@,;\"|\\\\\t\r\n'a]{0,8}", "\\PC{0,8}"]
}

fn basis() -> impl Strategy<Value = Basis> {
    prop_oneof![
        Just(Basis::Claimed),
        Just(Basis::Documented),
        (0_i64..30_000).prop_map(|it| Basis::Tested(crate::time::Date::of_days(it))),
    ]
}

fn said() -> impl Strategy<Value = Said> {
    let reason =
        words().prop_map(|it| it.trim().to_owned()).prop_filter("a reason", |it| !it.is_empty());
    prop_oneof![
        (1_u8..=5).prop_map(|it| Said::Option(format!("level{it}").parse::<OptionId>().unwrap())),
        reason.prop_map(|reason| Said::NotApplicable { reason }),
        Just(Said::DontKnow),
    ]
}

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let item = words().prop_map(|it| it.trim().to_owned());
    let item = item.prop_filter("an item", |it| !it.is_empty()).prop_map(Evidence::of);
    prop::collection::vec(item, 0..3)
}

proptest! {
    #[test]
    fn what_is_exported_comes_back_the_same(
        said in said(), note in words(), basis in basis(), evidence in evidence()
    ) {
        let answer = Answer { said, note, basis, evidence };
        let written = written(&[("leadership.plan", answer.clone())]);
        let sheet = read(written.as_bytes(), framework());
        prop_assert_eq!(
            sheet.as_ref().map(|it| it.answers.clone()),
            Ok(vec![("leadership.plan".parse().unwrap(), answer)]),
            "{}", written
        );
    }

    #[test]
    fn an_open_text_comes_back_the_same(text in words()) {
        prop_assume!(!text.trim().is_empty());
        let answer = Answer::of(Said::Text(text));
        let written = written(&[("leadership.night", answer.clone())]);
        let sheet = read(written.as_bytes(), framework()).unwrap();
        prop_assert_eq!(&sheet.answers[0].1, &answer);
    }

    #[test]
    fn hostile_bytes_give_problems_and_never_a_panic(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "(question|level|na|leadership.plan|3|[,;\"'\n\r=]){0,40}".prop_map(String::into_bytes),
        ]
    ) {
        let framework = framework();
        if let Ok(sheet) = read(&bytes, framework) {
            for (id, _) in &sheet.answers {
                prop_assert!(framework.node(id).is_some());
            }
        }
    }
}
