/* 順番 — rows that wait on this device are sent in turn, each once. After store.js.
 *
 * Pages and the service worker take turns by locks: one round at a time, and one sending of a row
 * at a time. What was just pressed waits for no round. `send` gets up to `most` rows of one line
 * and answers [what became of them, where]: 'sent', 'refused' (and why, which stays with the row),
 * 'out', 'cut' (no network) or 'later'.
 */
self.tn = self.tn || {};
self.tn.turns = ({ name, send, most = 1, rank = () => 0, line = ({ id }) => id }) => {
  const rows = tn.store(name, 'queue');
  const waiting = async () => (await rows.all()).filter((row) => row.state === 'waiting').sort((a, b) => rank(a) - rank(b) || a.at - b.at);
  const find = async (ids) => (await rows.all()).filter((one) => ids.includes(one.id));
  const attempt = async (ids) => {
    const here = await find(ids);
    if (!here.length) return ['sent']; // by another page, or deleted meanwhile
    const wanted = here.filter((row) => row.state === 'waiting');
    if (!wanted.length) return [here[0].state];
    const [became, where] = await send(wanted);
    if (became === 'sent') for (const { id } of wanted) await rows.remove(id);
    else if (became === 'refused') for (const row of await find(wanted.map(({ id }) => id))) await rows.put({ ...row, state: 'refused', why: where });
    return [became, where];
  };
  // Neighbours of one line go together.
  const parts = (wanted) => {
    const found = [];
    for (const row of wanted) {
      const last = found.at(-1);
      if (last && last.length < most && line(last[0]) === line(row)) last.push(row);
      else found.push([row]);
    }
    return found;
  };
  // {id: [what became of it, where]}; one that has to wait holds up its own line only.
  const round = async (wanted) => {
    const told = {};
    const held = new Set();
    for (const part of parts(wanted)) {
      if (held.has(line(part[0]))) continue;
      const ids = part.map(({ id }) => id);
      const answer = await navigator.locks.request(`${name}-queue-${ids[0]}`, () => attempt(ids));
      for (const id of ids) told[id] = answer;
      if (answer[0] === 'out' || answer[0] === 'cut') break;
      if (answer[0] === 'later') held.add(line(part[0]));
    }
    return told;
  };
  return {
    ...rows,
    waiting,
    // Send what waits.
    flush: () => navigator.locks.request(`${name}-queue`, async () => round(await waiting())),
    // Send what was just pressed, after what its line still waits for: [what became of it, where].
    now: async (pressed) => {
      const before = (await waiting()).filter((row) => row.id !== pressed.id && line(row) === line(pressed));
      return (await round([...before, pressed]))[pressed.id] || ['later'];
    },
  };
};
