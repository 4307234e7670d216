import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@owncourse/kernel/contract';
import type { Known, MandateFacts } from './known.js';
import { mergeNotices } from './merge-notices.js';
import { HEARD, noticesOf, settledBy } from './notices.js';

const NOTHING: Known = {
  orders: new Map(),
  visits: new Map(),
  deliveries: new Map(),
  invoices: new Map(),
  ratings: new Map(),
  mandates: new Map(),
  names: new Map([
    ['ann', 'Ann'],
    ['bo', 'Bo'],
  ]),
  services: new Map(),
  careManagers: new Map(),
};

function event(type: string, payload: Record<string, unknown>): EventEnvelope {
  return { id: 'e1', type, version: 1, councilId: 'c1', payload, occurredAt: new Date('2026-03-10T12:00:00Z') };
}

function mandate(changes: Partial<MandateFacts> = {}): Known {
  const facts: MandateFacts = {
    id: 'm1',
    person_id: 'ann',
    actor_person_id: 'bo',
    actor_organisation_id: null,
    starts_on: '2026-01-01',
    ends_on: null,
    ended_by: 'ann',
    end_reason: 'ENDED',
    granted_by: 'ann',
    conflict_declared_by: null,
    care_manager_id: 'cara',
    ...changes,
  };
  return { ...NOTHING, mandates: new Map([['m1', facts]]) };
}

const kinds = (type: string, payload: Record<string, unknown>, known: Known): string[] =>
  noticesOf(event(type, payload), known).map((notice) => notice.kind);

