//! A report holds everything people entered, tells nothing it must not, and is the same file each time.

mod entered;

use std::io::{Cursor, Read as _};

use muster::{
    report::{
        self, Extent, Form, Made, Naming, Options, Section, Source,
        actions::{self, PlanForm},
        seal::{self, SealError},
    },
    say::Tongue,
};
use muster_model::{
    answer::{Answer, Basis, Said},
    control::op::Secrecy,
    edit::{Agreement, Decision, Edit},
    ids::{ActionId, AssessmentId, NodeId, ReviewId},
    import::sheet,
    plan::{Entry, Grade, Origin, Owner, Status},
    setting::{Aim, Setting},
    workspace::Workspace,
};
use muster_sync::identity::Statement;
use muster_tests::world::World;

use entered::entered;

pub(crate) const FOUNDER: &str = "Quenby Ashgrove";
const SECOND: &str = "Ludovic Fernhill";

fn node(id: &str) -> NodeId {
    id.parse().unwrap()
}

fn answer(said: Said, note: &str) -> Answer {
    let day = "2026-05-17".parse().unwrap();
    let evidence = vec!["wiki/harbour-gate".into(), "=2+3".into()];
    Answer { said, note: note.to_owned(), basis: Basis::Tested(day), evidence }
}

fn option(id: &str) -> Said {
    Said::Option(id.parse().unwrap())
}

/// Two people who answered, one of them removed later, with an agreed answer, dissent and comments.
pub(crate) struct Story {
    world: World,
    pub(crate) review: ReviewId,
    /// What was typed.
    edits: Vec<Edit>,
}

impl Story {
    pub(crate) fn told(secrecy: Secrecy) -> Self {
        let mut world = World::founded_by(FOUNDER);
        world.join(FOUNDER, SECOND);
        let review = world.open_review(secrecy);
        world.meet(FOUNDER, SECOND, muster_tests::world::Cut::Never);
        let mut story = Self { world, review, edits: Vec::new() };
        let says = |question: &str, it: Answer| (node(question), Some(it));
        let reason = Said::NotApplicable { reason: "no ships in dry dock".to_owned() };
        story.does(
            SECOND,
            Edit::Answer {
                review,
                answers: vec![
                    says("staffing.capacity", answer(option("level1"), "walnut-biscuit")),
                    says("staffing.skills", answer(reason, "ask Quenby, or ASHGROVE's deputy")),
                    says(
                        "leadership.night",
                        answer(Said::Text("fog over the pier".to_owned()), ""),
                    ),
                    says("leadership.plan", answer(Said::DontKnow, "@SUM(1)")),
                ],
            },
        );
        let answers = vec![says("staffing.capacity", answer(option("level4"), "quince-marmalade"))];
        story.does(FOUNDER, Edit::Answer { review, answers });
        story.does(SECOND, Edit::Submit(review));
        story.meet();
        story
    }

    fn does(&mut self, who: &str, edit: Edit) {
        drop(self.world.edit(who, edit.clone()).unwrap());
        self.edits.push(edit);
    }

    fn meet(&mut self) {
        self.world.meet(FOUNDER, SECOND, muster_tests::world::Cut::Never);
    }

    fn revealed(mut self) -> Self {
        self.does(FOUNDER, Edit::Reveal(self.review));
        self.meet();
        self
    }

    fn settled(mut self) -> Self {
        let shown = self.world.sees(FOUNDER);
        let second = shown.members.values().find(|it| it.name == SECOND).unwrap().id;
        let review = self.review;
        self.does(
            FOUNDER,
            Edit::Agree {
                review,
                agreed: vec![(
                    node("staffing.capacity"),
                    Some(Agreement {
                        said: Some(option("level2")),
                        decision: Decision::Majority,
                        reason: "two vacancies since May".to_owned(),
                        dissent: vec![(second, "one is filled, says Ludovic".to_owned())],
                        based_on: shown.reviews[&review].spoken(&node("staffing.capacity")),
                    }),
                )],
            },
        );
        let text = "bring the rota of the night watch".to_owned();
        self.does(FOUNDER, Edit::Comment { review, question: node("staffing.capacity"), text });
        self
    }

