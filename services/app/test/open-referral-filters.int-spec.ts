import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FeedWorld } from './fixtures/feed-world.js';

const [HELP, MORE, LORNA, SWIM, TEA, WALK] = [
  'Help at home',
  'More help at home',
  'Out and about with Lorna',
  'Swimming for young people',
  'Thursday Teapot',
  'Moon walk',
] as const;
const EVERYTHING = [HELP, WALK, MORE, LORNA, SWIM, TEA];

let feed: FeedWorld;

beforeAll(async () => {
  feed = await FeedWorld.open();
});

afterAll(() => feed.close());

describe('one filter', () => {
  it.each([
    [{}, EVERYTHING],
    [{ search: 'swiming' }, [SWIM]],
    [{ search: ' ' }, EVERYTHING],
    [{ search: 'zzzz' }, []],
    // What says no age has none to compare.
    [{ minimum_age: '17' }, [LORNA]],
    [{ minimum_age: '16' }, [LORNA, SWIM]],
    [{ maximum_age: '25' }, [SWIM]],
    [{ maximum_age: '24.5' }, []],
    [{ day: 'TH' }, [HELP, MORE, LORNA, TEA]],
    [{ day: 'saturday' }, [HELP, MORE, SWIM]],
    [{ day: 'WE,sun' }, [HELP, WALK, MORE, LORNA]],
    // The day of an assistant's price begins at six; without hours there is nothing to compare.
    [{ start_time: '06:00' }, [WALK, LORNA, TEA]],
    [{ start_time: '10:00:01' }, [WALK]],
    // What ends after midnight ends on another day.
    [{ end_time: '12:00' }, [TEA]],
    [{ end_time: '23:00' }, [LORNA, TEA]],
    // The assistant comes to Hilltop, and three miles around; listings are for their council.
    [{ postcode: 'MB1' }, [HELP, WALK, MORE, LORNA, TEA]],
    [{ postcode: 'mb2 1aa' }, [WALK, LORNA, TEA]],
    [{ postcode: 'OH1' }, [LORNA, SWIM]],
    [{ postcode: 'ZZ9' }, []],
    [{ modified_after: '2026-03-10' }, EVERYTHING],
    [{ modified_after: '2026-03-11T00:00:00Z' }, []],
    [{ taxonomy_id: '00000000-0000-8000-8000-000000000009' }, []],
    [{ taxonomy_term_id: '00000000-0000-8000-8000-000000000009' }, []],
    // Not the standard's: nobody is refused for it.
    [{ colour: 'blue' }, EVERYTHING],
  ])('%j', async (parameters, expected) => {
    expect(await feed.names(parameters as Record<string, string>)).toEqual([...expected].sort());
  });

  it('of words in a taxonomy: one, several, those under a group, and all of a taxonomy', async () => {
    expect(await feed.names({ taxonomy_term_id: await feed.term('Polish') })).toEqual([LORNA]);
    expect(await feed.names({ taxonomy_term_id: await feed.term('Company and befriending') })).toEqual([WALK, TEA]);
    const several = `${await feed.term('Polish')},${await feed.term('Sport and swimming')}`;
    expect(await feed.names({ taxonomy_term_id: several })).toEqual([LORNA, SWIM]);
    expect(await feed.names({ taxonomy_term_id: await feed.term('Out and about') })).toEqual([WALK, SWIM, TEA]);
    const { contents } = await feed.page('/taxonomies');
    const taxonomy = (name: string) => contents.find((one) => one.name === name)?.id ?? '';
    expect(await feed.names({ taxonomy_id: taxonomy('Who it is for') })).toEqual([LORNA]);
    expect(await feed.names({ taxonomy_id: taxonomy('Kinds of support') })).toEqual([...EVERYTHING].sort());
  });

  it('of distance, measured from the middle of the postcode district in metres', async () => {
    const near = (postcode: string, proximity: string) => feed.names({ postcode, proximity });
    // Haven is a thousand metres from Riverside; its pool is not for people there, and the tea is for everybody.
    expect(await near('MB1', '500')).toEqual([HELP, MORE, LORNA, TEA]);
    expect(await near('OH1', '500')).toEqual([SWIM]);
    expect(await near('OH1', '1100')).toEqual([LORNA, SWIM, TEA]);
    expect(await near('MB2', '10000')).toEqual([WALK]);
  });
});

