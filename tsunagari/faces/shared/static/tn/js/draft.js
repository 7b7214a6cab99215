/* 下書き — what is being written stays: on this device at once, on the server a moment later.
 *
 * <form data-draft="owner" data-draft-url="…"> with a <p data-draft-said role="status"
 * data-kept="… {time} …" data-waiting="…" data-found="…">. Without data-draft-url it stays on this
 * device only. What is kept here counts only while the page still comes with what it came with
 * then: once it was sent, or changed elsewhere, the server's words win. Leaving forgets it all.
 */
(() => {
  const ours = () => Object.keys(localStorage).filter((key) => key.startsWith('draft:'));
  const read = (key) => JSON.parse(localStorage.getItem(key) || 'null');
  for (const form of document.querySelectorAll('form[data-leave]')) {
    form.addEventListener('submit', () => ours().forEach((key) => localStorage.removeItem(key)));
  }
  const form = document.querySelector('form[data-draft]');
  if (!form) {
    // The page after sending: what was sent need not be kept.
    for (const key of ours()) if (read(key)?.sent) localStorage.removeItem(key);
    return;
  }
  const { draft: owner, draftUrl: url } = form.dataset;
  const said = document.querySelector('[data-draft-said]');
  const say = (name, time = '') => {
    if (said) said.textContent = (said.dataset[name] || '').replace('{time}', time);
  };
  const key = `draft:${owner}:${location.pathname.replace(/^\/(ja-easy|en|vi|id|fil)\//, '/')}`;
  const boxes = () => [...form.querySelectorAll(':is(input, select, textarea)[id]:not([type=hidden], [type=file])')];
  const ticks = (box) => box.matches('[type=checkbox], [type=radio]');
  const typed = () => boxes().map((box) => [box.id, ticks(box) ? box.checked : box.value]);
  let base = JSON.stringify(typed());
  const keep = (more = {}) => localStorage.setItem(key, JSON.stringify({ base, typed: typed(), ...more }));

  const kept = read(key);
  if (kept && kept.base === base) {
    for (const [id, value] of kept.typed) {
      const box = document.getElementById(id);
      if (!box) continue;
      if (typeof value === 'boolean') box.checked = value;
      else box.value = value;
    }
    if (JSON.stringify(typed()) !== base) say('found');
  } else if (kept) localStorage.removeItem(key);

  let timer = 0;
  const send = async () => {
    const sending = JSON.stringify(typed());
    const text = new FormData();
    text.set('text', form.querySelector('textarea').value);
    const token = form.querySelector('[name=csrfmiddlewaretoken]').value;
    try {
      const answer = await fetch(url, { method: 'POST', body: text, headers: { 'X-CSRFToken': token }, redirect: 'error' });
      const words = await answer.text();
      if (answer.ok) {
        base = sending;
        keep();
        say('kept', words);
      } else if (answer.status === 422 && said) said.textContent = words;
      else say('waiting');
    } catch {
      say('waiting');
      timer = setTimeout(send, 10000);
    }
  };
  form.addEventListener('input', () => {
    keep();
    if (!url) return;
    clearTimeout(timer);
    timer = setTimeout(send, 1500);
  });
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    keep({ sent: true });
  });
  window.addEventListener('online', () => url && localStorage.getItem(key) && send());
})();
