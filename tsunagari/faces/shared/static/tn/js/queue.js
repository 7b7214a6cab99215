/* 送り待ち — forms that were pressed without a network: each is sent once, by itself. After turns.js.
 *
 * A row is {id, person, page, action, entries, words, at, state}. `id` is the press key, made when
 * the button was pressed: the server takes a key once, so that sending again after a lost answer
 * does nothing twice. Before each sending its page is asked for anew: it brings the token, and says
 * whether the same person is still inside.
 */
(() => {
  // Keys are known to the server for 30 days; what is older has to be pressed again.
  const OLD = 28 * 24 * 60 * 60 * 1000;

  // [the token], or what became of the row without one.
  const fresh = async (row) => {
    let text;
    try {
      const page = await fetch(row.page, { redirect: 'manual', cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout(15000) });
      if (page.type === 'opaqueredirect') return ['', 'out'];
      if (!page.ok) return ['', 'later'];
      text = await page.text();
    } catch (error) {
      return ['', error.name === 'TimeoutError' ? 'later' : 'cut'];
    }
    const token = text.includes(`data-person="${row.person}"`) && /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(text)?.[1];
    return token ? [token] : ['', 'out'];
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
  // What the page that comes back says is to be mended; entities are left to who shows it.
  const faults = (page) => [...page.matchAll(/<li>(?:<a [^>]*>)?＊([^<]+)/g)].map(([, said]) => said).join(' ');
  // 'sent' (with where the answer is), 'refused' (with why), 'out' (nobody is inside), 'cut' (no network) or 'later'.
  const send = async (row) => {
    if (Date.now() - row.at > OLD) return ['refused'];
    const [token, why] = await fresh(row);
    if (!token) return [why];
    try {
      const headers = { 'X-CSRFToken': token, 'X-Press': 'queue' };
      const answer = await fetch(row.action, { method: 'POST', body: body(row, token), headers, redirect: 'manual', credentials: 'same-origin', signal: AbortSignal.timeout(90000) });
      if (answer.status === 204) return ['sent', answer.headers.get('X-To')];
      if (answer.type === 'opaqueredirect') return ['out'];
      if (answer.status >= 500 || answer.status === 429) return ['later'];
      return ['refused', faults(await answer.text())];
    } catch {
      // Perhaps only this one is too big for the way: those behind it find out.
      return ['later'];
    }
  };

  // Somebody alone in a home comes before words that can wait, and danger before all.
  const rank = ({ action }) => (/\/press\/danger\/$/.test(action) ? 0 : action.includes('/service/') ? 1 : 2);
  // Presses of one visit go in their order; danger and everything else is a line of its own.
  const line = ({ id, action }) => /^.*\/service\/\d+\/press\/(?!danger)/.exec(action)?.[0] || id;

  tn.queue = tn.turns({ name: 'own', rank, line, send: ([row]) => send(row) });
})();