describe('filters together', () => {
  it('must all hold, and times and day of the same schedule', async () => {
    expect(await feed.names({ day: 'TH', start_time: '10:00', end_time: '12:00' })).toEqual([TEA]);
    expect(await feed.names({ day: 'WE', start_time: '10:00', end_time: '12:00' })).toEqual([]);
    expect(await feed.names({ search: 'lorna', minimum_age: '18', postcode: 'MB2', day: 'MO' })).toEqual([LORNA]);
    expect(await feed.names({ search: 'lorna', minimum_age: '19', postcode: 'MB2', day: 'MO' })).toEqual([]);
    expect(
      await feed.names({
        taxonomy_term_id: await feed.term('Company and befriending'),
        postcode: 'MB1',
        proximity: '500',
        end_time: '13:00',
      }),
    ).toEqual([TEA]);
  });

  it('leave the same places as services', async () => {
    const { contents, total_items: total } = await feed.page(
      '/service_at_locations?postcode=OH1&proximity=1100&per_page=2',
    );
    expect(total).toBe(3);
    expect(contents.map((place) => (place['service'] as { name: string }).name)).toHaveLength(2);
  });
});

describe('what cannot be used', () => {
  it.each([
    [{ page: '0' }, { page: 'Give a page number from 1.' }],
    [{ page: '1.5' }, { page: 'Give a page number from 1.' }],
    [{ per_page: '101' }, { per_page: 'Ask for 1 to 100 at a time.' }],
    [{ per_page: '-1' }, { per_page: 'Ask for 1 to 100 at a time.' }],
    [{ minimum_age: 'old' }, { minimum_age: 'Give an age in years, such as 18.' }],
    [{ maximum_age: '-3' }, { maximum_age: 'Give an age in years, such as 18.' }],
    [{ start_time: '25:00' }, { start_time: 'Give a time such as 09:30.' }],
    [{ end_time: '9am' }, { end_time: 'Give a time such as 09:30.' }],
    [{ day: 'MO,XX' }, { day: 'Give a day of the week, such as MO or Monday, or several with commas between.' }],
    [{ postcode: 'here' }, { postcode: 'Give a UK postcode or its first half, such as MB1.' }],
    [{ proximity: '100' }, { proximity: 'Send a postcode with it, from which to measure.' }],
    [{ proximity: 'far', postcode: 'MB1' }, { proximity: 'Give a whole number of metres, 1000000 at the most.' }],
    [{ taxonomy_id: 'x' }, { taxonomy_id: 'Give the id of a taxonomy. /taxonomies lists them.' }],
    [
      { modified_after: '2026-02-31' },
      { modified_after: 'Give a day such as 2026-03-01, or a moment such as 2026-03-01T09:00:00Z.' },
    ],
    [{ search: '\u0000' }, { search: 'Give words to look for.' }],
    [{ after: 'x' }, { after: 'Take it as it stands in the Link header of the page before, or leave it out.' }],
    [
      { page: 'x', day: 'x' },
      { page: 'Give a page number from 1.', day: expect.stringContaining('MO or Monday') },
    ],
  ])('%j is named with what to do', async (parameters, expected) => {
    const query = new URLSearchParams(parameters).toString();
    const { status, text, headers } = await feed.send(`/services?${query}`);
    const { problems, message } = JSON.parse(text) as {
      message: string;
      problems: { parameter: string; what_to_do: string }[];
    };
    expect([status, headers.get('access-control-allow-origin'), message]).toEqual([
      400,
      '*',
      'Some of the parameters cannot be used. Nothing was looked for.',
    ]);
    expect(Object.fromEntries(problems.map((one) => [one.parameter, one.what_to_do]))).toEqual(expected);
  });

  it('is a parameter sent twice', async () => {
    const { status, text } = await feed.send('/services?page=1&page=2');
    expect([status, text]).toEqual([400, expect.stringContaining('{"parameter":"page","what_to_do":"Send it once."}')]);
  });
});