    pub(crate) fn sees(&mut self, who: &str) -> Workspace {
        self.world.sees(who)
    }

    fn made(&mut self, who: &str, naming: Naming, form: Form) -> Made {
        let shown = self.sees(who);
        make(&shown, self.review, &Options { naming, ..Options::default() }, form)
    }
}

fn make(shown: &Workspace, review: ReviewId, options: &Options, form: Form) -> Made {
    let review = &shown.reviews[&review];
    let framework = shown.framework_of(review).unwrap();
    let source = Source { workspace: shown, review, framework };
    report::make(source, options, form).unwrap()
}

/// Everything in a file that can be read: the parts of an archive, or the file itself.
fn text(made: &Made, form: Form) -> String {
    match form {
        Form::Xlsx | Form::Docx => {
            let mut archive = zip::ZipArchive::new(Cursor::new(&made.bytes)).unwrap();
            let mut out = String::new();
            for nth in 0..archive.len() {
                let mut bytes = Vec::new();
                archive.by_index(nth).unwrap().read_to_end(&mut bytes).unwrap();
                out.push_str(&String::from_utf8_lossy(&bytes));
            }
            out
        }
        Form::Pdf | Form::Html | Form::Csv | Form::Json | Form::Markdown => {
            String::from_utf8_lossy(&made.bytes).into_owned()
        }
    }
}

fn whole() -> Story {
    let mut story = Story::told(Secrecy::Blind).revealed().settled();
    let shown = story.sees(FOUNDER);
    let second = shown.members.values().find(|it| it.name == SECOND).unwrap().id;
    let aim = Some(Aim::Option("level3".parse().unwrap()));
    let settings = vec![Setting::Target { node: node("staffing.hiring-keeping"), aim }];
    let assessment = shown.reviews[&story.review].assessment;
    story.does(FOUNDER, Edit::Set { assessment, review: Some(story.review), settings });
    let team = "the quay crew".to_owned();
    story.does(FOUNDER, Edit::SetTeam { member: second, team });
    story.does(FOUNDER, planned(assessment, story.review));
    story.meet();
    // Whoever may not plan may say something all the same.
    let (action, text) = (ActionId::from_bytes([1; 16]), "the crane crews said yes".to_owned());
    story.does(SECOND, Edit::CommentAction { assessment, action, text });
    story.meet();
    let me = shown.members.values().find(|it| it.name == FOUNDER).unwrap().id;
    let asked = Edit::AskToSign { review: story.review, add: vec![me, second], remove: vec![] };
    story.does(FOUNDER, asked);
    let fingerprint = story.sees(FOUNDER).reviews[&story.review].fingerprint.clone();
    let note = "seen on the jetty".to_owned();
    story.does(FOUNDER, Edit::SignOff { review: story.review, fingerprint, note });
    story.does(
        FOUNDER,
        Edit::Invite {
            invite: muster_model::ids::InviteId::from_bytes([9; 32]),
            role: muster_model::control::op::Role::Observer,
            member: None,
            dimensions: vec![node("measurement")],
            uses: 3,
            expires: muster_tests::world::NOW.plus(86_400_000),
            auto_admit: false,
            note: "the harbour master of Elmwick".to_owned(),
        },
    );
    story
}

