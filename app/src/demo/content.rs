//! What the four people of the invented Saltmere Ferries say. Data only.

/// The company.
pub(super) const WORKSPACE: &str = "Saltmere Ferries";
/// What the example is called in the window, so that nobody takes it for their own.
pub(super) const EXAMPLE: &str = "Example: Saltmere Ferries";
/// What is assessed.
pub(super) const ASSESSMENT: &str = "Security programme";
/// The unit of analysis.
pub(super) const SCOPE: &str = "Ships, terminals and offices";
/// The review.
pub(super) const REVIEW: &str = "Autumn review";
/// The framework.
pub(super) const FRAMEWORK: &str = "five-dimensions";

/// One person and what they say.
#[derive(Debug)]
pub(super) struct Person {
    /// The name.
    pub name: &'static str,
    /// What they do in the company.
    pub post: &'static str,
    /// What they call their device.
    pub device: &'static str,
    /// Folder of the device.
    pub folder: &'static str,
    /// What they are to answer.
    pub dimensions: &'static [&'static str],
    /// What they answer.
    pub lines: &'static [Line],
}

/// One answer.
#[derive(Debug)]
pub(super) struct Line {
    /// To which question.
    pub question: &'static str,
    /// What.
    pub says: Says,
    /// Why.
    pub note: &'static str,
    /// How it is known.
    pub known: Known,
    /// What shows it.
    pub evidence: &'static [&'static str],
}

