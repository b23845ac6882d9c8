//! What stands in the way of an import and what to do, in the language that is spoken; much has English words only.

use muster_model::import::{Hint, Trouble, Wrong};

use crate::{advice::sentence, say::say};

/// Says whether only English has words for some of it.
pub(crate) fn is_english_only(it: &Trouble) -> bool {
    matches!(&it.what, Wrong::Words(_))
        || matches!(&it.hint, Hint::Words(words) if !words.is_empty())
}

/// Says what is wrong: a sentence.
pub(crate) fn wrong(it: &Wrong) -> String {
    sentence(&match it {
        Wrong::NoFile => say!("told-wrong-no-file").to_owned(),
        Wrong::TooMuch(n) => say!("told-wrong-too-much", n = *n),
        Wrong::TooMany(n) => say!("told-wrong-too-many", n = *n),
        Wrong::Utf16 => say!("told-wrong-utf16").to_owned(),
        Wrong::Empty => say!("told-wrong-empty").to_owned(),
        Wrong::NotUtf8 => say!("told-wrong-not-utf8").to_owned(),
        Wrong::Damaged => say!("told-wrong-damaged").to_owned(),
        Wrong::Torn(why) => say!("told-wrong-torn", why = why),
        Wrong::NoBook(why) => say!("told-wrong-no-book", why = why),
        Wrong::Sheet { name, why } => say!("told-wrong-sheet", name = name, why = why),
        Wrong::LargeSheet(name) => say!("told-wrong-large-sheet", name = name),
        Wrong::Parts => say!("told-wrong-parts").to_owned(),
        Wrong::Unpacked => say!("told-wrong-unpacked").to_owned(),
        Wrong::Texts => say!("told-wrong-texts").to_owned(),
        Wrong::LargeTable { columns, rows } => {
            say!("told-wrong-large-table", columns = *columns, rows = *rows)
        }
        Wrong::NotCsv(why) => say!("told-wrong-not-csv", why = why),
        Wrong::LargeCsv => say!("told-wrong-large-csv").to_owned(),
        Wrong::ForeignXml => say!("told-wrong-foreign-xml").to_owned(),
        Wrong::Apart => say!("told-wrong-apart").to_owned(),
        Wrong::OldExcel => say!("told-wrong-old-excel").to_owned(),
        Wrong::Pdf => say!("told-wrong-pdf").to_owned(),
        Wrong::Picture => say!("told-wrong-picture").to_owned(),
        Wrong::Compressed => say!("told-wrong-compressed").to_owned(),
        Wrong::NoTable => say!("told-wrong-no-table").to_owned(),
        Wrong::NoRows => say!("told-wrong-no-rows").to_owned(),
        Wrong::Oscal(name) => say!("told-wrong-oscal", name = *name),
        Wrong::Keys(names) => say!("told-wrong-keys", names = names),
        // It may begin with a place, which keeps its letters.
        Wrong::Words(words) => return words.clone(),
    })
}

/// Says what to do: a sentence.
pub(crate) fn hint(it: &Hint) -> String {
    sentence(match it {
        Hint::Folder => say!("told-hint-folder"),
        Hint::Mebibytes => say!("told-hint-mebibytes"),
        Hint::Files => say!("told-hint-files"),
        Hint::Encode => say!("told-hint-encode"),
        Hint::EncodeFile => say!("told-hint-encode-file"),
        Hint::Another => say!("told-hint-another"),
        Hint::Resave => say!("told-hint-resave"),
        Hint::ResaveCsv => say!("told-hint-resave-csv"),
        Hint::Less => say!("told-hint-less"),
        Hint::Attack => say!("told-hint-attack"),
        Hint::Table => say!("told-hint-table"),
        Hint::Known => say!("told-hint-known"),
        Hint::Words(words) => words,
    })
}
