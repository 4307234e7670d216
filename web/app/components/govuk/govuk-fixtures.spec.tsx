import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { fixtureAdapters } from './fixture-adapters.js';
import { normalisedHtml, readFixtures, type Fixture } from './fixture-comparison.js';
import { OptionReader, UnsupportedOption } from './fixture-options.js';

/** The case rendered by our wrapper; null when it uses an option our wrapper leaves out. */
function renderedByWrapper(component: string, fixture: Fixture): string | null {
  const options = new OptionReader(fixture.options);
  const adapter = fixtureAdapters[component];
  if (!adapter) throw new Error(`No adapter for ${component}`);
  try {
    const element = adapter(options);
    options.assertAllRead();
    return options.withMarkup(renderToStaticMarkup(element));
  } catch (error) {
    if (error instanceof UnsupportedOption) return null;
    throw error;
  }
}

describe.each(Object.keys(fixtureAdapters))('%s, as govuk-frontend publishes it', (component) => {
  const supported = readFixtures(component)
    .map((fixture) => ({ fixture, rendered: renderedByWrapper(component, fixture) }))
    .filter((entry): entry is { fixture: Fixture; rendered: string } => entry.rendered !== null);

  it.each(supported.map((entry) => [entry.fixture.name, entry] as const))('%s', (_name, { fixture, rendered }) => {
    expect(normalisedHtml(rendered)).toBe(normalisedHtml(fixture.html));
  });
});

/** Variants that no page of ours has: the interruption panel, a banner of no known kind, a date kept in two places at once. */
const leftOutOnPurpose = [
  'date-input: with values, name prefix and custom names',
  'date-input: with field value and items',
  'date-input: with field value and item value',
  'date-input: with field value, item value and values',
  'notification-banner: with invalid type',
  'panel: interruption',
  'panel: interruption-with-content-with-long-line-length',
  'panel: interruption-with-headings-content-and-lists',
  'panel: interruption with custom classes',
  'panel: confirmation, with actions',
  'panel: interruption, with actions classes and attributes',
  'panel: interruption, submit action',
  'panel: interruption, button link',
  'panel: interruption, no actions',
  'panel: interruption, no actions items',
];

it('compares every published case except the ones left out on purpose', () => {
  const every = Object.keys(fixtureAdapters).flatMap((component) =>
    readFixtures(component).map((fixture) => ({ component, fixture })),
  );
  const leftOut = every.filter(({ component, fixture }) => renderedByWrapper(component, fixture) === null);
  expect(leftOut.map(({ component, fixture }) => `${component}: ${fixture.name}`)).toEqual(leftOutOnPurpose);
  expect(every).toHaveLength(494);
});
