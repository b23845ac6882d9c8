//! Somebody's own look for reports: a typst template for PDF, a style sheet for HTML, with pictures and fonts.
//!
//! A template decides how a report looks, not what is in it: each report is read again like any other, and one whose pages
//! lack a word of the report is refused.

use std::collections::BTreeMap;

/// The typst template of PDF.
pub const PAGES: &str = "report.typ";
/// The style sheet of HTML.
pub const STYLE: &str = "report.css";
/// Most files of a template.
pub const MAX_FILES: usize = 200;
/// Most bytes of all files of a template.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// The files that are used where nobody has a look of their own, with their names.
pub const SHIPPED: [(&str, &str); 2] = [
    (PAGES, include_str!("../../../assets/report/report.typ")),
    (STYLE, include_str!("../../../assets/report/report.css")),
];

/// Why files are no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// There is nothing that decides how a report looks.
    #[error("there is neither {PAGES} (for PDF) nor {STYLE} (for HTML) in it")]
    Nothing,
    /// It is no folder of a template.
    #[error("it holds more than {MAX_FILES} files or {MAX_BYTES} bytes")]
    TooMuch,
    /// What should be text is not.
    #[error("{0} is not UTF-8 text")]
    NotText(String),
    /// The style sheet fetches something.
    #[error(
        "{STYLE} line {0} fetches something or ends the style sheet: a report is one file by itself"
    )]
    Fetches(usize),
}

/// The files of a template by name; folders in it are parts of the name, with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    files: BTreeMap<String, Vec<u8>>,
}

impl Template {
    /// Takes the files of a template.
    pub fn of(files: BTreeMap<String, Vec<u8>>) -> Result<Self, TemplateError> {
        let all: usize = files.values().map(Vec::len).sum();
        if files.len() > MAX_FILES || all > MAX_BYTES {
            return Err(TemplateError::TooMuch);
        }
        for (name, bytes) in &files {
            let is_text = [".typ", ".css"].iter().any(|it| name.ends_with(it));
            if is_text && str::from_utf8(bytes).is_err() {
                return Err(TemplateError::NotText(name.clone()));
            }
        }
        let template = Self { files };
        if template.text(PAGES).is_none() && template.text(STYLE).is_none() {
            return Err(TemplateError::Nothing);
        }
        let lines = template.text(STYLE).unwrap_or_default().lines();
        let fetches = |it: &str| {
            let it = it.to_ascii_lowercase();
            let url = it
                .split("url(")
                .skip(1)
                .any(|it| !it.trim_start_matches(['"', '\'', ' ']).starts_with("data:"));
            url || it.contains("@import") || it.contains("</")
        };
        match (1..).zip(lines).find(|(_, it)| fetches(it)) {
            Some((n, _)) => Err(TemplateError::Fetches(n)),
            None => Ok(template),
        }
    }

    /// Returns a file that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        str::from_utf8(self.files.get(name)?).ok()
    }

    /// Returns every file with its name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

/// Returns the style sheet of HTML.
pub(super) fn style(template: Option<&Template>) -> &str {
    let [_, (_, shipped)] = SHIPPED;
    template.and_then(|it| it.text(STYLE)).unwrap_or(shipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(files: &[(&str, &[u8])]) -> Result<Template, TemplateError> {
        let files = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
        Template::of(files.collect())
    }

    #[test]
    fn the_shipped_look_is_a_template_itself() {
        let files = SHIPPED.map(|(name, text)| (name, text.as_bytes()));
        assert_eq!(template(&files).unwrap().text(PAGES), Some(SHIPPED[0].1));
    }

    #[test]
    fn what_is_no_template_is_refused_with_a_sentence() {
        let told = |files: &[(&str, &[u8])]| template(files).unwrap_err().to_string();
        assert!(told(&[("logo.png", b"x")]).contains("neither report.typ"));
        assert!(told(&[(PAGES, b"\xff")]).contains("report.typ is not UTF-8 text"));
        for line in ["@import 'x';", "a { background: url(http://x) }", "a {} </style><script>"] {
            let css = format!("a {{}}\n{line}");
            assert!(told(&[(STYLE, css.as_bytes())]).contains("line 2"), "{line}");
        }
        let inline = "a { background: url(\"data:image/png;base64,AA\") }";
        assert!(template(&[(STYLE, inline.as_bytes())]).is_ok());
        let many: Vec<(String, Vec<u8>)> =
            (0..300).map(|it| (format!("{it}"), Vec::new())).collect();
        assert_eq!(Template::of(many.into_iter().collect()), Err(TemplateError::TooMuch));
    }
}
