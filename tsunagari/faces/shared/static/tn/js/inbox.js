/* やること — a duty opens beside the list where there is room, on its own page where there is none. */
(() => {
  const panel = document.getElementById('panel');
  const unfold = (name) => {
    const part = /^#(later|person)$/.test(name) && document.querySelector(`details${name}`);
    if (!part) return;
    part.open = true;
    part.scrollIntoView({ block: 'nearest' });
    part.querySelector('button, input:not([type=hidden])')?.focus();
  };
  const mark = (row) => {
    document.querySelector('[data-selected]')?.removeAttribute('data-selected');
    row.setAttribute('data-selected', '');
    const address = new URL(location.href);
    address.searchParams.set('duty', row.dataset.duty);
    history.replaceState(null, '', address);
  };
  document.addEventListener('click', async (event) => {
    const link = event.target.closest?.('.tn-row-title a, .tn-row a[data-key]');
    const row = link?.closest('[data-duty]');
    const plain = !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!row || !plain || !window.htmx || !panel?.getClientRects().length || !document.getElementById('duty')) return;
    event.preventDefault();
    await window.htmx.ajax('GET', link.pathname + link.search, { source: link, target: '#duty', select: '#duty', swap: 'outerHTML' });
    if (document.getElementById('duty').dataset.duty !== row.dataset.duty) return;
    mark(row);
    unfold(link.hash);
  });
  unfold(location.hash);
})();
