import { expect, type Page, test } from '@playwright/test';
import { expectMessage, expectNoBarriers, expectNoSidewaysScroll, inDays, inWords, isoToday } from './support/pages.js';
import { ask, fact, signedIn } from './support/work.js';

// Played against a stand-in for the card company, after everything else (infra/build/run-e2e.mjs). Each part stands on the one before.
test.describe.configure({ mode: 'serial' });

/** The job asks for money soon after a yes, and every minute. */
const WITHIN_TWO_MINUTES = { timeout: 150_000, intervals: [1000] };
const PHONE = { javaScriptEnabled: false, viewport: { width: 375, height: 800 } };

interface Charge {
  readonly id: string;
  readonly state: string;
  readonly owedPence: number;
  readonly paidPence: number;
  readonly backPence: number;
  readonly order: { readonly id: string };
}

interface Visit {
  readonly orderId: string;
  readonly deliveryId: string;
}

let visits: Visit[] = [];
let ownPence = 0;

async function look(page: Page): Promise<void> {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
  }
  await expectNoBarriers(page, 'without contrast');
}

/** Our page says where one goes; the company's page is a plain form. */
async function goOnToCompany(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Go on to Stripe' })).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: 'Go on to Stripe' }).click();
  await expect(page.getByText('A stand-in for the card company.')).toBeVisible();
}

async function keepCard(page: Page, kind: string): Promise<void> {
  await page.goto('/my-card');
  await page.getByRole('button', { name: /^Keep a(nother)? card$/ }).click();
  await goOnToCompany(page);
  await page.getByLabel('Card').selectOption(kind);
  await page.getByRole('button', { name: 'Go on' }).click();
  // For keeping a card, the bank asks too.
  const bank = page.getByRole('button', { name: 'Yes, it is me' });
  await expect(bank.or(page.getByText('Your card is kept.'))).toBeVisible();
  if (await bank.isVisible()) await bank.click();
  await expect(page.getByText('Your card is kept.')).toBeVisible();
}

async function chargeOf(page: Page, { orderId }: Visit): Promise<Charge | undefined> {
  const { myCard } = await ask<{ myCard: { charges: Charge[] } }>(
    page,
    '{ myCard { charges { id state owedPence paidPence backPence order { id } } } }',
  );
  return myCard.charges.find(({ order }) => order.id === orderId);
}

/** From today on the council pays up to £15 of an hour on a weekday with this provider. @returns what that is sold as */
async function cappedFromToday(finance: Page, second: Page, provider: Page): Promise<string[]> {
  const { me } = await ask<{ me: { organisationId: string } }>(provider, '{ me { organisationId } }');
  const { rateCardTemplate } = await ask<{ rateCardTemplate: string }>(
    finance,
    'query ($id: ID!) { rateCardTemplate(providerId: $id) }',
    { id: me.organisationId },
  );
  const variantIds: string[] = [];
  const lines = rateCardTemplate.split(/\r?\n/).map((line) => {
    const row = /^("([0-9a-f-]{36})",.*"1 hour, weekday","","hour"),/.exec(line);
    if (row) variantIds.push(row[2] ?? '');
    return row ? `${row[1]},"capped","15.00"` : line;
  });
  const { uploadRateCard: draft } = await ask<{ uploadRateCard: { id: string } }>(
    finance,
    'mutation ($input: UploadRateCardInput!) { uploadRateCard(input: $input) { ... on RateCard { id } } }',
    {
      input: {
        idempotencyKey: crypto.randomUUID(),
        providerId: me.organisationId,
        validFrom: isoToday(),
        bankHolidayMultiplier: '1.5',
        cancellationNoticeHours: 24,
        cancellationPercent: '50',
        contentBase64: Buffer.from(lines.join('\n')).toString('base64'),
      },
    },
  );
  await ask(
    second,
    'mutation ($id: ID!, $key: String!) { publishRateCard(cardId: $id, idempotencyKey: $key) { ... on RateCard { id } } }',
    { id: draft.id, key: crypto.randomUUID() },
  );
  return variantIds;
}

interface Offer {
  readonly personId: string;
  readonly variantId: string;
  readonly budgetPence: number;
  readonly ownPence: number;
}

