/* しまう — what is typed goes to the server a moment later; nothing of it stays on the device.
 *
 * <form data-keep="address"> with <p data-keep-said role="status" data-kept="… {time} …"
 * data-waiting="…">. The answer carries the new version, so that pressing after it fits.
 */
(() => {
  const form = document.querySelector('form[data-keep]');
  if (!form) return;
  const said = document.querySelector('[data-keep-said]');
  const say = (words) => said && (said.textContent = words);
  let timer = 0;
  let busy = false;
  const send = async () => {
    if (busy) return void (timer = setTimeout(send, 500));
    busy = true;
    const typed = new FormData(form);
    for (const name of ['press_key', 'next', 'draft']) typed.delete(name);
    const token = form.querySelector('[name=csrfmiddlewaretoken]').value;
    try {
      const answer = await fetch(form.dataset.keep, { method: 'POST', body: typed, headers: { 'X-CSRFToken': token }, redirect: 'error' });
      const words = await answer.text();
      const version = answer.headers.get('X-Version');
      if (version) form.querySelector('[name=version]').value = version;
      if (answer.ok) say(said.dataset.kept.replace('{time}', words));
      else say(answer.status === 422 ? words : said.dataset.waiting);
    } catch {
      say(said.dataset.waiting);
      timer = setTimeout(send, 10000);
    }
    busy = false;
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(send, 1500);
  });
  form.addEventListener('submit', () => clearTimeout(timer));
  window.addEventListener('online', () => timer && send());
})();
