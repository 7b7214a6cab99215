/* 小さくする — a large photograph is made smaller before it is sent, so that a slow line carries it. */
self.tn = self.tn || {};
// Upright, no longer than `most` pixels, as JPEG; a picture that this browser cannot draw stays.
self.tn.small = async (file, most = 1600) => {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, most / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return (await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8))) || file;
  } catch {
    return file;
  }
};
(() => {
  const most = 2200;
  const heavy = 600 * 1024;

  const smaller = async (file) => {
    const blob = await self.tn.small(file, most);
    return blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file;
  };

  const isHeavy = (file) => file.size >= heavy && file.type.startsWith('image/');

  document.addEventListener('change', async (event) => {
    const box = event.target.closest('[data-shrink] input[type=file], input[type=file][data-shrink]');
    const chosen = [...(box?.files || [])];
    if (!chosen.some(isHeavy)) return;
    try {
      const list = new DataTransfer();
      for (const file of chosen) list.items.add(isHeavy(file) ? await smaller(file) : file);
      // What was chosen meanwhile stays.
      if (box.files.length === chosen.length && chosen.every((file, n) => box.files[n] === file)) box.files = list.files;
    } catch {
      // A picture that this browser cannot draw goes as it is; the server says what it thinks of it.
    }
  });
})();
