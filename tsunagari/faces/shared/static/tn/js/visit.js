/* 訪問 — what is typed stays on this device at once, and is sent once when there is a network.
 *
 * Kept in this browser, by person and visit: `typed` and `base` (what was touched, and what the
 * page came with there), `misc` (name, signature), `outbox` (one sending, as it was when the button
 * was pressed, under one key: the server takes a key once). Photographs wait in IndexedDB, each with
 * its question, its hour and a name of its own, by which the server takes it once. The page itself is
 * kept by visit-worker.js. Without this script the page is an ordinary form.
 */
(() => {
  const ours = () => Object.keys(localStorage).filter((key) => key.startsWith('visit:'));
  const parse = (text) => JSON.parse(text || 'null');
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const WEEKS = 14 * 24 * 60 * 60 * 1000;

  // The pages that this device keeps for the way without a network.
  const { start, tell: worker, files } = tn.carried;
  const keptPages = () => parse(localStorage.getItem('visits-kept')) || {};
  const keepPages = async (paths) => {
    const now = Date.now();
    const kept = { ...keptPages(), ...Object.fromEntries(paths.map((path) => [path, now])) };
    const old = Object.keys(kept).filter((path) => now - kept[path] > WEEKS);
    for (const path of old) delete kept[path];
    localStorage.setItem('visits-kept', JSON.stringify(kept));
    await worker({ keep: [...paths, ...files()], drop: old });
    document.documentElement.dataset.kept = 'yes';
  };
  const dropPage = (path) => {
    const kept = keptPages();
    delete kept[path];
    localStorage.setItem('visits-kept', JSON.stringify(kept));
    worker({ drop: [path] });
  };

  // Photographs, by the visit they belong to: {id, visit, of: question, at: when it was taken, blob}.
  const shelf = tn.store('visits', 'photos');
  const photos = {
    of: async (visit) => (await shelf.all()).filter((one) => one.visit === visit),
    add: shelf.put,
    remove: shelf.remove,
  };
  // What the server is told of them, by their names; what an older page kept has no question.
  const taken = (rows) => JSON.stringify(Object.fromEntries(rows.map(({ id, of = '', at }) => [id, [of, at ? new Date(at).toISOString() : '']])));
  const chosen = async (mine, box) => (await photos.of(mine)).filter((one) => box.photos.includes(one.id));
  const shown = async (one, words) => {
    const image = document.createElement('img');
    image.alt = words;
    image.src = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(one.blob);
    });
    const hour = document.createElement('span');
    if (one.at) hour.textContent = new Date(one.at).toLocaleString(document.documentElement.lang, { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const item = document.createElement('li');
    item.append(image, hour);
    return item;
  };

  // One try to send what was pressed for a visit; the server takes its key once.
  const body = async (mine, box, token) => {
    const data = new FormData();
    data.set('csrfmiddlewaretoken', token);
    data.set('press_key', box.key);
    data.set('pressed_at', new Date(box.at).toISOString());
    data.set('was', JSON.stringify(box.was));
    for (const [name, [said, words]] of Object.entries(box.typed)) {
      if (name === 'words') data.set('words', words);
      else {
        data.set(`a-${name}`, said);
        data.set(`w-${name}`, words);
      }
    }
    for (const [name, value] of Object.entries(box.misc)) data.set(name, value);
    const rows = await chosen(mine, box);
    for (const one of rows) data.append('photos', one.blob, one.id);
    data.set('taken', taken(rows));
    return data;
  };
  const fresh = async (path) => {
    const page = await fetch(path, { redirect: 'manual', cache: 'no-store' });
    if (page.type === 'opaqueredirect') return { out: true };
    const found = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('form[data-visit]');
    return { form: found, token: found?.querySelector('[name=csrfmiddlewaretoken]')?.value };
  };
  const deliver = async (path, mine, box, tried) => {
    const { out, form: there, token } = await fresh(path);
    if (out) return { came: 'signin' };
    if (!there) return { came: 'over' };
    tried();
    const answer = await fetch(path, { method: 'POST', body: await body(mine, box, token), headers: { 'X-CSRFToken': token }, redirect: 'manual' });
    if (answer.type === 'opaqueredirect') return { came: 'sent' };
    return { came: answer.status === 422 ? 'clash' : 'later', token };
  };

  // The list: what this device has not sent yet goes from here, too; the next days' pages for the way.
  const list = document.querySelector('[data-visits-said]');
  if (list) {
    const { owner, scope } = list.dataset;
    const rows = [...document.querySelectorAll('li[data-visit]')];
    const path = (row) => new URL(row.querySelector('a').href).pathname;
    const place = (row) => `${owner}:${row.dataset.visit}`;
    const entryOf = (row) => parse(localStorage.getItem(`visit:${place(row)}`)) || {};
    const put = (row, entry) => localStorage.setItem(`visit:${place(row)}`, JSON.stringify(entry));
    const say = (name, found, tone) => {
      list.textContent = list.dataset[name] + found.map((row) => row.querySelector('a').textContent).join(' ');
      list.dataset.tone = tone;
    };
    const tell = (sent = []) => {
      const waiting = rows.filter((row) => entryOf(row).outbox || entryOf(row).shots || Object.keys(entryOf(row).typed || {}).length);
      if (waiting.length) say('unsent', waiting, 'warn');
      else if (sent.length) say('sent', sent, '');
    };
    // What was typed after the press stays, on top of what has arrived now.
    const arrived = async (row, box) => {
      for (const id of box.photos) await photos.remove(id);
      const { typed = {}, base = {}, misc = {}, at } = entryOf(row);
      const shots = (await photos.of(place(row))).length;
      const left = Object.entries(typed).filter(([name, now]) => !same(now, box.typed[name]));
      const more = Object.entries(misc).filter(([name, value]) => value !== box.misc[name]);
      const from = left.map(([name]) => [name, box.typed[name] || base[name]]);
      if (!left.length && !more.length && !shots) return localStorage.removeItem(`visit:${place(row)}`);
      put(row, { at, shots, typed: Object.fromEntries(left), base: Object.fromEntries(from), misc: Object.fromEntries(more) });
    };
    let busy = false;
    const sendAll = async () => {
      if (busy || navigator.onLine === false) return;
      busy = true;
      const sent = [];
      try {
        for (const row of rows) {
          const { outbox: box, ...rest } = entryOf(row);
          if (!box) continue;
          const { came } = await deliver(path(row), place(row), box, () => put(row, { ...rest, outbox: { ...box, tried: true } }));
          // What does not go is told on the visit's own page.
          if (came !== 'sent') continue;
          await arrived(row, box);
          sent.push(row);
        }
      } catch {
        // No network: it goes when there is one.
      }
      busy = false;
      tell(sent);
    };
    tell();
    window.addEventListener('online', sendAll);
    // Shown where a visit was asked for that this device does not have.
    const strayed = location.pathname !== scope;
    if (strayed) say('strayed', [], 'warn');
    const live = rows.map(path);
    const over = Object.keys(keptPages()).filter((page) => /\/\d+\/$/.test(page) && !live.includes(page));
    if (!document.querySelector('.tn-pager') && !location.search) over.forEach(dropPage);
    const taken = rows.filter((row) => row.dataset.take).map(path);
    if (!strayed) sendAll().then(() => start(list.dataset)).then(() => keepPages([scope, ...taken]));
  }
  // A visit that is over: what this device could not send is shown, and goes when somebody says so.
  const over = document.querySelector('[data-visit-over]');
  if (over) {
    dropPage(location.pathname);
    const left = ours().filter((key) => key.endsWith(`:${over.dataset.visitOver}`));
    const words = left.flatMap((key) => Object.values(parse(localStorage.getItem(key)).typed || {}).map((typed) => typed[1]));
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tn-button';
    button.dataset.kind = 'text';
    button.textContent = over.dataset.forget;
    const pictures = document.createElement('ul');
    pictures.className = 'tn-visit-photos';
    photos.of(`${over.dataset.owner}:${over.dataset.visitOver}`).then(async (rows) => {
      for (const [n, one] of rows.entries()) pictures.append(await shown(one, over.dataset.photo.replace('%(n)s', n + 1)));
      button.addEventListener('click', async () => {
        left.forEach((key) => localStorage.removeItem(key));
        for (const one of rows) await photos.remove(one.id);
        over.replaceChildren();
      });
      if (left.length || rows.length) over.append(over.dataset.left, document.createElement('br'), words.filter(Boolean).join(' ／ '), pictures, button);
    });
  }

  const form = document.querySelector('form[data-visit]');
  if (!form) return;
  const { visit, owner } = form.dataset;
  const mine = `${owner}:${visit}`;
  const key = `visit:${mine}`;
  const field = (name) => form.querySelector(`[name="${name}"]`);
  const clock = (time) => new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const lines = document.querySelectorAll('[data-visit-said], [data-visit-said-too]');
  const count = () => Object.keys(entry.typed || {}).length + Object.keys(entry.misc || {}).length + shots;
  const say = (name, time = '', tone = '') => {
    const words = (lines[0]?.dataset[name] || '').replace('{time}', time && clock(time)).replace('{n}', count());
    for (const line of lines) {
      line.textContent = words;
      line.dataset.tone = tone;
    }
    if (name === 'signin' && lines[0]) {
      const link = document.createElement('a');
      link.href = form.dataset.signinUrl;
      link.textContent = words;
      lines[0].replaceChildren(link);
    }
  };

  // What the form says, by question: [answer, words].
  const was = parse(field('was').value);
  const keys = [...new Set([...form.querySelectorAll('[name^="a-"], [name^="w-"]')].map((box) => box.name.slice(2)))];
  const get = (name) => {
    if (name === 'words') return ['', field('words').value.trim()];
    const box = form.querySelector(`[name="a-${name}"]:checked`);
    return [box ? box.value : '', field(`w-${name}`).value.trim()];
  };
  const set = (name, [said, words]) => {
    for (const box of form.querySelectorAll(`[name="a-${name}"]`)) box.checked = box.value === said;
    const text = field(name === 'words' ? 'words' : `w-${name}`);
    if (!text) return;
    text.value = words;
    if (words) text.closest('.tn-ask')?.setAttribute('data-words', '');
    text.closest('details')?.setAttribute('open', '');
  };
  const all = [...keys, 'words'];
  const before = (name) => was[name] || ['', ''];
  const touched = () => Object.fromEntries(all.map((name) => [name, get(name)]).filter(([name, typed]) => !same(typed, before(name))));
  const MISC = ['signed_name', 'signature', 'photo_words'];
  const came = Object.fromEntries(MISC.map((name) => [name, field(name).value]));
  const misc = () => Object.fromEntries(MISC.map((name) => [name, field(name).value]).filter(([name, value]) => value !== came[name]));

  // How many photographs wait on this device.
  let shots = 0;
  let entry = parse(localStorage.getItem(key)) || {};
  const store = () => {
    entry.shots = shots;
    const empty = !entry.outbox && !shots && !Object.keys(entry.typed || {}).length && !Object.keys(entry.misc || {}).length && !entry.native;
    try {
      if (empty) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(entry));
      return true;
    } catch {
      say('full', '', 'warn');
      return false;
    }
  };
  const keep = () => {
    const typed = touched();
    const base = Object.fromEntries(Object.keys(typed).map((name) => [name, before(name)]));
    entry = { ...entry, typed, base, misc: misc(), at: Date.now() };
    if (store() && !entry.outbox) say('kept', entry.at);
  };

  // Restore: on top of what the server says now; what it says already is no longer touched.
  const restore = async () => {
    if (entry.native && 'refused' in form.dataset) {
      entry = {};
      return keep();
    }
    // The last sending went the ordinary way; a newer page means that it arrived.
    const went = entry.native;
    if (went && form.dataset.version !== went) entry.misc = {};
    delete entry.native;
    for (const [name, typed] of Object.entries(entry.typed || {})) {
      if (!all.includes(name) || same(typed, before(name))) continue;
      was[name] = entry.base[name];
      set(name, typed);
    }
    for (const [name, value] of Object.entries(entry.misc || {})) if (field(name)) field(name).value = value;
    field('was').value = JSON.stringify(was);
    if (went) keep();
    else if (Object.keys(entry.typed || {}).length && !entry.outbox) say('kept', entry.at);
  };

  const inputs = [...form.querySelectorAll('[data-photo-of]')];
  const general = form.querySelector('[data-photos=""]');
  const draw = async () => {
    const lists = Object.fromEntries([...form.querySelectorAll('[data-photos]')].map((list) => [list.dataset.photos, list]));
    const drawn = Object.fromEntries(Object.keys(lists).map((of) => [of, []]));
    const rows = await photos.of(mine);
    for (const [n, one] of rows.entries()) {
      const item = await shown(one, general.dataset.name.replace('%(n)s', n + 1));
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'tn-button';
      button.dataset.kind = 'text';
      button.dataset.size = 's';
      button.textContent = general.dataset.remove.replace('%(n)s', n + 1);
      button.addEventListener('click', async () => {
        await photos.remove(one.id);
        await draw();
        keep();
      });
      item.append(button);
      (drawn[one.of || ''] || drawn['']).push(item);
    }
    for (const [of, list] of Object.entries(lists)) list.replaceChildren(...drawn[of]);
    shots = rows.length;
  };
  const take = async (input) => {
    const now = Date.now();
    try {
      for (const file of input.files) {
        const at = Math.min(file.lastModified || now, now);
        await photos.add({ id: crypto.randomUUID(), visit: mine, of: input.dataset.photoOf, at, blob: await tn.small(file) });
      }
      input.value = '';
      await draw();
      keep();
    } catch {
      await draw().catch(() => {});
      say('full', '', 'warn');
    }
  };
  for (const input of inputs) input.addEventListener('change', () => take(input));
  form.dataset.live = '';

  // Signing with a finger; the name beside it is enough, too.
  const pad = form.querySelector('[data-sign]');
  const canvas = pad.querySelector('canvas');
  const ink = canvas.getContext('2d');
  const blank = () => {
    ink.fillStyle = '#fff';
    ink.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(ink, { lineWidth: 4, lineCap: 'round', lineJoin: 'round', strokeStyle: '#000' });
  };
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  let drawing = false;
  canvas.addEventListener('pointerdown', (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    ink.beginPath();
    ink.moveTo(...point(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!drawing) return;
    ink.lineTo(...point(event));
    ink.stroke();
  });
  canvas.addEventListener('pointerup', () => {
    drawing = false;
    field('signature').value = canvas.toDataURL('image/png');
    keep();
  });
  pad.querySelector('[data-sign-clear]').addEventListener('click', () => {
    blank();
    field('signature').value = '';
    keep();
  });
  const sign = () => {
    pad.hidden = false;
    blank();
    if (!field('signature').value) return;
    const image = new Image();
    image.onload = () => ink.drawImage(image, 0, 0);
    image.src = field('signature').value;
  };

  // One sending, as it is now.
  const snapshot = async () => ({
    key: entry.outbox?.key || field('press_key').value,
    typed: touched(),
    was,
    misc: misc(),
    photos: (await photos.of(mine)).map((one) => one.id),
    at: Date.now(),
  });
  // The ordinary way, for a quarrel: the page that answers shows both.
  const native = async (box) => {
    entry.native = form.dataset.version;
    delete entry.outbox;
    store();
    const rows = await chosen(mine, box);
    const files = new DataTransfer();
    for (const one of rows) files.items.add(new File([one.blob], one.id, { type: one.blob.type }));
    // What found no room on this device is still in its field, and goes from there.
    for (const file of field('photos').files) files.items.add(file);
    field('photos').files = files.files;
    field('taken').value = taken(rows);
    field('press_key').value = box.key;
    field('pressed_at').value = new Date(box.at).toISOString();
    field('was').value = JSON.stringify(was);
    form.submit();
  };

  let sending = false;
  const later = () => {
    say('waiting', entry.outbox?.at);
    setTimeout(send, 15000);
  };
  async function send(pressed = false) {
    const box = entry.outbox;
    if (sending || !box) return;
    if (navigator.onLine === false) return say('waiting', box.at);
    sending = true;
    say('sending');
    try {
      const { came, token } = await deliver(location.pathname, mine, box, () => {
        box.tried = true;
        store();
      });
      if (came === 'signin' || came === 'over') return say(came, '', 'warn');
      if (came === 'sent') return await sent(box);
      if (came === 'later') return later();
      delete box.tried;
      field('csrfmiddlewaretoken').value = token;
      if (pressed) return await native(box);
      say('clash', '', 'warn');
    } catch {
      later();
    } finally {
      sending = false;
    }
  }
  const sent = async (box) => {
    for (const id of box.photos) await photos.remove(id);
    shots = (await photos.of(mine)).length;
    const { again } = entry;
    const left = Object.entries(touched()).filter(([name, typed]) => !same(typed, box.typed[name]));
    entry = { at: entry.at, typed: Object.fromEntries(left), misc: {}, base: {} };
    for (const [name] of left) entry.base[name] = box.typed[name] || before(name);
    for (const [name, value] of Object.entries(misc())) if (value !== box.misc[name]) entry.misc[name] = value;
    store();
    if (again) sessionStorage.setItem(`again:${key}`, '1');
    // Not reload(): after a quarrel that would send the page before once more.
    location.replace(location.pathname);
  };
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    keep();
    if (entry.outbox?.tried) entry.again = true;
    else entry.outbox = await snapshot();
    store();
    const loose = inputs.some((input) => input.files.length);
    if (loose && navigator.onLine !== false && !entry.outbox.tried) return native(entry.outbox);
    send(true);
  });
  form.addEventListener('input', (event) => inputs.includes(event.target) || keep());

  const look = async () => {
    if (entry.outbox) return send();
    if (document.visibilityState !== 'visible' || navigator.onLine === false) return;
    try {
      const now = await fresh(location.pathname);
      if (now.form && now.form.dataset.version !== form.dataset.version) say('newer');
    } catch {
      // No network: nothing new to tell.
    }
  };
  window.addEventListener('online', look);
  window.addEventListener('offline', () => say('offline'));
  document.addEventListener('visibilitychange', look);
  setInterval(look, 120000);

  (async () => {
    // What the server has is no longer kept here, however the last sending ended.
    for (const one of await photos.of(mine)) if (form.dataset.marks.split(' ').includes(one.id)) await photos.remove(one.id);
    shots = (await photos.of(mine)).length;
    await restore();
    sign();
    await draw();
    if (sessionStorage.getItem(`again:${key}`)) {
      sessionStorage.removeItem(`again:${key}`);
      entry.outbox = await snapshot();
      store();
    }
    if (entry.outbox) send();
    else if (navigator.onLine === false) say('offline');
    await start(form.dataset);
    await keepPages([location.pathname, form.dataset.scope]);
  })();
})();
