"""支払いの操作 — accounts, expenses, requests, files and results; each verb in its place."""