describe('what an event is told as', () => {
  it.each([...HEARD, 'somebody.did-something-new'])('%s: nothing that breaks when its facts are gone', (type) => {
    const ids = { orderId: 'gone', deliveryIds: ['gone'], invoiceIds: ['gone'], mandateId: 'gone', ratingId: 'gone' };
    expect(() => noticesOf(event(type, ids), NOTHING)).not.toThrow();
    expect(() => settledBy(event(type, ids), NOTHING)).not.toThrow();
  });

  it('an invoice that was sent: turned down or taken in, to who reads the provider’s money, not to who did it', () => {
    const payload = { incomingId: 'n1', providerId: 'kind', number: 'KH-7', totalPence: '2410', settledBy: 'ann' };
    const to = { side: 'STAFF', organisationId: 'kind', roles: ['PROVIDER_OWNER', 'PROVIDER_FINANCE'] };
    const facts = { invoiceNumber: 'KH-7', totalPence: '2410' };
    const [down] = noticesOf(
      event('invoicing.sent-invoice-settled', { ...payload, accepted: false, reason: 'Not ours.' }),
      NOTHING,
    );
    expect(down).toEqual({
      kind: 'SENT_INVOICE_TURNED_DOWN',
      to,
      exceptId: 'ann',
      facts: { ...facts, reason: 'Not ours.' },
    });
    expect(noticesOf(event('invoicing.sent-invoice-settled', { ...payload, accepted: true }), NOTHING)).toEqual([
      { kind: 'SENT_INVOICE_TAKEN_IN', to, exceptId: 'ann', facts },
    ]);
  });

  it('a difference: first to its provider, then to the council; both are done when the invoice is approved', () => {
    const payload = { invoiceIds: ['i1', 'i2'], providerId: 'kind' };
    expect(noticesOf(event('invoicing.invoices-differ', payload), NOTHING)).toMatchObject([
      { kind: 'DIFFERENCE_TO_EXPLAIN', to: { organisationId: 'kind' }, facts: { count: 2 }, subjects: ['i1', 'i2'] },
    ]);
    expect(noticesOf(event('invoicing.difference-explained', payload), NOTHING)).toMatchObject([
      { kind: 'DIFFERENCE_EXPLAINED', to: { side: 'OFFICER' }, facts: {}, subjects: ['i1', 'i2'] },
    ]);
    expect(settledBy(event('invoicing.invoices-approved', { invoiceIds: ['i1'] }), NOTHING)).toEqual([
      { kinds: ['INVOICES_TO_APPROVE', 'DIFFERENCE_TO_EXPLAIN', 'DIFFERENCE_EXPLAINED'], subject: 'i1' },
    ]);
  });

  it('an invoice that its provider sent is not told to it as made for it', () => {
    const one = { id: 'i1', provider_id: 'kind', payer_kind: 'COUNCIL', person_ids: ['ann'], total_pence: 1n };
    const known = (number: string): Known => ({ ...NOTHING, invoices: new Map([['i1', { ...one, number }]]) });
    const issued = event('invoicing.invoices-issued', { invoiceIds: ['i1'] });
    expect(noticesOf(issued, known('OC-2026-00001')).map(({ kind }) => kind)).toContain('INVOICES_MADE');
    expect(noticesOf(issued, known('IN-2026-00001')).map(({ kind }) => kind)).toEqual(['INVOICES_TO_APPROVE']);
  });

  it('bank details that were changed: to do until a council has decided about them, or newer ones took their place', () => {
    const event1 = event('invoicing.bank-details-entered', { providerId: 'kind', bankDetailsId: 'b1' });
    expect(noticesOf(event1, NOTHING)).toEqual([
      expect.objectContaining({ kind: 'BANK_DETAILS_ENTERED', subjects: ['kind'] }),
    ]);
    expect(settledBy(event1, NOTHING)).toEqual([{ kinds: ['BANK_DETAILS_ENTERED'], subject: 'kind' }]);
    const toCheck = event('invoicing.bank-details-to-check', { providerId: 'kind', bankHoldId: 'h1' });
    expect(settledBy(toCheck, NOTHING)).toEqual([{ kinds: ['BANK_DETAILS_TO_CHECK'], subject: 'h1' }]);
    for (const agreed of [true, false]) {
      const decided = event('invoicing.bank-details-decided', { providerId: 'kind', bankHoldId: 'h1', agreed });
      expect(settledBy(decided, NOTHING)).toEqual([
        { kinds: ['BANK_DETAILS_TO_CHECK', 'BANK_DETAILS_NOT_AGREED'], subject: 'h1' },
        { kinds: ['BANK_DETAILS_ENTERED'], subject: 'kind' },
      ]);
    }
  });

  it('a no to bank details waits for the same council’s next word; a yes waits for nothing', () => {
    const payload = { providerId: 'kind', bankHoldId: 'h1', words: 'We do not know the number.' };
    expect(noticesOf(event('invoicing.bank-details-decided', { ...payload, agreed: false }), NOTHING)).toMatchObject([
      { kind: 'BANK_DETAILS_NOT_AGREED', facts: { reason: 'We do not know the number.' }, subjects: ['h1'] },
    ]);
    const [yes] = noticesOf(event('invoicing.bank-details-decided', { ...payload, agreed: true }), NOTHING);
    expect([yes?.kind, yes?.subjects]).toEqual(['BANK_DETAILS_AGREED', undefined]);
  });

  it('a payment that came back: to do until all of its invoices are paid once more', () => {
    const back = { providerId: 'kind', invoiceIds: ['i1', 'i2'], amountPence: '4820', words: 'the details are wrong' };
    expect(noticesOf(event('invoicing.payment-rejected', back), NOTHING)).toEqual([
      {
        kind: 'PAYMENT_SENT_BACK',
        to: { side: 'STAFF', organisationId: 'kind', roles: ['PROVIDER_OWNER', 'PROVIDER_FINANCE'] },
        facts: { totalPence: '4820', reason: 'the details are wrong' },
        subjects: ['i1', 'i2'],
      },
    ]);
    expect(settledBy(event('invoicing.payment-rejected', back), NOTHING)).toEqual([]);
    expect(settledBy(event('invoicing.payment-run-released', { invoiceIds: ['i2', 'i3'] }), NOTHING)).toEqual([
      { kinds: ['PAYMENT_SENT_BACK'], subject: 'i2' },
      { kinds: ['PAYMENT_SENT_BACK'], subject: 'i3' },
    ]);
  });

  it('an account to pay from: to every finance officer but who entered it, until it is decided or replaced', () => {
    const payload = { payingAccountId: 'a1', enteredBy: 'ann' };
    expect(noticesOf(event('invoicing.paying-account-entered', payload), NOTHING)).toEqual([
      {
        kind: 'PAYING_ACCOUNT_TO_AGREE',
        to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
        exceptId: 'ann',
        facts: {},
        subjects: ['a1'],
      },
    ]);
    expect(
      settledBy(event('invoicing.paying-account-decided', { payingAccountId: 'a1', outcome: 'REPLACED' }), NOTHING),
    ).toEqual([{ kinds: ['PAYING_ACCOUNT_TO_AGREE'], subject: 'a1' }]);
  });

  it('ordering together: to each who is asked, with the first name of who asks; at the end to all, with nobody’s', () => {
    const known = {
      ...NOTHING,
      names: new Map([
        ['ann', 'Ann Archer'],
        ['bo', 'Bo Best'],
        ['kind', 'Kind Hands'],
      ]),
    };
    const asked = {
      sharedOrderId: 's1',
      providerId: 'kind',
      serviceId: 'trip',
      personId: 'ann',
      askedIds: ['bo'],
      askedPartIds: ['part-of-bo'],
    };
    expect(noticesOf(event('ordering.shared-order-asked', asked), known)).toEqual([
      {
        kind: 'SHARED_ORDER_TO_ANSWER',
        to: { side: 'PERSON', personId: 'bo', scope: 'ORDER' },
        facts: { personId: 'bo', person: 'Bo Best', sharedOrderId: 's1', provider: 'Kind Hands', actor: 'Ann' },
        subjects: ['part-of-bo'],
      },
    ]);
    const ended = {
      sharedOrderId: 's1',
      providerId: 'kind',
      serviceId: 'trip',
      participantIds: ['ann', 'bo'],
      sharedPartIds: ['part-of-ann', 'part-of-bo'],
      outcome: 'NOT_PLACED',
      failure: 'MONEY',
    };
    expect(
      noticesOf(event('ordering.shared-order-ended', ended), known).map(({ kind, facts }) => [kind, facts]),
    ).toEqual([
      [
        'SHARED_ORDER_NOT_ORDERED',
        { personId: 'ann', person: 'Ann Archer', sharedOrderId: 's1', provider: 'Kind Hands', outcome: 'MONEY' },
      ],
      [
        'SHARED_ORDER_NOT_ORDERED',
        { personId: 'bo', person: 'Bo Best', sharedOrderId: 's1', provider: 'Kind Hands', outcome: 'MONEY' },
      ],
    ]);
    expect(settledBy(event('ordering.shared-order-ended', ended), known)).toEqual([
      { kinds: ['SHARED_ORDER_TO_ANSWER'], subject: 'part-of-ann' },
      { kinds: ['SHARED_ORDER_TO_ANSWER'], subject: 'part-of-bo' },
    ]);
  });

  it('an order that needs everybody’s yes: those alone whose yes is missing, the person, and everybody at its end', () => {
    const joint = { jointOrderId: 'j1', providerId: 'kind', serviceId: 's1', personId: 'ann' };
    const asked = {
      ...joint,
      mandateId: 'm1',
      askedBy: 'bo',
      asks: [{ answerId: 'a2', actorIds: ['cara'] }],
    };
    const notices = noticesOf(event('ordering.joint-order-asked', asked), NOTHING);
    expect(notices.map(({ kind, to, onlyIds, subjects }) => [kind, to, onlyIds, subjects])).toEqual([
      ['JOINT_ORDER_TO_ANSWER', { side: 'PERSON', personId: 'ann', scope: 'ORDER' }, ['cara'], ['a2']],
      ['JOINT_ORDER_ASKED_FOR_YOU', { side: 'ONE', personId: 'ann' }, undefined, undefined],
    ]);
    const ended = { ...joint, jointAnswerIds: ['a1', 'a2'], outcome: 'NOT_PLACED', failure: 'MONEY' };
    expect(
      noticesOf(event('ordering.joint-order-ended', ended), NOTHING).map(({ kind, facts }) => [kind, facts.outcome]),
    ).toEqual([['JOINT_ORDER_NOT_ORDERED', 'MONEY']]);
    expect(settledBy(event('ordering.joint-order-ended', ended), NOTHING)).toEqual([
      { kinds: ['JOINT_ORDER_TO_ANSWER'], subject: 'a1' },
      { kinds: ['JOINT_ORDER_TO_ANSWER'], subject: 'a2' },
    ]);
  });

  it('a budget that runs short: to the person and whoever may look, until it does no more', () => {
    const short = {
      budgetId: 'b1',
      personId: 'ann',
      weekStarting: '2026-04-06',
      missingPence: '1250',
      warningId: 'w1',
    };
    expect(noticesOf(event('ledger.short-week-ahead', short), NOTHING)).toEqual([
      {
        kind: 'SHORT_WEEK',
        to: { side: 'PERSON', personId: 'ann', scope: 'VIEW' },
        facts: { personId: 'ann', person: 'Ann', day: '2026-04-06', totalPence: '1250' },
        subjects: ['w1'],
      },
    ]);
    expect(noticesOf(event('ledger.short-week-ahead', { ...short, partRoute: 'TRUST' }), NOTHING)).toMatchObject([
      { facts: { day: '2026-04-06', totalPence: '1250', partRoute: 'TRUST' } },
    ]);
    expect(noticesOf(event('ledger.short-week-over', short), NOTHING)).toEqual([]);
    expect(settledBy(event('ledger.short-week-over', short), NOTHING)).toEqual([
      { kinds: ['SHORT_WEEK'], subject: 'w1' },
    ]);
  });

  it('what is decided about a budget: to the person and whoever may look', () => {
    const decided = { budgetId: 'b1', personId: 'ann', decisionId: 'x1', fromOn: '2026-04-06' };
    const to = { side: 'PERSON', personId: 'ann', scope: 'VIEW' };
    const facts = { personId: 'ann', person: 'Ann', day: '2026-04-06' };
    for (const [type, kind] of [
      ['ledger.budget-paused', 'BUDGET_PAUSED'],
      ['ledger.budget-restarted', 'BUDGET_RESTARTED'],
      ['ledger.budget-closing', 'BUDGET_ENDING'],
    ] as const)
      expect(noticesOf(event(type, { ...decided, cause: 'MOVED' }), NOTHING)).toEqual([{ kind, to, facts }]);
    expect(noticesOf(event('ledger.budget-amount-changed', { ...decided, weeklyPence: '21000' }), NOTHING)).toEqual([
      { kind: 'BUDGET_CHANGED', to, facts: { ...facts, totalPence: '21000' } },
    ]);
    const opened = { budgetId: 'b1', personId: 'ann', decisionId: 'x1', pence: '5000' };
    expect(noticesOf(event('ledger.contingency-opened', opened), NOTHING)).toEqual([
      { kind: 'MONEY_SET_FREE', to, facts: { personId: 'ann', person: 'Ann', totalPence: '5000' } },
    ]);
    expect(noticesOf(event('ledger.yearly-sum-ended', { ...decided, pence: '50000' }), NOTHING)).toEqual([
      { kind: 'YEARLY_SUM_ENDS', to, facts: { ...facts, totalPence: '50000' } },
    ]);
    const asked = { budgetId: 'b1', personId: 'ann', requestId: 'r1', pence: '6000', payBy: '2026-04-27' };
    expect(noticesOf(event('ledger.contribution-asked', asked), NOTHING)).toEqual([
      {
        kind: 'CONTRIBUTION_ASKED',
        to,
        facts: { personId: 'ann', person: 'Ann', totalPence: '6000', day: '2026-04-27' },
      },
    ]);
  });

  it('the end of a budget: in two steps to its person, and to nobody after a death', () => {
    const ended = (cause: string) => ({ budgetId: 'b1', personId: 'ann', cause, reclaimedPence: '1200' });
    expect(kinds('ledger.budget-closed', ended('MOVED'), NOTHING)).toEqual(['BUDGET_ENDED']);
    expect(kinds('ledger.budget-closed', ended('DEATH'), NOTHING)).toEqual([]);
    expect(kinds('ledger.budget-closing', { ...ended('DEATH'), fromOn: '2026-04-06' }, NOTHING)).toEqual([]);
  });

  it('money over the reserve: before it is decided, and what was decided, which ends the waiting', () => {
    const over = { budgetId: 'b1', personId: 'ann', reclaimId: 'r1', pence: '90000' };
    expect(noticesOf(event('ledger.reclaim-proposed', over), NOTHING)).toEqual([
      {
        kind: 'MONEY_OVER',
        to: { side: 'PERSON', personId: 'ann', scope: 'VIEW' },
        facts: { personId: 'ann', person: 'Ann', totalPence: '90000' },
        subjects: ['r1'],
      },
    ]);
    expect(kinds('ledger.reclaim-decided', over, NOTHING)).toEqual(['MONEY_GOES_BACK']);
    expect(kinds('ledger.reclaim-decided', { ...over, pence: '0' }, NOTHING)).toEqual(['MONEY_STAYS']);
    expect(settledBy(event('ledger.reclaim-decided', over), NOTHING)).toEqual([
      { kinds: ['MONEY_OVER'], subject: 'r1' },
    ]);
  });

  it('a fund that moves: to the person, to the provider it leaves and to the one it comes to', () => {
    const moved = {
      budgetId: 'b1',
      personId: 'ann',
      decisionId: 'x1',
      fromOn: '2026-04-06',
      fromProviderId: 'bo',
      toProviderIds: ['cy'],
      openOrders: 'keep',
    };
    const facts = { person: 'Ann', day: '2026-04-06' };
    const staff = (organisationId: string) => ({
      side: 'STAFF',
      organisationId,
      roles: ['PROVIDER_OWNER', 'PROVIDER_FINANCE'],
    });
    expect(noticesOf(event('ledger.fund-moved', moved), NOTHING)).toEqual([
      {
        kind: 'FUND_MOVES',
        to: { side: 'PERSON', personId: 'ann', scope: 'VIEW' },
        facts: { personId: 'ann', ...facts },
      },
      { kind: 'FUND_LEAVES', to: staff('bo'), facts },
      { kind: 'FUND_COMES', to: staff('cy'), facts },
    ]);
    expect(kinds('ledger.fund-moved', { ...moved, toProviderIds: [] }, NOTHING)).toEqual(['FUND_MOVES', 'FUND_LEAVES']);
  });

  it('hospital and a holiday: that visits rest; a death: to nobody', () => {
    const rests = (kind: string) => ({ personId: 'ann', kind, fromOn: '2026-04-06', toOn: '2026-04-09' });
    expect(noticesOf(event('ordering.interruption-entered', rests('HOLIDAY')), NOTHING)).toMatchObject([
      { kind: 'VISITS_REST', facts: { day: '2026-04-06', until: '2026-04-09' } },
    ]);
    expect(kinds('ordering.interruption-entered', rests('DEATH'), NOTHING)).toEqual([]);
  });

  it('a visit that costs less afterwards: its money to the person, its credit note to who reads the provider’s money', () => {
    const credit = { deliveryId: 'd1', orderId: 'o1', personId: 'ann', providerId: 'bo' };
    const facts = { personId: 'ann', orderId: 'o1', deliveryId: 'd1', person: 'Ann', provider: 'Bo' };
    expect(
      noticesOf(event('invoicing.money-came-back', { ...credit, disputeId: 'q1', creditPence: '1205' }), NOTHING),
    ).toEqual([
      {
        kind: 'MONEY_CAME_BACK',
        to: { side: 'PERSON', personId: 'ann', scope: 'VIEW' },
        facts: { ...facts, disputeId: 'q1', totalPence: '1205' },
        subjects: [],
      },
    ]);
    expect(noticesOf(event('invoicing.credit-note-issued', { ...credit, creditNoteId: 'n1' }), NOTHING)).toEqual([
      {
        kind: 'CREDIT_NOTE_MADE',
        to: { side: 'STAFF', organisationId: 'bo', roles: ['PROVIDER_OWNER', 'PROVIDER_FINANCE'] },
        facts,
        subjects: [],
      },
    ]);
  });

  it('a visit that has not begun: to the person, the provider and the officers, who read no name', () => {
    const late = { occurrenceId: 'v1', orderId: 'o1', personId: 'ann', providerId: 'bo' };
    const known = { ...NOTHING, visits: new Map([['v1', { id: 'v1', order_id: 'o1', on_date: '2026-03-10' }]]) };
    const facts = { personId: 'ann', orderId: 'o1', day: '2026-03-10', person: 'Ann', provider: 'Bo' };
    const subjects = ['v1'];
    const staff = { side: 'STAFF', organisationId: 'bo', roles: ['PROVIDER_OWNER', 'PROVIDER_ORDERS'] };
    expect(noticesOf(event('ordering.visit-not-started', late), known)).toEqual([
      { kind: 'VISIT_NOT_STARTED', to: { side: 'PERSON', personId: 'ann', scope: 'VIEW' }, facts, subjects },
      { kind: 'VISIT_NOT_STARTED_AT_PROVIDER', to: staff, facts, subjects },
      {
        kind: 'VISIT_NOT_STARTED_TO_WATCH',
        to: { side: 'OFFICER', roles: ['CARE_MANAGER', 'APPROVER'] },
        facts: { day: '2026-03-10' },
        subjects,
      },
    ]);
    const begun = [{ kinds: expect.arrayContaining(['VISIT_NOT_STARTED_TO_WATCH']), subject: 'v1' }];
    expect(settledBy(event('ordering.visit-started', late), known)).toEqual(begun);
    expect(settledBy(event('ordering.delivery-recorded', { occurrenceIds: ['v1'] }), known)).toEqual(begun);
    expect(settledBy(event('ordering.visits-cancelled', { occurrenceIds: ['v1'] }), known)).toEqual(begun);
  });

  it('what is written in a question: to the sides that did not write it, to the council once it decides', () => {
    const written = (side: string, withCouncil = false): string[] =>
      kinds('ordering.dispute-message-written', { personId: 'ann', providerId: 'bo', side, withCouncil }, NOTHING);
    expect(written('PERSON')).toEqual(['QUESTION_MESSAGE_AT_PROVIDER']);
    expect(written('PROVIDER')).toEqual(['QUESTION_MESSAGE']);
    expect(written('PERSON', true)).toEqual(['QUESTION_MESSAGE_AT_PROVIDER', 'QUESTION_MESSAGE_TO_COUNCIL']);
    expect(written('COUNCIL', true)).toEqual(['QUESTION_MESSAGE', 'QUESTION_MESSAGE_AT_PROVIDER']);
  });

  it('an answer: to the person who may confirm it, until the question is settled', () => {
    const answered = { deliveryId: 'd1', disputeId: 'q1', personId: 'ann', providerId: 'bo' };
    expect(noticesOf(event('ordering.dispute-answered', answered), NOTHING)).toEqual([
      {
        kind: 'QUESTION_ANSWERED',
        to: { side: 'PERSON', personId: 'ann', scope: 'CONFIRM' },
        facts: expect.objectContaining({ deliveryId: 'd1', disputeId: 'q1', provider: 'Bo' }),
        subjects: ['d1'],
      },
    ]);
  });

  it('a question that the council is to decide: to all three, and only the officers have something to do', () => {
    const asked = { deliveryId: 'd1', disputeId: 'q1', personId: 'ann', providerId: 'bo' };
    const told = noticesOf(event('ordering.dispute-with-council', asked), NOTHING);
    expect(told.map(({ kind, to, subjects }) => [kind, to, subjects])).toEqual([
      ['QUESTION_WITH_COUNCIL', { side: 'PERSON', personId: 'ann', scope: 'CONFIRM' }, []],
      [
        'QUESTION_WITH_COUNCIL_AT_PROVIDER',
        { side: 'STAFF', organisationId: 'bo', roles: ['PROVIDER_OWNER', 'PROVIDER_ORDERS'] },
        [],
      ],
      ['QUESTION_TO_DECIDE', { side: 'OFFICER', roles: ['APPROVER'] }, ['d1']],
    ]);
    expect(told[2]?.facts).toEqual({ disputeId: 'q1' });
  });

  it('how a question was settled: to the person only what the council decided', () => {
    const settled = (outcome: string): string[] =>
      kinds('ordering.dispute-settled', { personId: 'ann', providerId: 'bo', outcome, settledPence: '1250' }, NOTHING);
    expect(settled('PAY_PART')).toEqual(['QUESTION_DECIDED', 'QUESTION_SETTLED_AT_PROVIDER']);
    expect(settled('PAY_FULL')).toEqual(['QUESTION_DECIDED', 'QUESTION_SETTLED_AT_PROVIDER']);
    expect(settled('PAY_NOTHING')).toEqual(['QUESTION_DECIDED', 'QUESTION_SETTLED_AT_PROVIDER']);
    expect(settled('WITHDRAWN')).toEqual(['QUESTION_SETTLED_AT_PROVIDER']);
    expect(settled('AGREED')).toEqual(['QUESTION_SETTLED_AT_PROVIDER']);
    const part = { personId: 'ann', providerId: 'bo', outcome: 'PAY_PART', settledPence: '1250' };
    for (const { facts } of noticesOf(event('ordering.dispute-settled', part), NOTHING))
      expect(facts).toMatchObject({ outcome: 'PAY_PART', totalPence: '1250' });
    expect(settledBy(event('ordering.dispute-settled', { deliveryId: 'd1' }), NOTHING)).toEqual([
      { kinds: ['VISIT_QUESTIONED', 'QUESTION_ANSWERED', 'QUESTION_TO_DECIDE'], subject: 'd1' },
    ]);
  });

  it('somebody looked for: to each provider that is asked, without a name, until one said yes', () => {
    const asked = { requestId: 'c1', occurrenceId: 'v1', personId: 'ann', providerIds: ['bo', 'cy'] };
    expect(noticesOf(event('ordering.cover-asked', asked), NOTHING).map(({ to, facts }) => [to, facts])).toEqual(
      ['bo', 'cy'].map((organisationId) => [
        { side: 'STAFF', organisationId, roles: ['PROVIDER_OWNER', 'PROVIDER_ORDERS'] },
        {},
      ]),
    );
    expect(noticesOf(event('ordering.cover-asked', asked), NOTHING).map(({ subjects }) => subjects)).toEqual([
      ['c1'],
      ['c1'],
    ]);
    const person = (type: string) => noticesOf(event(type, asked), NOTHING).map(({ kind, to }) => [kind, to]);
    expect(person('ordering.cover-filled')).toEqual([
      ['COVER_FOUND', { side: 'PERSON', personId: 'ann', scope: 'VIEW' }],
    ]);
    expect(person('ordering.cover-unfilled')).toEqual([
      ['COVER_NOT_FOUND', { side: 'PERSON', personId: 'ann', scope: 'ORDER' }],
    ]);
    expect(settledBy(event('ordering.cover-unfilled', asked), NOTHING)).toEqual([
      { kinds: ['COVER_TO_ANSWER', 'REPLACEMENT_TO_ANSWER'], subject: 'c1' },
    ]);
  });

  it('a whole order that its provider stopped: to the person, and to whoever looks after them; not twice', () => {
    const order = {
      id: 'o1',
      council_id: 'c1',
      person_ids: ['ann'],
      provider_id: 'bo',
      service_id: 's1',
      status: 'CANCELLED',
      first_on: '2026-01-05',
      placed_by: 'ann',
      reason: 'Two of us left.',
      pays_self: false,
    };
    const known = {
      ...NOTHING,
      orders: new Map([['o1', order]]),
      visits: new Map([['v1', { id: 'v1', order_id: 'o1', on_date: '2026-03-12' }]]),
      careManagers: new Map([
        ['c1/ann', 'cara'],
        ['c2/ann', 'dan'],
      ]),
    };
    const ended = { orderId: 'o1', fromOn: '2026-03-12', lookedAfterIds: ['ann'] };
    const notices = noticesOf(event('ordering.provider-ended', ended), known);
    expect(notices.map(({ kind, to }) => [kind, to])).toEqual([
      ['PROVIDER_ENDED', { side: 'PERSON', personId: 'ann', scope: 'VIEW' }],
      ['PROVIDER_ENDED_TO_WATCH', { side: 'ONE', personId: 'cara' }],
    ]);
    for (const { facts } of notices) expect(facts).toMatchObject({ day: '2026-03-12', reason: 'Two of us left.' });
    const approved = noticesOf(event('ordering.provider-ended', { ...ended, approverIds: ['abe'] }), known);
    expect(approved.slice(2).map(({ kind, to, onlyIds }) => [kind, to, onlyIds])).toEqual([
      ['PROVIDER_ENDED_TO_APPROVER', { side: 'WIDE_OFFICER', roles: ['APPROVER'] }, ['abe']],
    ]);
    const cancelled = { orderId: 'o1', occurrenceIds: ['v1'] };
    expect(kinds('ordering.visits-cancelled', { ...cancelled, because: 'PROVIDER_ENDED' }, known)).toEqual([
      'VISITS_CANCELLED_AT_PROVIDER',
    ]);
    expect(kinds('ordering.visits-cancelled', cancelled, known)).toEqual([
      'VISITS_CANCELLED',
      'VISITS_CANCELLED_AT_PROVIDER',
    ]);
  });

  it('somebody for a whole order: asked by its first day, found or not, and taken back', () => {
    const asked = { requestId: 'c1', occurrenceId: null, replacesOrderId: 'o1', fromOn: '2026-03-16', personId: 'ann' };
    expect(noticesOf(event('ordering.cover-asked', { ...asked, providerIds: ['bo'] }), NOTHING)).toMatchObject([
      { kind: 'REPLACEMENT_TO_ANSWER', facts: { day: '2026-03-16' }, subjects: ['c1'] },
    ]);
    const told = (type: string, more = {}) =>
      noticesOf(event(type, { ...asked, ...more }), NOTHING).map(({ kind, facts }) => [kind, facts.orderId]);
    expect(told('ordering.cover-filled', { orderId: 'o2' })).toEqual([['REPLACEMENT_FOUND', 'o2']]);
    expect(told('ordering.cover-unfilled')).toEqual([['REPLACEMENT_NOT_FOUND', 'o1']]);
    expect(told('ordering.cover-withdrawn')).toEqual([]);
    expect(settledBy(event('ordering.cover-withdrawn', asked), NOTHING)).toEqual([
      { kinds: ['COVER_TO_ANSWER', 'REPLACEMENT_TO_ANSWER'], subject: 'c1' },
    ]);
  });

  it('an end of a mandate: to both but the one who ended it; in private not to the one who held it', () => {
    const ended = noticesOf(event('identity.mandate-ended', { mandateId: 'm1', personId: 'ann' }), mandate());
    expect(ended.map(({ kind, to, exceptId }) => [kind, to, exceptId])).toEqual([
      ['MANDATE_ENDED', { side: 'ONE', personId: 'bo' }, 'ann'],
      ['MANDATE_ENDED_FOR_YOU', { side: 'ONE', personId: 'ann' }, 'ann'],
    ]);
    const inPrivate = { mandateId: 'm1', personId: 'ann', inPrivate: true };
    expect(kinds('identity.mandate-ended', inPrivate, mandate())).toEqual(['MANDATE_ENDED_FOR_YOU']);
    expect(kinds('identity.mandate-ended', { mandateId: 'm1' }, mandate({ end_reason: 'DIED' }))).toEqual([
      'MANDATE_ENDED',
    ]);
  });

  it('a question about a mandate: to the care manager alone, without a name', () => {
    expect(noticesOf(event('identity.mandate-questioned', { mandateId: 'm1' }), mandate())).toEqual([
      { kind: 'MANDATE_QUESTIONED', to: { side: 'ONE', personId: 'cara' }, facts: { personId: 'ann' } },
    ]);
    expect(kinds('identity.mandate-questioned', { mandateId: 'm1' }, mandate({ care_manager_id: null }))).toEqual([]);
  });
});

describe('notices that count on', () => {
  const made = (count: number, organisationId: string, councilId = 'c1') => ({
    councilId,
    notice: {
      kind: 'INVOICES_MADE' as const,
      to: { side: 'STAFF' as const, organisationId, roles: [] },
      facts: { count },
      subjects: [`i${count}`],
    },
  });

  it('become one for each audience and council, and others stay apart', () => {
    const merged = mergeNotices([made(1, 'p1'), made(2, 'p2'), made(3, 'p1'), made(4, 'p1', 'c2')]);
    expect(merged.map(({ notice, councilId }) => [notice.facts.count, notice.subjects, councilId])).toEqual([
      [4, ['i1', 'i3'], 'c1'],
      [2, ['i2'], 'c1'],
      [4, ['i4'], 'c2'],
    ]);
  });
});
