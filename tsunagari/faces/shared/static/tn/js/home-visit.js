/* 押した時刻 — a press says when it was made, so that one that is sent later counts for its moment. */
document.addEventListener('submit', (event) => {
  const box = event.target.querySelector('[name=made_at]');
  if (box) box.value = new Date().toISOString();
}, true);
