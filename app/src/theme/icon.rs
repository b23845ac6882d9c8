//! The icons of the window, named as in Lucide.
//!
//! **Invariant:** each is one glyph of `assets/fonts/lucide.ttf`; a test compares them with `lucide.tsv`.

/// One glyph of the icon font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(pub char);

impl Icon {
    /// Returns the glyph as text.
    pub fn text(self) -> String {
        self.0.to_string()
    }
}

/// `accessibility`.
pub const ACCESSIBILITY: Icon = Icon('\u{e297}');

/// `activity`.
pub const ACTIVITY: Icon = Icon('\u{e038}');

/// `archive`.
pub const ARCHIVE: Icon = Icon('\u{e041}');

/// `arrow-down`.
pub const ARROW_DOWN: Icon = Icon('\u{e042}');

/// `arrow-down-wide-narrow`.
pub const ARROW_DOWN_WIDE_NARROW: Icon = Icon('\u{e047}');

/// `arrow-left`.
pub const ARROW_LEFT: Icon = Icon('\u{e048}');

/// `arrow-right`.
pub const ARROW_RIGHT: Icon = Icon('\u{e049}');

/// `arrow-up`.
pub const ARROW_UP: Icon = Icon('\u{e04a}');

/// `arrow-up-down`.
pub const ARROW_UP_DOWN: Icon = Icon('\u{e37d}');

/// `arrow-up-right`.
pub const ARROW_UP_RIGHT: Icon = Icon('\u{e04d}');

/// `badge-check`.
pub const BADGE_CHECK: Icon = Icon('\u{e241}');

/// `ban`.
pub const BAN: Icon = Icon('\u{e051}');

/// `bell`.
pub const BELL: Icon = Icon('\u{e059}');

/// `bell-dot`.
pub const BELL_DOT: Icon = Icon('\u{e42b}');

/// `book-open`.
pub const BOOK_OPEN: Icon = Icon('\u{e05f}');

/// `bookmark`.
pub const BOOKMARK: Icon = Icon('\u{e060}');

/// `building`.
pub const BUILDING: Icon = Icon('\u{e1cc}');

/// `building-2`.
pub const BUILDING_2: Icon = Icon('\u{e290}');

/// `calendar`.
pub const CALENDAR: Icon = Icon('\u{e063}');

/// `chart-bar`.
pub const CHART_BAR: Icon = Icon('\u{e2a2}');

/// `chart-column`.
pub const CHART_COLUMN: Icon = Icon('\u{e2a3}');

/// `chart-line`.
pub const CHART_LINE: Icon = Icon('\u{e2a5}');

/// `chart-no-axes-column`.
pub const CHART_NO_AXES_COLUMN: Icon = Icon('\u{e068}');

/// `check`.
pub const CHECK: Icon = Icon('\u{e06c}');

/// `check-check`.
pub const CHECK_CHECK: Icon = Icon('\u{e38e}');

/// `chevron-down`.
pub const CHEVRON_DOWN: Icon = Icon('\u{e06d}');

/// `chevron-left`.
pub const CHEVRON_LEFT: Icon = Icon('\u{e06e}');

/// `chevron-right`.
pub const CHEVRON_RIGHT: Icon = Icon('\u{e06f}');

/// `chevron-up`.
pub const CHEVRON_UP: Icon = Icon('\u{e070}');

/// `chevrons-left`.
pub const CHEVRONS_LEFT: Icon = Icon('\u{e072}');

/// `chevrons-right`.
pub const CHEVRONS_RIGHT: Icon = Icon('\u{e073}');

/// `chevrons-up-down`.
pub const CHEVRONS_UP_DOWN: Icon = Icon('\u{e211}');

/// `circle`.
pub const CIRCLE: Icon = Icon('\u{e076}');

/// `circle-alert`.
pub const CIRCLE_ALERT: Icon = Icon('\u{e077}');

/// `circle-check`.
pub const CIRCLE_CHECK: Icon = Icon('\u{e226}');

/// `circle-dashed`.
pub const CIRCLE_DASHED: Icon = Icon('\u{e4b0}');

/// `circle-dot`.
pub const CIRCLE_DOT: Icon = Icon('\u{e345}');

/// `circle-help`.
pub const CIRCLE_HELP: Icon = Icon('\u{e082}');

/// `circle-slash`.
pub const CIRCLE_SLASH: Icon = Icon('\u{e402}');

/// `circle-user`.
pub const CIRCLE_USER: Icon = Icon('\u{e461}');

