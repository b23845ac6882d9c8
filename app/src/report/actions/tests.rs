//! Files of a plan that no honest plan would make.

use muster_model::ids::ActionId;

use super::*;

#[test]
fn a_long_line_of_a_calendar_is_folded_and_comes_back_whole() {
    let action = Action {
        id: ActionId::from_bytes([3; 16]),
        title: "Prüfen, ob; die\\Sicherung läuft – ".repeat(6),
        description: "one\ntwo\u{7}".to_owned(),
        origin: None,
        review: None,
        review_title: String::new(),
        node: None,
        about: String::new(),
        owner: "=cmd|'/c calc'!A1".to_owned(),
        due: Date::new(2026, 12, 1),
        effort: None,
        impact: Some(plan::Grade::High),
        status: plan::Status::Open,
        closed: None,
        overdue: false,
        lifts: Vec::new(),
        torn: std::collections::BTreeMap::new(),
        history: Vec::new(),
        comments: Vec::new(),
        beyond: false,
        short: String::new(),
    };
    let text = calendar::of(std::slice::from_ref(&action), "Plan");
    assert!(text.split("\r\n").all(|it| it.len() <= 75), "{text}");
    let lines = calendar::unfolded(&text);
    let title =
        action.title.trim_end().replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    assert!(lines.iter().any(|it| it.trim_end() == format!("SUMMARY:{title}")), "{lines:?}");
    assert!(
        lines.contains(&"DESCRIPTION:one\\ntwo\\nOwner: =cmd|'/c calc'!A1".to_owned()),
        "{lines:?}"
    );
    assert!(lines.contains(&"DUE;VALUE=DATE:20261201".to_owned()));
    assert_eq!(check::actions_in(text.as_bytes(), PlanForm::Ics).unwrap(), 1);
    let rows = rows(&[action]);
    assert!(rows.iter().all(|it| it.len() == COLUMNS.len()));
    let sheet = String::from_utf8(sheet::csv_of(&rows)).unwrap();
    assert!(sheet.contains("'=cmd") && !sheet.contains(",=cmd"), "{sheet}");
}

#[test]
fn an_id_made_from_a_name_has_the_form_of_a_uuid() {
    let id = poam::uuid("item", "a");
    assert_eq!(id, poam::uuid("item", "a"));
    assert_ne!(id, poam::uuid("risk", "a"));
    let parts: Vec<&str> = id.split('-').collect();
    assert_eq!(parts.iter().map(|it| it.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    assert!(parts[2].starts_with('5') && parts[3].starts_with(['8', '9', 'a', 'b']), "{id}");
}
