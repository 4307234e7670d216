import { brokerage, brokeredNames, representatives } from './demo-people.js';
import { demoId, pickNumber } from './deterministic.js';
import { people, personNamed } from './people.js';
import type { Mandate, MandateScope } from './types.js';

const everything: readonly MandateScope[] = ['view', 'order', 'confirm', 'pay'];
const brokerScopes: readonly MandateScope[] = ['view', 'order', 'confirm'];

const brokerEvidence = [
  'Signed agreement, seen at home on the first visit',
  'Agreement signed with a thumbprint, witnessed by a neighbour',
  'Spoken agreement on video, kept with the plan',
  'Signed easy-read agreement, gone through with an advocate',
] as const;

function brokerMandate(name: string, index: number): Mandate {
  const person = personNamed(name);
  // Orders may be as large as about six weeks of the budget, and a month’s as about ten.
  return {
    id: demoId('mandate', `wayfinder/${name}`),
    personId: person.id,
    actorPersonId: null,
    organisationId: brokerage.id,
    type: 'broker',
    scopes: index % 5 === 4 ? ['view', 'order'] : brokerScopes,
    startsDaysAgo: 380 + pickNumber(`mandate/${name}`, 60),
    endsInDays: index % 3 === 0 ? 200 + pickNumber(`mandate-end/${name}`, 160) : null,
    perOrderLimitPence: person.weeklyBudgetPence * 6n,
    perMonthLimitPence: person.weeklyBudgetPence * 10n,
    evidence: brokerEvidence[index % brokerEvidence.length] ?? brokerEvidence[0],
  };
}

function relativeMandate(one: (typeof representatives)[number]): Mandate {
  const person = people.find((candidate) => candidate.id === one.budgetHolderPersonId);
  const isAttorney = person?.careGroup === 'dementia' || person?.careGroup === 'older-people';
  const lacksCapacity = person?.careGroup === 'learning-disability' || person?.careGroup === 'autism';
  return {
    id: demoId('mandate', `relative/${one.personId}`),
    personId: one.budgetHolderPersonId,
    actorPersonId: one.personId,
    organisationId: null,
    type: isAttorney ? 'attorney' : lacksCapacity ? 'authorised-person' : 'nominee',
    scopes: everything,
    startsDaysAgo: 400 + pickNumber(`relative-mandate/${one.personId}`, 300),
    endsInDays: null,
    perOrderLimitPence: null,
    perMonthLimitPence: null,
    evidence: isAttorney
      ? 'Lasting power of attorney for property and for care, registered; certified copy seen'
      : lacksCapacity
        ? 'Capacity assessment and best-interests decision on file'
        : 'Nominee form signed by the person at home',
  };
}

/** A mandate that is over, so that the page “Who can act for me” has a past to show. */
const ended: Mandate = {
  id: demoId('mandate', 'ended/Bernard Whittaker'),
  personId: personNamed('Bernard Whittaker').id,
  actorPersonId: null,
  organisationId: brokerage.id,
  type: 'broker',
  scopes: ['view', 'order'],
  startsDaysAgo: 700,
  endsInDays: -420,
  perOrderLimitPence: 20_000n,
  perMonthLimitPence: 40_000n,
  evidence: 'Signed agreement; ended by the person, who prefers to do it himself',
};

export const mandates: readonly Mandate[] = [
  ...brokeredNames.map(brokerMandate),
  ...representatives.map(relativeMandate),
  ended,
];
