/* キー — J K Enter E H A X U / ? on lists; off with <body data-keys="off">, never inside boxes. */
(() => {
  if (document.body.dataset.keys === 'off') return;
  const rows = () => [...document.querySelectorAll('[data-keys] .tn-row')].filter((row) => row.offsetParent);
  const here = () => rows().find((row) => row.hasAttribute('data-at'));
  const goTo = (row) => {
    if (!row) return;
    here()?.removeAttribute('data-at');
    row.setAttribute('data-at', '');
    row.scrollIntoView({ block: 'nearest' });
    const link = row.querySelector('.tn-row-title a') || row.querySelector('button, input:not([type=hidden])');
    link?.focus({ preventScroll: true });
  };
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(here());
    goTo(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  };
  let last = null;
  const tick = (range) => {
    const row = here();
    const box = row?.querySelector('input[type=checkbox]');
    if (!box) return;
    box.click();
    const all = rows();
    const from = all.indexOf(last);
    if (range && from >= 0) {
      const [a, b] = [from, all.indexOf(row)].sort((x, y) => x - y);
      for (const other of all.slice(a, b)) {
        const its = other.querySelector('input[type=checkbox]');
        if (its && its.checked !== box.checked) its.click();
      }
    }
    last = row;
  };
  const press = (name, root) => root?.querySelector(`[data-key="${name}"]`)?.click();

  document.addEventListener('keydown', (event) => {
    const where = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (where.isContentEditable || where.matches?.('input:not([type=checkbox]), select, textarea') || document.querySelector('dialog[open]')) return;
    const acts = {
      j: () => step(1),
      k: () => step(-1),
      e: () => press('e', here()),
      h: () => press('h', here()),
      a: () => press('a', here()),
      x: () => tick(event.shiftKey),
      u: () => press('u', document),
      '/': () => document.querySelector('[data-key=search]')?.focus(),
      '?': () => press('help', document),
      escape: () => here()?.removeAttribute('data-at'),
    };
    const act = acts[event.key.toLowerCase()];
    if (act) {
      if (event.key !== 'Escape') event.preventDefault();
      act();
    } else if (event.key === 'Enter' && here() && !where.closest('a, button, summary')) {
      here().querySelector('.tn-row-title a')?.click();
    }
  });
})();
