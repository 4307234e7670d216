import { expect, type Page, test } from '@playwright/test';
import { budgetOn, expectNoBarriers, expectNoSidewaysScroll, isoToday, penceIn } from './support/pages.js';
import { ask, expectDone, signedIn, tuesdayAfter } from './support/work.js';

const phone = { viewport: { width: 375, height: 900 } };
const plain = { ...phone, javaScriptEnabled: false };

/** What the page shows on a telephone, in a window with script: barriers cannot be looked for without it. */
async function look(looking: Page, address: string): Promise<void> {
  await looking.goto(address);
  await expectNoBarriers(looking);
  await expectNoSidewaysScroll(looking);
}

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

/** Lets two people act for the holder, only together. @returns the holder's id */
async function letTwoActTogether(holder: Page): Promise<string> {
  const { me } = await ask<{ me: { person: { id: string } } }>(holder, '{ me { person { id } } }');
  for (const who of ['selffunder', 'community']) {
    const { grantMandate } = await ask<{ grantMandate: { __typename: string } }>(
      holder,
      'mutation ($input: GrantMandateInput!) { grantMandate(input: $input) { __typename } }',
      {
        input: {
          personId: me.person.id,
          actorEmail: `${who}@marlbridge.example`,
          type: 'NOMINEE',
          scopes: ['VIEW', 'ORDER'],
          joint: true,
          startsOn: isoToday(),
        },
      },
    );
    expect(grantMandate.__typename).toBe('Mandate');
  }
  return me.person.id;
}

test('two who act only together: one asks, nothing is ordered, and the other’s yes orders it, without script', async ({
  browser,
}) => {
  const holder = await signedIn(browser, 'holder', phone);
  const personId = await letTwoActTogether(holder);
  await holder.goto('/my-budget');
  const before = await budgetOn(holder);

  const first = await signedIn(browser, 'selffunder', plain);
  const { services } = await ask<Offers>(
    holder,
    `query { services(search: { words: "Morning and bedtime care", kinds: [PAID] }, first: 1) {
      edges { node { ... on Service { id variants { id name } } } } } }`,
  );
  const service = services.edges[0]?.node;
  const variant = service?.variants.find(({ name }) => name === 'Half an hour, weekday');
  const draft = `quantity=1&how=once&on=${tuesdayAfter(7)}&time=10:00&for=${personId}`;
  await first.goto(`/services/${service?.id}/order/${variant?.id}/check?${draft}`);
  await expect(first.getByText('so they have to say yes too')).toBeVisible();
  await first.getByLabel(/^Where should they come/).fill('12 Mill Lane');
  await first.getByRole('button', { name: 'Ask for their yes' }).click();
  await expectDone(first, 'We have asked for their yes. You hear from us when they answer.');
  await expect(first.getByRole('button', { name: 'Yes, order it' })).toHaveCount(0);
  await expect(first.getByRole('button', { name: 'No, take it back' })).toBeVisible();
  const asked = new URL(first.url()).pathname;
  await holder.goto('/my-budget');
  expect(await budgetOn(holder)).toEqual(before);
  // The person sees what is asked for them, and could say no.
  await look(holder, asked);
  await expect(holder.getByRole('button', { name: 'No, do not order it' })).toBeVisible();

  const second = await signedIn(browser, 'community', plain);
  await second.goto(`/my-orders?for=${personId}`);
  await second.getByRole('listitem').filter({ hasText: 'It needs your yes.' }).getByRole('link').click();
  await look(await signedIn(browser, 'community', phone), second.url());
  const each = await penceIn(second.locator('[data-sum="each"]'));
  await second.getByRole('button', { name: 'Yes, order it' }).click();
  await expectDone(second, 'You said yes.');
  await expect(second.getByText('Everybody said yes, and it is ordered.')).toBeVisible();
  await holder.goto('/my-budget');
  const after = await budgetOn(holder);
  expect([after.promised - before.promised, before.left - after.left]).toEqual([each, each]);
});
