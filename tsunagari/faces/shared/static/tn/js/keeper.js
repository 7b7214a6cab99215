/* 番人 — what service workers have in common: pages that are kept, and shown again without a network. */
const hold = (name) => {
  const open = () => caches.open(name);
  const match = (path) => caches.match(path, { cacheName: name, ignoreVary: true });
  const put = async (path, answer) => (await open()).put(path, answer);
  const drop = async (paths) => {
    const cache = await open();
    await Promise.all(paths.map((path) => cache.delete(path, { ignoreVary: true })));
  };
  const take = async (paths) => {
    for (const path of paths) {
      try {
        const answer = await fetch(path, { redirect: 'manual', credentials: 'same-origin' });
        if (answer.ok) await put(path, answer);
      } catch {
        // No network: what was kept before stays.
      }
    }
  };
  // From the network; what is known here is renewed by it.
  const fresh = async (request, path) => {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && (await match(path))) await put(path, answer.clone());
    return answer;
  };
  return { open, match, put, drop, take, fresh };
};
// Pages and the files they are drawn with; everything else goes its own way.
const wanted = (request) => {
  const { origin, pathname } = new URL(request.url);
  const ours = request.method === 'GET' && origin === location.origin;
  return ours && (request.mode === 'navigate' || pathname.startsWith('/static/')) ? pathname : '';
};

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
