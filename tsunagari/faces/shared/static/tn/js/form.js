/* 入力 — forms that lose nothing: one sending at a time, input kept when the network is gone. */
(() => {
  const say = (name) => document.body.dataset[name] || '';

  // After a failed submit a person continues at the error summary.
  const showErrors = (root) => root.querySelector('[data-errors]')?.focus();
  showErrors(document);
  document.addEventListener('htmx:afterSettle', (event) => showErrors(event.target));

  // Busy: the label says so; the server ignores a second press by its key.
  const busy = (form, button, on) => {
    form.toggleAttribute('data-sending', on);
    if (!button) return;
    const label = button.querySelector('span') || button;
    const text = button.dataset.busy || form.dataset.busy;
    if (on) {
      button.setAttribute('aria-busy', 'true');
      if (text) {
        button.dataset.label = label.textContent;
        label.textContent = text;
      }
    } else {
      button.removeAttribute('aria-busy');
      if (button.dataset.label) label.textContent = button.dataset.label;
    }
  };

  const offline = (again) => {
    const line = document.getElementById('offline');
    if (!line) return;
    line.textContent = say('offline');
    const words = { type: 'button', className: 'tn-button', textContent: say('again') };
    const button = Object.assign(document.createElement('button'), words);
    button.dataset.kind = 'text';
    button.addEventListener('click', () => {
      line.removeAttribute('data-shown');
      again();
    });
    line.append(button);
    line.setAttribute('data-shown', '');
  };

  // data-once, one a page: after the browser's button the same words are the same press.
  const once = (form, button) => {
    if (!form.hasAttribute('data-once')) return;
    const box = form.elements.press_key;
    const sent = [...new FormData(form, button)].filter(([name]) => !/^(csrf.*|press_key|seen)$/.test(name));
    // Only a number of what was typed stays in the history.
    const words = [...JSON.stringify(sent)].reduce((sum, one) => (sum * 31 + one.codePointAt(0)) | 0, 7);
    const was = history.state?.press;
    if (was) box.value = was.words === words ? was.key : crypto.randomUUID().replaceAll('-', '');
    history.replaceState({ ...history.state, press: { words, key: box.value } }, '');
  };

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches('[hx-post], [hx-get]')) return;
    if (form.hasAttribute('data-sending')) return event.preventDefault();
    const button = event.submitter;
    if (form.method === 'post' && navigator.onLine === false) {
      event.preventDefault();
      return offline(() => form.requestSubmit(button));
    }
    form.removeAttribute('data-changed');
    once(form, button);
    busy(form, button, true);
  });
  // After the browser's button a form may be sent again.
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('[data-sending]').forEach((form) => busy(form, form.querySelector('[aria-busy]'), false));
  });
  // A file takes a while to make: its link says so until it is here.
  const nameOf = (answer) => {
    const said = answer.headers.get('Content-Disposition') || '';
    const found = /filename\*=utf-8''([^;]+)/i.exec(said) || /filename="([^"]+)"/i.exec(said);
    return found ? decodeURIComponent(found[1]) : '';
  };
  const fetched = async (link) => {
    busy(link, link, true);
    try {
      const answer = await fetch(link.href);
      if (!answer.ok || answer.redirected) throw answer;
      const file = Object.assign(document.createElement('a'), {
        href: URL.createObjectURL(await answer.blob()),
        download: nameOf(answer),
      });
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 60000);
    } catch {
      window.location.assign(link.href);
    } finally {
      busy(link, link, false);
    }
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-busy]');
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!link.hasAttribute('aria-busy')) fetched(link);
  });
  for (const name of ['htmx:sendError', 'htmx:timeout']) {
    document.addEventListener(name, (event) => {
      const { elt, requestConfig } = event.detail;
      offline(() => (elt.matches('form') ? elt.requestSubmit() : window.htmx.trigger(elt, requestConfig.triggeringEvent?.type || 'click')));
    });
  }

  // Unsaved input: the browser asks before leaving.
  document.addEventListener('input', (event) => {
    event.target.closest('form')?.setAttribute('data-changed', '');
  });
  window.addEventListener('beforeunload', (event) => {
    if (document.querySelector('form[data-guard][data-changed]')) event.preventDefault();
  });

  // Changing the language keeps what was typed, on this device and for this tab only.
  const key = 'input:' + location.pathname.replace(/^\/(ja-easy|en|vi|id|fil)\//, '/');
  const boxes = () => document.querySelectorAll('main form :is(input, select, textarea)[id]:not([type=hidden], [type=file], [type=password])');
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-language]') || !document.querySelector('form[data-changed]')) return;
    const typed = [...boxes()].map((box) => [box.id, box.matches('[type=checkbox], [type=radio]') ? box.checked : box.value]);
    sessionStorage.setItem(key, JSON.stringify(typed));
    document.querySelectorAll('[data-changed]').forEach((form) => form.removeAttribute('data-changed'));
  });
  const kept = JSON.parse(sessionStorage.getItem(key) || '[]');
  sessionStorage.removeItem(key);
  for (const [id, value] of kept) {
    const box = document.getElementById(id);
    if (!box) continue;
    box[typeof value === 'boolean' ? 'checked' : 'value'] = value;
    box.form?.setAttribute('data-changed', '');
  }
})();
