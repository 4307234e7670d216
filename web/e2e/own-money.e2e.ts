import { expect, type Page, test } from '@playwright/test';
import { budgetOn, expectNoBarriers, expectNoSidewaysScroll, inDays, inWords, penceIn } from './support/pages.js';
import { ask, fact, signedIn } from './support/work.js';

interface Found {
  readonly serviceId: string;
  readonly variantId: string;
  readonly quantity: string;
  readonly budgetPence: number;
  readonly ownPence: number;
}

interface Services {
  readonly services: {
    readonly edges: readonly {
      readonly node: {
        readonly id?: string;
        readonly variants?: readonly {
          readonly id: string;
          readonly dayType: string;
          readonly timeBand: string | null;
          readonly minimumQuantity: string;
          readonly price: { readonly ownMoneyPence: number };
        }[];
      };
    }[];
  };
}

/** A Wednesday about a week away. */
function wednesday(): string {
  let day = inDays(7);
  for (let more = 8; day.getUTCDay() !== 3; more += 1) day = inDays(more);
  return day.toISOString().slice(0, 10);
}

/** Help that costs more than the council pays, with somebody else within the budget. */
async function aboveCap(page: Page, personId: string): Promise<Found> {
  const { services } = await ask<Services>(
    page,
    `query { services(search: { words: "help" }, first: 100) { edges { node {
       ... on Service { id variants { id dayType timeBand minimumQuantity price { ownMoneyPence } } } } } } }`,
  );
  for (const { node } of services.edges)
    for (const variant of node.variants ?? []) {
      // The journeys order it for the morning.
      if (variant.price.ownMoneyPence === 0 || variant.dayType !== 'WEEKDAY') continue;
      if (variant.timeBand === 'evening' || variant.timeBand === 'night') continue;
      const quantity = variant.minimumQuantity;
      const { ownMoneyOffer: offer } = await ask<{ ownMoneyOffer: Pick<Found, 'budgetPence' | 'ownPence'> | null }>(
        page,
        `query ($personId: ID!, $variantId: ID!, $quantity: Quantity!, $onDate: Date!) {
           ownMoneyOffer(personId: $personId, variantId: $variantId, quantity: $quantity, onDate: $onDate) { budgetPence ownPence } }`,
        { personId, variantId: variant.id, quantity, onDate: wednesday() },
      );
      if (offer) return { ...offer, serviceId: node.id ?? '', variantId: variant.id, quantity };
    }
  throw new Error('Nothing costs more than the council pays.');
}

async function look(page: Page): Promise<void> {
  await page.setViewportSize({ width: 375, height: 900 });
  await expectNoSidewaysScroll(page);
  await expectNoBarriers(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('the part above the council’s price is agreed apart, and stays apart', async ({ browser }) => {
  const page = await signedIn(browser, 'holder');
  const { me } = await ask<{ me: { person: { id: string } } }>(page, '{ me { person { id } } }');
  const found = await aboveCap(page, me.person.id);
  const draft = `quantity=${found.quantity}&how=once&on=${wednesday()}&time=10:00`;
  await page.goto(`/services/${found.serviceId}/order/${found.variantId}/cost?${draft}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    `It costs ${inWords(found.budgetPence + found.ownPence)}`,
  );
  await expect(fact(page, 'Own money')).toHaveText(inWords(found.ownPence));
  await expect(page.getByText('Somebody else would do it for the budget’s money alone')).toBeVisible();
  await expect(page.locator('[data-sum="promised"]')).toHaveText(inWords(found.budgetPence).replace('£', '−£'));
  await look(page);
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByLabel('Where should they come?').fill('At home');
  await page.getByRole('button', { name: 'Send order' }).click();
  await expect(page.getByRole('link', { name: /^Say yes to the part that is own money/ })).toBeVisible();
  await look(page);
  await page.getByLabel(`Yes, I agree to pay ${inWords(found.ownPence)} of own money for this visit`).check();
  await page.getByRole('button', { name: 'Send order' }).click();
  await expect(fact(page, 'Promised for it')).toHaveText(inWords(found.budgetPence));
  await page.getByRole('button', { name: 'See the order' }).click();
  await expect(fact(page, 'Own money, apart')).toHaveText(
    `${inWords(found.ownPence)}, owed once the visit is confirmed`,
  );
  await look(page);

  // Calling it off leaves nothing to pay.
  await page.getByRole('button', { name: 'Cancel this order' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(fact(page, 'Own money, apart')).toContainText('Nothing.');
});

test('an order that repeats above the council’s price has both sums, visit by visit', async ({ browser }) => {
  const page = await signedIn(browser, 'holder');
  const { me } = await ask<{ me: { person: { id: string } } }>(page, '{ me { person { id } } }');
  const found = await aboveCap(page, me.person.id);
  const until = new Date(Date.parse(`${wednesday()}T12:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10);
  await page.goto('/my-budget');
  const before = await budgetOn(page);
  const draft = `quantity=${found.quantity}&how=weekly&on=${wednesday()}&until=${until}&day=WE&time=10:00`;
  await page.goto(`/services/${found.serviceId}/order/${found.variantId}/cost?${draft}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    `It costs ${inWords(found.budgetPence + found.ownPence)} each time`,
  );
  await expect(fact(page, 'Own money in a week')).toHaveText(inWords(found.ownPence));
  await look(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Where should they come?').fill('At home');
  await expect(fact(page, 'From the budget each time')).toHaveText(inWords(found.budgetPence));
  await page.getByLabel(`Yes, I agree to pay ${inWords(found.ownPence)} of own money for each visit`).check();
  await look(page);
  await page.getByRole('button', { name: 'Send order' }).click();
  await page.getByRole('button', { name: 'See the order' }).click();
  await expect(fact(page, 'Own money, apart')).toHaveText(
    `At most ${inWords(found.ownPence)} for each visit, owed once it is confirmed`,
  );
  await expect(page.getByText(`from the budget and ${inWords(found.ownPence)} of own money`)).toHaveCount(2);
  await look(page);

  // Of the budget only its own part is promised, for the visits that its money reaches to.
  const promised = await penceIn(fact(page, 'Promised now'));
  expect(promised % found.budgetPence).toBe(0);
  await page.goto('/my-budget');
  const after = await budgetOn(page);
  expect(after.promised - before.promised).toBe(promised);
  expect(before.left - after.left).toBe(promised);
});
