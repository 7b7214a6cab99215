/* 受付 — every script of a door's page; one file where pages are served (static.py). */
import './js/form.js';
import './js/ui.js';
import './js/store.js';
import './js/turns.js';
import './js/carried.js';
import './js/door-queue.js';
import './js/door-scan.js';
import './js/door.js';
