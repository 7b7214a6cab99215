/* はめこむ一覧（外） — on the page of another site: a frame with our list is as high as the list. */
(() => {
  const home = new URL(document.currentScript.src).origin;
  const frames = () => [...document.querySelectorAll('iframe')].filter(({ src }) => src.startsWith(`${home}/`));
  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== home || !(data?.tsunagari > 0)) return;
    for (const frame of frames()) if (frame.contentWindow === source) frame.height = Math.min(data.tsunagari, 20000);
  });
  for (const frame of frames()) frame.contentWindow.postMessage('tsunagari', '*');
})();
