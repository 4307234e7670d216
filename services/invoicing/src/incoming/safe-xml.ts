import { isDay, isReadable, type Pence } from '@owncourse/kernel/contract';
import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';

/** The file's fault, in words for who sent it. */
export class UnreadableFile extends Error {}

const DEEPEST = 30;
const MOST_ELEMENTS = 60_000;
const LONGEST_TEXT = 1000;

export type XmlNode = Readonly<Record<string, unknown>>;

const PARSER = {
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  trimValues: true,
  // Only the five of XML itself: a document type, where others could be made, is refused before.
  processEntities: true,
  htmlEntities: false,
};

export interface XmlLimits {
  readonly bytes: number;
  /** What to do where it is larger, such as "Send several invoices." */
  readonly instead: string;
  /** Elements that may come several times; everything else is one. */
  readonly many: ReadonlySet<string>;
}

/**
 * A file from elsewhere as a tree. No document type, no entity, nothing from elsewhere; bounded in size, depth and elements.
 * @returns the tree without prefixes, and the namespaces that it names
 * @throws UnreadableFile
 */
export function readXml(
  bytes: Uint8Array,
  limits: XmlLimits,
): { readonly tree: XmlNode; readonly namespaces: readonly string[] } {
  const xml = decoded(bytes, limits);
  const parser = new XMLParser({ ...PARSER, isArray: (name) => limits.many.has(name) });
  let tree: unknown;
  try {
    tree = parser.parse(xml);
  } catch {
    return unreadable('That file could not be read as XML. Save it again.');
  }
  if (!isNode(tree)) return unreadable('That file could not be read as XML. Save it again.');
  const declared = xml.matchAll(/\sxmlns(?::[\w.-]+)?\s*=\s*["']([^"'<]{1,200})["']/g);
  return { tree, namespaces: [...declared].map(([, namespace = '']) => namespace) };
}

export function unreadable(words: string): never {
  throw new UnreadableFile(words);
}

function decoded(bytes: Uint8Array, { bytes: most, instead }: XmlLimits): string {
  if (bytes.length === 0) unreadable('That file is empty. Choose another.');
  if (bytes.length > most) unreadable(`That file is more than ${most / 1024 / 1024} MB. ${instead}`);
  let xml: string;
  try {
    xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable('That file is not UTF-8. Save it again in UTF-8.');
  }
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) unreadable('That file has a document type (DOCTYPE). Save it again without.');
  bound(xml);
  if (!isWhole(xml)) unreadable('That file is not whole XML. Save it again.');
  return xml;
}

/** The validator throws where something is wrong. */
function isWhole(xml: string): boolean {
  try {
    SyntaxValidator.validate(xml);
    return true;
  } catch {
    return false;
  }
}

/** Depth and number of elements, before anything is built of them. */
function bound(xml: string): void {
  let [depth, elements] = [0, 0];
  for (const [, closing, empty] of xml.matchAll(/<(\/?)[A-Za-z_][^<>]*?(\/?)>/g)) {
    if (closing === '/') {
      depth -= 1;
      continue;
    }
    elements += 1;
    if (empty !== '/') depth += 1;
    if (depth > DEEPEST || elements > MOST_ELEMENTS)
      unreadable('That file is not one that we can read: it is too deep or too long.');
  }
}

export function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function childOf(node: XmlNode, name: string): XmlNode {
  const child = node[name];
  return isNode(child) ? child : {};
}

export function listOf(node: XmlNode, name: string): XmlNode[] {
  const list = node[name];
  return Array.isArray(list) ? list.filter(isNode) : [];
}

/** Of an element with or without attributes; null where it is not there or empty. */
export function textOf(node: XmlNode, name: string): string | null {
  const value = node[name];
  const text = isNode(value) ? value['#text'] : value;
  if (typeof text !== 'string') return null;
  // Numbered signs are left as they are by the reader.
  const words = text.replace(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (whole, code: string) => signOf(code) ?? whole).trim();
  if (words === '') return null;
  if (words.length > LONGEST_TEXT || !isReadable(words))
    unreadable(`A text of it is too long or has signs that cannot be read (${name}).`);
  return words;
}

function signOf(code: string): string | null {
  const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 10);
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : null;
}

export function needed(node: XmlNode, name: string, words: string): string {
  return textOf(node, name) ?? unreadable(`It has no ${words} (${name}).`);
}

export function dayOf(node: XmlNode, name: string): string | null {
  const text = textOf(node, name);
  if (text === null) return null;
  return isDay(text) ? text : unreadable(`“${text.slice(0, 30)}” is no day (${name}). Write it as 2026-03-09.`);
}

/** Decimals of pounds as whole pence. */
function penceText(text: string, name: string): Pence {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text) ?? [];
  if (whole === '') unreadable(`“${text.slice(0, 30)}” is no sum in pounds and pence (${name}).`);
  const pence = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return minus === '-' ? -pence : pence;
}

export function penceOf(node: XmlNode, name: string): Pence {
  return penceText(needed(node, name, 'sum'), name);
}

export function penceOr0(node: XmlNode, name: string): Pence {
  const text = textOf(node, name);
  return text === null ? 0n : penceText(text, name);
}

/** A decimal with so many places at most, as a whole number of its smallest part. */
export function decimalOf(node: XmlNode, name: string, places: number): bigint | null {
  const text = textOf(node, name);
  if (text === null) return null;
  const [, whole = '', fraction = ''] = /^(\d{1,12})(?:\.(\d{1,20}))?$/.exec(text) ?? [];
  const kept = fraction.replace(/0+$/, '');
  if (whole === '' || kept.length > places)
    unreadable(`“${text.slice(0, 30)}” is no number that we can read (${name}).`);
  return BigInt(`${whole}${kept.padEnd(places, '0')}`);
}
