//! What happens to people.
use super::*;

#[test]
fn first() {
    let mut a = Lane::new(STREAM);
    let mut b = Lane::new(STREAM);
    let p = say(&a, &pen(1), "gov", "two");
    assert_eq!(a.admit(pen(1).device, &p), Ok(Admitted { new: 1, void: 0 }));
    assert_eq!(b.admit(pen(1).device, &p), Ok(Admitted { new: 1, void: 0 }));
    assert_eq!(a.heads(), b.heads());
    assert_eq!(a.answers(), b.answers());
    assert_eq!(a.answers().len(), 1);
}
