/* 読み取り — the camera of a phone reads codes, one after the other; a sound and a shake say how it went. */
self.tn = self.tn || {};
tn.scan = {
  able: async () => 'BarcodeDetector' in self && Boolean(navigator.mediaDevices) && (await BarcodeDetector.getSupportedFormats()).includes('qr_code'),
  // Reads until `stop()`; the same code counts again after three seconds.
  start: async (video, found) => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    let on = true;
    let [last, at] = ['', 0];
    video.srcObject = stream;
    await video.play();
    const look = async () => {
      if (!on) return;
      try {
        const [code] = await detector.detect(video);
        if (code && (code.rawValue !== last || Date.now() - at > 3000)) {
          [last, at] = [code.rawValue, Date.now()];
          found(code.rawValue);
        }
      } catch {
        // A picture that is not there yet.
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
