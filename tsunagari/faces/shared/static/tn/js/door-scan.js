/* 読み取り — the camera of a phone reads codes, one after the other; a sound and a shake say how it went.
 *
 * Where the browser reads none itself (iPhones, Firefox), a decoder is fetched when it is first needed.
 */
self.tn = self.tn || {};
tn.scan = {
  able: () => Boolean(navigator.mediaDevices?.getUserMedia),
  native: async () => 'BarcodeDetector' in self && (await BarcodeDetector.getSupportedFormats()).includes('qr_code'),
  // What reads the picture that a video shows; "" or nothing when there is no code in it.
  reader: async (decoder) => {
    if (await tn.scan.native()) {
      const detector = new BarcodeDetector({ formats: ['qr_code'] });
      return async (video) => (await detector.detect(video))[0]?.rawValue;
    }
    const { decodeQR } = await import(decoder);
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    return (video) => {
      const small = Math.min(1, 640 / Math.max(video.videoWidth, video.videoHeight));
      canvas.width = Math.round(video.videoWidth * small);
      canvas.height = Math.round(video.videoHeight * small);
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
    };
  },
  // Reads until `stop()`; the same code counts again after three seconds.
  start: async (video, decoder, found) => {
    const read = await tn.scan.reader(decoder);
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    let on = true;
    let [last, at] = ['', 0];
    video.srcObject = stream;
    await video.play();
    const look = async () => {
      if (!on) return;
      try {
        const code = await read(video);
        if (code && (code !== last || Date.now() - at > 3000)) {
          [last, at] = [code, Date.now()];
          found(code);
        }
      } catch {
        // No code in the picture, or no picture yet.
      }
      setTimeout(look, 120);
    };
    look();
    return () => {
      on = false;
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    };
  },
  sound: (good) => {
    try {
      tn.scan.audio ||= new AudioContext();
      const tone = tn.scan.audio.createOscillator();
      const volume = tn.scan.audio.createGain();
      volume.gain.value = 0.15;
      tone.frequency.value = good ? 880 : 220;
      tone.connect(volume).connect(tn.scan.audio.destination);
      tone.start();
      tone.stop(tn.scan.audio.currentTime + (good ? 0.12 : 0.4));
    } catch {
      // No sound is no fault.
    }
    navigator.vibrate?.(good ? 80 : [120, 80, 120]);
  },
};
