import type { OpenBudgetInput } from '@owncourse/ledger/contract';
import { addDays, atOnce } from '@owncourse/kernel/contract';
import { addressIn, councilPolicies, demoId, type Person, people, pickNumber } from '../content/index.js';
import { councilKeys, officerOf } from './council-staff.js';
import { wardIdOf } from './fill-catalogue.js';
import { councilIdOf, payerOf, routeOf } from './money-holders.js';
import { careManagerFor } from './register-people.js';
import { startWeekOf } from './plan-orders.js';
import { act, type Story } from './story.js';
import { mondayOf } from './story-days.js';

const KNOWN_BEFORE_DAYS = 60;
const OPENED_BEFORE_DAYS = 5;
const YEAR_AND_THREE_QUARTERS_WEEKS = 92;
const NHS_PART_OVER_PENCE = 35_000n;

export function budgetIdOf(person: Person): string {
  return demoId('budget', person.id);
}

/** Whether the contribution is taken off what the council pays. */
export function paysNet(person: Person): boolean {
  return councilPolicies.some((one) => one.councilKey === person.councilKey && one.netOrGross === 'net');
}

function fundingSources(person: Person): OpenBudgetInput['fundingSources'] {
  const shared =
    person.weeklyBudgetPence > NHS_PART_OVER_PENCE &&
    (person.careGroup === 'physical-disability' || person.careGroup === 'dementia') &&
    pickNumber(`nhs/${person.id}`, 3) === 0;
  return shared
    ? [
        { kind: 'SOCIAL_CARE', weight: 3 },
        { kind: 'NHS', weight: 1 },
      ]
    : [{ kind: 'SOCIAL_CARE', weight: 1 }];
}

/** Whom each council supports, and the budget each of them has from the week of their first order on. */
export async function openBudgets(story: Story): Promise<void> {
  const { ports, days } = story;
  for (const key of councilKeys) {
    const known = people.filter((person) => person.councilKey === key);
    const deed = {
      label: `budgets/clients/${key}`,
      day: addDays(days.first, -KNOWN_BEFORE_DAYS),
      time: '10:00',
      personId: officerOf(key, 'finance').personId,
    };
    await act(story, deed, (actor) =>
      ports.identity.addClients(
        actor,
        known[0] ? councilIdOf(known[0]) : '',
        known.map((person) => ({
          personId: person.id,
          wardId: wardIdOf(person.wardCode),
          careGroup: person.careGroup,
          ageBand: person.ageBand,
          careManagerId: careManagerFor(key, person.id),
          startsOn: deed.day,
          endsBefore: null,
          address: addressIn(key, person.postcodeDistrict, person.id),
        })),
      ),
    );
  }
  await atOnce(people, async (person) => {
    const startsOn = mondayOf(days, startWeekOf(person, days.weeks));
    const deed = {
      label: `budgets/open/${person.id}`,
      day: addDays(startsOn, -OPENED_BEFORE_DAYS),
      time: '14:00',
      personId: officerOf(person.councilKey, 'finance').personId,
    };
    // Weekly payments are for a time that is agreed; the others run on until somebody ends them.
    const ends = person.paymentIntervalWeeks === 1 ? addDays(startsOn, 7 * YEAR_AND_THREE_QUARTERS_WEEKS) : null;
    await act(story, deed, (actor) =>
      ports.ledger.openBudget(actor, {
        budgetId: budgetIdOf(person),
        councilId: councilIdOf(person),
        personId: person.id,
        startsOn,
        endsBefore: ends,
        weeklyPence: person.weeklyBudgetPence,
        paymentIntervalWeeks: person.paymentIntervalWeeks,
        route: routeOf(person),
        payerId: payerOf(person),
        fundingSources: fundingSources(person),
        contributionPence: person.contributionPence,
        netting: paysNet(person) ? 'NET' : 'GROSS',
      }),
    );
    story.tally.add('budgets');
  });
}
