//! Reads Rust as far as words go: its texts, where each stands, and what is said through the one door.

use std::collections::BTreeSet;

/// A text in a source, outside of its tests.
pub(super) struct Literal {
    pub(super) line: usize,
    pub(super) text: String,
    /// The calls, macros and attributes around it, the outermost first (`Id::unique`, `.contains`, `tracing::warn!`).
    pub(super) within: Vec<String>,
}

/// A message that a source says.
pub(super) struct Said {
    pub(super) line: usize,
    pub(super) key: String,
    pub(super) args: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Mark(char),
}

/// What a source says and writes.
pub(super) struct Source {
    tokens: Vec<(usize, Token)>,
    /// Lines of which a comment says why their texts are the same everywhere.
    same: BTreeSet<usize>,
}

/// A comment that begins so counts to the next empty line, and is to say why.
const SAME: &str = "// Same everywhere: ";

impl Source {
    /// Reads `code`; its tests are left out.
    pub(super) fn of(code: &str) -> Self {
        let mut tokens = read(code);
        leave_out_tests(&mut tokens);
        let mut counts = false;
        let mut same = BTreeSet::new();
        for (line, text) in (1..).zip(code.lines().map(str::trim)) {
            counts = !text.is_empty() && (counts || text.contains(SAME));
            if counts {
                same.insert(line);
            }
        }
        Self { tokens, same }
    }

    /// Returns every text but the keys of messages.
    pub(super) fn texts(&self) -> Vec<Literal> {
        let mut within: Vec<String> = Vec::new();
        let mut found = Vec::new();
        for (at, (line, token)) in self.tokens.iter().enumerate() {
            match token {
                Token::Mark('{') => within.push(String::new()),
                Token::Mark('(' | '[') => within.push(self.name_before(at)),
                Token::Mark(')' | ']' | '}') => drop(within.pop()),
                Token::Text(text) if !self.is_key(at) && !self.same.contains(line) => {
                    found.push(Literal { line: *line, text: text.clone(), within: within.clone() });
                }
                Token::Text(_) | Token::Word(_) | Token::Mark(_) => {}
            }
        }
        found
    }

    /// Returns every message said.
    pub(super) fn said(&self) -> Vec<Said> {
        let keys = (0..self.tokens.len()).filter(|at| self.is_key(*at));
        keys.map(|at| {
            let (line, Token::Text(key)) = &self.tokens[at] else { panic!("it is a text") };
            Said { line: *line, key: key.clone(), args: self.args_after(at) }
        })
        .collect()
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).map(|it| &it.1)
    }

    fn is(&self, at: usize, mark: char) -> bool {
        self.token(at) == Some(&Token::Mark(mark))
    }

    fn is_key(&self, at: usize) -> bool {
        let is_text = matches!(self.token(at), Some(Token::Text(_)));
        is_text && at > 0 && self.is(at - 1, '(') && self.name_before(at - 1).ends_with("say!")
    }

    /// Returns the names before `=` on the level of the key at `key`.
    fn args_after(&self, key: usize) -> BTreeSet<String> {
        let mut deep = 0_usize;
        let mut names = BTreeSet::new();
        for at in key + 1..self.tokens.len() {
            match self.token(at) {
                Some(Token::Mark('(' | '[' | '{')) => deep += 1,
                Some(Token::Mark(')' | ']' | '}')) if deep == 0 => break,
                Some(Token::Mark(')' | ']' | '}')) => deep -= 1,
                Some(Token::Word(name))
                    if deep == 0
                        && self.is(at - 1, ',')
                        && self.is(at + 1, '=')
                        && !self.is(at + 2, '=') =>
                {
                    names.insert(name.clone());
                }
                _ => {}
            }
        }
        names
    }

    /// Returns what is called, invoked or begun by the bracket at `bracket`; empty for a mere bracket.
    fn name_before(&self, bracket: usize) -> String {
        let mut name = String::new();
        let mut at = bracket;
        while let Some(before) = at.checked_sub(1) {
            match self.token(before) {
                Some(Token::Mark('!')) if at == bracket => name.insert(0, '!'),
                Some(Token::Mark('#')) if at == bracket => return "#".to_owned(),
                Some(Token::Mark(':')) if !name.is_empty() && name != "!" => name.insert(0, ':'),
                Some(Token::Mark('.')) if !name.is_empty() && name != "!" => {
                    name.insert(0, '.');
                    break;
                }
                Some(Token::Word(word))
                    if name.is_empty() || name == "!" || name.starts_with(':') =>
                {
                    name.insert_str(0, word);
                }
                _ => break,
            }
            at = before;
        }
        if name == "!" { String::new() } else { name }
    }
}

