/* 本人のページ — keeps the last version on one's own phone, and what was pressed without a network.
 *
 * <meta name="own" content="keep|none|out" …> says what this device may do: keep (somebody's own
 * phone), none (a device of many: nothing stays), out (nobody is inside: is the card still good?).
 * A form with data-offline="queue" is sent through the queue: at once where there is a network,
 * else later, by itself. Its page shows what waits in <section data-queue>. Without this script a
 * form is an ordinary form.
 */
(() => {
  const meta = document.querySelector('meta[name=own]');
  if (!meta || !navigator.serviceWorker || !window.indexedDB || !navigator.locks) return;
  const { card, person, worker, scope, lost, asks } = meta.dataset;
  const mode = meta.content;
  const { queue, carried } = tn;
  const paths = (meta.dataset.pages || '').split(' ').filter(Boolean);
  const HOUR = 60 * 60 * 1000;

  const forget = async () => {
    localStorage.removeItem('own-card');
    localStorage.removeItem('own-kept');
    await caches.delete('own-1');
  };
  const forgetAll = async () => {
    localStorage.removeItem('own-person');
    await Promise.all([forget(), queue.clear()]);
  };
  // Service workers of a person's pages in other languages; all of them where nothing may stay.
  const others = async (stays) => {
    for (const one of await navigator.serviceWorker.getRegistrations()) {
      const { pathname } = new URL(one.scope);
      if (/(^|\/)me\/$/.test(pathname) && pathname !== stays) await one.unregister();
    }
  };
  const done = (what) => (document.documentElement.dataset.own = what);

  // Pages for the way: each is renewed by being opened, and all of them once an hour, or when there are others.
  const keep = async () => {
    const last = JSON.parse(localStorage.getItem('own-kept') || '{}');
    const { pages } = meta.dataset;
    const due = last.scope !== scope || last.pages !== pages || Date.now() - last.at > HOUR;
    await others(scope);
    await carried.start({ worker, scope });
    const files = carried.files();
    // What was just said once is not said by the page that is kept.
    const here = document.getElementById('messages')?.textContent.trim() ? '' : location.pathname;
    await carried.tell({ keep: [...(due ? [...paths, lost] : []), ...files], pages: [...paths, lost, ...files], here });
    if (due) localStorage.setItem('own-kept', JSON.stringify({ scope, pages, at: Date.now() }));
    done('kept');
  };

  // What was refused, back in its form: only what has to be mended is typed anew.
  const again = async (row) => {
    const form = [...document.querySelectorAll('form[data-offline=queue]')].find((one) => new URL(one.action).pathname === row.action);
    if (!form) return location.assign(row.page);
    for (const [name, value, file] of row.entries) {
      for (const box of file ? [] : form.querySelectorAll(`[name="${name}"]`)) {
        if (/^(radio|checkbox)$/.test(box.type)) box.checked ||= box.value === value;
        else box.value = value;
      }
    }
    await remove(row);
    form.scrollIntoView({ block: 'nearest' });
  };
  const remove = async ({ id }) => {
    seen.delete(id);
    await queue.remove(id);
    await draw();
  };
  const pressing = (words, act) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'tn-button', textContent: words });
    Object.assign(button.dataset, { kind: 'text', size: 's' });
    button.addEventListener('click', act);
    return button;
  };
  // What waits, in words; each can be deleted.
  const place = document.querySelector('[data-queue]');
  const lines = place?.querySelector('ul');
  const said = place?.querySelector('[role=status]');
  const say = (name) => {
    place.hidden = false;
    said.textContent = place.dataset[name] || '';
  };
  // Keys that were seen waiting here: what is gone was sent, by this page or by the service worker.
  const seen = new Set();
  const when = (at) => new Date(at).toLocaleString(document.documentElement.lang, { month: 'numeric', day: 'numeric', hour: 'numeric', minute: '2-digit' });
  const draw = async () => {
    if (!place) return 0;
    const mine = (await queue.all()).filter((row) => row.person === person).sort((a, b) => a.at - b.at);
    const gone = [...seen].filter((id) => !mine.some((row) => row.id === id));
    gone.forEach((id) => seen.delete(id));
    mine.forEach((row) => seen.add(row.id));
    if (gone.length) say('sent');
    lines.replaceChildren(
      ...mine.map((row) => {
        const line = document.createElement('li');
        const state = document.createElement('b');
        state.textContent = place.dataset[row.state].replace('{time}', when(row.at));
        const words = document.createElement('p');
        words.textContent = row.words;
        line.append(state, words);
        if (row.state === 'refused') {
          const why = document.createElement('p');
          why.textContent = new DOMParser().parseFromString(row.why || '', 'text/html').body.textContent;
          line.append(why, pressing(place.dataset.again, () => again(row)));
        }
        line.append(pressing(place.dataset.remove, () => remove(row)));
        return line;
      }),
    );
    place.hidden = !mine.length && !said.textContent;
    follow(new Set(mine.filter((row) => row.state === 'waiting').map((row) => row.action)));
    return mine.length;
  };
  // A big button that waits here is not offered again; the one after it is: <form data-after="address of the first">.
  const follow = (pressed) => {
    for (const form of document.querySelectorAll('form.tn-big-press')) {
      const { after } = form.dataset;
      form.hidden = pressed.has(new URL(form.action).pathname) || Boolean(after && !pressed.has(after));
    }
  };

  const typed = (form) => {
    const ticked = [...form.querySelectorAll(':is([type=radio], [type=checkbox]):checked')].filter((box) => !box.closest('details:not([open])')).map((box) => box.closest('label')?.textContent.trim());
    const written = [...form.querySelectorAll('textarea')].map((box) => box.value.trim());
    const files = [...form.querySelectorAll('[type=file]')].reduce((sum, box) => sum + box.files.length, 0);
    return [...ticked, ...written, files ? `+${files}` : ''].filter(Boolean).join(' ／ ');
  };
  const rowOf = async (form, button) => {
    const entries = [];
    for (const [name, value] of new FormData(form, button)) {
      if (['csrfmiddlewaretoken', 'press_key', 'pressed_at'].includes(name)) continue;
      if (typeof value === 'string') entries.push([name, value]);
      else if (value.size) entries.push([name, value.type.startsWith('image/') ? await tn.small(value) : value, value.name]);
    }
    const id = crypto.randomUUID().replaceAll('-', '');
    return { id, person, page: location.pathname, action: new URL(form.action).pathname, entries, words: typed(form) || button?.textContent.trim() || '', at: Date.now(), state: 'waiting' };
  };
  // What the server has something to say about goes the ordinary way: its page shows what to mend.
  const ordinary = async (form, id) => {
    await queue.remove(id);
    form.querySelector('[name=press_key]').value = id;
    form.submit();
  };
  const press = async (form, button) => {
    const row = await rowOf(form, button);
    await queue.put(row);
    const [became, where] = navigator.onLine ? await queue.now(row) : ['later'];
    form.removeAttribute('data-changed');
    if (became === 'sent') return location.assign(where || row.page);
    if (became === 'refused') return ordinary(form, row.id);
    form.reset();
    form.removeAttribute('data-sending');
    button?.removeAttribute('aria-busy');
    say(became === 'out' ? 'out' : 'later');
    await draw();
    place?.scrollIntoView({ block: 'nearest' });
    place?.focus();
    const ready = await navigator.serviceWorker.ready;
    ready.sync?.register('own-queue').catch(() => {});
  };
  const flush = async () => {
    if (!(await draw()) || navigator.onLine === false) return; // also says what was sent meanwhile
    const told = Object.values(await queue.flush()).map(([became]) => became);
    if (told.includes('out')) say('out');
    else if (told.includes('refused')) said.textContent = '';
    await draw();
  };

  const inside = async () => {
    if (localStorage.getItem('own-person') !== person) await forgetAll();
    else if (localStorage.getItem('own-card') !== card) await forget();
    localStorage.setItem('own-person', person);
    localStorage.setItem('own-card', card);
    window.addEventListener('online', flush);
    document.addEventListener('visibilitychange', flush);
    setInterval(flush, 60000);
    await flush();
    await keep();
  };
  // Before form.js hears of it: it stops what is pressed without a network.
  const submitted = (event) => {
    const form = event.target;
    if (form.matches('[data-leave]')) return leaving(event, form);
    if (form.dataset.offline !== 'queue' || mode !== 'keep') return;
    event.preventDefault();
    if (form.hasAttribute('data-sending')) return;
    form.setAttribute('data-sending', '');
    event.submitter?.setAttribute('aria-busy', 'true');
    press(form, event.submitter).catch(() => {
      // This browser keeps nothing: the ordinary way.
      form.submit();
    });
  };
  const leaving = (event, form) => {
    if (lines?.children.length && !form.dataset.sure) {
      event.preventDefault();
      form.dataset.sure = 'yes';
      say('leaving');
      place.focus();
    } else forgetAll();
  };
  document.addEventListener('submit', submitted, true);

  const outside = async () => {
    const known = localStorage.getItem('own-card');
    if (known && !document.documentElement.hasAttribute('data-older')) {
      const answer = await fetch(asks, { headers: { 'X-Card': known }, cache: 'no-store' });
      if (answer.status === 410) await forgetAll();
    }
    done('out');
  };
  const nothing = async () => {
    await others('');
    await forgetAll();
    done('none');
  };
  ({ keep: inside, out: outside, none: nothing })[mode]().catch(() => done('failed'));
})();