/** The first that may be bought above the council's price: somebody else is within the budget. */
async function offerOf(holder: Page, variantIds: readonly string[]): Promise<Offer> {
  const { me } = await ask<{ me: { person: { id: string } } }>(holder, '{ me { person { id } } }');
  for (const variantId of variantIds) {
    const asked = { personId: me.person.id, variantId };
    const { ownMoneyOffer } = await ask<{ ownMoneyOffer: Pick<Offer, 'budgetPence' | 'ownPence'> | null }>(
      holder,
      `query ($personId: ID!, $variantId: ID!, $onDate: Date!) {
         ownMoneyOffer(personId: $personId, variantId: $variantId, quantity: "2", onDate: $onDate) { budgetPence ownPence } }`,
      { ...asked, onDate: isoToday() },
    );
    if (ownMoneyOffer) return { ...asked, ...ownMoneyOffer };
  }
  throw new Error('Nothing may be bought above the council’s price.');
}

/** Where she agrees to pay a part herself, she reads whether a card is ready, keeps one, and comes back to the order. */
async function askedForCard(holder: Page, provider: Page, offer: Offer): Promise<void> {
  const { me } = await ask<{ me: { organisationId: string } }>(provider, '{ me { organisationId } }');
  const { provider: store } = await ask<{ provider: { services: { id: string; variants: { id: string }[] }[] } }>(
    holder,
    'query ($id: ID!) { provider(id: $id) { services { id variants { id } } } }',
    { id: me.organisationId },
  );
  const sold = store.services.find(({ variants }) => variants.some(({ id }) => id === offer.variantId));
  const draft = `quantity=2&how=once&on=${inDays(7).toISOString().slice(0, 10)}&time=10:00`;
  await holder.goto(`/services/${sold?.id ?? ''}/order/${offer.variantId}/check?${draft}`);
  await expect(holder.getByText('No card is kept yet.')).toBeVisible();
  await look(holder);
  await holder.getByRole('link', { name: 'Keep a card to pay your part' }).click();
  await expect(holder.getByRole('heading', { level: 1, name: 'My card' })).toBeVisible();
  await expect(holder.getByRole('link', { name: 'Back to where you were' })).toBeVisible();
  await look(holder);
  await holder.getByRole('button', { name: 'Keep a card' }).click();
  await goOnToCompany(holder);
  await holder.getByLabel('Card').selectOption('asks');
  await holder.getByRole('button', { name: 'Go on' }).click();
  await holder.getByRole('button', { name: 'Yes, it is me' }).click();
  await expect(holder.getByRole('heading', { level: 1, name: 'Check and send' })).toBeVisible();
  await expect(holder.getByText('A card is ready. It pays your part when the visit has happened.')).toBeVisible();
  await look(holder);
}

/** Two hours of today that the person agreed to pay a part of, and that the provider wrote down. */
async function visited(holder: Page, provider: Page, offer: Offer, hour: string): Promise<Visit> {
  const { placeOrder } = await ask<{ placeOrder: { id: string; nextOccurrences: { id: string }[] } }>(
    holder,
    `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
       ... on Order { id nextOccurrences { id } } ... on Refusal { message } ... on InvalidInput { problems { field message } } } }`,
    {
      input: {
        idempotencyKey: crypto.randomUUID(),
        personId: offer.personId,
        variantId: offer.variantId,
        quantity: '2',
        startTime: `${hour}:00`,
        oneOff: { date: isoToday() },
        place: 'At home',
        // Of one hour.
        shownUnitPricePence: offer.budgetPence / 2,
        agreedOwnMoneyPence: offer.ownPence,
      },
    },
  );
  expect(placeOrder).toMatchObject({ nextOccurrences: [{}] });
  const orderId = placeOrder.id;
  await ask(
    provider,
    'mutation ($id: ID!, $key: String!) { acceptOrder(orderId: $id, idempotencyKey: $key) { ... on Order { id } } }',
    { id: orderId, key: crypto.randomUUID() },
  );
  const { recordDelivery } = await ask<{ recordDelivery: { id: string } }>(
    provider,
    'mutation ($input: RecordDeliveryInput!) { recordDelivery(input: $input) { ... on Delivery { id } ... on Refusal { message } } }',
    {
      input: {
        occurrenceId: placeOrder.nextOccurrences[0]?.id,
        idempotencyKey: crypto.randomUUID(),
        workerName: 'Ines Marlow',
        place: 'At home',
        startedAt: `${isoToday()}T${hour}:00:00Z`,
        endedAt: `${isoToday()}T${Number(hour) + 2}:00:00Z`,
        quantity: '2',
      },
    },
  );
  return { orderId, deliveryId: recordDelivery.id };
}

