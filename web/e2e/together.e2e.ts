import { expect, type Page, test } from '@playwright/test';
import { budgetOn, expectNoBarriers, expectNoSidewaysScroll, penceIn } from './support/pages.js';
import { ask, expectDone, expectProblems, fact, signedIn, tuesdayAfter } from './support/work.js';

const phone = { viewport: { width: 375, height: 900 } };

/** What the page shows on a telephone, in a window with script: barriers cannot be looked for without it. */
async function look(looking: Page, address: string): Promise<void> {
  await looking.goto(address);
  await expectNoBarriers(looking);
  await expectNoSidewaysScroll(looking);
}

test('somebody is asked to share a visit, sees what it costs them, and says yes, without script', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'holder', { ...phone, javaScriptEnabled: false });
  const looking = await signedIn(browser, 'holder', phone);
  await page.goto('/my-budget');
  const before = await budgetOn(page);
  await page.goto('/my-orders');
  const invitation = page.getByRole('listitem').filter({ hasText: 'It needs your answer.' });
  await look(looking, page.url());
  await invitation.getByRole('link').click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Ordering together: /);
  const people = page.getByRole('main').getByRole('list').first().getByRole('listitem');
  await expect(people).toHaveCount(2);
  // By first name, and nothing of what he pays or has.
  await expect(people.filter({ hasText: 'Devon' })).toHaveText('Devon: half. Said yes.');
  await expect(page.getByText('Marchant')).toHaveCount(0);
  const share = await penceIn(page.locator('[data-sum="share"]'));
  expect(share).toBeGreaterThan(0);
  const asked = page.url();
  await look(looking, page.url());

  await page.getByRole('button', { name: 'Yes, share it' }).click();
  await expectDone(page, 'You said yes.');
  await expect(page.getByText('Everybody said yes, and it is ordered.')).toBeVisible();
  await page.goto('/my-budget');
  const after = await budgetOn(page);
  expect([after.promised - before.promised, before.left - after.left]).toEqual([share, share]);

  await page.goto(asked);
  await page.getByRole('link', { name: 'See your part of it' }).click();
  await expect(fact(page, 'Shared')).toContainText('Half for');
  await expect(fact(page, 'Shared')).toContainText('half for you');
  await expect(page.getByRole('button', { name: 'Change this order' })).toHaveCount(0);
  await look(looking, page.url());

  await page.getByRole('button', { name: 'Cancel this order' }).click();
  await expect(page.getByText('It is then cancelled for the others too')).toBeVisible();
  await look(looking, page.url());
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expectDone(page, 'It is cancelled.');
  await page.goto('/my-budget');
  expect(await budgetOn(page)).toEqual(before);
});

interface Offers {
  readonly services: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly variants: readonly { readonly id: string; readonly name: string }[];
      };
    }[];
  };
}

test('a broker orders one visit for two people, and the provider’s yes counts for both', async ({ browser }) => {
  const page = await signedIn(browser, 'broker', phone);
  const { me } = await ask<{ me: { actsFor: { person: { id: string; name: string } }[] } }>(
    page,
    '{ me { actsFor { person { id name } } } }',
  );
  const idOf = (name: string) => me.actsFor.find(({ person }) => person.name === name)?.person.id ?? '';
  const { services } = await ask<Offers>(
    page,
    `query { services(search: { words: "Morning and bedtime care", kinds: [PAID] }, first: 1) {
      edges { node { ... on Service { id variants { id name } } } } } }`,
  );
  const service = services.edges[0]?.node;
  const variant = service?.variants.find(({ name }) => name === 'Half an hour, weekday');
  const draft = `quantity=1&how=once&on=${tuesdayAfter(7)}&time=10:00&for=${idOf('Olive Pemberton')}`;
  await page.goto(`/services/${service?.id}/order/${variant?.id}/check?${draft}`);
  await page.getByRole('link', { name: 'Do this with somebody' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Do this with somebody');
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);

  await page.getByLabel('Where should they come?').fill('The community centre');
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expectProblems(page, 'Write the email address of somebody you want to do this with');
  await page.getByLabel('Their email address').fill('nobody@marlbridge.example');
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expectProblems(
    page,
    'We cannot ask this email address. Check it with them. They need a budget from the same council.',
  );
  await expectNoBarriers(page);

  // What was typed stays, so that nobody types it again; this address was nobody's.
  await page.getByLabel('Their email address').fill('');
  await page.getByLabel('Somebody you act for').selectOption({ label: 'Graham Tilsley' });
  await page.getByRole('button', { name: 'Add this person' }).click();
  await expect(page.getByText('You say yes for them.')).toBeVisible();
  await expect(page.getByText('If you ask nobody else, it is ordered when you press this')).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel('Where should they come?').fill('The community centre');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Everybody said yes, and it is ordered.')).toBeVisible();
  const people = page.getByRole('main').getByRole('list').first().getByRole('listitem');
  await expect(people).toHaveText([/half\. Said yes\.$/, /half\. Said yes\.$/]);

  const provider = await signedIn(browser, 'provider', phone);
  await provider.goto('/provider/orders');
  const orders = provider.locator('.oc-work__item').filter({ hasText: /Olive Pemberton|Graham Tilsley/ });
  await orders.filter({ hasText: 'Graham Tilsley' }).getByRole('link').first().click();
  await expect(provider.getByText('Your answer counts for all of them.')).toBeVisible();
  await expect(fact(provider, 'Shared by')).toContainText('2 people');
  await expectNoBarriers(provider);
  await expectNoSidewaysScroll(provider);
  await provider.getByRole('button', { name: 'Yes, we will do it' }).click();
  await expectDone(provider, 'You said yes. We have told Graham Tilsley.');
  await page.getByRole('link', { name: 'See their part of it' }).click();
  await expect(fact(page, 'State')).toHaveText('They said yes');
});
