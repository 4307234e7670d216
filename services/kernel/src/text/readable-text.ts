/** Anything people write in any script, with its line breaks; not the control signs that no keyboard has and no database keeps. */
export function isReadable(text: string): boolean {
  return !/[^\P{Cc}\n\r\t]/u.test(text);
}
