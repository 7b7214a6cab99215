/* 本人のページの番人 — shows a person's own pages again without a network, and sends what waits.
 *
 * After keeper.js, store.js, turns.js and queue.js. The network comes first; where it does not
 * answer within three seconds, the kept page is shown (it says when it was made) and the new one is
 * kept for next time. What is kept belongs to one card and goes at another's entry, at leaving, when the
 * card is closed (own.js asks), and after 14 days without contact.
 */
const own = hold('own-1');
const CONTACT = '/own-contact';
const DAYS = 14 * 24 * 60 * 60 * 1000;
const PATIENCE = 3000;
let posted = 0;

const contact = (since) => own.put(CONTACT, new Response(String(Date.now())), since);
const alive = async () => {
  const said = await own.match(CONTACT);
  return Boolean(said) && Date.now() - Number(await said.text()) < DAYS;
};
// A kept page says so of itself: the style sheet shows when it was made.
const old = async (path) => {
  const kept = await own.match(path);
  if (!kept) return null;
  const headers = new Headers(kept.headers);
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name);
  return new Response((await kept.text()).replace('<html ', '<html data-older '), { headers });
};
const kept = async (path) => {
  if (!(await alive())) {
    await own.erase();
    return Response.error();
  }
  return (await old(path)) || (await old(new URL('offline/', self.registration.scope).pathname)) || Response.error();
};
const renewed = async (event, path) => {
  const since = own.now();
  const answer = await own.fresh(event.request, path);
  if (answer.ok && (await own.match(path))) await contact(since);
  return answer;
};
const page = async (event, path) => {
  const coming = renewed(event, path);
  const known = await own.match(path);
  // What follows a press has something new to say: it is waited for.
  if (!known || Date.now() - posted < 10000) return coming.catch(() => kept(path));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  event.waitUntil(coming.catch(() => null));
  return (await Promise.race([coming.catch(() => null), late])) || kept(path);
};
// Whoever enters or leaves: nothing of the one before stays.
const passed = async (event, path) => {
  const gone = path.endsWith('/leave/');
  if (gone) await Promise.all([own.erase(), tn.queue.clear()]);
  const answer = await fetch(event.request);
  if (gone || answer.type === 'opaqueredirect') await own.erase();
  return answer;
};

self.addEventListener('message', (event) => {
  const { keep = [], pages = [], here } = event.data || {};
  const since = own.now();
  const done = async () => {
    const cache = await own.open();
    const known = (await cache.keys()).map((request) => new URL(request.url).pathname);
    await own.drop(known.filter((path) => path !== CONTACT && !pages.includes(path)));
    await own.take(keep, since, here);
    await contact(since);
    event.ports[0]?.postMessage('kept');
  };
  event.waitUntil(done());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const path = wanted(request);
  if (request.method === 'POST') {
    posted = Date.now();
    if (request.mode === 'navigate' && /\/me\/(enter|leave)\/$/.test(pathname)) event.respondWith(passed(event, pathname));
  } else if (path && request.mode === 'navigate') event.respondWith(page(event, path));
  else if (path) event.respondWith(own.fresh(request, path).catch(async () => (await own.match(path)) || Response.error()));
});

self.addEventListener('sync', (event) => {
  if (event.tag === 'own-queue') event.waitUntil(tn.queue.flush());
});