/// Two actions with every field an action has.
fn planned(assessment: AssessmentId, review: ReviewId) -> Edit {
    let day = |it: &str| it.parse().unwrap();
    let first = vec![
        Entry::Title("Fill the =vacant= posts".to_owned()),
        Entry::Description("Ask the crane crews of pier four first".to_owned()),
        Entry::Origin(Some(Origin::Disagreement(node("staffing.capacity")))),
        Entry::Review(Some(review)),
        Entry::Node(Some(node("staffing.capacity"))),
        Entry::Owner(Some(Owner::Named("Elmwick Crewing".to_owned()))),
        Entry::Due(Some(day("2026-12-24"))),
        Entry::Effort(Some(Grade::Low)),
        Entry::Impact(Some(Grade::High)),
        Entry::Status(Status::InProgress),
    ];
    let second = vec![
        Entry::Title("Rehearse the radio silence".to_owned()),
        Entry::Origin(Some(Origin::Finding("nobody knew the second channel".to_owned()))),
        Entry::Status(Status::Done(day("2026-11-17"))),
    ];
    let all = [(1, first), (2, second)].into_iter();
    let entries = all.flat_map(|(id, entries)| {
        entries.into_iter().map(move |it| (ActionId::from_bytes([id; 16]), it))
    });
    Edit::Plan { assessment, entries: entries.collect() }
}

#[test]
fn every_field_a_person_can_enter_is_in_the_json() {
    let mut story = whole();
    let made = story.made(FOUNDER, Naming::Names, Form::Json);
    let told = text(&made, Form::Json);
    for needle in
        story.edits.iter().flat_map(entered).chain([FOUNDER.to_owned(), SECOND.to_owned()])
    {
        let needle = serde_json::to_string(&needle).unwrap();
        assert!(told.contains(needle.trim_matches('"')), "{needle} is missing: {told}");
    }
}

#[test]
fn every_word_a_person_can_write_is_in_the_full_report() {
    let mut story = whole();
    let ids = story.world.framework.nodes().iter().map(|it| it.id.to_string()).collect::<Vec<_>>();
    for form in [Form::Html, Form::Markdown, Form::Docx] {
        let made = story.made(FOUNDER, Naming::Names, form);
        let told = text(&made, form).replace('\\', "").replace("&#39;", "'").replace("&apos;", "'");
        for needle in story.edits.iter().flat_map(entered) {
            // Ids, levels and moments stand as titles, labels and days for people.
            let coded = ids.contains(&needle)
                || needle.starts_with("level")
                || ["dont-know", "majority"].contains(&needle.as_str())
                || needle.parse::<u64>().is_ok()
                || needle.chars().all(|it| it.is_ascii_hexdigit());
            // Of a status people read the word.
            let needle = needle.replace("in-progress", "In progress").replace("done", "Done");
            assert!(coded || told.contains(&needle), "{} lacks “{needle}”: {told}", form.name());
        }
        assert!(told.contains("Majority with dissent"), "{}", form.name());
        assert!(told.contains("level 2"), "{}", form.name());
        // What an agreed answer was based on, and who said what about an action.
        let based = format!("Based on the answers of {FOUNDER} and {SECOND}");
        assert!(told.contains(&based), "{told}");
        assert!(told.contains(&format!("{SECOND}, 2")), "{told}");
        for heading in ["Assessment begun", "Scope", "Coverage", "Handed in", "Invitations"] {
            assert!(told.contains(heading), "{} lacks {heading}", form.name());
        }
    }
}

#[test]
fn a_report_without_names_holds_no_name_in_any_form() {
    let mut story = whole();
    for naming in [Naming::Anonymous, Naming::Roles] {
        // What a page says is packed; below is what it is set from. Here its title and dates are looked at, once.
        let packed = |it: &Form| naming == Naming::Roles && *it == Form::Pdf;
        for form in Form::ALL.into_iter().filter(|it| !packed(it)) {
            let told = text(&story.made(FOUNDER, naming, form), form).to_lowercase();
            for needle in ["quenby", "ashgrove", "ludovic", "fernhill", "elmwick"] {
                assert!(!told.contains(needle), "{} by {naming:?} names {needle}", form.name());
            }
        }
        let shown = story.sees(FOUNDER);
        let review = &shown.reviews[&story.review];
        let framework = shown.framework_of(review).unwrap();
        let source = Source { workspace: &shown, review, framework };
        let options = Options { naming, ..Options::default() };
        let told = format!("{:?}", report::document(source, &options)).to_lowercase();
        assert!(!told.contains("quenby") && !told.contains("fernhill"), "{told}");
        assert!(told.contains("deputy"), "what people wrote stays: {told}");
    }
}

