const PLAIN: Readonly<Record<string, string>> = {
  ß: 'SS',
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Ł: 'L',
  ı: 'I',
  '’': ' ',
  '–': '-',
  '—': '-',
};

/**
 * Words in the letters that the banks take: A to Z, digits, full stop, ampersand, oblique, hyphen and space. Accents fall away; a sign
 * that has no place, a line break too, becomes a space. A text of nothing but such signs is left empty.
 */
export function bankText(words: string, longest: number): string {
  return Array.from(words.toUpperCase(), (sign) => PLAIN[sign] ?? sign)
    .join('')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Z0-9.&/-]/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, longest)
    .trimEnd();
}
