//! A document to go on editing: headings, tables and answers in named styles, charts as pictures, lines to sign on.

mod picture;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BorderType, Docx, Footer, Header, LineSpacing, NumPages, PageMargin, PageNum,
    Paragraph, Run, RunFonts, Shading, SpecialIndentType, Style, StyleType, Table as Grid,
    TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType,
    TableRow, WidthType,
};

use super::{
    ReportError,
    document::{Align, Block, Card, Cell, Document, Said, Table, Tier},
    html::colours,
};
use crate::say::say;

/// The style of a line that tells an answer; the file is checked by it.
pub(super) const ANSWER: &str = "Answer";
/// The style of a part's heading; the file is checked by it.
pub(super) const PART: &str = "Heading1";

/// The style of what stands in tables.
const CELL: &str = "Cell";
/// The style of the last line of every page.
const FOOT: &str = "Footer";
/// Width between the margins, in twentieths of a point.
const WIDTH: usize = 9638;
const FONT: &str = "Calibri";
const MUTED: &str = "60646B";

/// Writes `document`.
pub(super) fn bytes(document: &Document) -> Result<Vec<u8>, ReportError> {
    let mut writer = Writer { docx: empty(document), paragraphs: 0, pictures: 0 };
    writer.head(document);
    for part in &document.parts {
        if !document.one_page {
            writer.styled(PART, part.section.title());
        }
        for block in &part.blocks {
            writer.block(block);
        }
    }
    let mut out = Cursor::new(Vec::new());
    let mut whole = writer.docx.build();
    repeat_heads(&mut whole.document);
    let packed = whole.pack(&mut out);
    packed.map_err(|err| ReportError::Form { form: "Word document", why: err.to_string() })?;
    Ok(out.into_inner())
}

/// Height of the first row of a table, in points: by it the row is found that every page begins with anew.
const HEAD: f32 = 13.0;

/// Has tables begin with their head on each page they go on over. The library has no word for that.
fn repeat_heads(document: &mut Vec<u8>) {
    let height = format!("<w:trHeight w:val=\"{HEAD}\"");
    let text = String::from_utf8_lossy(document);
    let told = text.replace(&height, &format!("<w:tblHeader />{height}"));
    *document = told.into_bytes();
}

fn empty(document: &Document) -> Docx {
    let day = format!("{}T00:00:00Z", document.date);
    let margin = PageMargin {
        top: 1247,
        left: 1134,
        bottom: 1247,
        right: 1134,
        header: 600,
        footer: 600,
        gutter: 0,
    };
    let header = document.draft.iter().map(|it| Run::new().add_text(it).size(16).color("7A5200"));
    let header = header.fold(Paragraph::new().id("0F000001"), Paragraph::add_run);
    let footer = Paragraph::new()
        .id("0F000002")
        .style(FOOT)
        .add_run(Run::new().add_text(format!("{} · ", document.footer)).size(16).color(MUTED))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" / ").size(16).color(MUTED))
        .add_num_pages(NumPages::new());
    let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT);
    let docx = Docx::new()
        .created_at(&day)
        .updated_at(&day)
        .page_size(11_906, 16_838)
        .page_margin(margin)
        .default_fonts(fonts)
        .default_size(20)
        .header(Header::new().add_paragraph(header))
        .footer(Footer::new().add_paragraph(footer));
    styles().into_iter().fold(docx, Docx::add_style)
}

/// The styles by which the text can be changed as a whole.
fn styles() -> Vec<Style> {
    let style = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).size(size).q_format(true)
    };
    let space = |before: u32, after: u32| LineSpacing::new().before(before).after(after);
    let heading = |id: &str, name: &str, size: usize, level: usize| {
        style(id, name, size).bold().outline_lvl(level).next("Normal").based_on("Normal")
    };
    vec![
        Style::new("Normal", StyleType::Paragraph)
            .name("Normal")
            .size(20)
            .line_spacing(space(60, 100)),
        style("Title", "Title", 56).bold().line_spacing(space(120, 120)),
        style("Subtitle", "Subtitle", 26).color(MUTED).line_spacing(space(0, 200)),
        heading(PART, "heading 1", 32, 0).line_spacing(space(480, 160)),
        heading("Heading2", "heading 2", 24, 1).line_spacing(space(300, 100)),
        heading("Heading3", "heading 3", 20, 2).line_spacing(space(220, 40)),
        style(ANSWER, ANSWER, 20).based_on("Normal").line_spacing(space(40, 40)),
        style("More", "More", 18).color(MUTED).based_on("Normal").line_spacing(space(0, 20)),
        style("Note", "Note", 20).color("7A5200").based_on("Normal").line_spacing(space(80, 120)),
        style("Point", "Point", 20).based_on("Normal").line_spacing(space(0, 60)).indent(
            Some(240),
            Some(SpecialIndentType::Hanging(200)),
            None,
            None,
        ),
        style(CELL, CELL, 20).based_on("Normal").line_spacing(space(0, 0)),
        style(FOOT, "footer", 16).color(MUTED).based_on("Normal").line_spacing(space(0, 0)),
    ]
}

