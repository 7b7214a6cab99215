/* 番人 — what service workers have in common: pages that are kept, and shown again without a network.
 *
 * Erasing begins a new turn: what was asked for in an earlier one is not kept any more, even when
 * its answer comes later.
 */
const hold = (name) => {
  let turn = 0;
  const open = () => caches.open(name);
  const match = (path) => caches.match(path, { cacheName: name, ignoreVary: true });
  const now = () => turn;
  const put = async (path, answer, since = turn) => {
    if (since !== turn) return;
    const cache = await open();
    if (since === turn) await cache.put(path, answer);
  };
  const drop = async (paths) => {
    const cache = await open();
    await Promise.all(paths.map((path) => cache.delete(path, { ignoreVary: true })));
  };
  const erase = () => {
    turn += 1;
    return caches.delete(name);
  };
  // Whoever made the answer said that nobody may keep it.
  const free = (answer) => answer.ok && !/no-store/i.test(answer.headers.get('Cache-Control') || '');
  // `here` was loaded a moment ago: the browser has it, and it is not sent once more.
  const take = async (paths, since = turn, here = '') => {
    for (const path of paths) {
      if (since !== turn) return;
      try {
        const cache = path === here ? 'force-cache' : 'default';
        const answer = await fetch(path, { redirect: 'manual', credentials: 'same-origin', cache });
        if (free(answer)) await put(path, answer, since);
      } catch {
        // No network: what was kept before stays.
      }
    }
  };
  // From the network; what is known here is renewed by it.
  const fresh = async (request, path) => {
    const since = turn;
    const answer = await fetch(request);
    if (free(answer) && !answer.redirected && (await match(path))) await put(path, answer.clone(), since);
    return answer;
  };
  return { open, match, now, put, drop, erase, take, fresh };
};
// Pages and the files they are drawn with; everything else goes its own way.
const wanted = (request) => {
  const { origin, pathname } = new URL(request.url);
  const ours = request.method === 'GET' && origin === location.origin;
  return ours && (request.mode === 'navigate' || pathname.startsWith('/static/')) ? pathname : '';
};

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
