import { writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { navigationFor } from '../navigation.js';
import { themeFor } from '../theme/themes.js';
import { barLengths } from './bar-chart-with-table.js';
import { barShares, BudgetBar } from './budget-bar.js';
import { Gallery } from './gallery.js';
import { PriceTag, type PriceTagProps } from './price-tag.js';
import { RatingText } from './rating-text.js';
import { distanceWords } from './result-card.js';
import { SiteFooter } from './site-footer.js';
import { SiteHeader } from './site-header.js';
import { StatementLine } from './statement-line.js';
import { barHeights, WeeksStrip, type StripWeek } from './weeks-strip.js';

/** The words a reader meets, without markup. */
function wordsOf(element: React.ReactNode): string {
  return renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the budget bar', () => {
  it('says each sum in words', () => {
    const words = wordsOf(<BudgetBar title="Your budget" spentPence={4820} promisedPence={4000} leftPence={120_460} />);
    expect(words).toContain('£1,292.80 has come in so far.');
    for (const part of ['£48.20 spent', '£40 promised', '£1,204.60 left']) expect(words).toContain(part);
  });

  it('has no parts when there is no money, and says so', () => {
    expect(barShares([0, 0, 0])).toEqual([0, 0, 0]);
    expect(wordsOf(<BudgetBar title="Your budget" spentPence={0} promisedPence={0} leftPence={0} />)).toContain(
      'No money has come in yet.',
    );
  });

  it.each([[[1, 0, 9_007_199_254_740_000]], [[312_480, 86_760, 120_460]], [[0, 0, 1]], [[1, 1, 1_000_000]]])(
    'fills the bar with %p and hides no part that has money',
    (parts) => {
      const shares = barShares(parts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6);
      parts.forEach((pence, index) => expect((shares[index] ?? 0) > 1).toBe(pence > 0));
    },
  );
});

describe('the weeks strip', () => {
  const week = (weekStarting: string, leftPence: number, short = false): StripWeek => ({
    weekStarting,
    leftPence,
    short,
    plannedPence: 0,
    comingInPence: 0,
  });

  it('names the week that runs short and how much is lacking', () => {
    expect(
      wordsOf(<WeeksStrip title="Weeks" weeks={[week('2026-07-06', 100), week('2026-07-13', -1250, true)]} />),
    ).toContain('Your money runs short in the week of Monday 13 July. You would need £12.50 more.');
  });

  it('says when all is well, and when there is nothing to show', () => {
    expect(wordsOf(<WeeksStrip title="Weeks" weeks={[week('2026-07-06', 100), week('2026-07-13', 50)]} />)).toContain(
      'enough for everything planned in the next two weeks',
    );
    expect(wordsOf(<WeeksStrip title="Weeks" weeks={[]} />)).toContain('no weeks to show');
  });

  it('draws bars in proportion', () => {
    expect(barHeights([{ leftPence: 200 }, { leftPence: 100 }, { leftPence: 0 }, { leftPence: 1 }])).toEqual([
      100, 50, 0, 4,
    ]);
    expect(barHeights([{ leftPence: 0 }])).toEqual([0]);
    // Beside another strip whose highest bar is twice as much.
    expect(barHeights([{ leftPence: 200 }, { leftPence: 100 }], 400)).toEqual([50, 25]);
  });
});

