/* はめこむ一覧（中） — tells the page around it how high the list is; that page does as it likes. */
(() => {
  const main = document.getElementById('main');
  const tell = () => parent.postMessage({ tsunagari: Math.ceil(main.getBoundingClientRect().bottom + scrollY) }, '*');
  new ResizeObserver(tell).observe(main);
  // A page whose script came later than the list asks.
  addEventListener('message', ({ data }) => data === 'tsunagari' && tell());
})();
