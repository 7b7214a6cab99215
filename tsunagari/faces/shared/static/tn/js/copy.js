/* 写す — a button beside an address puts it on the clipboard; a browser without one never shows it. */
if (navigator.clipboard) {
  document.querySelectorAll('[data-copy]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.nextElementSibling.hidden = false;
    });
  });
}