struct Writer {
    docx: Docx,
    paragraphs: u32,
    pictures: u32,
}

impl Writer {
    /// A paragraph with an id that depends on the document only.
    fn paragraph(&mut self) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08X}", self.paragraphs))
    }

    fn push(&mut self, paragraph: Paragraph) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    fn push_table(&mut self, table: Grid) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_table(table);
        // Two tables in a row would grow together.
        let gap = self.paragraph();
        self.push(gap);
    }

    fn styled(&mut self, style: &str, text: &str) {
        let run = run(text);
        let keep = style.starts_with("Heading");
        let paragraph = self.paragraph().style(style).keep_next(keep).add_run(run);
        self.push(paragraph);
    }

    fn head(&mut self, document: &Document) {
        if let Some(logo) = &document.logo
            && let Some((width, height)) = picture::size(logo.bytes())
        {
            let height_wanted = 60;
            let width = u32::try_from(u64::from(width) * height_wanted / u64::from(height.max(1)));
            let height = u32::try_from(height_wanted).unwrap_or(60);
            self.picture(logo.bytes().to_vec(), (width.unwrap_or(height).min(600), height));
        }
        let over = self.paragraph().add_run(run(&document.workspace).color(MUTED));
        self.push(over);
        self.styled("Title", &document.title);
        self.styled("Subtitle", &document.subtitle);
        if !document.one_page {
            self.facts(&document.facts);
        }
    }

    /// Puts a picture of so many pixels, at 96 to the inch.
    fn picture(&mut self, png: Vec<u8>, (width, height): (u32, u32)) {
        self.pictures += 1;
        let picture = docx_rs::Pic::new_with_dimensions(png, width, height)
            .id(format!("rIdPicture{}", self.pictures));
        let paragraph = self.paragraph().add_run(Run::new().add_image(picture));
        self.push(paragraph);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => self.styled("Heading2", text),
            Block::Text(text) => self.styled("Normal", text),
            Block::Note(text) => self.styled("Note", text),
            Block::List(all) => {
                for it in all {
                    let text = run(it);
                    let point = self.paragraph().style("Point").keep_lines(true);
                    self.push(point.add_run(Run::new().add_text("•").add_tab()).add_run(text));
                }
            }
            Block::Facts(all) => self.facts(all),
            Block::Tier(tier) => self.tier(tier),
            Block::Table(table) => self.table(table),
            Block::Chart(scene) => match picture::png(scene) {
                Some((png, size)) => self.picture(png, size),
                None => self.styled("More", &scene.describe()),
            },
            Block::Card(card) => self.card(card),
            Block::Signatures(all) => self.signatures(all),
        }
    }

    fn facts(&mut self, all: &[(String, String)]) {
        let mut rows = Vec::new();
        for (what, which) in all {
            let left = self.cell(2400, run(what).color(MUTED), AlignmentType::Left);
            let right = self.cell(WIDTH - 2400, run(which), AlignmentType::Left);
            rows.push(TableRow::new(vec![left, right]));
        }
        if !rows.is_empty() {
            self.push_table(grid(rows, vec![2400, WIDTH - 2400]).clear_all_border());
        }
    }

    fn cell(&mut self, width: usize, run: Run, align: AlignmentType) -> TableCell {
        let paragraph = self.paragraph().style(CELL).add_run(run).align(align);
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(paragraph)
    }

    fn tier(&mut self, tier: &Tier) {
        let name = run(&tier.name).bold().size(40);
        let paragraph = self.paragraph();
        let paragraph = match tier.step {
            Some((at, of)) => {
                let [on, ink] = colours(at, of).map(|it| plain(&it));
                let name = run(&format!("  {}  ", tier.name)).bold().size(40).color(ink);
                paragraph.add_run(name.shading(Shading::new().fill(on))).add_run(
                    run(&format!("   {}", say!("reports-tier-of", n = at + 1, of = of)))
                        .color(MUTED),
                )
            }
            None => paragraph.add_run(name),
        };
        self.push(paragraph);
        if !tier.words.is_empty() {
            self.styled("Normal", &tier.words);
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            let space = LineSpacing::new().before(200).after(80);
            let caption = self.paragraph().keep_next(true).line_spacing(space);
            let caption = caption.add_run(run(&table.caption).bold());
            self.push(caption);
        }
        let shares: usize = table.columns.iter().map(|it| usize::from(it.share)).sum();
        let widths: Vec<usize> =
            table.columns.iter().map(|it| WIDTH * usize::from(it.share) / shares.max(1)).collect();
        let mut rows = Vec::new();
        let mut head = Vec::new();
        for (column, width) in table.columns.iter().zip(&widths) {
            let cell = self.cell(*width, run(&column.title).bold().size(17), align(column.align));
            head.push(cell.shading(Shading::new().fill("F1F2F7")));
        }
        rows.push(TableRow::new(head).cant_split().row_height(HEAD));
        for row in &table.rows {
            let mut cells = Vec::new();
            for ((cell, column), width) in row.iter().zip(&table.columns).zip(&widths) {
                cells.push(self.filled(cell, *width, align(column.align)));
            }
            rows.push(TableRow::new(cells).cant_split());
        }
        self.push_table(grid(rows, widths));
    }

    fn filled(&mut self, cell: &Cell, width: usize, align: AlignmentType) -> TableCell {
        let text = run(&cell.text).size(18);
        match cell.step {
            Some((at, of)) => {
                let [on, ink] = colours(at, of).map(|it| plain(&it));
                let made = self.cell(width, text.color(ink), align);
                made.shading(Shading::new().fill(on))
            }
            None => self.cell(width, text, align),
        }
    }

    fn card(&mut self, card: &Card) {
        self.styled("Heading3", &card.title);
        if !card.outcome.is_empty() {
            let outcome = self.paragraph().style("More").keep_next(true);
            self.push(outcome.add_run(run(&card.outcome)));
        }
        // A few answers stay beside their question; many may go on over the page.
        let few = card.said.len() <= 8;
        for (nth, it) in (1..).zip(&card.said) {
            self.said(it, card.said.get(nth).filter(|_| few));
        }
    }

    /// Writes an answer, beside the one that must stay with it.
    fn said(&mut self, it: &Said, next: Option<&Said>) {
        let keep = next.is_some();
        let mut paragraph = self.paragraph().style(ANSWER).keep_next(keep).keep_lines(true);
        if let Some((at, of)) = it.step {
            let [on, ink] = colours(at, of).map(|it| plain(&it));
            let chip = run(&format!(" {} ", at + 1)).bold().color(ink);
            paragraph = paragraph.add_run(chip.shading(Shading::new().fill(on))).add_run(run("  "));
        }
        let paragraph =
            paragraph.add_run(run(&it.who).bold()).add_run(run(&format!(": {}", it.words)));
        self.push(paragraph);
        for line in &it.more {
            let paragraph = self.paragraph().style("More").keep_next(keep);
            let paragraph = paragraph.indent(Some(280), None, None, None).add_run(run(line));
            self.push(paragraph);
        }
    }

    fn signatures(&mut self, all: &[String]) {
        let widths = vec![4000, 3638, 2000];
        let mut rows = Vec::new();
        for it in all {
            let words = [
                format!("{it}: {}", say!("reports-name")),
                say!("reports-signature").to_owned(),
                say!("reports-date").to_owned(),
            ];
            let mut cells = Vec::new();
            for (text, width) in words.iter().zip(&widths) {
                let cell = self.cell(*width, run(text).size(16).color(MUTED), AlignmentType::Left);
                cells.push(cell.vertical_align(docx_rs::VAlignType::Top));
            }
            rows.push(TableRow::new(cells).row_height(900.0));
        }
        self.push_table(grid(rows, widths));
    }
}

/// A run of words; line breaks stay line breaks.
fn run(text: &str) -> Run {
    let mut out = Run::new();
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            out = out.add_break(docx_rs::BreakType::TextWrapping);
        }
        let line: String = line.chars().filter(|it| may_stand(*it)).collect();
        out = out.add_text(line);
    }
    out
}

/// Says whether XML can hold `letter`.
fn may_stand(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}

fn grid(rows: Vec<TableRow>, widths: Vec<usize>) -> Grid {
    let line = |position| {
        TableBorder::new(position).border_type(BorderType::Single).size(4).color("D9D9D4")
    };
    let borders = TableBorders::with_empty()
        .set(line(TableBorderPosition::Top))
        .set(line(TableBorderPosition::Bottom))
        .set(line(TableBorderPosition::InsideH));
    Grid::new(rows)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(50, 80, 50, 80))
        .set_borders(borders)
}

fn align(align: Align) -> AlignmentType {
    match align {
        Align::Start => AlignmentType::Left,
        Align::Middle => AlignmentType::Center,
        Align::End => AlignmentType::Right,
    }
}

/// A colour as Word writes it, without its sign.
fn plain(colour: &str) -> String {
    colour.trim_start_matches('#').to_uppercase()
}
