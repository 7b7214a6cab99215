"""見やすさ — whether words stand out from what is behind them, as the browser draws them."""

# Text 4.5 to 1, large text 3 to 1, as axe counts it but each pair of colours once: ten times faster.
# What axe leaves open is measured too: words of ::before and ::after, and who is switched off.
# Words on a picture cannot be measured, nor can a colour that is not written in red, green and blue.
CONTRAST = r"""
() => {
  const faults = new Map(), known = new Map(), words = /[\p{L}\p{N}]/u;
  const fields = 'input:not([type=hidden], [type=range], [type=color], [type=checkbox],'
    + ' [type=radio], [type=image]), select, textarea';
  const read = text => {
    const [r, g, b, a = 1] = text.match(/[\d.e-]+/g).map(Number);
    if (text.startsWith('color(srgb ')) return [r * 255, g * 255, b * 255, a];
    if (!text.startsWith('rgb')) throw new Error(`${text} cannot be measured`);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], [x, y, z, c]) => {
    const whole = a + c * (1 - a), part = c * (1 - a);
    if (!whole) return [0, 0, 0, 0];
    return [...[[r, x], [g, y], [b, z]].map(([p, q]) => (p * a + q * part) / whole), whole];
  };
  // What is switched off may fade, but not from a colour that nobody can read.
  const layer = (style, el) => ({ground: read(style.backgroundColor),
    opacity: el.matches(':disabled') ? 1 : Number(style.opacity),
    picture: style.backgroundImage !== 'none',
    gone: style.display === 'none' || style.opacity === '0'});
  const layers = el => {
    if (!el) return [];
    if (!known.has(el)) known.set(el, [layer(getComputedStyle(el), el), ...layers(el.parentElement)]);
    return known.get(el);
  };
  // What is drawn of this colour through all layers: each lets through what its opacity says.
  const drawn = (colour, below) => over(below.reduce((shown, {ground, opacity}) => {
    const [r, g, b, a] = over(shown, ground);
    return [r, g, b, a * opacity];
  }, colour), [255, 255, 255, 1]);
  const light = rgb => rgb.slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  // Closed disclosures count: somebody opens them.
  const seen = el => getComputedStyle(el).visibility === 'visible'
    && !layers(el).some(one => one.gone);
  const measure = (el, style, below) => {
    const size = parseFloat(style.fontSize), colour = el.matches('svg *') ? style.fill : style.color;
    if (!size || colour === 'none' || below[0].gone) return;
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const [one, two] = [drawn(read(colour), below), drawn([0, 0, 0, 0], below)].map(light);
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const clear = below.findIndex(one => one.ground[3] === 1 || one.picture);
    const picture = clear >= 0 && below[clear].picture;
    if (picture || ratio < (large ? 3 : 4.5))
      faults.set([colour, two, large, picture].join(), `${picture ? 'on a picture' :
        ratio.toFixed(2) + ' to 1'}: ${el.outerHTML.slice(0, 110).replace(/\s+/g, ' ')}`);
  };
  for (const el of document.querySelectorAll('body, body *')) {
    const says = [...el.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const parts = ['::before', '::after'].map(name => getComputedStyle(el, name))
      .filter(style => words.test(style.content.match(/".*"/s)?.[0] ?? ''));
    const field = el.matches(fields);
    if (!(says || field || parts.length) || el.matches('option, script, style') || !seen(el))
      continue;
    if (says || field) measure(el, getComputedStyle(el), layers(el));
    if (el.placeholder) parts.push(getComputedStyle(el, '::placeholder'));
    for (const style of parts) measure(el, style, [layer(style, el), ...layers(el)]);
  }
  return [...faults.values()];
}
"""
