import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

export type FixtureOptions = Readonly<Record<string, unknown>>;

export interface Fixture {
  readonly name: string;
  readonly options: FixtureOptions;
  readonly html: string;
}

const require = createRequire(import.meta.url);

/** The cases that govuk-frontend publishes for one of its components. */
export function readFixtures(component: string): readonly Fixture[] {
  const path = require.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`);
  const file = JSON.parse(readFileSync(path, 'utf8')) as { readonly fixtures: readonly Fixture[] };
  return file.fixtures;
}

function attributeText(name: string, value: string): string {
  const shown = name === 'class' ? value.split(/\s+/).filter(Boolean).sort().join(' ') : value;
  return `${name}=${JSON.stringify(shown)}`;
}

function nodeLines(node: Node, indent: string): string[] {
  if (node.nodeName === '#text' && 'value' in node) {
    const text = node.value.replace(/\s+/g, ' ').trim();
    return text ? [`${indent}${text}`] : [];
  }
  if (!('tagName' in node)) return [];
  const attributes = node.attrs.map(({ name, value }) => attributeText(name, value)).sort();
  return [
    `${indent}<${[node.tagName, ...attributes].join(' ')}>`,
    ...node.childNodes.flatMap((child) => nodeLines(child, `${indent}  `)),
  ];
}

/** The tree a browser would build, one node a line, without what people and programs never see: the order of attributes, spaces between tags. */
export function normalisedHtml(html: string): string {
  return parseFragment(html)
    .childNodes.flatMap((node) => nodeLines(node, ''))
    .join('\n');
}
