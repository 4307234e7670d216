import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inWords, isoToday } from './support/pages.js';
import { ask, expectDone, expectProblems, fact, personOf, signedIn, soldHour, tuesdayAfter } from './support/work.js';

// Played against a stand-in for the card company, after paying-for-oneself.e2e.ts: the mother's card is kept by then.
const PHONE = { javaScriptEnabled: false, viewport: { width: 375, height: 800 } };

async function look(page: Page): Promise<void> {
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
  }
  await expectNoBarriers(page, 'without contrast');
}

test('a mother who pays for herself names her daughter, who orders for her until the mother ends it, without JavaScript on a phone', async ({
  browser,
}) => {
  const sold = await soldHour(await signedIn(browser, 'provider'));
  const mother = await signedIn(browser, 'selffunder', PHONE);
  const daughter = await signedIn(browser, 'representative', PHONE);
  const her = await personOf(mother);
  const helper = await personOf(daughter);

  // Nobody named her yet.
  await daughter.goto(`/people-i-help/${her.personId}`);
  await expect(daughter.getByRole('heading', { level: 1 })).toHaveText('You can’t act for this person');

  await mother.goto('/who-can-act-for-me/new');
  await expect(mother.getByText('To order for you they must be allowed to pay too')).toBeVisible();
  await mother.getByText('Is it your attorney, deputy or trustee?').click();
  await expect(mother.getByText('so nobody here can see them yet')).toBeVisible();
  await look(mother);
  await mother.getByLabel('Their email address').fill('representative@marlbridge.example');
  for (const what of ['Order and cancel', 'Confirm visits', 'Pay with your card, and see its receipts'])
    await mother.getByLabel(what).check();
  await mother.getByLabel('The most for one order (you can leave this empty)').fill('100');
  await mother.getByRole('button', { name: 'Let them act for me' }).click();
  await expect(mother.getByRole('heading', { level: 1 })).toHaveText('Who can act for me');
  await expect(mother.getByText('They can act for you from the day you chose.')).toBeVisible();
  await look(mother);

  await daughter.goto(`/people-i-help/${her.personId}`);
  await expect(daughter.getByText(`${her.displayName} pays with their own money, at the public price.`)).toBeVisible();
  await look(daughter);
  await daughter.goto(`/services/${sold.serviceId}?for=${her.personId}`);
  await expect(daughter.getByRole('heading', { name: `What it costs ${her.displayName}` })).toBeVisible();
  await look(daughter);
  const once = `how=once&on=${isoToday()}&time=08:00&quantity=1&for=${her.personId}`;
  await daughter.goto(`/services/${sold.serviceId}/order/${sold.variantId}/cost?${once}`);
  await expect(daughter.getByText(`This is paid with ${her.displayName}’s own money.`)).toBeVisible();
  await look(daughter);
  await daughter.goto(`/services/${sold.serviceId}/order/${sold.variantId}/check?${once}`);
  await expect(
    daughter.getByRole('heading', { name: `${her.displayName} can change their mind for 14 days` }),
  ).toBeVisible();
  await expect(daughter.getByText('The contract is theirs, and so are these rights.')).toBeVisible();
  await expect(daughter.getByText(`the card that is kept for ${her.displayName}`)).toBeVisible();
  await look(daughter);
  await daughter.getByLabel(/^Where should they come/).fill('12 Mill Lane');
  await daughter.getByRole('button', { name: 'Send order' }).click();
  await expectProblems(
    daughter,
    'Read what you can do if you change your mind, and say that you did.',
    'Say that you want it to start in the 14 days, or choose a day that is more than 3 weeks away.',
  );
  await daughter.getByLabel('I have read this').check();
  await daughter.getByLabel(`${her.displayName} wants it to start in these 14 days.`).check();
  await daughter.getByRole('button', { name: 'Send order' }).click();
  await expect(daughter.getByRole('heading', { level: 1 })).toHaveText(`The order for ${her.displayName} is sent`);
  await expect(fact(daughter, `${her.displayName} pays`)).toHaveText(
    'Nothing now. It is taken from the card that is kept for them after each confirmed visit.',
  );
  await look(daughter);
  await daughter.getByRole('button', { name: 'See the order' }).click();
  await expect(fact(daughter, 'Paid')).toHaveText(
    'By the card that is kept for them, after each visit that is confirmed',
  );
  await look(daughter);
  const orderPage = daughter.url();

  await mother.goto('/my-data');
  const others = mother.getByRole('list', { name: 'What others did for you, newest first' });
  await expect(others.getByRole('listitem').first()).toContainText(helper.displayName);
  await look(mother);
  await mother.goto('/who-can-act-for-me');
  await mother.getByRole('link', { name: `End this for ${helper.displayName}` }).click();
  await mother.getByRole('button', { name: 'Yes, stop it now' }).click();
  await expect(mother.getByText('It has ended. They can do nothing for you from now on.')).toBeVisible();

  const refusal = await daughter.goto(orderPage);
  expect(refusal?.status()).toBe(403);
  await daughter.goto(`/people-i-help/${her.personId}`);
  await expect(daughter.getByRole('heading', { level: 1 })).toHaveText('You can’t act for this person');
  await look(daughter);
  const checked = await daughter.goto(`/services/${sold.serviceId}/order/${sold.variantId}/check?${once}`);
  expect(checked?.status()).toBe(403);
});

