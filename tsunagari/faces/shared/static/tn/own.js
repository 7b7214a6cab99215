/* 本人のページ — every script of a person's own page; one file where pages are served (static.py). */
import './js/form.js';
import './js/ui.js';
import './js/draft.js';
import './js/shrink.js';
import './js/store.js';
import './js/turns.js';
import './js/queue.js';
import './js/carried.js';
import './js/own.js';
