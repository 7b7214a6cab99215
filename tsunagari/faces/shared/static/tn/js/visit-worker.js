/* 訪問の番人 — shows a visit's page again where there is no network. It changes and sends nothing.
 *
 * Pages are kept when they ask for it ({keep: [paths]}) and dropped when the visit is over
 * ({drop: [paths]}), after two weeks, or when somebody signs out (see ui.js). After keeper.js.
 */
const visits = hold('visits-1');

self.addEventListener('message', (event) => {
  const { keep = [], drop = [] } = event.data || {};
  const done = async () => {
    await visits.drop(drop);
    await visits.take(keep);
    event.ports[0]?.postMessage('kept');
  };
  event.waitUntil(done());
});

self.addEventListener('fetch', (event) => {
  const path = wanted(event.request);
  if (!path) return;
  // A visit that this device does not have leads to the list, which says so.
  const list = new URL(self.registration.scope).pathname;
  const instead = async () => event.request.mode === 'navigate' && (await visits.match(list));
  const kept = async () => (await visits.match(path)) || (await instead()) || Response.error();
  event.respondWith(visits.fresh(event.request, path).catch(kept));
});
