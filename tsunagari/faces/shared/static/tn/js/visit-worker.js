/* 訪問の番人 — shows a visit's page again where there is no network. It changes and sends nothing.
 *
 * Pages are kept when they ask for it ({keep: [paths]}) and dropped when the visit is over
 * ({drop: [paths]}), after two weeks, or when somebody signs out (see ui.js).
 */
const CACHE = 'visits-1';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const { keep = [], drop = [] } = event.data || {};
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      await Promise.all(drop.map((path) => cache.delete(path, { ignoreVary: true })));
      for (const path of keep) {
        try {
          const answer = await fetch(path, { redirect: 'manual', credentials: 'same-origin' });
          if (answer.ok) await cache.put(path, answer);
        } catch {
          // No network: what was kept before stays.
        }
      }
      event.ports[0]?.postMessage('kept');
    }),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const page = request.mode === 'navigate';
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (!page && !pathname.startsWith('/static/')) return;
  event.respondWith(
    fetch(request)
      .then(async (answer) => {
        const cache = await caches.open(CACHE);
        const known = await cache.match(pathname, { ignoreVary: true });
        if (known && answer.ok && !answer.redirected) await cache.put(pathname, answer.clone());
        return answer;
      })
      .catch(async () => (await caches.match(pathname, { ignoreVary: true })) || Response.error()),
  );
});