/// Leaves out `#[cfg(test)] mod … { … }`.
fn leave_out_tests(tokens: &mut Vec<(usize, Token)>) {
    let word = |it: &str| Token::Word(it.to_owned());
    let begin = [
        Token::Mark('#'),
        Token::Mark('['),
        word("cfg"),
        Token::Mark('('),
        word("test"),
        Token::Mark(')'),
        Token::Mark(']'),
        word("mod"),
    ];
    let is_begin = |it: &[(usize, Token)]| it.iter().map(|it| &it.1).eq(begin.iter());
    while let Some(at) = tokens.windows(begin.len()).position(is_begin) {
        let mut deep = 0_usize;
        let end = (at + begin.len()..tokens.len()).find(|it| {
            match tokens[*it].1 {
                Token::Mark('{') => deep += 1,
                Token::Mark('}') => deep -= 1,
                Token::Mark(_) | Token::Word(_) | Token::Text(_) => {}
            }
            deep == 0 && matches!(tokens[*it].1, Token::Mark('}' | ';'))
        });
        tokens.drain(at..=end.expect("a module ends"));
    }
}

fn read(code: &str) -> Vec<(usize, Token)> {
    let letters: Vec<char> = code.chars().collect();
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let (mut at, mut line) = (0, 1);
    let mut tokens = Vec::new();
    while let Some(letter) = letters.get(at).copied() {
        let next = letters.get(at + 1).copied();
        let from = at;
        let mut token = None;
        match (letter, next) {
            ('/', Some('/')) => at = end_of(&letters, at, |it| it.starts_with(&['\n'])),
            ('/', Some('*')) => at = end_of(&letters, at, |it| it.starts_with(&['*', '/'])) + 2,
            ('"', _) => {
                at = end_of_text(&letters, at + 1);
                token = Some(Token::Text(letters[from + 1..at - 1].iter().collect()));
            }
            ('r', Some('"' | '#')) if raw(&letters, at).is_some() => {
                let (begin, end, after) = raw(&letters, at).expect("it is one");
                token = Some(Token::Text(letters[begin..end].iter().collect()));
                at = after;
            }
            ('\'', Some('\\')) => at = end_of(&letters, at + 3, |it| it[0] == '\'') + 1,
            ('\'', Some(_)) if letters.get(at + 2) == Some(&'\'') => at += 3,
            (it, _) if is_word(it) => {
                at = end_of(&letters, at, |it| !is_word(it[0]));
                // The `b` of bytes is no word before a text.
                if letters.get(at) != Some(&'"') {
                    token = Some(Token::Word(letters[from..at].iter().collect()));
                }
            }
            (it, _) => {
                at += 1;
                token = (!it.is_whitespace()).then_some(Token::Mark(it));
            }
        }
        tokens.extend(token.map(|it| (line, it)));
        line += letters[from..at.min(letters.len())].iter().filter(|it| **it == '\n').count();
    }
    tokens
}

/// Returns the first place from `at` on where `ends` holds of what follows; the end of the source if none.
fn end_of(letters: &[char], at: usize, ends: impl Fn(&[char]) -> bool) -> usize {
    (at..letters.len()).find(|it| ends(&letters[*it..])).unwrap_or(letters.len())
}

fn end_of_text(letters: &[char], mut at: usize) -> usize {
    while let Some(letter) = letters.get(at) {
        match letter {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// Returns where the text of a raw string at `at` begins and ends, and what comes after it.
fn raw(letters: &[char], at: usize) -> Option<(usize, usize, usize)> {
    let hashes = letters[at + 1..].iter().take_while(|it| **it == '#').count();
    let begin = at + 1 + hashes + 1;
    if letters.get(begin - 1) != Some(&'"') {
        return None;
    }
    let mut close = vec!['"'];
    close.extend(std::iter::repeat_n('#', hashes));
    let end = end_of(letters, begin, |it| it.starts_with(&close));
    Some((begin, end, end + close.len()))
}

#[test]
fn texts_and_messages_are_found_in_a_source() {
    let code = r#"
        //! "not this"
        #[expect(lint, reason = "nor this")]
        fn f<'a>(x: &'a str) -> char {
            let id = egui::Id::unique(("an id", '"'));
            text::body(ui, say!("home-open", name = x == "k", n = f(a, b = 1)));
            it.contains("inner"); tracing::warn!(%x, "a log");
            // Same everywhere: it is written to a file.
            write("a format");

            label(r"raw text", "plain \" text");
            'z'
        }
        #[cfg(test)]
        mod tests { fn g() { label("in a test"); } }
    "#;
    let source = Source::of(code);
    let show = |it: &Literal| format!("{} {} {}", it.line, it.within.join(">"), it.text);
    let texts: Vec<String> = source.texts().iter().map(show).collect();
    assert_eq!(
        texts,
        [
            "3 #>expect nor this",
            "5 >egui::Id::unique> an id",
            "6 >text::body>say! k",
            "7 >.contains inner",
            "7 >tracing::warn! a log",
            "11 >label raw text",
            "11 >label plain \\\" text",
        ]
    );
    let said = source.said();
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].line, said[0].key.as_str()), (6, "home-open"));
    assert_eq!(said[0].args.iter().map(String::as_str).collect::<Vec<_>>(), ["n", "name"]);
}