/// `circle-x`.
pub const CIRCLE_X: Icon = Icon('\u{e084}');

/// `clipboard-check`.
pub const CLIPBOARD_CHECK: Icon = Icon('\u{e219}');

/// `clipboard-copy`.
pub const CLIPBOARD_COPY: Icon = Icon('\u{e225}');

/// `clipboard-list`.
pub const CLIPBOARD_LIST: Icon = Icon('\u{e086}');

/// `clock`.
pub const CLOCK: Icon = Icon('\u{e087}');

/// `cloud-off`.
pub const CLOUD_OFF: Icon = Icon('\u{e08d}');

/// `command`.
pub const COMMAND: Icon = Icon('\u{e09a}');

/// `contrast`.
pub const CONTRAST: Icon = Icon('\u{e09d}');

/// `copy`.
pub const COPY: Icon = Icon('\u{e09e}');

/// `diff`.
pub const DIFF: Icon = Icon('\u{e30c}');

/// `download`.
pub const DOWNLOAD: Icon = Icon('\u{e0b2}');

/// `ellipsis`.
pub const ELLIPSIS: Icon = Icon('\u{e0b6}');

/// `ellipsis-vertical`.
pub const ELLIPSIS_VERTICAL: Icon = Icon('\u{e0b7}');

/// `equal`.
pub const EQUAL: Icon = Icon('\u{e1bd}');

/// `equal-not`.
pub const EQUAL_NOT: Icon = Icon('\u{e1be}');

/// `external-link`.
pub const EXTERNAL_LINK: Icon = Icon('\u{e0b9}');

/// `eye`.
pub const EYE: Icon = Icon('\u{e0ba}');

/// `eye-off`.
pub const EYE_OFF: Icon = Icon('\u{e0bb}');

/// `file-check`.
pub const FILE_CHECK: Icon = Icon('\u{e0c1}');

/// `file-lock`.
pub const FILE_LOCK: Icon = Icon('\u{e31e}');

/// `file-plus`.
pub const FILE_PLUS: Icon = Icon('\u{e0c9}');

/// `file-text`.
pub const FILE_TEXT: Icon = Icon('\u{e0cc}');

/// `fingerprint`.
pub const FINGERPRINT: Icon = Icon('\u{e2cb}');

/// `flag`.
pub const FLAG: Icon = Icon('\u{e0d1}');

/// `folder`.
pub const FOLDER: Icon = Icon('\u{e0d7}');

/// `folder-open`.
pub const FOLDER_OPEN: Icon = Icon('\u{e247}');

/// `folder-plus`.
pub const FOLDER_PLUS: Icon = Icon('\u{e0d9}');

/// `funnel`.
pub const FUNNEL: Icon = Icon('\u{e0dc}');

/// `gauge`.
pub const GAUGE: Icon = Icon('\u{e1bf}');

/// `git-branch`.
pub const GIT_BRANCH: Icon = Icon('\u{e0e2}');

/// `git-compare`.
pub const GIT_COMPARE: Icon = Icon('\u{e359}');

/// `git-merge`.
pub const GIT_MERGE: Icon = Icon('\u{e0e4}');

/// `globe`.
pub const GLOBE: Icon = Icon('\u{e0e8}');

/// `grid-2x2`.
pub const GRID_2X2: Icon = Icon('\u{e4ff}');

/// `grid-3x3`.
pub const GRID_3X3: Icon = Icon('\u{e0e9}');

/// `hand`.
pub const HAND: Icon = Icon('\u{e1d7}');

/// `handshake`.
pub const HANDSHAKE: Icon = Icon('\u{e5c0}');

/// `hard-drive`.
pub const HARD_DRIVE: Icon = Icon('\u{e0ed}');

/// `history`.
pub const HISTORY: Icon = Icon('\u{e1f5}');

/// `home`.
pub const HOME: Icon = Icon('\u{e0f5}');

/// `import`.
pub const IMPORT: Icon = Icon('\u{e22f}');

/// `info`.
pub const INFO: Icon = Icon('\u{e0f9}');

/// `key-round`.
pub const KEY_ROUND: Icon = Icon('\u{e4a3}');

/// `keyboard`.
pub const KEYBOARD: Icon = Icon('\u{e284}');

/// `languages`.
pub const LANGUAGES: Icon = Icon('\u{e0fe}');

/// `laptop`.
pub const LAPTOP: Icon = Icon('\u{e1cd}');

/// `layers`.
pub const LAYERS: Icon = Icon('\u{e529}');

/// `life-buoy`.
pub const LIFE_BUOY: Icon = Icon('\u{e101}');

