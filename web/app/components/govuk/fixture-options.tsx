import type { ReactNode } from 'react';
import type { FixtureOptions } from './fixture-comparison.js';
import type { SomeAttributes } from './shared.js';

/** Thrown when a case uses an option that our wrappers leave out on purpose. */
export class UnsupportedOption extends Error {}

/** Reads the options of a case, and notices the ones nobody read. */
export class OptionReader {
  readonly #options: FixtureOptions;
  readonly #path: string;
  readonly #markup: Map<string, string>;
  readonly #read = new Set<string>();
  readonly #children: OptionReader[] = [];

  constructor(options: FixtureOptions, path = '', markup = new Map<string, string>()) {
    this.#options = options;
    this.#path = path;
    this.#markup = markup;
  }

  #take(name: string): unknown {
    this.#read.add(name);
    return this.#options[name] ?? undefined;
  }

  #scalar(value: unknown, name: string): string {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new UnsupportedOption(`${this.#path}${name} as something else than text`);
  }

  has(name: string): boolean {
    return Boolean(this.#options[name]);
  }

  isEmpty(): boolean {
    return Object.keys(this.#options).length === 0;
  }

  isFalse(name: string): boolean {
    if (this.#options[name] === false) this.#read.add(name);
    return this.#options[name] === false;
  }

  string(name: string): string | undefined {
    const value = this.#take(name);
    return value === undefined ? undefined : this.#scalar(value, name);
  }

  /** A string that the templates treat as absent when empty. */
  filled(name: string): string | undefined {
    const value = this.string(name);
    return value === '' ? undefined : value;
  }

  number(name: string): number | undefined {
    const value = this.#take(name);
    return value === undefined ? undefined : Number(value);
  }

  boolean(name: string): boolean | undefined {
    const value = this.#take(name);
    return value === undefined ? undefined : Boolean(value);
  }

  strings(name: string): readonly string[] | undefined {
    const value = this.#take(name);
    return Array.isArray(value) ? value.map(String) : undefined;
  }

  object(name: string): OptionReader | undefined {
    const value = this.#take(name);
    if (value === undefined || value === false) return undefined;
    if (typeof value !== 'object') throw new UnsupportedOption(`${this.#path}${name}`);
    return this.#child(value as FixtureOptions, `${this.#path}${name}.`);
  }

  list(name: string): readonly OptionReader[] | undefined {
    const value = this.#take(name);
    if (!Array.isArray(value)) return undefined;
    return value
      .filter(Boolean)
      .map((item, index) => this.#child(item as FixtureOptions, `${this.#path}${name}[${index}].`));
  }

  /** The same, with empty places kept as null. */
  listWithGaps(name: string): readonly (OptionReader | null)[] | undefined {
    const value = this.#take(name);
    if (!Array.isArray(value)) return undefined;
    return value.map((item, index) =>
      item ? this.#child(item as FixtureOptions, `${this.#path}${name}[${index}].`) : null,
    );
  }

  grid(name: string): readonly (readonly OptionReader[])[] | undefined {
    const value = this.#take(name);
    if (!Array.isArray(value)) return undefined;
    return value
      .filter(Boolean)
      .map(
        (row, index) => new OptionReader({ row }, `${this.#path}${name}[${index}].`, this.#markup).list('row') ?? [],
      );
  }

  /** Text as it is, markup as a mark that `withMarkup` replaces after rendering. */
  content(textName = 'text', htmlName = 'html'): ReactNode {
    const html = this.#take(htmlName) === false ? undefined : this.string(htmlName);
    const text = this.string(textName);
    if (!html) return text;
    const mark = `[[markup-${this.#markup.size}]]`;
    this.#markup.set(mark, html);
    return mark;
  }

  attributes(name = 'attributes'): SomeAttributes | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'object') throw new UnsupportedOption(`${this.#path}${name} as a string`);
    const entries = Object.entries(value as Record<string, unknown>).map(([key, item]) => {
      return [key === 'tabindex' ? 'tabIndex' : key, this.#scalar(item, `${name}.${key}`)] as const;
    });
    return Object.fromEntries(entries);
  }

  withMarkup(rendered: string): string {
    return [...this.#markup].reduce((html, [mark, markup]) => html.replace(mark, () => markup), rendered);
  }

  /** Throws when a case has options that were never read. */
  assertAllRead(): void {
    const forgotten = Object.keys(this.#options).find(
      (name) => !this.#read.has(name) && this.#options[name] !== undefined,
    );
    if (forgotten !== undefined) throw new UnsupportedOption(`${this.#path}${forgotten}`);
    for (const child of this.#children) child.assertAllRead();
  }

  #child(options: FixtureOptions, path: string): OptionReader {
    const child = new OptionReader(options, path, this.#markup);
    this.#children.push(child);
    return child;
  }
}
