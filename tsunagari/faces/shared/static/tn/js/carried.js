/* 持ち歩き — what pages that are kept for the way without a network have in common. */
self.tn = self.tn || {};
self.tn.carried = {
  // Start the service worker of a folder; it answers when it has done what it was told.
  start: ({ worker, scope }) => navigator.serviceWorker?.register(worker, { scope }) || Promise.resolve(),
  tell: async (message) => {
    const ready = await navigator.serviceWorker?.ready;
    if (!ready?.active) return;
    const channel = new MessageChannel();
    const done = new Promise((resolve) => (channel.port1.onmessage = resolve));
    ready.active.postMessage(message, [channel.port2]);
    await done;
  },
  // The files that this page was drawn with.
  files: () => {
    const parts = performance.getEntriesByType('resource').map((entry) => new URL(entry.name));
    const ours = parts.filter((url) => url.origin === location.origin && url.pathname.startsWith('/static/'));
    return [...new Set(ours.map((url) => url.pathname))];
  },
};