/// `lightbulb`.
pub const LIGHTBULB: Icon = Icon('\u{e1c2}');

/// `link`.
pub const LINK: Icon = Icon('\u{e102}');

/// `link-2-off`.
pub const LINK_2_OFF: Icon = Icon('\u{e104}');

/// `list`.
pub const LIST: Icon = Icon('\u{e106}');

/// `list-checks`.
pub const LIST_CHECKS: Icon = Icon('\u{e1d0}');

/// `list-filter`.
pub const LIST_FILTER: Icon = Icon('\u{e460}');

/// `loader`.
pub const LOADER: Icon = Icon('\u{e109}');

/// `loader-circle`.
pub const LOADER_CIRCLE: Icon = Icon('\u{e10a}');

/// `lock`.
pub const LOCK: Icon = Icon('\u{e10b}');

/// `lock-open`.
pub const LOCK_OPEN: Icon = Icon('\u{e10c}');

/// `log-in`.
pub const LOG_IN: Icon = Icon('\u{e10d}');

/// `log-out`.
pub const LOG_OUT: Icon = Icon('\u{e10e}');

/// `mail`.
pub const MAIL: Icon = Icon('\u{e10f}');

/// `maximize`.
pub const MAXIMIZE: Icon = Icon('\u{e112}');

/// `message-square`.
pub const MESSAGE_SQUARE: Icon = Icon('\u{e117}');

/// `message-square-plus`.
pub const MESSAGE_SQUARE_PLUS: Icon = Icon('\u{e40c}');

/// `messages-square`.
pub const MESSAGES_SQUARE: Icon = Icon('\u{e40d}');

/// `minus`.
pub const MINUS: Icon = Icon('\u{e11c}');

/// `monitor`.
pub const MONITOR: Icon = Icon('\u{e11d}');

/// `moon`.
pub const MOON: Icon = Icon('\u{e11e}');

/// `mountain`.
pub const MOUNTAIN: Icon = Icon('\u{e231}');

/// `network`.
pub const NETWORK: Icon = Icon('\u{e125}');

/// `package`.
pub const PACKAGE: Icon = Icon('\u{e129}');

/// `palette`.
pub const PALETTE: Icon = Icon('\u{e1dd}');

/// `panel-left`.
pub const PANEL_LEFT: Icon = Icon('\u{e12a}');

/// `panel-right`.
pub const PANEL_RIGHT: Icon = Icon('\u{e431}');

/// `paperclip`.
pub const PAPERCLIP: Icon = Icon('\u{e12d}');

/// `pause`.
pub const PAUSE: Icon = Icon('\u{e12e}');

/// `pencil`.
pub const PENCIL: Icon = Icon('\u{e1f9}');

/// `pin`.
pub const PIN: Icon = Icon('\u{e259}');

/// `play`.
pub const PLAY: Icon = Icon('\u{e13c}');

/// `plug`.
pub const PLUG: Icon = Icon('\u{e37f}');

/// `plus`.
pub const PLUS: Icon = Icon('\u{e13d}');

/// `power`.
pub const POWER: Icon = Icon('\u{e140}');

/// `printer`.
pub const PRINTER: Icon = Icon('\u{e141}');

/// `qr-code`.
pub const QR_CODE: Icon = Icon('\u{e1df}');

/// `radar`.
pub const RADAR: Icon = Icon('\u{e497}');

/// `radio`.
pub const RADIO: Icon = Icon('\u{e142}');

/// `redo-2`.
pub const REDO_2: Icon = Icon('\u{e2a0}');

/// `refresh-cw`.
pub const REFRESH_CW: Icon = Icon('\u{e145}');

/// `rotate-ccw`.
pub const ROTATE_CCW: Icon = Icon('\u{e148}');

/// `route`.
pub const ROUTE: Icon = Icon('\u{e53e}');

/// `rows-3`.
pub const ROWS_3: Icon = Icon('\u{e58a}');

/// `save`.
pub const SAVE: Icon = Icon('\u{e14d}');

/// `scale`.
pub const SCALE: Icon = Icon('\u{e212}');

/// `search`.
pub const SEARCH: Icon = Icon('\u{e151}');

/// `send`.
pub const SEND: Icon = Icon('\u{e152}');

/// `settings`.
pub const SETTINGS: Icon = Icon('\u{e154}');

/// `share-2`.
pub const SHARE_2: Icon = Icon('\u{e156}');

/// `shield`.
pub const SHIELD: Icon = Icon('\u{e158}');

