/* 送り待ち — forms that were pressed without a network: each is sent once, by itself. After store.js.
 *
 * A row is {id, person, page, action, entries, words, at, state}. `id` is the press key, made when
 * the button was pressed: the server takes a key once, so that sending again after a lost answer
 * does nothing twice. Before each sending its page is asked for anew: it brings the token, and says
 * whether the same person is still inside. Pages and the service worker take turns by a lock.
 */
(() => {
  const rows = tn.store('own', 'queue');
  // Keys are known to the server for 30 days; what is older has to be pressed again.
  const OLD = 28 * 24 * 60 * 60 * 1000;

  const fresh = async (row) => {
    const page = await fetch(row.page, { redirect: 'manual', cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout(15000) });
    if (page.type === 'opaqueredirect' || !page.ok) return '';
    const text = await page.text();
    if (!text.includes(`data-person="${row.person}"`)) return '';
    return /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(text)?.[1] || '';
  };
  const body = (row, token) => {
    const data = new FormData();
    data.set('csrfmiddlewaretoken', token);
    for (const [name, value, file] of row.entries) {
      if (file) data.append(name, value, file);
      else data.append(name, value);
    }
    data.set('press_key', row.id);
    const at = new Date(row.at).toISOString();
    data.set('pressed_at', at);
    if (data.has('made_at')) data.set('made_at', at);
    return data;
  };
  // 'sent' (with where the answer is), 'refused', 'out' (nobody is inside) or 'later'.
  const send = async (row) => {
    if (Date.now() - row.at > OLD) return ['refused'];
    try {
      const token = await fresh(row);
      if (!token) return ['out'];
      const headers = { 'X-CSRFToken': token, 'X-Press': 'queue' };
      const answer = await fetch(row.action, { method: 'POST', body: body(row, token), headers, redirect: 'manual', credentials: 'same-origin', signal: AbortSignal.timeout(90000) });
      if (answer.status === 204) return ['sent', answer.headers.get('X-To')];
      if (answer.type === 'opaqueredirect') return ['out'];
      return answer.status >= 500 || answer.status === 429 ? ['later'] : ['refused'];
    } catch {
      return ['later'];
    }
  };
  const one = (id) => rows.all().then((all) => all.find((row) => row.id === id && row.state === 'waiting'));

  tn.queue = {
    ...rows,
    // Send what waits, the oldest first; {id: [what became of it, where]}.
    flush: () =>
      navigator.locks.request('own-queue', async () => {
        const told = {};
        const waiting = (await rows.all()).filter((row) => row.state === 'waiting').sort((a, b) => a.at - b.at);
        for (const { id } of waiting) {
          const row = await one(id); // somebody may have deleted it meanwhile
          if (!row) continue;
          const [became, where] = (told[id] = await send(row));
          if (became === 'sent') await rows.remove(id);
          else if (became === 'refused') await rows.put({ ...row, state: 'refused' });
          else break;
        }
        return told;
      }),
  };
})();
