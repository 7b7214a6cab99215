/* 受付の番人 — shows a door's page again where there is no network, and sends what waits.
 *
 * After keeper.js, store.js, turns.js and door-queue.js. The page that is kept names nobody: names
 * are in the list, which door.js keeps and erases.
 */
const doors = hold('doors-1');

self.addEventListener('message', (event) => {
  const { keep = [], drop = [], erase = false } = event.data || {};
  const done = async () => {
    await doors.drop(drop);
    if (erase) await doors.erase();
    await doors.take(keep);
    event.ports[0]?.postMessage('kept');
  };
  event.waitUntil(done());
});

self.addEventListener('fetch', (event) => {
  const path = wanted(event.request);
  if (!path) return;
  const kept = async () => (await doors.match(path)) || Response.error();
  event.respondWith(doors.fresh(event.request, path).catch(kept));
});

self.addEventListener('sync', (event) => {
  if (event.tag === 'doors') event.waitUntil(tn.door.queue.flush());
});
