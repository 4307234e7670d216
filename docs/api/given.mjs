// What the examples start from. Each takes what an earlier example left behind, or else makes it with the same
// operations that the examples show: so they run in the order of the story, and each one alone.

/** What is left to work with after an operation has answered, by its name. */
const LEFT_BY = {
  placeOrder: ['later', (order) => order],
  acceptOrder: ['accepted', (order) => order],
  recordDelivery: ['recorded', (delivery) => delivery],
  confirmDelivery: ['confirmed', (delivery) => ({ id: delivery.occurrence.order.id })],
  disputeDelivery: ['disputed', (delivery) => delivery],
  dispute: ['questioned', (question) => question],
  writeInDispute: ['questioned', (question) => question],
  askCouncil: ['withCouncil', (question) => question],
  askForCover: ['asked', (request) => request],
  askForReplacement: ['replacing', (request) => request],
  proposeSharedOrder: ['sharedAsked', (shared) => shared],
  answerSharedOrder: ['shared', (shared) => shared],
  proposeJointOrder: ['jointAsked', (joint) => joint],
  rateOrder: ['rated', (rating) => rating],
  moderateRating: ['published', (rating) => rating],
  grantMandate: ['granted', (mandate) => mandate],
  approveInvoice: ['approved', (invoice) => invoice],
  preparePaymentRun: ['prepared', (run) => run],
  enterPayingAccount: ['payingEntered', (ours) => ours.waiting],
  enterBankDetails: ['bankEntered', (ours) => ours.details],
  recordCallBack: ['calledBack', (call) => call],
  uploadRateCard: ['draftCard', (card) => card],
  publishRateCard: ['publishedCard', (card) => card],
  proposeRate: ['proposal', (proposal) => proposal],
  recordExpense: ['expense', (expense) => expense],
  importBankStatement: ['bankLine', (brought) => brought.budget.bankLines.edges[0]?.node],
  explainBankLine: ['explainedLine', (line) => line],
  planRegularExpense: ['regular', (regular) => regular],
  saveCommunityListing: ['posted', (saved) => saved.listing],
  askProvider: ['storeQuestion', (question) => question],
  answerStoreQuestion: ['answeredQuestion', (question) => question],
  startTelephoneCall: ['call', (call) => call],
};

/** More than a council like Marlbridge lets people order without an approver. */
const LARGE_ORDER_PENCE = 160_000;

export const newKey = () => crypto.randomUUID();

const DAY_MS = 86_400_000;

/** The product's clock may have been started at another time: what it takes for now. */
const AHEAD_MS = process.env.OWNCOURSE_CLOCK ? Date.parse(process.env.OWNCOURSE_CLOCK) - Date.now() : 0;
const now = () => Date.now() + AHEAD_MS;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/**
 * A day in London, so many days from today: "2026-03-03". Days to come that would be on a weekend are the Monday after: most
 * prices are for weekdays.
 */
export function day(fromNow = 0) {
  const on = new Date(now() + fromNow * DAY_MS).toLocaleDateString('sv-SE', { timeZone: 'Europe/London' });
  const weekend = fromNow > 0 ? { SA: 2, SU: 1 }[weekdayOf(on)] : undefined;
  return weekend === undefined ? on : day(fromNow + weekend);
}

/** "MO" to "SU". */
function weekdayOf(date) {
  return WEEKDAYS[new Date(`${date}T12:00:00Z`).getUTCDay()];
}

/** Whether a visit at this price may start then. */
function isFor({ times: { weekdays, startsFrom, startsBefore } }, date, startTime) {
  if (!weekdays.includes(weekdayOf(date))) return false;
  if (startsFrom === null) return true;
  const [late, early] = [startTime >= startsFrom, startTime < startsBefore];
  return startsFrom < startsBefore ? late && early : late || early;
}

