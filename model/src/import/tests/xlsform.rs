//! `XLSForms`.

use expect_test::expect;

use super::{check, many, shown};
use crate::import::{File, Options, framework, workbook};

const SURVEY: &str = "type,name,label::English (en),label::Deutsch (de),hint,relevant,required
start,start,,,,,
begin_group,shed,Shed,Schuppen,,,
select_one yesno,lock,Is there a lock?,Gibt es ein Schloss?,Any lock,,yes
select_one how,kind,How good is it?,,,${lock} = 'yes',
integer,keys,How many keys?,,,selected(${lock}, 'yes'),
end_group,,,,,,
begin group,fence,Fence,,,${lock} = 'yes',
note,remark,Walk around it,,,,
select_multiple how,parts,Which parts?,,,,
text,why,Why?,,,count(${parts}) > 1,
end group,,,,,,
";
const CHOICES: &str = "list_name,name,label::English (en),score
yesno,yes,Yes,
yesno,no,No,
how,good,Good,2
how,bad,Bad,1
";
const SETTINGS: &str =
    "form_title,form_id,version,default_language\nGarden,garden,7,English (en)\n";

#[test]
fn a_form_keeps_groups_choices_languages_and_plain_conditions() {
    let survey = SURVEY.replace("selected(${lock}, 'yes')", "\"selected(${lock}, 'yes')\"");
    let files = [
        ("f/survey.csv", survey.as_str()),
        ("f/choices.csv", CHOICES),
        ("f/settings.csv", SETTINGS),
    ];
    let found = many(&files);
    check(
        &found,
        &expect![[r#"
        XLSForm “garden” 7 by ; 8 nodes, 5 assessable, 5 questions, 4 choices, 0 withdrawn, 2 groups
          dimension shed | de: Schuppen | en: Shed
            ? question lock | de: Gibt es ein Schloss? | en: Is there a lock? | en: Any lock (yesno) #unscored
            ? question kind | en: How good is it? (how) if lock is [Name("yes")]
            ? question keys | en: How many keys? (Number) if lock is [Name("yes")]
          dimension fence | en: Fence
            i note remark | en: Walk around it
            ? question parts | en: Which parts? (Text) if lock is [Name("yes")]
            ? question why | en: Why? (Text)
        scale how: bad good
        scale yesno: yes no
        measure part Mean
        measure overall Mean
        note parts: an answer of the type “select_multiple” is given as text
        note why: the condition “${lock} = 'yes' and count(${parts}) > 1” is kept as a remark; it is always asked
        note survey: 1 row that ask nobody anything left out (calculations, times, devices)
    "#]],
    );

    let sheets: Vec<(String, Vec<Vec<String>>)> = files
        .iter()
        .map(|(path, text)| {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let rows = reader.records().map(|it| it.unwrap().iter().map(str::to_owned).collect());
            (path.trim_start_matches("f/").trim_end_matches(".csv").to_owned(), rows.collect())
        })
        .collect();
    let bytes = workbook::write(&sheets).unwrap();
    let again = framework(&[File { path: "form.xlsx", bytes: &bytes }], &Options::default());
    assert_eq!(shown(&again), shown(&found));
}

#[test]
fn a_form_that_does_not_hold_together_is_refused_with_its_row() {
    let form = |survey: &str| many(&[("survey.csv", survey), ("choices.csv", CHOICES)]);
    check(
        &form("type,name,label\nbegin_group,g,G\ntext,t,T\n"),
        &expect![[r"
        refused: survey.csv: line 2: the group “g” is not ended (add a row “end_group”)
    "]],
    );
    check(
        &form("type,name,label\ntext,t,T\nend_group,,\n"),
        &expect![[r"
        refused: survey.csv: line 3: a group ends here that did not begin (remove the row)
    "]],
    );
    check(
        &form("type,name,label\nselect_one nothing,t,T\n"),
        &expect![[r"
        refused: survey.csv: line 2: there is no list of choices “nothing” (add it to the sheet “choices”)
    "]],
    );
    check(
        &form("type,name,label\ntext,t,T\ntext,t,T\n"),
        &expect![[r#"
            refused: survey.csv: line 3: “t” is there twice in its group, first in line 2 (give each row of a group its own name)
        "#]],
    );
}
