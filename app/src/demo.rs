//! The example: four people of an invented company, and how they come to one result.

/// Says whether there is a display a window could open on.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    set("WAYLAND_DISPLAY") || set("DISPLAY")
}