test('two who act for her only together: one asks, the other’s yes orders it, and nothing is taken then, without JavaScript on a phone', async ({
  browser,
}) => {
  const sold = await soldHour(await signedIn(browser, 'provider'));
  const mother = await signedIn(browser, 'selffunder', PHONE);
  const her = await personOf(mother);
  for (const who of ['representative', 'community']) {
    const { grantMandate } = await ask<{ grantMandate: { __typename: string } }>(
      mother,
      'mutation ($input: GrantMandateInput!) { grantMandate(input: $input) { __typename } }',
      {
        input: {
          personId: her.personId,
          actorEmail: `${who}@marlbridge.example`,
          type: 'NOMINEE',
          scopes: ['VIEW', 'ORDER', 'PAY'],
          joint: true,
          startsOn: isoToday(),
        },
      },
    );
    expect(grantMandate.__typename).toBe('Mandate');
  }
  const first = await signedIn(browser, 'representative', PHONE);
  const once = `how=once&on=${tuesdayAfter(7)}&time=10:00&quantity=1&for=${her.personId}`;
  await first.goto(`/services/${sold.serviceId}/order/${sold.variantId}/check?${once}`);
  await expect(first.getByText('Until then nothing is ordered and nothing is paid.')).toBeVisible();
  await expect(first.getByText('Nothing is taken now, nor when everybody has said yes.')).toBeVisible();
  await look(first);
  await first.getByLabel(/^Where should they come/).fill('12 Mill Lane');
  await first.getByLabel('I have read this').check();
  await first.getByLabel(`${her.displayName} wants it to start in these 14 days.`).check();
  await first.getByRole('button', { name: 'Ask for their yes' }).click();
  await expectDone(first, 'We have asked for their yes. You hear from us when they answer.');
  await expect(fact(first, 'Own money').locator('[data-sum="each"]')).toHaveText(inWords(sold.pence));
  await look(first);
  const ordersOf = async (): Promise<number> => {
    const { orders } = await ask<{ orders: { edges: unknown[] } }>(
      mother,
      '{ orders(first: 50) { edges { node { id } } } }',
    );
    return orders.edges.length;
  };
  const before = await ordersOf();

  const second = await signedIn(browser, 'community', PHONE);
  await second.goto(`/my-orders?for=${her.personId}`);
  await second.getByRole('listitem').filter({ hasText: 'It needs your yes.' }).getByRole('link').click();
  await expect(second.getByText('can change their mind for 14 days after the provider’s yes')).toBeVisible();
  await expect(second.getByText('The last yes orders it. Nothing is taken then.')).toBeVisible();
  await look(second);
  expect(await ordersOf()).toBe(before);
  await second.getByRole('button', { name: 'Yes, order it' }).click();
  await expectDone(second, 'You said yes.');
  await expect(second.getByText('Everybody said yes, and it is ordered.')).toBeVisible();
  await look(second);
  expect(await ordersOf()).toBe(before + 1);
});
