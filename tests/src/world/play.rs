//! Stories as text: one line is one thing that somebody does.
//!
//! ```text
//! ben: staffing.capacity=2 two vacancies      answers with the option numbered 2, from 1, and why
//! ben: hands in · ana: reveals · ana: closes
//! ben: restarts                               from all it has, in another order
//! ben -- ana                                  they meet
//! ben -3- ana                                 they meet; the wire breaks after three messages
//! ```

use muster_model::{
    answer::{Said, Stated},
    edit::Edit,
    ids::ReviewId,
    workspace::{Access, LaneView, Review, Workspace},
};

use super::{Cut, Say, World};
use crate::dice::Dice;

impl World {
    /// Plays a story in the review `review`.
    ///
    /// # Panics
    /// When a line can't be understood, or what it tells can't be done.
    pub fn play(&mut self, review: ReviewId, story: &str) {
        for line in story.lines().map(str::trim).filter(|it| !it.is_empty()) {
            let done = self.step(review, line);
            assert!(done.is_ok(), "“{line}”: {}", done.err().unwrap_or_default());
        }
    }

    /// Plays one line of a story; says why it can't be done.
    pub fn step(&mut self, review: ReviewId, line: &str) -> Result<(), String> {
        if let Some((name, deed)) = line.split_once(": ") {
            return self.deed(review, name.trim(), deed.trim());
        }
        let mut words = line.split_whitespace();
        let (Some(a), Some(wire), Some(b)) = (words.next(), words.next(), words.next()) else {
            return Err("nobody understands this line".to_owned());
        };
        let cut = wire.trim_matches('-');
        let cut = cut.parse().map_or(Cut::Never, Cut::After);
        self.meet(a, b, cut);
        Ok(())
    }

    fn deed(&mut self, review: ReviewId, name: &str, deed: &str) -> Result<(), String> {
        let edit = match deed {
            "hands in" => Edit::Submit(review),
            "reveals" => Edit::Reveal(review),
            "closes" => Edit::CloseReview(review),
            "restarts" => {
                let mut records = self.records(name);
                Dice::new(7).shuffle(&mut records);
                self.restart(name, &records);
                return Ok(());
            }
            says => {
                let (question, rest) = says.split_once('=').ok_or("nobody understands this")?;
                let (level, note) = rest.split_once(' ').unwrap_or((rest, ""));
                let level: usize = level.parse().map_err(|_it| "that is no level".to_owned())?;
                let question = question.parse().map_err(|_it| "that is no question".to_owned())?;
                let say = Say { question, level: level.saturating_sub(1), note: note.to_owned() };
                let said = self.answer(name, review, &say);
                return said.map(drop).map_err(|err| err.to_string());
            }
        };
        self.edit(name, edit).map(drop).map_err(|err| err.to_string())
    }

    /// Writes down what every device shows of `review`: a line each.
    pub fn render(&mut self, review: ReviewId) -> String {
        let names: Vec<String> = self.devices.keys().cloned().collect();
        let mut out = String::new();
        for name in names {
            let shown = self.sees(&name);
            let text = shown
                .reviews
                .get(&review)
                .map_or_else(|| "does not know the review".to_owned(), |it| self.lanes(&shown, it));
            out.extend([name.as_str(), ": ", text.as_str(), "\n"]);
        }
        out
    }

    fn lanes(&self, shown: &Workspace, review: &Review) -> String {
        let mut lanes: Vec<String> = Vec::new();
        for lane in review.lanes.values() {
            let who = shown.members.get(&lane.member).map_or("?", |it| it.name.as_str());
            let said = match lane.access {
                Access::Sealed => "sealed".to_owned(),
                Access::Mine | Access::Readable => self.said(lane),
            };
            let handed_in = if lane.handed_in.is_some() { " (handed in)" } else { "" };
            lanes.push(format!("{who} {said}{handed_in}"));
        }
        lanes.sort();
        lanes.join(" · ")
    }

    fn said(&self, lane: &LaneView) -> String {
        let mut out: Vec<String> = Vec::new();
        for (question, stated) in lane.answers.iter() {
            let mark = if lane.late.contains(question) { " late" } else { "" };
            out.push(format!("{question}={}{mark}", self.values(question, stated)));
        }
        if out.is_empty() { "nothing".to_owned() } else { out.join(", ") }
    }

    /// The standing values of an answer, smallest first.
    fn values(&self, question: &muster_model::ids::NodeId, stated: &Stated) -> String {
        let options = self.framework.node(question).and_then(|it| self.framework.scale_of(it));
        let place = |said: &Said| match said {
            Said::Option(id) => options
                .and_then(|it| it.options.iter().position(|it| it.id == *id))
                .map_or_else(|| id.to_string(), |it| (it + 1).to_string()),
            Said::NotApplicable { .. } => "n/a".to_owned(),
            Said::DontKnow => "?".to_owned(),
            Said::Text(text) | Said::Number(text) => text.clone(),
        };
        let values = std::iter::once(&stated.now).chain(&stated.rivals);
        let mut values: Vec<String> = values
            .map(|it| it.answer.as_ref().map_or_else(|| "-".to_owned(), |it| place(&it.said)))
            .collect();
        values.sort();
        values.join("/")
    }
}