/** @param client an ApiClient */
export function makeGiven(client) {
  const ask = async (who, operation, variables) => (await client.ask(who, operation, variables)).field;
  const left = {};
  const once = {};

  /** The same thing for all examples of one run. */
  const kept = (name, find) => () => (once[name] ??= find());
  const take = async (kind, make) => left[kind]?.shift() ?? make();

  const given = {
    /** Remembers what an answer left behind. */
    remember(operation, answer) {
      const [kind, of] = LEFT_BY[operation] ?? [];
      if (kind) (left[kind] ??= []).push(of(answer));
    },

    /** Leaves more than one thing for later examples. */
    keep(kind, things) {
      (left[kind] ??= []).push(...things);
    },

    /** E-mail address and password of one of the people. */
    signIn: (who) => ({ email: client.emailOf(who), password: client.password }),

    /** Somebody who has just joined and has no store yet: ask as 'newcomer'. */
    newcomer: kept('newcomer', async () => {
      const password = 'three words together';
      const input = {
        personName: 'Rowan Lantern',
        email: `rowan-${newKey()}@lantern.example`,
        password,
        organisationName: 'Rowan Lantern',
      };
      const { demoPath } = await ask(null, 'joinAsProvider', { input, idempotencyKey: newKey() });
      const token = demoPath.split('token=')[1];
      const { cookie } = await client.ask(null, 'confirmJoining', { token, password });
      client.keep('newcomer', cookie);
    }),

    person: kept('person', async () => (await ask('holder', 'me')).person),
    providerId: kept('providerId', async () => (await ask('provider', 'me')).organisationId),
    budget: kept('budget', async () => (await ask('holder', 'budgets')).edges[0].node),

    /** One of the council's that no other example needs, and that has no end yet. */
    async otherBudget() {
      const needed = [(await given.budget()).id, (await given.heldBudget()).id];
      const { edges } = await ask('finance', 'budgets', { first: 100 });
      for (const { node } of edges.filter((edge) => !needed.includes(edge.node.id) && edge.node.status === 'ACTIVE')) {
        const { endsOn } = await ask('finance', 'budget', { id: node.id, lines: 1 });
        if (endsOn === null) return node;
      }
      throw new Error('Each of the other budgets ends already.');
    },

    /** Money over the reserve, of this person or of anybody else, that waits for a decision: a job proposes it each night. */
    async reclaim({ own }) {
      const { id } = await given.budget();
      const { edges } = await ask('finance', 'reclaims', { first: 100 });
      const found = edges.find(({ node }) => (node.budget.id === id) === own);
      if (found) return found.node;
      throw new Error('There is no such proposal.');
    },

    /** Its money is held by somebody for the person, who pays out of it and sends the council returns. */
    heldBudget: kept('heldBudget', async () => {
      const { edges } = await ask('representative', 'budgets');
      return edges.find(({ node }) => node.holdingRoute === 'REPRESENTATIVE').node;
    }),

    /** The person has paid more towards it than was due. */
    async overpaidBudget() {
      const { id } = await given.heldBudget();
      const pay = async (amountPence) => {
        const input = { budgetId: id, idempotencyKey: newKey(), amountPence, onDate: day() };
        return expectType('ContributionRecorded', await ask('finance', 'recordContributionReceived', { input })).budget;
      };
      const budget = await pay(500);
      const { overpaidPence, unpaidPence } = budget.contribution;
      return overpaidPence >= 500 ? budget : pay(unpaidPence + 500);
    },

    /** Written down, and not put back. */
    async expense() {
      if (left.expense) return left.expense.at(-1);
      const { id } = await given.heldBudget();
      const spent = { kind: 'PETROL', payee: 'Marl Taxis', spentOn: day(), amountPence: 480 };
      const input = { budgetId: id, idempotencyKey: newKey(), ...spent };
      return expectType('Expense', await ask('representative', 'recordExpense', { input }));
    },

    /** Of a bank statement; nobody has said what it is. */
    async bankLine() {
      if (left.bankLine?.at(-1)) return left.bankLine.at(-1);
      const { id } = await given.heldBudget();
      // Words of its own, so that it is a new line however often this runs.
      const csv = `Date,Description,Amount\n${day()},TAXI ${newKey().slice(0, 6)},-4.80\n`;
      const input = { budgetId: id, idempotencyKey: newKey(), file: csv };
      const brought = await ask('representative', 'importBankStatement', { input });
      return expectType('BankStatementImported', brought).budget.bankLines.edges[0].node;
    },

    /** Somebody has said what it is. */
    async explainedLine() {
      if (left.explainedLine) return left.explainedLine.shift();
      const input = { lineId: (await given.bankLine()).id, idempotencyKey: newKey(), kind: 'NOT_THIS_BUDGET' };
      return expectType('BankLine', await ask('representative', 'explainBankLine', { input }));
    },

    /** Paid again and again, and not ended. */
    async regular() {
      if (left.regular) return left.regular.at(-1);
      const { id } = await given.heldBudget();
      const paid = { kind: 'MEMBERSHIP', payee: 'Marl Swimmers', amountPence: 500, every: 'MONTH', firstOn: day() };
      const input = { budgetId: id, idempotencyKey: newKey(), ...paid };
      return expectType('RegularExpense', await ask('representative', 'planRegularExpense', { input }));
    },

    /** Open, about the person. */
    async call() {
      if (left.call) return left.call.at(-1);
      const who = { caller: 'PERSON', knownByVoice: true, facts: [] };
      const input = { idempotencyKey: newKey(), personId: (await given.person()).id, ...who };
      return expectType('TelephoneCall', await ask('caremanager', 'startTelephoneCall', { input }));
    },

    /** Its days are over, and it was not sent. */
    async dueReturn() {
      const { id } = await given.heldBudget();
      for (let after = null; ; ) {
        const { edges, pageInfo } = await ask('finance', 'returns', { sent: false, first: 100, after });
        const found = edges.find(({ node }) => node.budgetId === id);
        if (found) return found.node.return;
        if (!pageInfo.hasNextPage) throw new Error('Every return whose days are over was sent.');
        after = pageInfo.endCursor;
      }
    },

    /** What the provider sells to this person by time, the cheapest first, with its price and service. */
    visits: kept('visits', async () => {
      const forPersonId = (await given.person()).id;
      const { services } = await ask('holder', 'provider', { id: await given.providerId(), forPersonId });
      return services
        .flatMap((service) => service.variants.map((variant) => ({ ...variant, serviceId: service.id })))
        .filter((variant) => /^(VISIT|HOUR|NIGHT)/.test(variant.unit) && variant.price.orderable)
        .sort((one, other) => cost(one) - cost(other));
    }),

    /** The cheapest whose price is for then; now unless said otherwise. */
    async visitFor(date = day(), startTime = new Date(now()).toLocaleTimeString('en-GB', { timeZone: 'Europe/London' })) {
      return (await given.visits()).find((variant) => isFor(variant, date, startTime));
    },

    /** The cheapest on a weekday, in the day. */
    visit: () => given.visitFor(day(7), '10:00'),

    /** Orders the visit. Where the budget is short, the finance officer helps out, so that examples never run dry. */
    async place(date, startTime, quantity, more = {}) {
      const visit = await given.visitFor(date, startTime);
      const input = {
        idempotencyKey: newKey(),
        personId: (await given.person()).id,
        variantId: visit.id,
        quantity: quantity ?? visit.minimumQuantity,
        startTime,
        oneOff: { date },
        place: 'At home',
        shownUnitPricePence: visit.price.unitPricePence,
        ...more,
      };
      const placed = await ask('holder', 'placeOrder', { input });
      if (placed.__typename !== 'BudgetShortfall') return expectType('Order', placed);
      const sum = { budgetId: (await given.budget()).id, amountPence: 2 * placed.neededPence, onDate: day() };
      const helped = await ask('finance', 'recordInstalment', { input: { ...sum, idempotencyKey: newKey() } });
      expectType('InstalmentRecorded', helped);
      return expectType('Order', await ask('holder', 'placeOrder', { input: { ...input, idempotencyKey: newKey() } }));
    },

    /** Waits for the provider's answer; its visit is over already, so that it can be entered and confirmed. */
    order: () => given.place(day(), '00:00'),

    /** Waits for the provider's answer, and is a week away. */
    laterOrder: () => take('later', () => given.place(day(7), '10:00')),

    /** Every Monday from two weeks on, accepted unless it shall wait. */
    async standingOrder(accepted = true) {
      const visit = await given.visit();
      const input = {
        idempotencyKey: newKey(),
        personId: (await given.person()).id,
        variantId: visit.id,
        quantity: visit.minimumQuantity,
        startTime: '10:00',
        standing: { startsOn: day(14), weekdays: ['MO'] },
        place: 'At home',
        shownUnitPricePence: visit.price.unitPricePence,
      };
      const order = expectType('Order', await ask('holder', 'placeOrder', { input }));
      if (!accepted) return order;
      return expectType('Order', await ask('provider', 'acceptOrder', { orderId: order.id, idempotencyKey: newKey() }));
    },

    /** The same order from three weeks on, at another time. */
    async change(order) {
      const visit = await given.visit();
      return {
        orderId: order.id,
        idempotencyKey: newKey(),
        version: 1,
        fromOn: day(21),
        quantity: visit.minimumQuantity,
        startTime: '11:00',
        pattern: { weekdays: ['MO'] },
        place: 'At home',
        shownUnitPricePence: visit.price.unitPricePence,
      };
    },

    /** Accepted, with a visit that is over. */
    acceptedOrder: () =>
      take('accepted', async () => {
        const { id } = await given.order();
        return expectType('Order', await ask('provider', 'acceptOrder', { orderId: id, idempotencyKey: newKey() }));
      }),

    /** A trial visit that has happened and was confirmed; they would like the same every week. */
    confirmedTrial: () =>
      take('trial', async () => {
        const { id: orderId } = await given.place(day(), '00:00', undefined, {
          meetFirst: { weekdays: [weekdayOf(day())] },
        });
        const accepted = await ask('provider', 'acceptOrder', { orderId, idempotencyKey: newKey() });
        const input = await given.note(expectType('Order', accepted));
        const { id } = expectType('Delivery', await ask('provider', 'recordDelivery', { input }));
        const confirmed = { deliveryId: id, idempotencyKey: newKey() };
        expectType('Delivery', await ask('holder', 'confirmDelivery', confirmed));
        return { id: orderId };
      }),

    /** The note about the visit of an accepted order. */
    async note(order) {
      const [visit] = order.nextOccurrences;
      return {
        occurrenceId: visit.id,
        idempotencyKey: newKey(),
        workerName: 'Wren Ashdown',
        place: 'At home',
        startedAt: visit.startsAt,
        endedAt: new Date(Date.parse(visit.startsAt) + 60_000).toISOString(),
        quantity: visit.quantity,
      };
    },

    /** Waits for the person's word. */
    delivery: () =>
      take('recorded', async () => {
        const input = await given.note(await given.acceptedOrder());
        return expectType('Delivery', await ask('provider', 'recordDelivery', { input }));
      }),

    disputedDelivery: () =>
      take('disputed', async () => {
        const variables = { deliveryId: (await given.delivery()).id, idempotencyKey: newKey(), reason: 'Nobody came.' };
        return expectType('Delivery', await ask('holder', 'disputeDelivery', variables));
      }),

    /** About a visit; waits for the provider. */
    question: () =>
      take('questioned', async () => {
        const delivery = await given.disputedDelivery();
        const questions = await ask('holder', 'disputes', { filter: { settled: false }, first: 100 });
        return questions.find((one) => one.delivery.id === delivery.id);
      }),

    questionWithCouncil: () =>
      take('withCouncil', async () => {
        const variables = { disputeId: (await given.question()).id, idempotencyKey: newKey() };
        return expectType('Dispute', await ask('holder', 'askCouncil', variables));
      }),

    /** Accepted, for a Monday: others work on weekdays too. */
    async mondayOrder() {
      const { id } = await given.place(mondayToCome(), '10:00');
      return expectType('Order', await ask('provider', 'acceptOrder', { orderId: id, idempotencyKey: newKey() }));
    },

    /** Its provider cannot come, and nobody else has been asked. */
    cancelledVisit: () =>
      take('cancelled', async () => {
        const order = await given.mondayOrder();
        const input = { orderId: order.id, idempotencyKey: newKey(), reason: 'Two of us are ill.' };
        expectType('Order', await ask('provider', 'cancelAsProvider', { input }));
        return order.nextOccurrences[0];
      }),

    /** Every Monday, and the provider has stopped it. */
    stoppedOrder: kept('stopped', async () => {
      const { id } = await given.standingOrder();
      const input = { orderId: id, idempotencyKey: newKey(), reason: 'Two of us have left.' };
      return expectType('Order', await ask('provider', 'cancelAsProvider', { input }));
    }),

    /** Who could take over the stopped order, asked and not answered. */
    async replacementInput() {
      const { id } = await given.stoppedOrder();
      const { firstOn, options } = await ask('holder', 'replacementChoice', { orderId: id });
      const variantIds = options.slice(0, 2).map(({ variant }) => variant.id);
      return { orderId: id, fromOn: firstOn, variantIds, idempotencyKey: newKey() };
    },

    replacement: () =>
      take('replacing', async () => {
        const input = await given.replacementInput();
        return expectType('CoverRequest', await ask('holder', 'askForReplacement', { input }));
      }),

    /** Somebody else has been asked, and nobody has answered. */
    coverRequest: () =>
      take('asked', async () => {
        const occurrenceId = (await given.cancelledVisit()).id;
        const [option] = await ask('holder', 'coverOptions', { occurrenceId });
        const variables = { occurrenceId, variantIds: [option.variant.id], idempotencyKey: newKey() };
        return expectType('CoverRequest', await ask('holder', 'askForCover', variables));
      }),

    /** Somebody else whom the broker may order for. */
    friend: kept('friend', async () => {
      const { id } = await given.person();
      const { actsFor } = await ask('broker', 'me');
      const mandate = actsFor.find((one) => one.inForce && one.scopes.includes('ORDER') && one.person.id !== id);
      return mandate.person;
    }),

    /** The friend, through the broker, would like to share one visit with the person. */
    async sharedInput() {
      const visit = await given.visit();
      const friend = await given.friend();
      const quoted = { variantId: visit.id, personId: friend.id, quantity: visit.minimumQuantity, onDate: day(10) };
      const { price } = expectType('Quote', await ask('broker', 'quote', { input: quoted }));
      return {
        idempotencyKey: newKey(),
        variantId: visit.id,
        quantity: visit.minimumQuantity,
        startTime: '10:00',
        oneOff: { date: day(10) },
        place: 'The community centre',
        people: [
          { personId: friend.id, share: 1, shownUnitPricePence: price.unitPricePence },
          { email: client.emailOf('holder'), share: 1 },
        ],
      };
    },

    /** It waits for the person's answer. */
    sharedAsked: () =>
      take('sharedAsked', async () =>
        expectType('SharedOrder', await ask('broker', 'proposeSharedOrder', { input: await given.sharedInput() })),
      ),

    /** Everybody has said yes. */
    sharedOrder: () =>
      take('shared', async () => {
        const asked = await given.sharedAsked();
        const part = (await ask('holder', 'sharedOrder', { id: asked.id })).parts[0];
        const input = {
          idempotencyKey: newKey(),
          sharedOrderId: asked.id,
          personId: part.person.id,
          yes: true,
          shownUnitPricePence: part.unitPricePence,
        };
        return expectType('SharedOrder', await ask('holder', 'answerSharedOrder', { input }));
      }),

    /** Two people who may act for the person only together. */
    jointHelpers: kept('jointHelpers', async () => {
      for (const helper of ['community', 'selffunder']) {
        const input = {
          personId: (await given.person()).id,
          actorEmail: client.emailOf(helper),
          type: 'NOMINEE',
          scopes: ['VIEW', 'ORDER'],
          joint: true,
          startsOn: day(),
        };
        expectType('Mandate', await ask('holder', 'grantMandate', { input }));
      }
    }),

    /** One of them would like two visits a day for the person, for two weeks. */
    async jointInput() {
      await given.jointHelpers();
      const visit = await given.visit();
      return {
        idempotencyKey: newKey(),
        personId: (await given.person()).id,
        variantId: visit.id,
        quantity: visit.minimumQuantity,
        startTime: '09:00',
        moreTimes: [{ startTime: '15:00', quantity: visit.minimumQuantity }],
        standing: { startsOn: day(9), endsOn: day(21), weekdays: ['TU'] },
        place: '12 Mill Lane',
        shownUnitPricePence: visit.price.unitPricePence,
      };
    },

    /** It waits for the other's yes. */
    jointAsked: () =>
      take('jointAsked', async () =>
        expectType(
          'JointOrder',
          await ask('selffunder', 'proposeJointOrder', { input: await given.jointInput() }),
        ),
      ),

    /** An order with a confirmed visit that nobody has rated. */
    confirmedOrder: () =>
      take('confirmed', async () => {
        const variables = { deliveryId: (await given.delivery()).id, idempotencyKey: newKey() };
        const delivery = expectType('Delivery', await ask('holder', 'confirmDelivery', variables));
        return { id: delivery.occurrence.order.id };
      }),

    /** Too large to go to the provider without an approver. */
    async orderToDecide() {
      const { edges } = await ask('approver', 'orders', { filter: { statuses: ['AWAITING_APPROVAL'] }, first: 1 });
      if (edges.length > 0) return edges[0].node;
      const { price } = await given.visit();
      const quantity = String(Math.ceil(LARGE_ORDER_PENCE / price.unitPricePence));
      const order = await given.place(day(7), '10:00', quantity);
      if (order.status !== 'AWAITING_APPROVAL') throw new Error('This council sends no such order for approval.');
      return order;
    },

    /** Waits for a moderator. */
    rating: () =>
      take('rated', async () => {
        const scores = { onTime: 5, asAgreed: 5, dignity: 5, outcomes: 4, chooseAgain: 5 };
        const input = { orderId: (await given.confirmedOrder()).id, idempotencyKey: newKey(), scores };
        return expectType('Rating', await ask('holder', 'rateOrder', { input }));
      }),

    publishedRating: () =>
      take('published', async () => {
        const { id } = await given.rating();
        return expectType('Rating', await ask('moderator', 'moderateRating', { id, publish: true }));
      }),

    mandate: () =>
      take('granted', async () =>
        expectType('Mandate', await ask('holder', 'grantMandate', { input: await given.mandateInput() })),
      ),

    async mandateInput() {
      return {
        personId: (await given.person()).id,
        actorEmail: client.emailOf('selffunder'),
        type: 'NOMINEE',
        scopes: ['VIEW', 'CONFIRM'],
        startsOn: day(),
        endsOn: day(90),
      };
    },

    /** Issued, for the finance officer to check. They make themselves within seconds of a confirmed visit. */
    async invoice() {
      const issued = async () =>
        (await ask('finance', 'invoices', { filter: { statuses: ['ISSUED'] }, first: 50 })).edges.find(
          ({ node }) => node.matchProblems.length === 0,
        )?.node;
      const found = await issued();
      if (found) return found;
      await given.confirmedOrder();
      return given.soon('invoice', issued);
    },

    approvedInvoice: () =>
      take('approved', async () => {
        const { id } = await given.invoice();
        return expectType(
          'Invoice',
          await ask('finance', 'approveInvoice', { invoiceId: id, idempotencyKey: newKey() }),
        );
      }),

    /** A visit that was confirmed, invoiced and paid for, then questioned and settled for nothing: its provider owes it. */
    creditNote: () =>
      take('credited', async () => {
        const { id: deliveryId } = await given.delivery();
        const key = () => ({ deliveryId, idempotencyKey: newKey() });
        expectType('Delivery', await ask('holder', 'confirmDelivery', key()));
        const invoiceId = await given.soon('invoice', async () => {
          const { edges } = await ask('finance', 'invoices', { filter: { statuses: ['ISSUED'] }, first: 5 });
          for (const { node } of edges) {
            const invoice = await ask('finance', 'invoice', { id: node.id });
            if (invoice.lines.some((line) => line.id === deliveryId)) return node.id;
          }
          return undefined;
        });
        expectType('Invoice', await ask('finance', 'approveInvoice', { invoiceId, idempotencyKey: newKey() }));
        const run = { idempotencyKey: newKey(), invoiceIds: [invoiceId] };
        const { id: paymentRunId } = expectType('PaymentRun', await ask('finance', 'preparePaymentRun', run));
        const release = { paymentRunId, idempotencyKey: newKey() };
        expectType('PaymentRun', await ask('finance2', 'releasePaymentRun', release));
        await ask('holder', 'disputeDelivery', { ...key(), reason: 'Nobody came that day.' });
        await ask('provider', 'settleDispute', { ...key(), quantity: '0' });
        const questions = await ask('holder', 'disputes', { filter: { settled: false }, first: 100 });
        const { id: disputeId } = questions.find((one) => one.delivery.id === deliveryId);
        const close = { disputeId, idempotencyKey: newKey(), agreedPence: 0 };
        expectType('Dispute', await ask('holder', 'closeDispute', close));
        return given.soon('credit note', async () =>
          (await ask('finance', 'creditNotes', { open: true, first: 100 })).find((note) => note.invoiceId === invoiceId),
        );
      }),

    /** What makes itself within seconds. */
    async soon(what, find) {
      for (let second = 0; second < 20; second += 1) {
        const made = await find();
        if (made) return made;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      throw new Error(`No ${what} was made within 20 seconds. Is a worker running?`);
    },

    /** The provider's own card that holds now, as the provider sees it, and a price of it. */
    ownRate: kept('ownRate', async () => {
      const cards = await ask('provider', 'ourRateCards');
      const card = cards.filter(({ validFrom }) => validFrom <= day()).at(-1);
      return { card, rate: card.rates.find(({ variantId, kind }) => variantId !== null && kind !== 'QUOTE') };
    }),

    /** Whose card that is. */
    cardProvider: kept('cardProvider', async () => {
      const { card } = await given.ownRate();
      return (await ask('finance', 'rateCards')).find(({ id }) => id === card.id).provider;
    }),

    /** The same prices again, as a file with its terms. */
    async cardFile() {
      const { card } = await given.ownRate();
      const csv = await ask('finance', 'rateCardFile', { id: card.id });
      return {
        providerId: (await given.cardProvider()).id,
        bankHolidayMultiplier: '1.5',
        cancellationNoticeHours: 24,
        cancellationPercent: '50',
        contentBase64: Buffer.from(csv).toString('base64'),
      };
    },

    async uploaded(changes) {
      const input = { ...(await given.cardFile()), validFrom: day(40), idempotencyKey: newKey(), ...changes };
      return ask('finance', 'uploadRateCard', { input });
    },

    draftCard: () => take('draftCard', async () => expectType('RateCard', await given.uploaded())),

    wrongFile: async () =>
      expectType('RateFileProblems', await given.uploaded({ contentBase64: Buffer.from('price\n24').toString('base64') })),

    /** Made by one officer, published by another. */
    publishedCard: () =>
      take('publishedCard', async () => {
        const { id } = await given.draftCard();
        const variables = { cardId: id, idempotencyKey: newKey() };
        return expectType('RateCard', await ask('finance2', 'publishRateCard', variables));
      }),

    proposal: () =>
      take('proposal', async () => {
        const { card, rate } = await given.ownRate();
        const input = {
          cardId: card.id,
          variantId: rate.variantId,
          unitPricePence: rate.unitPricePence + 100,
          fromOn: day(90),
          reason: 'Wages go up.',
          idempotencyKey: newKey(),
        };
        return expectType('RateProposal', await ask('provider', 'proposeRate', { input }));
      }),

    /** Nobody's: no bank has the sort code 00-00-00. */
    accountNumber: () => String(10_000_000 + Math.trunc(Math.random() * 89_999_999)),

    enteredBankDetails: () =>
      take('bankEntered', async () => {
        const input = {
          idempotencyKey: newKey(),
          sortCode: '00-00-00',
          accountNumber: given.accountNumber(),
          accountName: 'Kind Hands Ltd',
        };
        return expectType('OurBankDetails', await ask('provider', 'enterBankDetails', { input })).details;
      }),

    enteredPayingAccount: () =>
      take('payingEntered', async () => {
        const input = {
          idempotencyKey: newKey(),
          sortCode: '00-00-00',
          accountNumber: given.accountNumber(),
          accountName: 'Marlbridge Adult Care',
          serviceUserNumber: '900001',
          fromOn: day(60),
        };
        return expectType('OurPayingAccounts', await ask('finance', 'enterPayingAccount', { input })).waiting;
      }),

    calledBack: () =>
      take('calledBack', async () => {
        const { id } = await given.enteredBankDetails();
        const call = { calledOn: day(), number: '01632 960100', knownFrom: 'The contract', spokenTo: 'Pat Provider' };
        const input = { idempotencyKey: newKey(), bankDetailsId: id, ...call };
        return expectType('BankCallRecorded', await ask('finance', 'recordCallBack', { input }));
      }),

    sentPayment: async () => {
      const payments = await ask('provider', 'ourPayments', { first: 50 });
      return payments.find(({ status }) => status === 'SENT');
    },

    preparedRun: () =>
      take('prepared', async () => {
        const { id } = await given.approvedInvoice();
        const variables = { idempotencyKey: newKey(), invoiceIds: [id] };
        return expectType('PaymentRun', await ask('finance', 'preparePaymentRun', variables));
      }),

    /** Waits for a moderator. */
    postedListing: () =>
      take(
        'posted',
        async () =>
          expectType(
            'SavedListing',
            await ask('community', 'saveCommunityListing', { input: await given.listingInput() }),
          ).listing,
      ),

    async listingInput() {
      const [ward] = await ask(null, 'wards', { councilKey: await given.councilKey() });
      const [type] = await ask(null, 'supportTypes');
      return {
        title: 'Wednesday walk and talk',
        description: 'A slow walk on flat paths with time to chat. Come once or every week.',
        supportTypeSlug: type.slug,
        wardId: ward.id,
        placeName: 'The boating lake',
        postcodeDistrict: 'MB1',
        costPence: 0,
        weekday: 'WE',
        startTime: '10:30',
        durationMinutes: 60,
        contactPhone: '01632 960310',
        accessNotes: 'Firm, flat paths. A bench every five minutes.',
      };
    },

    /** One that everybody can read. */
    async listing() {
      const variables = { search: { kinds: ['COMMUNITY'] }, first: 1 };
      const { edges } = await ask(null, 'services', variables);
      if (edges[0]) return edges[0].node;
      const { id } = await given.postedListing();
      return expectType('SavedListing', await ask('moderator', 'moderateListing', { id, publish: true })).listing;
    },

    /** The group's own, on show. */
    shownListing: kept('shownListing', async () => {
      const { id } = await given.postedListing();
      return expectType('SavedListing', await ask('moderator', 'moderateListing', { id, publish: true })).listing;
    }),

    /** What somebody looks for, on show. */
    async wantedInput() {
      const { supportTypeSlug, wardId } = await given.listingInput();
      return { title: 'A drumming circle', description: 'Loud and slow. I sit down to play.', supportTypeSlug, wardId };
    },
    wanted: kept('wanted', async () => {
      const input = await given.wantedInput();
      const { id } = expectType('SavedListing', await ask('holder', 'saveWanted', { input })).listing;
      return expectType('SavedListing', await ask('moderator', 'moderateListing', { id, publish: true })).listing;
    }),
    async wantedAnswer() {
      const wanted = await given.wanted();
      const listing = await given.shownListing();
      const input = { wantedId: wanted.id, listingId: listing.id, words: 'You can try it with us.' };
      const { answerId } = expectType('SavedWantedAnswer', await ask('community', 'answerWanted', { input }));
      return { id: answerId };
    },

    /** One that somebody says is wrong. */
    async reportedListing() {
      const listing = await given.shownListing();
      const input = { listingId: listing.id, kind: 'OUT_OF_DATE', note: 'It starts at eleven now.' };
      expectType('ListingReportReceived', await ask(null, 'reportListing', { input }));
      return listing;
    },

    /** Waits for the provider's answer. */
    storeQuestion: () =>
      take('storeQuestion', async () => {
        const { serviceId } = await given.visit();
        const input = { serviceId, question: 'Do you have a ramp?', mayShow: true, idempotencyKey: newKey() };
        return expectType('StoreQuestion', await ask('holder', 'askProvider', { input }));
      }),

    /** Both agree to show it; it waits for a moderator. */
    answeredQuestion: () =>
      take('answeredQuestion', async () => {
        const { id } = await given.storeQuestion();
        const input = { id, answer: 'Yes, at the side door.', mayShow: true };
        return expectType('StoreQuestion', await ask('provider', 'answerStoreQuestion', { input }));
      }),

    councilKey: kept('councilKey', async () => (await ask('finance', 'me')).council.key),
  };
  return given;
}

/** At least a week away. */
function mondayToCome() {
  return [7, 8, 9, 10, 11, 12, 13].map(day).find((date) => new Date(date).getUTCDay() === 1);
}

function cost(variant) {
  return variant.price.unitPricePence * Number(variant.minimumQuantity);
}

function expectType(type, answer) {
  if (answer.__typename === type) return answer;
  throw new Error(`Instead of ${type}: ${JSON.stringify(answer)}`);
}