#[test]
fn sealed_answers_are_in_no_report_before_the_reveal() {
    for secrecy in [Secrecy::Blind, Secrecy::Strict] {
        let mut story = Story::told(secrecy);
        for (who, other) in [(FOUNDER, "walnut-biscuit"), (SECOND, "quince-marmalade")] {
            for form in Form::ALL.into_iter().filter(|it| *it != Form::Pdf) {
                let told = text(&story.made(who, Naming::Names, form), form);
                assert!(!told.contains(other), "{} of {who} tells {other}", form.name());
                assert!(!told.contains("Early-Stage"), "{} tells a tier", form.name());
            }
        }
        let mut story = story.revealed();
        let told = text(&story.made(FOUNDER, Naming::Names, Form::Html), Form::Html);
        assert!(secrecy == Secrecy::Strict || told.contains("walnut-biscuit"));
    }
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    let mut story = whole();
    for form in Form::ALL {
        let first = story.made(FOUNDER, Naming::Names, form);
        let again = story.made(FOUNDER, Naming::Names, form);
        assert!(first == again, "{} differs", form.name());
    }
}

#[test]
fn what_a_sheet_takes_out_it_brings_back() {
    let mut story = whole();
    let shown = story.sees(FOUNDER);
    let review = &shown.reviews[&story.review];
    let german = Options { language: Tongue::German, ..Options::default() };
    for (form, options) in [
        (Form::Csv, &Options::default()),
        (Form::Xlsx, &Options::default()),
        (Form::Csv, &german),
        (Form::Xlsx, &german),
    ] {
        let made = make(&shown, story.review, options, form);
        for lane in review.lanes.values() {
            let name = &shown.members[&lane.member].name;
            let read = sheet::read_of(&made.bytes, &story.world.framework, Some(name)).unwrap();
            let mut read = read.answers;
            read.sort_by(|a, b| a.0.cmp(&b.0));
            let wanted: Vec<(NodeId, Answer)> = lane
                .counted
                .iter()
                .filter_map(|(id, it)| Some((id.clone(), it.now.answer.clone()?)))
                .collect();
            assert_eq!(read, wanted, "{} of {name}", form.name());
        }
        let mixed = sheet::read(&made.bytes, &story.world.framework).unwrap_err();
        assert!(mixed[0].to_string().contains("several people"), "{mixed:?}");
    }
}

#[test]
fn what_facilitators_set_for_a_whole_review_is_told_in_the_json_and_the_full_report() {
    let mut story = whole();
    let assessment = story.sees(FOUNDER).reviews[&story.review].assessment;
    let settings = vec![Setting::Baselines(["short".parse().unwrap()].into())];
    story.does(FOUNDER, Edit::Set { assessment, review: Some(story.review), settings });
    let told = text(&story.made(FOUNDER, Naming::Names, Form::Json), Form::Json);
    assert!(told.contains("\"baselines\":{") && told.contains("\"short\""), "{told}");
    for form in [Form::Html, Form::Markdown, Form::Docx] {
        let told = text(&story.made(FOUNDER, Naming::Names, form), form);
        for needle in ["Baselines", "short (set by Quenby Ashgrove)"] {
            assert!(told.contains(needle), "{} lacks {needle}", form.name());
        }
    }
}

#[test]
fn the_actions_of_a_workbook_are_read_again_in_any_language() {
    let mut story = whole();
    let shown = story.sees(FOUNDER);
    for language in [Tongue::English, Tongue::German] {
        let options = Options { language, ..Options::default() };
        let made = make(&shown, story.review, &options, Form::Xlsx);
        let owner = |it: &str| Owner::Named(it.to_owned());
        let day = "2026-12-25".parse().unwrap();
        let mut read = muster_model::import::actions::read(&made.bytes, &owner, day).unwrap();
        read.sort_by_key(|it| it.id);
        assert_eq!(read.len(), 2);
        let Edit::Plan { entries, .. } = planned(AssessmentId::from_bytes([0; 16]), story.review)
        else {
            panic!("this plans actions");
        };
        for (action, entry) in entries {
            let row = read.iter().find(|it| it.id == Some(action)).unwrap();
            // The review is told by its title, which is for the reader's eye.
            let told = matches!(entry, Entry::Review(_)) || row.entries.contains(&entry);
            assert!(told, "{language:?}: {entry:?} is not in {row:?}");
        }
    }
}