describe('prices, ratings and distances', () => {
  it.each<[PriceTagProps, string]>([
    [{ pence: 2410, unit: 'HOUR', kind: 'FIXED' }, '£24.10 an hour: your council’s price'],
    [
      { pence: 2410, unit: 'HOUR', kind: 'FIXED', publicPence: 2750 },
      '£24.10 an hour: your council’s price Others pay £27.50',
    ],
    [{ pence: 2750, unit: 'HOUR', kind: 'PUBLIC' }, '£27.50 an hour'],
    [
      { pence: 2600, unit: 'VISIT30', kind: 'CAPPED', ownMoneyPence: 150 },
      '£26 a 30-minute visit: and £1.50 of your own money',
    ],
    [{ pence: 0, unit: 'SESSION', kind: 'PUBLIC' }, 'Free'],
    [{ pence: 0, unit: 'ITEM', kind: 'QUOTE' }, 'Ask for a price'],
  ])('%p reads %s', (props, expected) => {
    expect(wordsOf(<PriceTag {...props} />)).toBe(expected);
  });

  it('always shows how many rated', () => {
    expect(wordsOf(<RatingText score="4.62" count={23} />)).toBe('4.6 out of 5 from 23 ratings');
    expect(wordsOf(<RatingText score="5" count={1} />)).toBe('5.0 out of 5 from one rating');
    expect(wordsOf(<RatingText score={null} count={0} />)).toBe('No ratings yet');
  });

  it.each([
    [0.2, 'Less than a mile away'],
    [1, '1 mile away'],
    [2.4, '2.5 miles away'],
    [12.4, '12 miles away'],
  ])('%d miles reads %s', (miles, words) => {
    expect(distanceWords(miles)).toBe(words);
  });

  it('draws no bar for a figure that is kept back', () => {
    expect(barLengths([200, 50, null, 0])).toEqual([100, 25, 0, 0]);
  });
});

describe('a statement line', () => {
  it('reads as a sentence', () => {
    expect(
      wordsOf(
        <StatementLine on="2026-03-03" words="2 hours with Greenway Support" amountPence={-4820} leftPence={120_460} />,
      ),
    ).toBe('Tuesday 3 March: 2 hours with Greenway Support, £48.20. You have £1,204.60 left.');
  });
});

describe('the frame of every page', () => {
  const theme = themeFor('marlbridge');

  it('has the way to help for people who do not feel safe', () => {
    expect(renderToStaticMarkup(<SiteFooter councilName={theme.name} />)).toContain('href="/help/not-safe"');
  });

  it('says for whom people act', () => {
    const header = (
      <SiteHeader
        theme={theme}
        viewer={{ displayName: 'Idris Penhale', organisationName: 'Clearway Brokerage' }}
        items={navigationFor({ roles: ['BROKER'] })}
        pathname="/people-i-help"
        actingFor={{ name: 'Maggie Thornfield', changeHref: '/people-i-help' }}
      />
    );
    expect(wordsOf(header)).toContain('You are acting for Maggie Thornfield');
    expect(renderToStaticMarkup(header)).toContain('aria-current="page"');
  });

  it('says that somebody is on the telephone, and leads back to the call', () => {
    const header = (
      <SiteHeader
        theme={theme}
        viewer={{ displayName: 'Aisha Karim', organisationName: null }}
        items={navigationFor({ roles: ['CARE_MANAGER'] })}
        pathname="/search"
        actingFor={{ name: 'Maggie Thornfield', changeHref: '/telephone/1', isCall: true }}
      />
    );
    expect(wordsOf(header)).toContain('On the telephone for Maggie Thornfield');
    expect(renderToStaticMarkup(header)).toContain('href="/telephone/1"');
  });

  it('offers each part of the menu once, whatever roles a person has', () => {
    const items = navigationFor({ roles: ['BUDGET_HOLDER', 'SELF_FUNDER', 'REPRESENTATIVE', 'BROKER'] });
    expect(items.map((item) => item.text)).toEqual([
      'Find support',
      'My budget',
      'My support',
      'My orders',
      'My card',
      'Who can act for me',
      'My basket',
      'My money',
      'People I help',
      'Telephone',
    ]);
    expect(navigationFor(null).map((item) => item.href)).toEqual(['/search']);
  });
});

describe('every component together', () => {
  const html = renderToStaticMarkup(<Gallery />);

  it('uses no inline style, which the security policy would block', () => {
    expect(html).not.toMatch(/\sstyle=/);
  });

  it('gives each id once', () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('can be written to a file for looking at', () => {
    const file = process.env['GALLERY_FILE'];
    if (file) writeFileSync(file, html);
    expect(html.length).toBeGreaterThan(1000);
  });
});