/// `shield-alert`.
pub const SHIELD_ALERT: Icon = Icon('\u{e1fe}');

/// `shield-check`.
pub const SHIELD_CHECK: Icon = Icon('\u{e1ff}');

/// `signature`.
pub const SIGNATURE: Icon = Icon('\u{e5f2}');

/// `sliders-horizontal`.
pub const SLIDERS_HORIZONTAL: Icon = Icon('\u{e29a}');

/// `split`.
pub const SPLIT: Icon = Icon('\u{e440}');

/// `sprout`.
pub const SPROUT: Icon = Icon('\u{e1eb}');

/// `square`.
pub const SQUARE: Icon = Icon('\u{e167}');

/// `square-check`.
pub const SQUARE_CHECK: Icon = Icon('\u{e559}');

/// `square-pen`.
pub const SQUARE_PEN: Icon = Icon('\u{e172}');

/// `stamp`.
pub const STAMP: Icon = Icon('\u{e3bb}');

/// `star`.
pub const STAR: Icon = Icon('\u{e176}');

/// `sun`.
pub const SUN: Icon = Icon('\u{e178}');

/// `sun-moon`.
pub const SUN_MOON: Icon = Icon('\u{e2b2}');

/// `table-2`.
pub const TABLE_2: Icon = Icon('\u{e2f9}');

/// `tag`.
pub const TAG: Icon = Icon('\u{e17f}');

/// `target`.
pub const TARGET: Icon = Icon('\u{e180}');

/// `terminal`.
pub const TERMINAL: Icon = Icon('\u{e181}');

/// `text-cursor-input`.
pub const TEXT_CURSOR_INPUT: Icon = Icon('\u{e265}');

/// `ticket`.
pub const TICKET: Icon = Icon('\u{e20f}');

/// `timer`.
pub const TIMER: Icon = Icon('\u{e1e0}');

/// `trash-2`.
pub const TRASH_2: Icon = Icon('\u{e18e}');

/// `trending-down`.
pub const TRENDING_DOWN: Icon = Icon('\u{e190}');

/// `trending-up`.
pub const TRENDING_UP: Icon = Icon('\u{e191}');

/// `triangle-alert`.
pub const TRIANGLE_ALERT: Icon = Icon('\u{e193}');

/// `trophy`.
pub const TROPHY: Icon = Icon('\u{e373}');

/// `type`.
pub const TYPE: Icon = Icon('\u{e198}');

/// `undo-2`.
pub const UNDO_2: Icon = Icon('\u{e2a1}');

/// `unplug`.
pub const UNPLUG: Icon = Icon('\u{e45d}');

/// `upload`.
pub const UPLOAD: Icon = Icon('\u{e19e}');

/// `usb`.
pub const USB: Icon = Icon('\u{e356}');

/// `user`.
pub const USER: Icon = Icon('\u{e19f}');

/// `user-check`.
pub const USER_CHECK: Icon = Icon('\u{e1a0}');

/// `user-minus`.
pub const USER_MINUS: Icon = Icon('\u{e1a1}');

/// `user-plus`.
pub const USER_PLUS: Icon = Icon('\u{e1a2}');

/// `users`.
pub const USERS: Icon = Icon('\u{e1a4}');

/// `vote`.
pub const VOTE: Icon = Icon('\u{e3ad}');

/// `waypoints`.
pub const WAYPOINTS: Icon = Icon('\u{e542}');

/// `wifi`.
pub const WIFI: Icon = Icon('\u{e1ae}');

/// `wifi-off`.
pub const WIFI_OFF: Icon = Icon('\u{e1af}');

/// `x`.
pub const X: Icon = Icon('\u{e1b2}');

/// `zap`.
pub const ZAP: Icon = Icon('\u{e1b4}');

#[cfg(test)]
mod tests {
    #[test]
    fn every_icon_stands_where_the_font_has_it() {
        let table = include_str!("../../../assets/fonts/lucide.tsv");
        let source = include_str!("icon.rs");
        let names = source.lines().filter_map(|it| it.strip_prefix("/// `"));
        for name in names.filter_map(|it| it.strip_suffix("`.")) {
            let row = table.lines().find_map(|it| it.strip_prefix(&format!("{name}\t")));
            let code = row.unwrap_or_else(|| panic!("the font has no {name}"));
            let constant = name.to_uppercase().replace('-', "_");
            let wanted = format!("pub const {constant}: Icon = Icon('\\u{{{code}}}');");
            assert!(source.contains(&wanted), "{wanted}");
        }
    }
}
