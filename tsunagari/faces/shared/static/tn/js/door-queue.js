/* 受付の送り待ち — what was pressed at a door is sent once, in its order. After turns.js.
 *
 * A press is {id, to, device, counter, kind, session, guest, undoes, name, ticket, people, yen, of,
 * who, at, state}; `device` and `counter` name it, so that the server takes it once. The answer brings the
 * list of the door as it is now. Lists are kept by the address of their door.
 */
(() => {
  const lists = tn.store('door-lists', 'lists');
  const said = ({ counter, kind, session, guest, undoes, name, ticket, people, yen, of, who, at }) => ({ counter, kind, session, guest, undoes, name, ticket, people, yen, of, who, at: new Date(at).toISOString() });
  // The list at an address, with presses to take on the way: {gone} when the door is closed.
  // What became of presses that were not taken stands in its `answers`, by number.
  const ask = async (to, device, presses, patience = 20000) => {
    const sent = presses && { method: 'POST', body: JSON.stringify({ device, presses }), headers: { 'Content-Type': 'application/json' } };
    const answer = await fetch(to, { ...sent, redirect: 'error', credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(patience) });
    if (answer.status === 410) return { gone: true, ...(await answer.json()) };
    if (answer.status === 404) return { unknown: true };
    if (!answer.ok) return null;
    return { ...(await answer.json()), seen: Date.now() };
  };
  const keep = async (to, list) => {
    const known = (await lists.all()).find((one) => one.id === to);
    // An answer that was overtaken on its way says nothing new.
    if (list && !list.unknown && !(known?.list?.now > list.now)) await lists.put({ ...known, id: to, list });
  };
  const send = async (rows) => {
    const [{ to, device }] = rows;
    try {
      const list = await ask(to, device, rows.map(said));
      if (!list) return ['later'];
      if (list.unknown) return ['refused'];
      await keep(to, list);
      const not = rows.filter(({ counter }) => list.answers?.[counter]);
      return ['sent', not.map(({ id }) => id)];
    } catch {
      return ['cut'];
    }
  };
  tn.door = { lists, ask, keep, said, queue: tn.turns({ name: 'doors', most: 100, rank: ({ counter }) => counter, line: ({ to, device }) => `${to} ${device}`, send }) };
})();