test('a provider opens its account to be paid by card, without JavaScript', async ({ browser }) => {
  const page = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  await page.goto('/provider/money/card');
  await look(page);
  await page.getByRole('button', { name: 'Open an account' }).click();
  await goOnToCompany(page);
  await page.getByRole('button', { name: 'Give these details' }).click();
  await expect(page.getByText('You can be paid by card.')).toBeVisible();
  await look(page);
});

test('a person keeps a card and takes it away, without JavaScript on a phone', async ({ browser }) => {
  const page = await signedIn(browser, 'holder', PHONE);
  await keepCard(page, 'good');
  await expect(fact(page, 'Your card')).toHaveText('Visa, ends in 4242');
  await look(page);
  await page.getByRole('button', { name: 'Take my card away' }).click();
  await expect(page.getByText('You keep no card.')).toBeVisible();
  await look(page);
});

test('a visit that is confirmed asks the card, and the bank wants to hear from the person', async ({ browser }) => {
  const holder = await signedIn(browser, 'holder');
  const provider = await signedIn(browser, 'provider');
  const officers = [await signedIn(browser, 'finance'), await signedIn(browser, 'finance2')] as const;
  const offer = await offerOf(holder, await cappedFromToday(...officers, provider));
  ({ ownPence } = offer);
  await askedForCard(holder, provider, offer);
  visits = [await visited(holder, provider, offer, '10'), await visited(holder, provider, offer, '13')];
  // Nothing is owed before the person has said that the visit happened.
  expect(await chargeOf(holder, visits[0]!)).toBeUndefined();
  for (const { orderId } of visits) {
    await holder.goto('/my-support');
    const note = holder.locator('.oc-note', { has: holder.locator(`a[href="/my-orders/${orderId}"]`) });
    await note.getByRole('button', { name: /Yes, it happened/ }).click();
    await expect(holder.getByText('Thank you. One visit confirmed')).toBeVisible();
  }
  for (const visit of visits)
    await expect.poll(async () => (await chargeOf(holder, visit))?.state, WITHIN_TWO_MINUTES).toBe('NEEDS_PERSON');
  expect(await chargeOf(holder, visits[0]!)).toMatchObject({ owedPence: ownPence, paidPence: 0 });
  await holder.goto('/my-card');
  await expect(holder.getByText('Needs your yes')).toHaveCount(2);
  await look(holder);
  await expectMessage(holder, 'Your bank wants to hear from you');
});

test('they pay it on the company’s page, where a refused card leaves all as it was, without JavaScript', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'holder', PHONE);
  const first = (await chargeOf(page, visits[0]!))!;
  await page.goto(`/my-card/${first.id}`);
  await expect(page.getByText('Your bank wants to hear from you before it pays.')).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: 'Pay now' }).click();
  await goOnToCompany(page);
  await page.getByLabel('Card').selectOption('lost');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('link', { name: 'Try another card' }).click();
  await page.getByLabel('Card').selectOption('asks');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { name: 'Your bank asks: is it you?' })).toBeVisible();
  expect(await chargeOf(page, visits[0]!)).toMatchObject({ paidPence: 0 });
  await page.getByRole('button', { name: 'Yes, it is me' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Receipt' })).toBeVisible();
  await expect(fact(page, 'Where it stands')).toHaveText('Paid');
  await expect(fact(page, 'Paid')).toHaveText(inWords(ownPence));
  await expect(fact(page, 'VAT')).toHaveText(/^No VAT: |is VAT at 20%\.$/);
  const receipt = await page.request.get(`/files/card-receipts/${first.id}.pdf`);
  expect([receipt.status(), receipt.headers()['content-type']]).toEqual([200, 'application/pdf']);
  await look(page);
  expect(await chargeOf(page, visits[0]!)).toMatchObject({ state: 'PAID', paidPence: ownPence, backPence: 0 });
});

