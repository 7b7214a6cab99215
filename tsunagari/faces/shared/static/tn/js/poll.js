/* いま — a part of a page that asks again by itself, only while somebody looks at it. */
setInterval(() => {
  if (document.visibilityState !== 'visible' || !window.htmx) return;
  document.querySelectorAll('[data-poll]').forEach((part) => window.htmx.trigger(part, 'poll'));
}, 15000);