#[test]
fn a_german_report_says_in_german_what_muster_says_and_leaves_what_people_wrote() {
    let mut story = whole();
    let shown = story.sees(FOUNDER);
    let german = Options { language: Tongue::German, ..Options::default() };
    for form in [Form::Html, Form::Markdown, Form::Docx] {
        let told = text(&make(&shown, story.review, &german, form), form);
        for needle in [
            "Überblick",
            "Mehrheit mit Gegenstimme",
            "Auf Grundlage der Antworten von",
            "Geltungsbereich",
            "Freigabe",
            "24.12.2026",
            "walnut-biscuit",
            "bring the rota of the night watch",
        ] {
            assert!(told.contains(needle), "{} lacks {needle}: {told}", form.name());
        }
        for needle in ["Majority with", "Based on", "Agreed answers", "Plan of action", "Handed in"]
        {
            assert!(!told.contains(needle), "{} says {needle}", form.name());
        }
    }
    let page = text(&make(&shown, story.review, &german, Form::Html), Form::Html);
    assert!(page.contains("<html lang=\"de\">"));
    let pages = make(&shown, story.review, &german, Form::Pdf);
    assert!(pages.counts.pages.is_some_and(|it| it > 1));
    let summary = Options { extent: Extent::Summary, ..german.clone() };
    assert_eq!(make(&shown, story.review, &summary, Form::Pdf).counts.pages, Some(1));
    // What machines read is the same in every language.
    for form in [Form::Json, Form::Csv] {
        let english = make(&shown, story.review, &Options::default(), form);
        assert!(make(&shown, story.review, &german, form) == english, "{}", form.name());
    }
}

#[test]
fn no_cell_runs_and_no_page_has_a_script() {
    let mut world = World::founded_by("=cmd|'/c calc'!A1");
    let review = world.open_review(Secrecy::Open);
    let note = "=1+1\n<script>alert(1)</script>";
    let answers = vec![(node("staffing.capacity"), Some(answer(option("level1"), note)))];
    drop(world.edit("=cmd|'/c calc'!A1", Edit::Answer { review, answers }).unwrap());
    let shown = world.sees("=cmd|'/c calc'!A1");
    let sheet = make(&shown, review, &Options::default(), Form::Csv);
    let told = text(&sheet, Form::Csv);
    assert!(told.contains("'=1+1") && told.contains("'=cmd"), "{told}");
    assert!(!told.contains(",=") && !told.contains("\"=") && !told.contains("\n="), "{told}");
    let book = text(&make(&shown, review, &Options::default(), Form::Xlsx), Form::Xlsx);
    assert!(!book.contains("<f>") && !book.contains("<t>="), "{book}");
    let page = text(&make(&shown, review, &Options::default(), Form::Html), Form::Html);
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
}

#[test]
fn a_name_in_letters_the_font_lacks_still_makes_a_good_report() {
    let name = "李娜 🦀 عمر";
    let mut world = World::founded_by(name);
    let review = world.open_review(Secrecy::Open);
    let answers = vec![(node("staffing.capacity"), Some(answer(option("level1"), "")))];
    drop(world.edit(name, Edit::Answer { review, answers }).unwrap());
    let shown = world.sees(name);
    for form in Form::ALL {
        let made = make(&shown, review, &Options::default(), form);
        assert!(!made.bytes.is_empty());
    }
    let options = Options { naming: Naming::Anonymous, ..Options::default() };
    let told = text(&make(&shown, review, &options, Form::Html), Form::Html);
    assert!(!told.contains("李娜"));
}