test('another card pays what waits by itself, and what was questioned comes back to the card', async ({ browser }) => {
  const holder = await signedIn(browser, 'holder');
  const provider = await signedIn(browser, 'provider');
  await keepCard(holder, 'good');
  const { deliveryId } = visits[0]!;
  await ask(
    holder,
    'mutation ($id: ID!, $key: String!) { disputeDelivery(deliveryId: $id, idempotencyKey: $key, reason: "Nobody came.") { ... on Delivery { id } } }',
    { id: deliveryId, key: crypto.randomUUID() },
  );
  await ask(
    provider,
    'mutation ($id: ID!, $key: String!) { settleDispute(deliveryId: $id, idempotencyKey: $key, quantity: "0") { ... on Delivery { id } } }',
    { id: deliveryId, key: crypto.randomUUID() },
  );
  const { disputes } = await ask<{ disputes: { id: string; delivery: { id: string } }[] }>(
    holder,
    'query { disputes(filter: { settled: false }, first: 100) { id delivery { id } } }',
  );
  const question = disputes.find(({ delivery }) => delivery.id === deliveryId);
  await ask(
    holder,
    'mutation ($id: ID!, $key: String!) { closeDispute(disputeId: $id, idempotencyKey: $key, agreedPence: 0) { ... on Dispute { id } ... on Refusal { message } } }',
    { id: question?.id, key: crypto.randomUUID() },
  );
  await expect.poll(async () => (await chargeOf(holder, visits[1]!))?.state, WITHIN_TWO_MINUTES).toBe('PAID');
  await expect.poll(async () => (await chargeOf(holder, visits[0]!))?.backPence, WITHIN_TWO_MINUTES).toBe(ownPence);
  // Once each, however often the job looks and whatever is told again.
  expect(await chargeOf(holder, visits[0]!)).toMatchObject({ owedPence: 0, paidPence: ownPence, backPence: ownPence });
  expect(await chargeOf(holder, visits[1]!)).toMatchObject({ owedPence: ownPence, paidPence: ownPence, backPence: 0 });
  await holder.goto(`/my-card/${(await chargeOf(holder, visits[0]!))!.id}`);
  await expect(fact(holder, 'Where it stands')).toHaveText('Given back');
  await expect(fact(holder, 'Given back to you')).toHaveText(inWords(ownPence));
  await look(holder);
  await provider.goto('/provider/money/card');
  await expect(provider.getByText('Paid to you').first()).toBeVisible();
  await expect(provider.getByText('Given back').first()).toBeVisible();
  await look(provider);
});

test('a finance officer reads sums and references without names, a commissioner no sum about too few', async ({
  browser,
}) => {
  const finance = await signedIn(browser, 'finance');
  await finance.goto('/council/own-money');
  await look(finance);
  await finance.getByRole('link', { name: 'Marl Vale Home Support' }).click();
  await expect(finance.getByRole('heading', { level: 1, name: 'Own money: Marl Vale Home Support' })).toBeVisible();
  const payments = finance.getByRole('table', { name: 'Payments by card' });
  await expect(payments.getByText(/^pi_\d+$/)).toHaveCount(2);
  await expect(payments).not.toContainText('Maureen');
  await look(finance);
  const commissioner = await signedIn(browser, 'commissioner');
  await commissioner.goto('/council/own-money');
  await expect(commissioner.getByRole('heading', { name: 'There is nothing for these days' })).toBeVisible();
  await look(commissioner);
  const page = await commissioner.goto(new URL(finance.url()).pathname);
  expect(page?.status()).toBe(403);
});

test('a daughter keeps a card for her mother, turns round once, and takes it away', async ({ browser }) => {
  const page = await signedIn(browser, 'representative', PHONE);
  await page.goto('/people-i-help');
  await page.getByRole('main').getByRole('link', { name: 'Winifred Hartwell' }).first().click();
  await page.getByRole('link', { name: /^A card for own money/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A card for Winifred Hartwell' })).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: 'Keep a card' }).click();
  await goOnToCompany(page);
  await page.getByRole('link', { name: 'Go back' }).click();
  await expect(page.getByText('You did not finish. Nothing was changed.')).toBeVisible();
  await page.getByRole('button', { name: 'Keep a card' }).click();
  await goOnToCompany(page);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A card for Winifred Hartwell' })).toBeVisible();
  await expect(fact(page, 'Your card')).toHaveText('Visa, ends in 4242');
  await look(page);
  await page.getByRole('button', { name: 'Take my card away' }).click();
  await expect(page.getByText('No card is kept for Winifred Hartwell.')).toBeVisible();
});
