//! Which packets leave: tried in a network of our own, where no other program speaks and every packet is counted.
//!
//! Needs Linux with user namespaces, `unshare` and `ip`; where these are missing, the tests say loudly that nothing
//! was tried.

use std::process::Command;

use super::*;

/// Set inside the network of our own.
const INSIDE: &str = "MUSTER_TEST_INSIDE_NAMESPACE";
/// One interface with a neighbourhood and a way out, which leads nowhere but counts.
const SETUP: &str = "PATH=$PATH:/usr/sbin:/sbin
    ip link set lo up &&
    ip link add muster0 type veth peer name muster1 &&
    ip link set muster0 addrgenmode none &&
    ip link set muster1 addrgenmode none &&
    ip link set muster1 up &&
    ip address add 10.77.0.1/24 dev muster0 &&
    ip link set muster0 up &&
    ip route add default via 10.77.0.254 || exit 99
    exec \"$0\" --exact \"$1\" --nocapture";

/// Runs a test of this file in a network of its own.
#[expect(clippy::print_stderr, reason = "what could not be tried must not pass in silence")]
fn run_inside(test: &str) {
    let name = format!("net::tests::namespace::{test}");
    let here = std::env::current_exe().unwrap();
    let unshare = Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "sh", "-c", SETUP])
        .arg(here)
        .arg(&name)
        .env(INSIDE, "yes")
        .output();
    let Ok(output) = unshare else {
        eprintln!("NOT TRIED: {test}: there is no `unshare` here");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(99) || wrong.starts_with("unshare:") {
        eprintln!("NOT TRIED: {test}: no network of our own can be made here: {wrong}");
        return;
    }
    assert!(output.status.success() && said.contains("1 passed"), "{said}\n{wrong}");
}

fn is_inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// Returns how many packets have left through the one way out.
fn left() -> u64 {
    let table = std::fs::read_to_string("/proc/net/dev").unwrap();
    let line = table.lines().find_map(|it| it.trim().strip_prefix("muster0:")).unwrap();
    line.split_whitespace().nth(9).unwrap().parse().unwrap()
}

#[tokio::test]
async fn on_this_machine_only_not_one_packet_leaves() {
    if !is_inside() {
        return run_inside("on_this_machine_only_not_one_packet_leaves");
    }
    let before = left();
    let service = || Some(service_name(&[1; 32]));
    let ann = Net::bind([1; 32], Mode::Loopback, service()).await.unwrap();
    let bob = Net::bind([2; 32], Mode::Loopback, service()).await.unwrap();
    ann.learn(&bob.address());
    // An address that leads out is known too, and must not be tried.
    let out = Address { sockets: vec!["10.77.0.9:5000".parse().unwrap()], ..bob.address() };
    ann.learn(&out);
    bob.let_in([ann.address().endpoint].into());
    link(&ann, &bob).await;
    let seen = timeout(Duration::from_secs(1), ann.discovered()).await;
    assert!(seen.is_err());
    ann.close(FAR).await;
    bob.close(FAR).await;
    assert_eq!(left(), before);
}

#[tokio::test]
async fn on_this_network_two_find_each_other_without_an_address() {
    if !is_inside() {
        return run_inside("on_this_network_two_find_each_other_without_an_address");
    }
    let before = left();
    let service = || Some(service_name(&[1; 32]));
    let ann = Net::bind([1; 32], Mode::Lan, service()).await.unwrap();
    let bob = Net::bind([2; 32], Mode::Lan, service()).await.unwrap();
    let eve = Net::bind([3; 32], Mode::Lan, Some(service_name(&[9; 32]))).await.unwrap();
    assert_eq!((ann.trouble(), bob.trouble()), (None, None));
    bob.let_in([ann.address().endpoint].into());

    let found = timeout(Duration::from_secs(20), ann.discovered()).await.unwrap();
    assert_eq!(found, bob.address().endpoint);
    let (there, _here) = link(&ann, &bob).await;
    assert_eq!(there.way(), Way::SameNetwork);
    assert!(
        ann.address().sockets.iter().all(|it| it.ip() == std::net::IpAddr::from([10, 77, 0, 1]))
    );

    // Another workspace's device is on the same network; it is not found, nor does it find anyone.
    assert!(timeout(Duration::from_secs(2), eve.discovered()).await.is_err());
    assert!(left() > before, "the counter counts nothing");
    // Whoever sends anything beyond this network asks for the way out first.
    let asked = std::fs::read_to_string("/proc/net/arp").unwrap();
    assert!(!asked.contains("10.77.0.254"), "{asked}");
}