#[test]
fn the_summary_is_one_page_and_sections_can_be_chosen() {
    let mut story = whole();
    let shown = story.sees(FOUNDER);
    let options = Options { extent: Extent::Summary, ..Options::default() };
    assert_eq!(make(&shown, story.review, &options, Form::Pdf).counts.pages, Some(1));
    let sections = [Section::Agreed].into_iter().collect();
    let options = Options { sections, ..Options::default() };
    let told = text(&make(&shown, story.review, &options, Form::Markdown), Form::Markdown);
    assert!(told.contains("one is filled") && !told.contains("walnut-biscuit"), "{told}");
}

#[test]
fn a_signed_report_whose_bytes_were_touched_is_refused_with_the_place() {
    let mut story = whole();
    let made = story.made(FOUNDER, Naming::Names, Form::Json);
    let device = story.sees(FOUNDER).device;
    let signer = story.world.device(FOUNDER).replica.identity().signer().clone();
    let part = seal::to_sign(&made.bytes, device).unwrap();
    let sealed = seal::with_signature(&made.bytes, &Statement::of(&signer, &part)).unwrap();
    let told = seal::check(&sealed).unwrap();
    assert_eq!(told.signed, Some((device, FOUNDER.to_owned())));
    assert_eq!(seal::check(&made.bytes).unwrap().signed, None);

    let text = String::from_utf8(sealed.clone()).unwrap();
    let touched = text.replace("quince-marmalade", "quince-marmelade");
    let err = seal::check(touched.as_bytes()).unwrap_err();
    assert_eq!(err.to_string(), "this report was changed: the question staffing.capacity");
    // Whoever mends the digests too still lacks the key.
    let mended = made_whole(&touched);
    assert_eq!(seal::check(mended.as_bytes()), Err(SealError::Signature));
    for at in (0..sealed.len()).step_by(211) {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        assert!(seal::check(&flipped).is_err(), "byte {at} may be flipped");
    }
}

/// Gives `text` the digests of its body, keeping its signature.
fn made_whole(text: &str) -> String {
    let file: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut digests = file["digests"].clone();
    let questions = file["body"]["questions"].as_array().unwrap();
    for (nth, it) in questions.iter().enumerate() {
        let text = serde_json::to_string(it).unwrap();
        let digest =
            blake3::Hash::from(blake3::derive_key("muster report part v1", text.as_bytes()));
        digests[format!("questions/{nth:05}")] = digest.to_hex().to_string().into();
    }
    let mut whole = file;
    whole["digests"] = digests;
    serde_json::to_string(&whole).unwrap()
}

#[test]
fn a_plan_leaves_as_a_file_that_holds_every_action_and_runs_nothing() {
    let mut story = whole();
    let shown = story.sees(FOUNDER);
    let review = &shown.reviews[&story.review];
    let framework = shown.framework_of(review).unwrap();
    let source = Source { workspace: &shown, review, framework };
    let today = "2026-12-25".parse().unwrap();
    for form in PlanForm::ALL {
        let made = actions::make(source, form, today).unwrap();
        assert_eq!(made.actions, 2, "{}", form.name());
        assert_eq!(actions::make(source, form, today).unwrap(), made, "{} differs", form.name());
        let told = match form {
            PlanForm::Xlsx => {
                let mut archive = zip::ZipArchive::new(Cursor::new(&made.bytes)).unwrap();
                let mut text = String::new();
                archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut text).unwrap();
                text
            }
            PlanForm::Csv | PlanForm::Ics | PlanForm::Poam => {
                String::from_utf8(made.bytes.clone()).unwrap().replace("\r\n ", "")
            }
        };
        for needle in ["Fill the =vacant= posts", "Elmwick Crewing", "Rehearse the radio silence"] {
            assert!(told.contains(needle), "{} lacks {needle}: {told}", form.name());
        }
    }
    let csv = actions::make(source, PlanForm::Csv, today).unwrap().bytes;
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains(",in progress,,Elmwick Crewing,2026-12-24,low,high,"), "{csv}");
    assert!(csv.contains(",yes,"), "one is overdue: {csv}");
}
