/* 画面 — menus, the drawer, the language cookie, furigana, printing. Pages work without it. */
(() => {
  const year = 365 * 24 * 60 * 60;
  const remember = (name, value) => {
    document.cookie = `${name}=${value};path=/;max-age=${year};samesite=lax`;
  };

  const drawer = document.getElementById('drawer');
  const links = document.querySelector('#nav .tn-links');
  if (drawer && links) {
    const home = links.parentElement;
    drawer.addEventListener('close', () => home.append(links));
  }

  document.addEventListener('click', (event) => {
    const on = (selector) => event.target.closest(selector);
    const language = on('[data-language]');
    if (language) remember('language', language.dataset.language);
    if (on('[data-drawer]') && drawer && links) {
      event.preventDefault();
      drawer.append(links);
      drawer.showModal();
    }
    const opener = on('[data-dialog]');
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (on('[data-close]') || event.target === drawer) on('dialog')?.close();
    if (on('[data-print]')) window.print();
    if (on('[data-furigana-switch]')) {
      event.preventDefault(); // without this script the server does it
      const root = document.documentElement;
      const to = root.dataset.furigana === 'off' ? 'on' : 'off';
      root.dataset.furigana = to;
      remember('furigana', to);
      for (const one of document.querySelectorAll('[data-furigana-switch]')) {
        [one.textContent, one.dataset.other] = [one.dataset.other, one.textContent];
        one.value = to === 'off' ? 'on' : 'off';
      }
    }
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener('keydown', (event) => {
    const menu = event.target.closest?.('details[data-menu]');
    if (!menu) return;
    const items = [...menu.querySelectorAll('a, button')];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Escape') {
      menu.open = false;
      menu.querySelector('summary').focus();
    } else if (to !== undefined && menu.open) {
      event.preventDefault();
      items[(to + items.length) % items.length].focus();
    }
  });

  // Signing out: pages that were kept for the way without a network go; unsent input stays.
  document.addEventListener('submit', (event) => {
    if (/\/accounts\/logout\/$/.test(event.target.action || '')) window.caches?.delete('visits-1');
  });

  for (const button of document.querySelectorAll('[data-print][hidden], [data-dialog][hidden]')) button.hidden = false;
})();
