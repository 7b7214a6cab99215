/* 受付 — the page of a door on a helper's phone: reads codes, finds people, receives them, also
 * without a network.
 *
 * Nothing here waits for the network: what is pressed stands on this phone at once, and is sent by
 * itself (door-queue.js). Who came is what the list says, and what waits here on top of it. The list
 * goes when its day is over or the door is closed. Without this script the page is an ordinary form.
 */
(() => {
  const { lists, queue } = tn.door;
  const { start, tell: worker, files } = tn.carried;
  const scope = (path) => path.replace(/[^/]+\/(list\/)?$/, '');
  // Everything of a door that this phone kept: its list, its page, what was sent or never can be.
  const erase = async (to) => {
    for (const row of await queue.all()) if (row.to === to) await queue.remove(row.id);
    for (const row of await lists.all()) if (row.id === to || row.id === `me:${to}`) await lists.remove(row.id);
    await worker({ drop: [to.replace(/list\/$/, '')], erase: !(await lists.all()).length });
  };
  const day = (time) => new Date(time + 9 * 3600 * 1000).toISOString().slice(0, 10);
  const over = (list) => list.gone || (list.until && day(Date.now()) > list.until);
  // A door that is closed: what was pressed before still goes, and then everything is erased.
  const leave = async (to) => {
    await queue.flush();
    if ((await queue.waiting()).some((row) => row.to === to)) return false;
    await erase(to);
    return true;
  };
  const sweep = async () => {
    for (const { id, list } of await lists.all()) if (list && over(list)) await (list.gone ? leave(id) : erase(id));
  };
  if (document.querySelector('[data-door-closed]')) {
    sweep().then(() => leave(`${location.pathname}list/`));
    return;
  }

  const page = document.querySelector('[data-door]');
  if (!page) return;
  const words = JSON.parse(document.getElementById('door-words').textContent);
  const say = (name, facts = {}) => Object.entries(facts).reduce((text, [key, value]) => text.replace(`%(${key})s`, value), words[name]);
  const at = (name) => page.querySelector(`[data-${name}]`);
  const to = page.dataset.list;
  const clock = (time) => new Date(time).toLocaleTimeString('ja-JP', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' });
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/[\u3041-\u3096]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60)).replace(/[\s・]/g, '');
  const el = (tag, facts = {}, ...inside) => {
    const made = document.createElement(tag);
    const { data = {}, ...rest } = facts;
    Object.assign(made, rest);
    Object.assign(made.dataset, data);
    made.append(...inside.filter(Boolean));
    return made;
  };
  const sign = (shape) => {
    const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', class: 'ic', 'aria-hidden': 'true' })) drawn.setAttribute(name, value);
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', { ok: 'M4 12.5l5.5 5.5L20 6.5', warn: 'M12 3l10 18H2zM12 10v5M12 18v.1', late: 'M5 5l14 14M19 5L5 19' }[shape]);
    drawn.append(path);
    return drawn;
  };

  let list = null;
  let mine = []; // what this phone pressed and has not sent
  let session = Number(new URLSearchParams(location.search).get('session')) || 0;
  let shown = []; // bookings that were just read or found by number
  let stop = null;
  let untaken = 0;

  // — who came —

  const key = (row) => `${row.device}/${row.counter}`;
  // What waits here, by guest, and what is taken back: worked out once after each press.
  let local = null;
  const waits = () => {
    if (local) return local;
    local = { undone: new Set(), came: new Map() };
    for (const row of mine.filter((one) => one.session === session)) {
      if (row.kind === 'undo') local.undone.add(row.undoes);
      if (row.kind === 'came') local.came.set(row.guest, [...(local.came.get(row.guest) || []), { time: row.at, door: '', key: key(row), device: row.device }]);
    }
    return local;
  };
  const have = (rows) => {
    mine = rows;
    local = null;
  };
  const stamps = (guest) => {
    const { undone, came: here } = waits();
    const there = (list.came[session]?.[guest] || []).map(([time, door, its, device]) => ({ time, door, key: its, device }));
    const known = there.map((one) => one.key);
    const all = [...there, ...(here.get(guest) || []).filter((one) => !known.includes(one.key))];
    return all.filter((one) => !undone.has(one.key)).sort((a, b) => a.time - b.time || (a.device < b.device ? -1 : 1));
  };
  const choose = (pk) => {
    session = pk;
    local = null;
  };
  const walks = () => mine.filter((row) => row.kind === 'walk' && row.session === session && !mine.some((one) => one.undoes === key(row)));
  const everybody = () => list.people.flatMap((one) => one.guests.map(([guest, name, , , into], at) => ({ guest, name, into, whose: at ? one.guests[0][1] : '' })));
  // 入れる回: who is registered for other sessions only is let in all the same, but never by the way.
  const belongs = ({ into = [] }) => !into.length || into.includes(session);
  const theirs = ({ into }) => say('elsewhere', { words: list.sessions.filter(([pk]) => into.includes(pk)).map(([, text]) => text).join(' ・ ') });
  const came = () => {
    const known = everybody().filter(({ guest }) => stamps(guest).length).length;
    return known + walks().reduce((sum, row) => sum + row.people, 0);
  };

  // — pressing —

  // この電話の係: whoever holds this phone stays written on it, and goes with its numbers.
  const mineIs = `me:${to}`;
  const who = at('who');
  who.addEventListener('change', () =>
    navigator.locks.request('door-numbers', async () => {
      const known = (await lists.all()).find((row) => row.id === mineIs);
      if (known) await lists.put({ ...known, who: who.value.trim() });
    }),
  );
  const recall = async () => (who.value ||= (await lists.all()).find((row) => row.id === mineIs)?.who || '');
  // Numbers of this phone are taken fifty at a time, so that a press writes once.
  let block = { next: 1, end: 0 };
  const me = async (many) => {
    if (block.next + many > block.end) {
      await navigator.locks.request('door-numbers', async () => {
        const known = (await lists.all()).find((row) => row.id === mineIs) || { id: mineIs, device: crypto.randomUUID(), next: 1 };
        await lists.put({ ...known, next: known.next + 50 });
        block = { device: known.device, next: known.next, end: known.next + 50 };
      });
    }
    const counter = block.next;
    block.next += many;
    return { device: block.device, counter };
  };
  // The clock of the server, as far as this phone knows it.
  const now = () => Date.now() + (list ? list.now - list.seen : 0);
  const pressed = async (facts) => {
    const { device, counter } = await me(facts.people || 1);
    return { id: `${device}/${counter}`, to, device, counter, session, who: at('who').value.trim(), at: now(), state: 'waiting', ...facts };
  };
  const store = async (row) => {
    try {
      await queue.put(row);
      have([...mine, row]);
      return row;
    } catch {
      tellThem('late', words.full_phone);
      return null;
    }
  };
  const put = async (facts) => store(await pressed(facts));
  const send = async () => {
    navigator.serviceWorker?.ready.then((ready) => ready.sync?.register('doors')).catch(() => {});
    const told = Object.entries(await queue.flush());
    untaken += told.filter(([id, [, not]]) => not?.includes(id)).length;
    await read();
  };

  // — what is said: colour, shape, word and sound —

  let quiet = 0;
  const muted = () => at('mute').querySelector('input').checked;
  const tellThem = (tone, title, text = '', ...more) => {
    at('said').replaceChildren(el('div', { data: { tone } }, sign(tone), el('div', {}, el('b', { textContent: title }), text && el('p', { textContent: text }), ...more)));
    at('said').scrollIntoView({ block: 'center' });
    if (!muted()) setTimeout(() => tn.scan.sound(tone === 'ok'));
    clearTimeout(quiet);
    quiet = setTimeout(rest, 30000);
  };
  // Nobody pressed anything for a while: the next person begins anew.
  const rest = () => {
    at('said').replaceChildren();
    shown = [];
    at('find').q.value = '';
    draw();
  };

  const receive = async (guests) => {
    const before = guests.map(({ guest }) => stamps(guest)[0]).find(Boolean);
    const fresh = guests.filter(({ guest }) => !stamps(guest).length);
    // The person who was just received stays in sight, to be taken back.
    at('find').q.value = '';
    shown = list.people.filter((one) => guests.some(({ guest }) => one.guests.some(([pk]) => pk === guest)));
    if (!fresh.length) {
      tellThem('warn', say('already', { time: clock(before.time) }), before.door && say('where', { door: before.door }));
      return draw();
    }
    for (const { guest } of fresh) if (!(await put({ kind: 'came', guest }))) return;
    tellThem('ok', say('welcome', { name: fresh[0].name }), fresh.length > 1 ? say('people', { n: fresh.length }) : '');
    draw();
    send();
  };
  const undo = async ({ guest, name }) => {
    for (const one of stamps(guest)) await put({ kind: 'undo', undoes: one.key });
    tellThem('warn', say('undone', { name }));
    draw();
    send();
  };

  const CODE = /\/booking\/([0-9a-f]{32})(?:\/|$)/;
  const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, '0')).join('');
  const hash = async (text) => hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const scanned = async (text) => {
    const secret = CODE.exec(text)?.[1];
    const print = secret && (await hash(list.salt + (await hash(secret)))).slice(0, 16);
    const find = () => print && list.people.find((one) => one.hash === print);
    let found = find();
    if (print && !found && (await fetchList())) found = find();
    if (!found) return tellThem('late', words.foreign, words.foreign_next);
    const guests = found.guests.map(([guest, name, , , into]) => ({ guest, name, into }));
    const here = guests.filter((row) => belongs(row) || stamps(row.guest).length);
    shown = [found];
    at('find').q.value = '';
    if (!here.length) tellThem('warn', theirs(guests[0]));
    else if (here.length === guests.length && (guests.length === 1 || guests.every(({ guest }) => stamps(guest).length))) await receive(guests);
    else at('said').replaceChildren();
    draw();
  };

  // — walk-ins —

  let walking = false; // a second press while the line is slow is the same walk-in
  const walk = async (facts, anyway = false) => {
    const row = await pressed({ kind: 'walk', ...facts });
    const name = facts.name || words.nameless;
    const undoWalk = async () => {
      for (let ahead = 0; ahead < facts.people; ahead += 1) await put({ kind: 'undo', undoes: `${row.device}/${row.counter + ahead}` });
      tellThem('warn', say('undone', { name }));
      draw();
      send();
    };
    const done = () => {
      const cost = (list.tickets.find(([pk]) => pk === facts.ticket)?.[2] || 0) * facts.people;
      const fees = cost ? [el('p', { textContent: say('owes', { yen: yen(cost) }) }), button(say('cash', { yen: yen(cost) }), 'fill', () => cash({ of: key(row), yen: cost, session: row.session }))] : [];
      tellThem('ok', say('walked', { name }), say('people', { n: facts.people }), ...fees, button(words.undo, 'outline', undoWalk));
      at('walk').reset();
      draw();
    };
    let answer = null;
    if (!anyway && navigator.onLine !== false) {
      try {
        answer = await tn.door.ask(to, row.device, [{ ...tn.door.said(row), asks: true }], 5000);
      } catch {
        // No network: it is a fact, and waits.
      }
    }
    if (answer?.answers?.[row.counter] === 'full') {
      return tellThem('late', words.full, words.full_next, button(words.anyway, 'outline', () => walk(facts, true)));
    }
    if (answer) {
      await tn.door.keep(to, answer);
      await read();
      return done();
    }
    if (!(await store(row))) return;
    done();
    send();
  };

  // — drawing —

  const button = (text, kind, act) => {
    const made = el('button', { type: 'button', className: 'tn-button tn-door-key', data: { kind, wide: '' } }, el('span', { textContent: text }));
    made.addEventListener('click', act);
    return made;
  };
  // — fees: what is to pay, and the cash that was taken at the doors —

  const yen = (sum) => say('yen', { yen: sum.toLocaleString('ja-JP') });
  const taken = (one) => {
    const back = mine.map((row) => row.undoes).filter(Boolean);
    const here = mine.filter((row) => row.kind === 'paid' && one.guests.some(([guest]) => guest === row.guest));
    const known = (one.taken || []).map(([time, door, its, sum, at]) => ({ time, door, key: its, yen: sum, session: at }));
    const fresh = here.map((row) => ({ time: row.at, door: '', key: key(row), yen: row.yen, session: row.session, fresh: true }));
    return { stands: [...known, ...fresh].filter((row) => !back.includes(row.key)), gone: known.filter((row) => back.includes(row.key)) };
  };
  const owes = (one) => {
    const { stands, gone } = taken(one);
    const sum = (rows) => rows.reduce((all, row) => all + row.yen, 0);
    return Math.max(0, (one.owes || 0) + sum(gone) - sum(stands.filter((row) => row.fresh)));
  };
  const takeBack = async (cash) => {
    await put({ kind: 'undo', undoes: cash.key, session: cash.session });
    tellThem('warn', say('uncashed', { yen: yen(cash.yen) }));
    draw();
    send();
  };
  const cash = async (facts) => {
    const row = await put({ kind: 'paid', ...facts });
    if (!row) return;
    tellThem('ok', say('cashed', { yen: yen(row.yen) }), '', button(words.uncash, 'outline', () => takeBack({ key: key(row), session: row.session, yen: row.yen })));
    draw();
    send();
  };
  const fee = (one) => {
    const left = owes(one);
    const rows = taken(one).stands.map((row) => {
      const back = el('button', { type: 'button', className: 'tn-button', data: { kind: 'text' } }, el('span', { textContent: words.uncash }));
      back.addEventListener('click', () => takeBack(row));
      return el('div', { className: 'tn-door-guest' }, el('p', { className: 'tn-door-came' }, sign('ok'), el('span', { textContent: say('cashed', { yen: yen(row.yen) }) }), el('span', { className: 'tn-quiet', textContent: `${clock(row.time)} ${row.door}` })), back);
    });
    if (left) {
      rows.push(el('p', { className: 'tn-door-needs' }, el('span', { className: 'tn-chip', textContent: say('owes', { yen: yen(left) }), data: { tone: 'warn' } })));
      rows.push(button(say('cash', { yen: yen(left) }), 'outline', () => cash({ guest: one.guests[0][0], yen: left })));
    }
    return rows;
  };
  const card = (one) => {
    const guests = one.guests.map(([guest, name, , needs, into]) => ({ guest, name, needs, into, stamps: stamps(guest) }));
    const left = guests.filter((row) => !row.stamps.length && belongs(row));
    const rows = guests.map((row) => {
      const inside = el('div', { className: 'tn-door-guest' });
      if (row.stamps.length) {
        const [first] = row.stamps;
        inside.append(el('p', { className: 'tn-door-came' }, sign('ok'), el('span', { textContent: row.name }), el('span', { className: 'tn-quiet', textContent: `${clock(first.time)} ${first.door}` })));
        const back = el('button', { type: 'button', className: 'tn-button', data: { kind: 'text' } }, el('span', { textContent: words.undo }), el('span', { className: 'tn-hidden', textContent: ` ${row.name}` }));
        back.addEventListener('click', () => undo(row));
        inside.append(back);
      } else if (!belongs(row)) {
        inside.append(el('p', { className: 'tn-door-needs' }, el('span', { className: 'tn-chip', textContent: theirs(row), data: { tone: 'warn' } })), button(`${row.name} ${words.anyhow}`, 'outline', () => receive([row])));
      } else inside.append(button(`${row.name} ${words.came}`, guests.length > 1 ? 'outline' : 'fill', () => receive([row])));
      if (row.needs.length) inside.append(el('p', { className: 'tn-door-needs' }, ...row.needs.map((need) => el('span', { className: 'tn-chip', textContent: need, data: { tone: 'warn' } }))));
      return inside;
    });
    if (left.length > 1) rows.push(button(say('all', { n: left.length }), 'fill', () => receive(left)));
    rows.push(...fee(one));
    const about = `${say('people', { n: guests.length })} ・ ${one.number}`;
    return el('section', { className: 'tn-card tn-door-group' }, el('h2', { textContent: guests[0]?.name || one.number }), el('p', { className: 'tn-quiet', textContent: about }), ...rows);
  };
  const found = (asked) => {
    if (!asked && shown.length) return shown.map((one) => list.people.find((row) => row.number === one.number) || one);
    // Nobody was asked for: those who are still to come.
    if (!asked) return list.people.filter((one) => one.guests.some(([guest, , , , into]) => belongs({ into }) && !stamps(guest).length));
    return list.people.filter((one) => (asked.length >= 4 && fold(one.number).startsWith(asked)) || one.guests.some(([, name, kana]) => fold(name).includes(asked) || fold(kana).includes(asked)));
  };
  const drawClashes = () => {
    const rows = everybody().map((one) => ({ ...one, seen: stamps(one.guest) })).filter(({ seen }) => new Set(seen.map((one) => one.device)).size > 1);
    const when = (one) => `${clock(one.time)} ${one.door}`;
    at('clashes').hidden = !rows.length;
    at('clashes').querySelector('ul').replaceChildren(...rows.map(({ name, whose, seen }) => el('li', { textContent: say('clash', { name: whose ? `${whose} ・ ${name}` : name, first: when(seen[0]), second: when(seen.find((one) => one.device !== seen[0].device)) }) })));
  };
  const drawSync = () => {
    const waits = mine.length ? say('unsent', { n: mine.length }) : words.sent;
    const off = navigator.onLine === false;
    at('off').hidden = !off;
    at('off').textContent = off ? words.offline : '';
    const parts = [waits, say('as_of', { time: clock(list.now) }), untaken && say('untaken', { n: untaken })];
    at('sync').textContent = parts.filter(Boolean).join(' ・ ');
  };
  const draw = () => {
    if (!list?.people) return void (at('sync').textContent = words.first);
    if (!list.sessions.some(([pk]) => pk === session)) choose(list.session);
    for (const link of page.querySelectorAll('.tn-tabs a')) {
      if (link.search === `?session=${session}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    const expected = everybody().filter(belongs).length + walks().reduce((sum, row) => sum + row.people, 0);
    at('came').textContent = came();
    at('expected').textContent = say('people', { n: expected });
    const asked = fold(at('find').q.value);
    const rows = found(asked);
    at('people').replaceChildren(...rows.slice(0, 30).map(card));
    if (asked && !rows.length) at('people').append(el('p', { textContent: words.nobody }));
    drawClashes();
    drawSync();
  };

  // — the list —

  const closed = async () => {
    stop?.();
    if (!list.gone) await erase(to);
    else if (!(await leave(to))) return;
    page.replaceChildren(el('h2', { textContent: words.closed }), el('p', { textContent: words.closed_next }));
    list = null;
    clearInterval(timer);
  };
  const read = async () => {
    list = (await lists.all()).find((row) => row.id === to)?.list || null;
    have((await queue.all()).filter((row) => row.to === to && row.state === 'waiting'));
    if (list && over(list)) return closed();
    draw();
  };
  const fetchList = async () => {
    try {
      const told = await tn.door.ask(to);
      if (told?.unknown) return false;
      await tn.door.keep(to, told);
      await read();
      return Boolean(told);
    } catch {
      if (list?.people) drawSync();
      return false;
    }
  };
  const look = async () => {
    if (list && over(list)) return closed();
    if (navigator.onLine === false || document.visibilityState !== 'visible') return list?.people && drawSync();
    await (mine.length ? send() : fetchList());
  };

  // — the page —

  // A reader of codes that types what it reads ends with Enter.
  at('find').addEventListener('submit', (event) => {
    event.preventDefault();
    const { value } = at('find').q;
    if (list?.people && CODE.test(value)) scanned(value);
  });
  at('find').addEventListener('input', () => {
    // Whoever was just welcomed is not the one who is looked for now, and what is typed stays.
    clearTimeout(quiet);
    at('said').replaceChildren();
    if (list?.people) draw();
  });
  at('find').querySelector('[data-look]').hidden = true;
  at('walk').addEventListener('submit', (event) => {
    event.preventDefault();
    if (!list?.people || walking) return;
    const form = event.target;
    const people = Math.min(20, Math.max(1, Math.trunc(Number(form.people.value)) || 1));
    walking = true;
    walk({ name: form.elements.name.value.trim(), people, ticket: Number(form.ticket?.value || list.tickets[0][0]) }).finally(() => setTimeout(() => (walking = false), 700));
  });
  page.addEventListener('click', (event) => {
    const link = event.target.closest('.tn-tabs a');
    if (!link) return;
    event.preventDefault();
    choose(Number(new URLSearchParams(link.search).get('session')));
    draw();
  });
  const scan = at('scan');
  scan.addEventListener('click', async () => {
    const camera = at('camera');
    const label = scan.querySelector('span');
    if (stop) {
      stop();
      stop = null;
      camera.hidden = true;
      label.textContent = scan.dataset.label;
      return;
    }
    camera.hidden = false;
    try {
      stop = await tn.scan.start(camera.querySelector('video'), page.dataset.decoder, (text) => list?.people && scanned(text));
      scan.dataset.label = label.textContent;
      label.textContent = words.stop;
    } catch {
      camera.hidden = true;
      tellThem('late', words.camera);
    }
  });
  scan.hidden = !tn.scan.able();
  at('mute').hidden = false;
  window.addEventListener('online', look);
  window.addEventListener('offline', () => list?.people && drawSync());
  document.addEventListener('visibilitychange', look);
  const timer = setInterval(look, 20000);
  at('people').replaceChildren();
  sweep()
    .then(read)
    .then(fetchList)
    .then(() => list?.people && me(0))
    .then(recall)
    .then(() => start({ worker: page.dataset.worker, scope: scope(to.replace(/list\/$/, '')) }))
    .then(() => tn.scan.able() && tn.scan.native())
    .then((native) => worker({ keep: [location.pathname, ...files(), ...(native ? [] : [page.dataset.decoder])] }))
    .then(() => mine.length && send())
    .then(() => (document.documentElement.dataset.kept = 'yes'));
})();
