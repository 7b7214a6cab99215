/* 訪問 — every script of a visit's page; one file where pages are served (static.py). */
import './js/store.js';
import './js/shrink.js';
import './js/carried.js';
import './js/visit.js';
