//! What is printed: ratios first, then what they are made of.

use std::{hint::black_box, path::Path, time::Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::{Load, answer, memory, ours, rivals, talk::talk, team, team::Team};

/// Shorter than this is not told apart from chance.
const BEAT: f64 = 40.0;

/// Returns the least time of the processor, in milliseconds, that `work` takes in some runs.
fn least<T>(mut work: impl FnMut() -> T) -> f64 {
    let (mut best, mut at_once) = (f64::MAX, 1_u32);
    let (begun, mut runs) = (Instant::now(), 0);
    while runs < 3 || (runs < 15 && begun.elapsed().as_secs() < 3) {
        let before = on_cpu();
        for _ in 0..at_once {
            drop(black_box(work()));
        }
        let took = on_cpu() - before;
        if took < BEAT && at_once < 10_000 {
            at_once *= 2;
            continue;
        }
        best = best.min(took / f64::from(at_once));
        runs += 1;
    }
    best
}

/// Returns for how many milliseconds all threads of this process were on a processor.
fn on_cpu() -> f64 {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    spent.tv_sec as f64 * 1e3 + spent.tv_nsec as f64 / 1e6
}

fn size(path: &Path) -> f64 {
    std::fs::metadata(path).map_or(0, |it| it.len()) as f64
}

fn sum(files: &[Vec<u8>]) -> f64 {
    files.iter().map(Vec::len).sum::<usize>() as f64
}

struct Made {
    _dir: tempfile::TempDir,
    log: std::path::PathBuf,
    team: Team,
    json: Vec<u8>,
}

fn made(load: Load) -> Made {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("log.sqlite");
    let begun = Instant::now();
    let team = Team::made(load, &log);
    std::fs::write(log.with_extension("id"), team.workspace.as_bytes()).unwrap();
    eprintln!("{load}: made in {:.0} s", begun.elapsed().as_secs_f64());
    let json = rivals::json(&team::state(load));
    Made { _dir: dir, log, team, json }
}

fn heading(load: Load) {
    let Load { questions, people, edits, reviews } = load;
    let reviews = if reviews == 1 { "one review".to_owned() } else { format!("{reviews} reviews") };
    println!("\n## {questions} questions × {people} people, {edits} edits an answer, {reviews}\n");
}

/// Makes a data directory that holds such a workspace.
pub fn make_home(load: Load, data_dir: &Path) {
    let it = made(load);
    ours::rest(it.team.workspace, &it.log);
    ours::move_in(it.team.workspace, &it.log, data_dir);
    println!("{} holds {load}", data_dir.display());
}

/// Prints what one answer costs among so many others.
pub fn print_answer_in(load: Load) {
    let it = made(load);
    ours::rest(it.team.workspace, &it.log);
    heading(load);
    answer::print_in(&it.team, &it.log);
}

/// Prints how long the next start takes on such a data directory, and how much memory.
pub fn print_start(data_dir: &Path) {
    let begun = Instant::now();
    drop(ours::start(data_dir));
    let by_the_clock = begun.elapsed().as_secs_f64() * 1e3;
    let (cpu, memory) = (least(|| ours::start(data_dir)), memory("warm", data_dir) as f64 / 1e6);
    println!(
        "The next start: {by_the_clock:.0} ms by the clock, {cpu:.0} ms of the processor, {memory:.0} MB."
    );
    println!("{}", first_answer(data_dir));
}

/// Says what the first answer after a start costs.
fn first_answer(data_dir: &Path) -> String {
    let took = |_| {
        let (took, running) = ours::first_answer(data_dir);
        running.stop();
        took.as_secs_f64() * 1e3
    };
    let least = (0..3).map(took).fold(f64::INFINITY, f64::min);
    let memory = memory("awake", data_dir) as f64 / 1e6;
    format!(
        "The first answer after it, durable and rescored: {least:.0} ms by the clock, {memory:.0} MB from then on."
    )
}

/// Prints what is to be said of one review.
pub fn print(load: Load) {
    let Made { _dir, log, team, json } = made(load);
    let state = team::state(load);
    heading(load);
    println!("| loading and reading every answer | times JSON | ms |\n|---|---|---|");
    let yardstick = least(|| rivals::read_json(&json));
    let row = |what: &str, ms: f64| println!("| {what} | {:.1} | {ms:.1} |", ms / yardstick);
    row("JSON, nothing sealed or signed, no history", yardstick);
    let rows = log.with_extension("rows");
    rivals::rows(&state, &rows);
    assert_eq!(rivals::read_rows(&rows), state);
    row("SQLite, a row an answer", least(|| rivals::read_rows(&rows)));
    let loro = rivals::loro(load);
    assert_eq!(rivals::read_loro(&loro), state);
    row("loro, a document a person", least(|| rivals::read_loro(&loro)));
    let yrs = rivals::yrs(load);
    assert_eq!(rivals::read_yrs(&yrs), state);
    row("yrs, a document a person", least(|| rivals::read_yrs(&yrs)));
    let plain = rivals::automerge(load);
    assert_eq!(rivals::read_automerge(&plain), state);
    row("automerge, a document a person", least(|| rivals::read_automerge(&plain)));
    let few = load.people * load.questions * load.edits <= 200_000;
    if few {
        let one = rivals::automerge_in_one(load);
        assert_eq!(rivals::read_automerge(&one), state);
        row("automerge, one document", least(|| rivals::read_automerge(&one)));
    }
    ours::check(load, &team, &ours::open_and_show(team.workspace, &log));
    let documents = ours::documents(&mut ours::open(team.workspace, &log), &team);
    let load_all = || -> Vec<automerge::Automerge> {
        documents.iter().map(|it| automerge::Automerge::load(it).unwrap()).collect()
    };
    let same = least(load_all);
    row("automerge, our own documents, only loaded", same);
    let cold = || least(|| ours::open_and_show(team.workspace, &log));
    let size_now = || size(&log) + size(&log.with_extension("sqlite-wal"));
    row("**Muster, everything opened, as it came**", cold());
    let first = || talk(&mut ours::open(team.workspace, &log), &mut ours::newcomer(team.workspace));
    // Hundreds of megabytes from people it has not heard of yet are more than a device keeps.
    let as_it_came = (few.then(|| first().bytes as f64), size_now());
    let begun = Instant::now();
    ours::rest(team.workspace, &log);
    eprintln!("{load}: condensed in {:.1} s", begun.elapsed().as_secs_f64());
    ours::check(load, &team, &ours::open_and_show(team.workspace, &log));
    let cold = cold();
    row("**Muster, everything opened, after a rest**", cold);
    let begun = Instant::now();
    drop(ours::open_and_show(team.workspace, &log));
    let by_the_clock = begun.elapsed().as_secs_f64() * 1e3;
    let home = tempfile::tempdir().unwrap();
    ours::move_in(team.workspace, &log, home.path());
    ours::check(load, &team, &ours::start(home.path()));
    row("**Muster, the next start, to the full result**", least(|| ours::start(home.path())));
    println!(
        "\nCold open: {:.2} × automerge loading the same documents; {by_the_clock:.0} ms by the clock on {} processors.",
        cold / same,
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    );

    let saved = sum(&documents);
    let (first, disk) = (first(), size_now());
    println!("\n| size | times automerge's save | MB |\n|---|---|---|");
    let row =
        |what: &str, bytes: f64| println!("| {what} | {:.2} | {:.2} |", bytes / saved, bytes / 1e6);
    row("JSON", json.len() as f64);
    row("loro", sum(&loro));
    row("yrs", sum(&yrs));
    row("automerge's save of our documents", saved);
    as_it_came.0.into_iter().for_each(|it| row("**first sync, on the wire**, as it came", it));
    row("**on the disk**, as it came", as_it_came.1);
    row("**first sync, on the wire**, after a rest", first.bytes as f64);
    row("**on the disk**, after a rest", disk);
    let again = {
        let mut one = ours::newcomer(team.workspace);
        talk(&mut ours::open(team.workspace, &log), &mut one);
        talk(&mut ours::open(team.workspace, &log), &mut one)
    };
    println!(
        "\nFirst sync: {} messages, {:.0} ms for both ends in memory. Equal replicas: {} bytes, {} messages.",
        first.messages,
        first.took.as_secs_f64() * 1e3,
        again.bytes,
        again.messages
    );
    println!("\n{}", first_answer(home.path()));
    answer::print_in(&team, &log);
    let file = log.with_extension("json");
    std::fs::write(&file, &json).unwrap();
    let (plain, ours) = (memory("json", &file) as f64, memory("ours", &log) as f64);
    let warm = memory("warm", home.path()) as f64;
    println!(
        "Memory: the state as plain maps {:.0} MB, Muster after its next start {:.0} MB ({:.1} times), with everything \
         open {:.0} MB ({:.1} times).",
        plain / 1e6,
        warm / 1e6,
        warm / plain,
        ours / 1e6,
        ours / plain
    );
}

/// Prints what older reviews cost.
pub fn print_history(load: Load) {
    heading(load);
    let one = made(Load { reviews: 1, ..load });
    let yardstick = least(|| rivals::read_json(&one.json));
    let of = |it: &Made| {
        let home = tempfile::tempdir().unwrap();
        ours::move_in(it.team.workspace, &it.log, home.path());
        let next = least(|| ours::start(home.path()));
        [least(|| ours::open_and_show(it.team.workspace, &it.log)), next]
    };
    let first = of(&one);
    drop(one);
    let many = of(&made(load));
    for (what, first, many) in
        [("Everything opened", first[0], many[0]), ("The next start", first[1], many[1])]
    {
        println!(
            "{what}, to the full result: {first:.0} ms with one review, {many:.0} ms with {} ({:.2} times); JSON of the \
             current one {yardstick:.0} ms.",
            load.reviews,
            many / first
        );
    }
}