/// What is said.
#[derive(Debug)]
pub(super) enum Says {
    /// A level by its number.
    Level(&'static str),
    /// It does not apply, and why.
    NotApplicable(&'static str),
    /// They looked and do not know.
    DontKnow,
    /// Words.
    Text(&'static str),
    /// A number.
    Number(&'static str),
}

/// How an answer is known.
#[derive(Debug)]
pub(super) enum Known {
    /// They say so.
    Claimed,
    /// It is written down.
    Documented,
    /// It was tried so many days ago.
    Tested(u64),
}

impl Line {
    const fn of(question: &'static str, says: Says, note: &'static str) -> Self {
        Self { question, says, note, known: Known::Claimed, evidence: &[] }
    }

    /// Only what is said, as far as anybody knows.
    pub(super) const fn plain(question: &'static str, says: Says) -> Self {
        Self::of(question, says, "")
    }

    const fn documented(mut self, evidence: &'static [&'static str]) -> Self {
        self.known = Known::Documented;
        self.evidence = evidence;
        self
    }

    const fn tested(mut self, days_ago: u64, evidence: &'static [&'static str]) -> Self {
        self.known = Known::Tested(days_ago);
        self.evidence = evidence;
        self
    }
}

const fn level(question: &'static str, level: &'static str, note: &'static str) -> Line {
    Line::of(question, Says::Level(level), note)
}

const fn dont_know(question: &'static str, note: &'static str) -> Line {
    Line::of(question, Says::DontKnow, note)
}

const fn text(question: &'static str, words: &'static str) -> Line {
    Line::of(question, Says::Text(words), "")
}

/// The facilitator first.
pub(super) const PEOPLE: [Person; 4] = [
    Person {
        name: "Mara Okonjo",
        post: "head of security",
        device: "Mara's laptop",
        folder: "mara",
        dimensions: &["leadership", "measurement"],
        lines: MARA,
    },
    Person {
        name: "Jonas Weber",
        post: "head of IT",
        device: "Jonas' workstation",
        folder: "jonas",
        dimensions: &["technology", "processes"],
        lines: JONAS,
    },
    Person {
        name: "Priya Nair",
        post: "head of crew and staff",
        device: "Priya's tablet",
        folder: "priya",
        dimensions: &["staffing", "leadership"],
        lines: PRIYA,
    },
    Person {
        name: "Tomasz Lis",
        post: "head of operations",
        device: "Bridge office PC",
        folder: "tomasz",
        dimensions: &["processes", "measurement"],
        lines: TOMASZ,
    },
];

const MARA: &[Line] = &[
    level(
        "leadership.ownership",
        "4",
        "The board named me two years ago, and the post is in every terminal manual.",
    )
    .documented(&["Board minutes 14"]),
    level(
        "leadership.plan",
        "3",
        "A three-year plan exists; the ships have their own chapter since spring.",
    ),
    level(
        "leadership.budget",
        "3",
        "There is a yearly budget. Extra money still needs an incident first.",
    ),
    level(
        "leadership.risk-acceptance",
        "3",
        "I sign up to a limit, the board beyond it. Rarely written down at sea.",
    ),
    level("leadership.agenda", "4", "A fixed point in every quarterly meeting.")
        .documented(&["Agenda Q2", "Agenda Q3"]),
    level(
        "leadership.line-managers",
        "3",
        "Security is part of the yearly talk with terminal managers.",
    ),
    level("leadership.speaking-up", "4", "We get a dozen reports a month and thank for each one."),
    level(
        "leadership.crisis-decisions",
        "3",
        "The duty list is clear. It was never tried with both masters ashore.",
    ),
    level(
        "leadership.outside-view",
        "4",
        "The port state inspection and our insurer both look at us each year.",
    )
    .documented(&["Inspection report"]),
    text(
        "leadership.night",
        "A ransom note on the booking system on the first day of the holidays.",
    ),
    level("measurement.metrics", "3", "Eight figures, looked at every month."),
    level("measurement.reporting", "3", "The board sees one page each quarter."),
    level(
        "measurement.control-tests",
        "3",
        "We try the alarms and the badge readers twice a year.",
    )
    .tested(96, &["Alarm test log"]),
    level("measurement.findings", "3", "A list with owners and dates. A third is overdue."),
    level(
        "measurement.comparison",
        "2",
        "We talk with two other ferry lines, but compare nothing in figures.",
    ),
    level("measurement.lessons", "3", "After each incident there is a talk within two weeks."),
    dont_know("measurement.speed", "We never measured from the first sign to normal sailing."),
    level("measurement.goals", "3", "Three goals for the year, on one page."),
    text(
        "measurement.blind-spot",
        "How long the ships could sail their timetable without the shore systems.",
    ),
];

const JONAS: &[Line] = &[
    level("technology.sign-in", "4", "Second factor for everybody ashore, cards on board.")
        .tested(40, &["Sign-in report"]),
    level(
        "technology.devices",
        "4",
        "All machines are managed; the old ticket printers are set apart.",
    ),
    level(
        "technology.network",
        "3",
        "Ship, terminal and office networks are separate. The pier cameras are not.",
    ),
    level(
        "technology.detection",
        "3",
        "Alarms go to a service at night. We look at them in the morning.",
    ),
    level("technology.backup", "4", "Copies offline, one of them on the other side of the bay.")
        .tested(61, &["Restore test, booking system"]),
    level("technology.updates", "4", "Two weeks ashore. Ships follow when they are in the yard."),
    level("technology.configuration", "3", "Templates for servers; the cloud is done by hand."),
    level(
        "technology.data",
        "3",
        "Passenger lists are encrypted. Crew files lie on a shared drive.",
    ),
    Line::of(
        "technology.building",
        Says::NotApplicable(
            "We neither build nor adapt software; booking and crew planning are run by their makers.",
        ),
        "",
    ),
    level(
        "technology.premises",
        "3",
        "Badges at every door, but the pier gate stands open in summer.",
    ),
    text(
        "technology.one-wish",
        "The radio bridge to the old terminal. The lease runs for two more years.",
    ),
    level("processes.rules", "3", "One handbook, known to those who joined in the last years."),
    level("processes.risks", "3", "A yearly round with all heads of departments."),
    level("processes.inventory", "4", "Every system is in the register, checked each quarter.")
        .documented(&["System register"]),
    level("processes.change", "3", "Nothing goes live without a talk with me."),
    level("processes.weaknesses", "3", "Scanner each week, tickets for what it finds."),
    level(
        "processes.incident-response",
        "4",
        "The plan is written, with roles and telephone numbers, and IT works by it.",
    )
    .documented(&["Incident plan 3"]),
    level("processes.exercises", "3", "We played a ransom case at the table in spring.")
        .tested(170, &["Table-top record"]),
    level("processes.suppliers", "2", "The large ones answered a questionnaire once."),
    level("processes.access-review", "4", "Twice a year, heads of departments confirm by name.")
        .documented(&["Access review, June"]),
    level(
        "processes.continuity",
        "2",
        "IT could move to the second site. I can't speak for the piers.",
    ),
    text(
        "processes.caught-out",
        "The card payment outage in July: now every kiosk has a paper fallback.",
    ),
];

const PRIYA: &[Line] = &[
    level("staffing.roles", "3", "All tasks have a name beside them since the reorganisation.")
        .documented(&["Task list"]),
    level(
        "staffing.capacity",
        "2",
        "In the season security is what is left over at the end of a shift.",
    ),
    level("staffing.skills", "2", "Two people are trained; everybody else learned by doing."),
    level("staffing.hiring-keeping", "2", "Three posts stayed open for most of the year."),
    level("staffing.awareness", "3", "An hour for everybody who joins, and a poster in the mess."),
    level("staffing.on-call", "1", "At night it is whoever picks up the telephone."),
    level("staffing.champions", "2", "The terminals have one each, the ships none."),
    level(
        "staffing.joiners-leavers",
        "3",
        "A checklist for leavers. Seasonal crew is still forgotten now and then.",
    ),
    level("staffing.contractors", "2", "Guards are briefed, cleaners and yard workers are not."),
    Line::of(
        "staffing.preparing-share",
        Says::Number("20"),
        "Drills and rosters. The rest is reacting.",
    ),
    level("leadership.ownership", "4", "Everybody knows Mara."),
    level("leadership.plan", "3", "I have seen it, and my department is in it."),
    level("leadership.budget", "3", "Training has its own line since this year."),
    level(
        "leadership.risk-acceptance",
        "2",
        "On board the master decides, and ashore nobody hears of it.",
    ),
    level("leadership.agenda", "3", "It is on the agenda; it is the first thing to be dropped."),
    level(
        "leadership.line-managers",
        "2",
        "It is in the yearly talk, as the last of eleven points.",
    ),
    level(
        "leadership.speaking-up",
        "2",
        "Deck crew tell me what they would not write down: last year somebody was blamed for it.",
    ),
    level("leadership.crisis-decisions", "3", "The list hangs in every crew office."),
    level("leadership.outside-view", "3", "Inspectors come; their questions stay with Mara."),
    text(
        "leadership.night",
        "A new colleague alone at the gate at midnight, who does not dare to say no.",
    ),
];

const TOMASZ: &[Line] = &[
    level("processes.rules", "3", "The handbook is on every bridge, and we go by it."),
    level("processes.risks", "2", "The round asks about systems. Nobody asked about the car deck."),
    level(
        "processes.inventory",
        "2",
        "The register knows computers. Radios, cranes and gates are on nobody's list.",
    ),
    level(
        "processes.change",
        "2",
        "The new ramp control was running before anybody had a look at it.",
    ),
    level("processes.weaknesses", "3", "Defects are reported and mended before the next sailing."),
    level(
        "processes.incident-response",
        "1",
        "In July nobody on the piers knew there was a plan. We made it up as we went.",
    ),
    level(
        "processes.exercises",
        "2",
        "Fire and man overboard, always. Never the loss of the booking system.",
    ),
    level("processes.suppliers", "2", "We take whom the yard sends."),
    level(
        "processes.access-review",
        "2",
        "For logins perhaps. I have keys out that nobody has counted for years.",
    ),
    level(
        "processes.continuity",
        "3",
        "We can load and sail by paper. It was needed in July and it worked.",
    )
    .tested(118, &["Log of the July outage"]),
    text(
        "processes.caught-out",
        "The same outage. The kiosks have paper now, but the crews still have no call tree.",
    ),
    level("measurement.metrics", "3", "I get the figures every month, and two of them concern me."),
    level("measurement.reporting", "3", "The one page is pinned up in the control room."),
    level("measurement.control-tests", "2", "Badge readers yes. The pier gate was never tried."),
    level("measurement.findings", "2", "Mine from last year are still open."),
    dont_know("measurement.comparison", "I do not know what others do."),
    level("measurement.lessons", "3", "After July we sat together, and it was good."),
    dont_know("measurement.speed", "Nobody keeps that time."),
    level(
        "measurement.goals",
        "4",
        "The three goals hang in every crew room, with where we stand.",
    ),
    text("measurement.blind-spot", "Whether the guards at night really walk their round."),
];
