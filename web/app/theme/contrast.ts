/** Text needs this contrast with its background (WCAG 2.2, 1.4.3). */
export const smallestTextContrast = 4.5;

type Channels = readonly [red: number, green: number, blue: number];

function channelsOf(colour: string): Channels | null {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!digits) return null;
  const [, red = '', green = '', blue = ''] = digits;
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

function luminance([red, green, blue]: Channels): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** WCAG contrast ratio of two `#rrggbb` colours, 1 to 21; null when either is not such a colour. */
export function contrastRatio(first: string, second: string): number | null {
  const one = channelsOf(first);
  const other = channelsOf(second);
  if (!one || !other) return null;
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour mixed with another, `share` from 0 (all `colour`) to 1 (all `other`). Both must be `#rrggbb`. */
export function mixColours(colour: string, other: string, share: number): string {
  const from = channelsOf(colour);
  const to = channelsOf(other);
  if (!from || !to) throw new TypeError(`Not a #rrggbb colour: ${from ? other : colour}`);
  const mixed = from.map((channel, index) => Math.round(channel + ((to[index] ?? 0) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
