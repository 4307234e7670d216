import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { openDirectPayment } from './fixtures/direct-payment.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import { productSchema, rootFields, wholeOperation } from './fixtures/whole-operation.js';
import type { GraphqlClient } from './graphql-client.js';

const [holder, provider, finance] = ['holder0@first.example', 'provider@first.example', 'finance@first.example'];
const [ofDispute, group] = ['holder1@first.example', 'group@first.example'];
const schema = productSchema();
const LONG = 'x'.repeat(10_000);
const UNKEEPABLE = 'Ring\u0000the bell';
const TOO_BIG = 2 ** 53;
const NOBODYS = '01900000-0000-7000-8000-00000000beef';

type Input = Readonly<Record<string, unknown>>;
type Row = readonly [what: string, changes: Input, answer: string];

let lively: LivelyWorld;
let database: WholeDatabase;
let held: string;
let occurrence: string;
let dispute: string;
const clients = new Map<string, GraphqlClient>();

beforeAll(async () => {
  lively = await LivelyWorld.open(2);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  held = await openDirectPayment(lively.world, '2026-03-09');
  const orderId = await lively.order(0, 'a-visit-to-write-down');
  await lively.accept(orderId);
  const visits = await lively.ordering.visitsToDeliver(await lively.world.actor('provider-staff', 1), TODAY);
  occurrence = visits.find((visit) => visit.orderId === orderId)?.occurrenceId ?? '';
  await lively.live(1);
  const disputes = await database.superuser.query<{ id: string }>('select id from ordering.dispute limit 1');
  dispute = disputes.rows[0]?.id ?? '';
  for (const email of [holder, ofDispute, provider, finance, 'caremanager@first.example', group])
    clients.set(email, await lively.signInAs(email));
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

/** What is answered, short: "InvalidInput quantity: Say how much.", after a look that nothing was written. */
async function refused(name: string, email: string, input: Input): Promise<string> {
  const client = clients.get(email);
  if (!client) throw new Error(`Nobody signed in as ${email}.`);
  const before = await database.digest();
  const given = { idempotencyKey: randomUUID(), ...input };
  const hasInput = rootFields(schema, 'mutation')[name]?.args.some((arg) => arg.name === 'input') ?? false;
  const variables = hasInput ? { input: given } : given;
  const operation = wholeOperation(schema, 'mutation', name, Object.keys(variables), { depth: 1 });
  const reply = await client.send(operation, variables);
  expect(await database.digest()).toEqual(before);
  const [error] = reply.errors ?? [];
  if (error) {
    const { code, field, remedy } = error.extensions ?? {};
    return `${code ?? ''} ${field ?? ''}: ${remedy ?? error.message}`;
  }
  const answer = reply.data?.[name] as Input;
  const problems = (answer['problems'] ?? []) as readonly { readonly field: string; readonly message: string }[];
  return [
    `${String(answer['__typename'])}${answer['reason'] === undefined ? '' : ` ${answer['reason'] as string}`}`,
    problems.map(({ field, message }) => `${field}: ${message}`).join(' | '),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

interface Operation {
  readonly name: string;
  readonly by: string;
  readonly good: () => Input;
  readonly rows: readonly Row[];
}

const decided = () => ({ budgetId: lively.world.budgetOf(0), reason: 'Agreed at the review.' });
/** Alike for each decision about a budget. */
const WHOLE_PENCE = 'Write a sum in whole pence, far below a billion pounds.';
const [MORE_THAN_ZERO, NOT_BELOW_ZERO] = ['Write a sum of more than zero.', 'Write a sum that is not less than zero.'];
const decisions: readonly Row[] = [
  ['no reason', { reason: '  ' }, 'InvalidInput reason: Say why. The person reads it.'],
  ['a reason of 10,000 letters', { reason: LONG }, 'InvalidInput reason: Say it in at most 1,000 letters.'],
  ['a reason that no database keeps', { reason: UNKEEPABLE }, 'InvalidInput reason: Say it in at most 1,000 letters.'],
  ['another council’s budget', { budgetId: id('other-budget') }, 'NotAllowed NOT_FOUND'],
  ['nobody’s budget', { budgetId: NOBODYS }, 'NotAllowed NOT_FOUND'],
  ['no id', { budgetId: 'budget' }, 'NotAllowed NOT_FOUND'],
];
const sums = (field: string, tooLittle: string): readonly Row[] => [
  ['less than nothing', { [field]: -1 }, `InvalidInput ${field}: ${tooLittle}`],
  ['more than any budget', { [field]: 10_000_000_001 }, `InvalidInput ${field}: Write a sum of at most £100 million.`],
  ['half a penny', { [field]: 0.5 }, `BAD_USER_INPUT ${field}: ${WHOLE_PENCE}`],
  ['more than a number holds', { [field]: TOO_BIG }, `BAD_USER_INPUT ${field}: ${WHOLE_PENCE}`],
];

const OPERATIONS: readonly Operation[] = [
  {
    name: 'startUrgentCare',
    by: 'caremanager@first.example',
    good: () => ({
      personId: id('holder'),
      variantId: id('variant', 1),
      quantity: '1',
      place: 'At home',
      reason: 'Her daughter is ill.',
    }),
    rows: [
      ['nothing of it', { quantity: '0' }, 'InvalidInput quantity: The number must be more than zero.'],
      [
        'less than nothing',
        { quantity: '-1' },
        'InvalidInput quantity: Write a number such as 2 or 1.5, with at most four digits after the point.',
      ],
      [
        'five places',
        { quantity: '1.00001' },
        'InvalidInput quantity: Write a number such as 2 or 1.5, with at most four digits after the point.',
      ],
      [
        'more than a visit has',
        { quantity: '193' },
        'InvalidInput quantity: One visit can last eight days at the most. Order less, or several days.',
      ],
      [
        '30 February',
        { date: '2026-02-30' },
        'BAD_USER_INPUT date: Choose a day that is in the calendar, written such as 2026-03-03.',
      ],
      ['yesterday', { date: '2026-03-09' }, 'InvalidInput date: Choose today, or a day within the next 7 days.'],
      [
        'in four hundred years',
        { date: '2426-03-10' },
        'InvalidInput date: Choose today, or a day within the next 7 days.',
      ],
      ['no days', { days: 0 }, 'InvalidInput days: Choose 1 to 7 days.'],
      ['four hundred years of days', { days: 146_097 }, 'InvalidInput days: Choose 1 to 7 days.'],
      ['25 o’clock', { startTime: '25:00' }, 'InvalidInput startTime: Choose a time such as 14:00.'],
      ['no place', { place: ' ' }, 'InvalidInput place: Say where. Use at most 200 letters.'],
      ['a place of 10,000 letters', { place: LONG }, 'InvalidInput place: Say where. Use at most 200 letters.'],
      [
        'a reason of 10,000 letters',
        { reason: LONG },
        'InvalidInput reason: Say why it cannot wait. Use at most 500 letters.',
      ],
      [
        'a reason that no database keeps',
        { reason: UNKEEPABLE },
        'InvalidInput reason: Say why it cannot wait. Use at most 500 letters.',
      ],
      ['a note of 10,000 letters', { note: LONG }, 'InvalidInput note: Write at most 500 letters.'],
      ['another council’s person', { personId: id('other-holder') }, 'NotAllowed NOT_FOUND'],
      ['nobody', { personId: NOBODYS }, 'NotAllowed NOT_FOUND'],
      ['no id', { personId: 'person' }, 'NotAllowed NOT_FOUND'],
      ['nothing on sale', { variantId: NOBODYS }, 'NotAllowed NOT_FOUND'],
    ],
  },
  {
    name: 'proposeSharedOrder',
    by: holder,
    good: () => ({
      variantId: id('variant', 1),
      quantity: '1',
      startTime: '09:00',
      oneOff: { date: '2026-03-12' },
      place: 'The club',
      people: [
        { personId: id('holder'), shownUnitPricePence: Number(AGREED_PENCE) },
        { email: 'holder1@first.example' },
      ],
    }),
    rows: [
      ['nothing of it', { quantity: '0' }, 'InvalidInput quantity: The number must be more than zero.'],
      [
        'less than nothing',
        { quantity: '-1' },
        'InvalidInput quantity: Write a number such as 2 or 1.5, with at most four digits after the point.',
      ],
      [
        'five places',
        { quantity: '1.00001' },
        'InvalidInput quantity: Write a number such as 2 or 1.5, with at most four digits after the point.',
      ],
      [
        '30 February',
        { oneOff: { date: '2026-02-30' } },
        'BAD_USER_INPUT date: Choose a day that is in the calendar, written such as 2026-03-03.',
      ],
      ['yesterday', { oneOff: { date: '2026-03-09' } }, 'InvalidInput date: Choose today or a later day.'],
      [
        'in four hundred years',
        { oneOff: { date: '2426-03-12' } },
        'InvalidInput date: Choose a day within the next two years.',
      ],
      [
        'an end before the start',
        { oneOff: null, standing: { startsOn: '2026-03-12', endsOn: '2026-03-11', weekdays: ['TH'] } },
        'InvalidInput endsOn: The last day must not be before the first.',
      ],
      [
        'for four hundred years',
        { oneOff: null, standing: { startsOn: '2026-03-12', endsOn: '2426-03-12', weekdays: ['TH'] } },
        'InvalidInput endsOn: Choose a last day within the next 26 weeks.',
      ],
      ['no place', { place: ' ' }, 'InvalidInput place: Say where, in at most 200 letters.'],
      ['a place of 10,000 letters', { place: LONG }, 'InvalidInput place: Say where, in at most 200 letters.'],
      ['a note of 10,000 letters', { note: LONG }, 'InvalidInput note: Write at most 1000 letters.'],
      ['a note that no database keeps', { note: UNKEEPABLE }, 'InvalidInput note: Write at most 1000 letters.'],
      [
        'a price below nothing',
        { people: [{ personId: id('holder'), shownUnitPricePence: -1 }, { email: 'holder1@first.example' }] },
        'InvalidInput shownUnitPricePence: Send the price that was shown.',
      ],
      [
        'a price that no number holds',
        { people: [{ personId: id('holder'), shownUnitPricePence: TOO_BIG }, { email: 'holder1@first.example' }] },
        'BAD_USER_INPUT shownUnitPricePence: Write a sum in whole pence, far below a billion pounds.',
      ],
      [
        'alone',
        { people: [{ personId: id('holder'), shownUnitPricePence: Number(AGREED_PENCE) }] },
        'InvalidInput people: Choose who takes part: 2 to 6 people with you.',
      ],
      [
        'for somebody else',
        {
          people: [
            { personId: id('holder', 1), shownUnitPricePence: Number(AGREED_PENCE) },
            { email: 'holder0@first.example' },
          ],
        },
        'NotAllowed NO_MANDATE',
      ],
      ['nothing on sale', { variantId: NOBODYS }, 'NotAllowed NOT_FOUND'],
    ],
  },
  {
    name: 'changeBudgetAmount',
    by: finance,
    good: () => ({ ...decided(), fromDate: TODAY, weeklyPence: 100 }),
    rows: [
      ...sums('weeklyPence', NOT_BELOW_ZERO),
      [
        '30 February',
        { fromDate: '2026-02-30' },
        'BAD_USER_INPUT fromDate: Choose a day that is in the calendar, written such as 2026-03-03.',
      ],
      [
        'before the budget began',
        { fromDate: '2020-01-01' },
        'InvalidInput fromDate: Choose a day that is at most 84 days ago. Your council allows no earlier one.',
      ],
      ['in four hundred years', { fromDate: '2426-03-10' }, 'InvalidInput fromDate: Give a day in the next 10 years.'],
      ...decisions,
    ],
  },
  {
    name: 'addYearlySum',
    by: finance,
    good: () => ({ ...decided(), firstOn: TODAY, amountPence: 100 }),
    rows: [
      ['nothing', { amountPence: 0 }, 'InvalidInput amountPence: Write a sum of more than zero.'],
      ...sums('amountPence', MORE_THAN_ZERO),
      [
        '30 February',
        { firstOn: '2026-02-30' },
        'BAD_USER_INPUT firstOn: Choose a day that is in the calendar, written such as 2026-03-03.',
      ],
      [
        'an end before the start',
        { lastOn: '2026-03-09' },
        'InvalidInput lastOn: The last day must not be before the first.',
      ],
      ['in four hundred years', { firstOn: '2426-03-10' }, 'InvalidInput firstOn: Give a day in the next 10 years.'],
      ...decisions,
    ],
  },
  {
    name: 'openContingency',
    by: finance,
    good: () => ({ ...decided(), amountPence: 100 }),
    rows: [
      ['nothing', { amountPence: 0 }, 'InvalidInput amountPence: Write a sum of more than zero.'],
      ...sums('amountPence', MORE_THAN_ZERO),
    ],
  },
  {
    name: 'setSumApart',
    by: finance,
    good: () => ({ ...decided(), kind: 'CONTINGENCY', amountPence: 100 }),
    rows: [...sums('amountPence', NOT_BELOW_ZERO), ...decisions],
  },
  {
    name: 'recordDelivery',
    by: provider,
    good: () => ({
      occurrenceId: occurrence,
      workerName: 'Somebody',
      place: 'Somewhere',
      startedAt: `${TODAY}T08:00:00Z`,
      endedAt: `${TODAY}T10:00:00Z`,
      quantity: '2',
    }),
    rows: [
      [
        'less than nothing',
        { quantity: '-1' },
        'InvalidInput quantity: Write a number such as 2 or 1.5, with at most four digits after the point.',
      ],
      [
        'five places',
        { quantity: '1.00001' },
        'InvalidInput quantity: Write a number such as 2 or 1.5, with at most four digits after the point.',
      ],
      ['more than was ordered', { quantity: '3' }, 'NotAllowed MORE_THAN_HELD'],
      [
        'an end before the start',
        { endedAt: `${TODAY}T07:59:00Z` },
        'InvalidInput endedAt: The end must be after the start.',
      ],
      [
        'an end that is still to come',
        { endedAt: `${TODAY}T23:00:00Z` },
        'InvalidInput endedAt: Enter the visit after it has ended.',
      ],
      [
        '30 February',
        { startedAt: '2026-02-30T08:00:00Z' },
        'BAD_USER_INPUT startedAt: Choose a day and time that are in the calendar, written such as 2026-03-03T09:30:00Z.',
      ],
      [
        'four hundred years ago',
        { startedAt: '1626-03-10T08:00:00Z' },
        'InvalidInput endedAt: The end must be after the start. | startedAt: The visit must be on its own day.',
      ],
      ['nobody came', { workerName: ' ' }, 'InvalidInput workerName: Say who came. Use at most 200 letters.'],
      [
        'a name of 10,000 letters',
        { workerName: LONG },
        'InvalidInput workerName: Say who came. Use at most 200 letters.',
      ],
      [
        'a place that no database keeps',
        { place: UNKEEPABLE },
        'InvalidInput place: Say where. Use at most 200 letters.',
      ],
      ['a visit that is not theirs', { occurrenceId: NOBODYS }, 'NotAllowed NOT_FOUND'],
      ['no id', { occurrenceId: 'visit' }, 'NotAllowed NOT_FOUND'],
    ],
  },
  {
    name: 'recordExpense',
    by: holder,
    good: () => ({ budgetId: held, kind: 'WAGES', payee: 'Ann', spentOn: TODAY, amountPence: 100 }),
    rows: [
      ['nothing', { amountPence: 0 }, 'InvalidInput amountPence: Write a sum of more than zero.'],
      ...sums('amountPence', MORE_THAN_ZERO),
      [
        '30 February',
        { spentOn: '2026-02-30' },
        'BAD_USER_INPUT spentOn: Choose a day that is in the calendar, written such as 2026-03-03.',
      ],
      ['tomorrow', { spentOn: '2026-03-11' }, 'InvalidInput spentOn: Give a day up to today.'],
      ['four hundred years ago', { spentOn: '1626-03-10' }, 'NotAllowed OUTSIDE_BUDGET_PERIOD'],
      ['nobody', { payee: ' ' }, 'InvalidInput payee: Write who you paid.'],
      ['a payee of 10,000 letters', { payee: LONG }, 'InvalidInput payee: Write who you paid in at most 120 letters.'],
      ['for nothing that is known', { kind: 'no kind' }, 'InvalidInput kind: Choose what it was for.'],
      ['a kind that nobody keeps', { kind: 'NOT_THERE' }, 'InvalidInput kind: Choose what it was for.'],
      ['somebody else’s budget', { budgetId: id('budget', 1) }, 'NotAllowed NOT_FOUND'],
      ['nobody’s budget', { budgetId: NOBODYS }, 'NotAllowed NOT_FOUND'],
      ['no id', { budgetId: 'budget' }, 'NotAllowed NOT_FOUND'],
    ],
  },
  {
    name: 'saveCommunityListing',
    by: group,
    good: () => ({
      title: 'Tea together',
      description: 'Tea.',
      supportTypeSlug: 'help-at-home',
      wardId: id('ward', 1),
      placeName: 'Hall',
      postcodeDistrict: 'MB1',
      costPence: 0,
      contactPhone: '01632 960300',
    }),
    rows: [
      ['no title', { title: ' ' }, 'InvalidInput title: Give it a name.'],
      ['a title that no database keeps', { title: UNKEEPABLE }, 'InvalidInput title: Use 100 letters or fewer.'],
      [
        'a description that no database keeps',
        { description: UNKEEPABLE },
        'InvalidInput description: Use 2000 letters or fewer.',
      ],
      [
        'a place that no database keeps',
        { placeName: UNKEEPABLE },
        'InvalidInput placeName: Use 120 letters or fewer.',
      ],
      ['notes of 10,000 letters', { accessNotes: LONG }, 'InvalidInput accessNotes: Use 500 letters or fewer.'],
      [
        'notes that no database keeps',
        { accessNotes: UNKEEPABLE },
        'InvalidInput accessNotes: Use 500 letters or fewer.',
      ],
      [
        'a telephone that no database keeps',
        { contactPhone: UNKEEPABLE },
        'InvalidInput contactPhone: Use 40 letters or fewer.',
      ],
      [
        'an e-mail that no database keeps',
        { contactEmail: 'tea\u0000@group.example' },
        'InvalidInput contactEmail: Use 254 letters or fewer.',
      ],
      [
        'a kind of help that no database keeps',
        { supportTypeSlug: UNKEEPABLE },
        'InvalidInput supportTypeSlug: Use 100 letters or fewer.',
      ],
    ],
  },
  ...[ofDispute, provider].map((by) => ({
    name: 'writeInDispute',
    by,
    good: () => ({ disputeId: dispute, body: 'She came late.' }),
    rows: [
      ['nothing', { body: ' ' }, 'InvalidInput body: Write something, in at most 500 letters.'],
      ['10,000 letters', { body: LONG }, 'InvalidInput body: Write something, in at most 500 letters.'],
      ['what no database keeps', { body: UNKEEPABLE }, 'InvalidInput body: Write something, in at most 500 letters.'],
      ['about nobody’s question', { disputeId: NOBODYS }, 'NotAllowed NOT_FOUND'],
    ] as const,
  })),
  {
    name: 'changePostalAddress',
    by: holder,
    good: () => ({ personId: id('holder'), lines: ['1 Mill Lane'], postcode: 'MB1 1AA' }),
    rows: [
      ['no line', { lines: [] }, 'InvalidInput lines: Write the house and the street.'],
      [
        'six lines',
        { lines: ['1', '2', '3', '4', '5', '6'] },
        'InvalidInput lines: Use at most 5 lines, and the postcode.',
      ],
      ['a line of 10,000 letters', { lines: [LONG] }, 'InvalidInput lines: Use at most 40 letters in a line.'],
      [
        'a line that no database keeps',
        { lines: [UNKEEPABLE] },
        'InvalidInput lines: Use at most 40 letters in a line.',
      ],
      ['no postcode', { postcode: '' }, 'InvalidInput postcode: Write the whole postcode, such as MB1 2AB.'],
      [
        'a postcode that no database keeps',
        { postcode: UNKEEPABLE },
        'InvalidInput postcode: Write the whole postcode, such as MB1 2AB.',
      ],
      ['for somebody else', { personId: id('holder', 1) }, 'NotAllowed NOT_PERMITTED'],
      ['for nobody', { personId: NOBODYS }, 'NotAllowed NOT_PERMITTED'],
      ['no id', { personId: 'person' }, 'NotAllowed NOT_FOUND'],
    ],
  },
  {
    name: 'proposeSharedOrder',
    by: holder,
    good: () => ({
      variantId: id('variant', 1),
      quantity: '1',
      startTime: '09:00',
      oneOff: { date: '2026-03-12' },
      place: 'The club',
    }),
    rows: [
      [
        'with an e-mail that no database keeps',
        {
          people: [
            { personId: id('holder'), shownUnitPricePence: Number(AGREED_PENCE) },
            { email: 'holder1\u0000@first.example' },
          ],
        },
        'InvalidInput people[1].email: Write the whole email address, in one line.',
      ],
    ],
  },
];

describe.each(OPERATIONS)('$name with what is typed wrongly', ({ name, by, good, rows }) => {
  it.each(rows)('%s', async (_what, changes, answer) => {
    expect(await refused(name, by, { ...good(), ...changes })).toBe(answer);
  });
});

describe('what is written from right to left', () => {
  it.each([
    ['recordExpense', holder, 'payee', () => ({ budgetId: held, kind: 'WAGES', spentOn: TODAY, amountPence: 100 })],
    [
      'recordDelivery',
      provider,
      'workerName',
      () => ({
        occurrenceId: occurrence,
        place: 'بيت',
        startedAt: `${TODAY}T08:00:00Z`,
        endedAt: `${TODAY}T10:00:00Z`,
        quantity: '2',
      }),
    ],
  ] as const)('%s is kept as it was written', async (name, by, field, rest) => {
    const operation = wholeOperation(schema, 'mutation', name, ['input'], { depth: 1 });
    const input = { idempotencyKey: randomUUID(), ...rest(), [field]: 'آن بيكر' };
    expect(await clients.get(by)?.ask(name, operation, { input })).toMatchObject({ [field]: 'آن بيكر' });
  });
});
