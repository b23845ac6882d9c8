//! What stands in the way of an import, and what to do: data where many meet it, English words for the rest.

use serde::{Serialize, Serializer};

/// What is wrong with a file or folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// There is nothing to read.
    #[error("there is no file here")]
    NoFile,
    /// So many MiB are too much.
    #[error("there are {0} MiB here")]
    TooMuch(usize),
    /// So many files are too many.
    #[error("there are {0} files here")]
    TooMany(usize),
    /// It is text in another encoding.
    #[error("the file is written in UTF-16")]
    Utf16,
    /// It holds nothing.
    #[error("the file is empty")]
    Empty,
    /// It is no text.
    #[error("there are bytes here that are not UTF-8 text")]
    NotUtf8,
    /// It should be a workbook.
    #[error("this spreadsheet is damaged")]
    Damaged,
    /// It should be a workbook, and can't be unpacked: why, in English.
    #[error("this spreadsheet is damaged: {0}")]
    Torn(String),
    /// It can be unpacked, and is none: why, in English.
    #[error("this is no workbook: {0}")]
    NoBook(String),
    /// One of its sheets can't be read.
    #[error("sheet “{name}”: {why}")]
    Sheet {
        /// Its name.
        name: String,
        /// Why, in English.
        why: String,
    },
    /// The sheet of this name is too large.
    #[error("sheet “{0}” brings more than two million cells or 32 MiB of text")]
    LargeSheet(String),
    /// A workbook of too many parts.
    #[error("the workbook has more than 2,000 parts")]
    Parts,
    /// A workbook that unpacks to too much.
    #[error("the workbook unpacks to more than 32 MiB")]
    Unpacked,
    /// A workbook that lies about its texts.
    #[error("the workbook claims to hold more texts than it can")]
    Texts,
    /// A table that is too large.
    #[error("{columns} columns and {rows} rows")]
    LargeTable {
        /// Columns.
        columns: usize,
        /// Rows.
        rows: usize,
    },
    /// It is no CSV: why, in English.
    #[error("this is not CSV: {0}")]
    NotCsv(String),
    /// Too many rows or cells.
    #[error("the sheet has more than 200,000 rows or two million cells")]
    LargeCsv,
    /// XML of somebody else.
    #[error("this is XML, but neither an OSCAL catalog nor a profile")]
    ForeignXml,
    /// Files of different kinds.
    #[error("these files are no framework together; import one of them alone")]
    Apart,
    /// Excel before 2007.
    #[error("this is an Excel file of the old kind; save it as .xlsx")]
    OldExcel,
    /// PDF.
    #[error("this is a PDF, which has no structure to read")]
    Pdf,
    /// A picture.
    #[error("this is a picture")]
    Picture,
    /// gzip.
    #[error("this is a compressed file; unpack it first")]
    Compressed,
    /// No table to preview.
    #[error("there is no table in it")]
    NoTable,
    /// No table to read.
    #[error("there is no table with rows in it")]
    NoRows,
    /// An OSCAL document of another kind, by its English name.
    #[error("this is an OSCAL {0}, which holds no framework")]
    Oscal(&'static str),
    /// A table of these keys.
    #[error("this is a table of {0}, which is no framework format that is known")]
    Keys(String),
    /// What only English has words for.
    #[error("{0}")]
    Words(String),
}

/// What to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Hint {
    /// Choose another folder.
    #[error("choose a folder with the files of a framework")]
    Folder,
    /// So much is too much.
    #[error("32 MiB are the limit; a framework needs a tenth of that")]
    Mebibytes,
    /// So many are too many.
    #[error("2,000 are the limit; choose the folder of the framework itself")]
    Files,
    /// Save it in another encoding.
    #[error("save it as UTF-8")]
    Encode,
    /// Save the file in another encoding.
    #[error("save the file as UTF-8")]
    EncodeFile,
    /// Choose another file.
    #[error("choose another one")]
    Another,
    /// Let a spreadsheet mend it.
    #[error("open it in a spreadsheet and save it again as .xlsx")]
    Resave,
    /// Save the sheet again as CSV.
    #[error("save the sheet again as “CSV UTF-8”")]
    ResaveCsv,
    /// Take less of it.
    #[error("take a smaller part of it")]
    Less,
    /// No honest file is like that.
    #[error("a framework needs a hundredth of that; this may be an attack")]
    Attack,
    /// How large a table may be.
    #[error("2,000 columns and 200,000 rows are the limit")]
    Table,
    /// What can be read.
    #[error(
        "Muster reads its own packs, NIST OSCAL and CPRT, CISO Assistant libraries, OWASP SAMM and DSOMM folders, OpenSSF \
         criteria, XLSForms, and lists as CSV or XLSX"
    )]
    Known,
    /// What only English has words for; may be empty.
    #[error("{0}")]
    Words(String),
}

impl From<String> for Wrong {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Wrong {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Hint {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Hint {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl Serialize for Wrong {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
