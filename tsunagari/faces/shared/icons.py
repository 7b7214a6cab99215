"""絵記号 — our own small set of line icons, drawn on 24 × 24 and inlined where they are used."""

SHAPES = {
    "inbox": '<path d="M3 13l3-8h12l3 8v6H3z"/><path d="M3 13h5l1.5 3h5L16 13h5"/>',
    "users": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6"/>'
    '<path d="M16 5.2a3.3 3.3 0 010 6.3M17.5 14.3c2.3.7 3.7 2.5 4 5.7"/>',
    "user-check": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6"/>'
    '<path d="M16 10.5l2 2 3.5-4"/>',
    "video": '<rect x="2.5" y="5" width="13" height="14" rx="2"/>'
    '<path d="M15.5 10.5l6-3.5v10l-6-3.5z"/>',
    "send": '<path d="M2.5 12l18-8-5 17-4-7z"/><path d="M11.5 14l9-10"/>',
    "calendar": '<rect x="3" y="5" width="18" height="16" rx="2"/>'
    '<path d="M3 10h18M8 2.5V7M16 2.5V7"/>',
    "network": '<circle cx="6" cy="6" r="3"/><circle cx="18" cy="8" r="3"/>'
    '<circle cx="11" cy="18.5" r="3"/><path d="M8.9 6.5l6.2 1M7.2 8.8l2.7 6.9M16.5 10.6l-4 5.4"/>',
    "yen": '<path d="M6 3.5l6 8 6-8M12 11.5V21M7 13h10M7 17h10"/>',
    "chart": '<path d="M3 3v18h18"/><path d="M7 15l4-5 3.5 3L20 6.5"/>',
    "file": '<path d="M6 2.5h8l5 5V21.5H6z"/><path d="M14 2.5v5h5M9 13h7M9 17h7"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "bell": '<path d="M5 17V11a7 7 0 0114 0v6l1.5 1.5h-17zM10 21h4"/>',
    "globe": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M3 12h18M12 3c3 3 3.8 6 3.8 9S15 18 12 21c-3-3-3.8-6-3.8-9S9 6 12 3z"/>',
    "alert": '<path d="M12 3l10 18H2z"/><path d="M12 10v5M12 18v.1"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "ok": '<circle cx="12" cy="12" r="9"/><path d="M8 12.5l2.7 2.7L16 9.5"/>',
    "circle": '<circle cx="12" cy="12" r="9"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "help": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M9.3 9.5c.2-1.6 1.3-2.5 2.8-2.5 1.6 0 2.7 1 2.7 2.4 0 2-2.8 2.3-2.8 4.4M12 17v.1"/>',
    "chat": '<path d="M4 4h16v12H9l-5 4.5z"/><path d="M8 8.5h8M8 12h5"/>',
    "id": '<rect x="2.5" y="5" width="19" height="14" rx="2"/><circle cx="8" cy="11" r="2.2"/>'
    '<path d="M4.8 16c.5-1.7 1.6-2.5 3.2-2.5s2.7.8 3.2 2.5M14 10h5M14 14h4"/>',
    "filter": '<path d="M3 5h18l-7 8.5V20l-4-2v-4.5z"/>',
    "chevron-down": '<path d="M5 9l7 7 7-7"/>',
    "chevron-right": '<path d="M9 5l7 7-7 7"/>',
    "chevron-left": '<path d="M15 5l-7 7 7 7"/>',
    "arrow-up": '<path d="M12 20V4M5 11l7-7 7 7"/>',
    "arrow-down": '<path d="M12 4v16M5 13l7 7 7-7"/>',
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "list": '<path d="M8 6h13M8 12h13M8 18h13M3.5 6v.1M3.5 12v.1M3.5 18v.1"/>',
    "building": '<path d="M3 21h18M5 21V9l7-5 7 5v12M9.5 21v-6h5v6"/>',
    "school": '<path d="M2 9.5l10-5 10 5-10 5z"/>'
    '<path d="M6 12v5c1.5 1.5 3.5 2.3 6 2.3s4.5-.8 6-2.3v-5M22 9.5V15"/>',
    "qr": '<path d="M3.5 3.5h6v6h-6zM14.5 3.5h6v6h-6zM3.5 14.5h6v6h-6z"/>'
    '<path d="M14.5 14.5h2v2M20.5 14.5v.1M20.5 18v2.5h-3M14.5 20.5v-1"/>',
    "download": '<path d="M12 3v12M7 10.5l5 5 5-5M4 20.5h16"/>',
    "upload": '<path d="M12 16V4M7 8.5l5-5 5 5M4 20.5h16"/>',
    "print": '<path d="M7 8.5v-6h10v6M7 17H3.5V8.5h17V17H17"/><path d="M7 14h10v7.5H7z"/>',
    "undo": '<path d="M8 4.5l-4.5 4.5L8 13.5"/><path d="M4 9h10a6 6 0 010 12H9"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/>'
    '<path d="M8 10.5V7.5a4 4 0 018 0v3"/>',
    "shuffle": '<path d="M3 6.5h4l10 11h4M3 17.5h4l3-3.3M14 9.8l3-3.3h4"/>'
    '<path d="M18.5 4L21 6.5 18.5 9M18.5 15l2.5 2.5-2.5 2.5"/>',
    "pause": '<circle cx="12" cy="12" r="9"/><path d="M10 8.5v7M14 8.5v7"/>',
    "check": '<path d="M4 12.5l5.5 5.5L20 6.5"/>',
    "x": '<path d="M5 5l14 14M19 5L5 19"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "minus": '<path d="M4 12h16"/>',
    "external": '<path d="M14 3.5h6.5V10M20.5 3.5L11 13"/><path d="M18 13.5v7H3.5V6h7"/>',
    "phone": '<path d="M5 3.5h4l1.5 5-2.3 1.7a13 13 0 005.6 5.6l1.7-2.3 5 1.5v4c0 1-.8 1.5-1.7 1.5'
    'C11 20 4 13 3.5 5.2 3.5 4.3 4 3.5 5 3.5z"/>',
    "mail": '<rect x="2.5" y="5" width="19" height="14" rx="2"/><path d="M3 7l9 6.5L21 7"/>',
    "heart": '<path d="M12 20C6 16 3 12.8 3 9c0-2.6 2-4.5 4.5-4.5 2 0 3.5 1 4.5 2.8'
    ' 1-1.8 2.5-2.8 4.5-2.8C19 4.5 21 6.4 21 9c0 3.8-3 7-9 11z"/>',
    "camera": '<path d="M3 7.5h4l2-3h6l2 3h4v12H3z"/><circle cx="12" cy="13" r="3.5"/>',
    "eye": '<path d="M2 12c2.5-4.5 6-6.7 10-6.7s7.5 2.2 10 6.7c-2.5 4.5-6 6.7-10 6.7S4.5 16.5 2 12z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "edit": '<path d="M4 20.5l1-5L16.5 4 20 7.5 8.5 19z"/><path d="M14 6.5l3.5 3.5"/>',
    "trash": '<path d="M3.5 6.5h17M9 6.5v-3h6v3M6 6.5l1 14h10l1-14M10 11v5.5M14 11v5.5"/>',
    "key": '<circle cx="8" cy="15.5" r="4.5"/><path d="M11.3 12.3L20 3.5M16.5 7l3 3M14 9.5l2 2"/>',
    "log-out": '<path d="M14 3.5H4v17h10M9.5 12H21M17 8l4 4-4 4"/>',
    "settings": '<path d="M4 7h10M18 7h2M4 17h2M10 17h10"/><circle cx="16" cy="7" r="2.2"/>'
    '<circle cx="8" cy="17" r="2.2"/>',
    "flag": '<path d="M5 21.5V3.5h13l-3 4.5 3 4.5H5"/>',
    "home": '<path d="M3 11l9-7.5L21 11v10h-6v-6H9v6H3z"/>',
}
