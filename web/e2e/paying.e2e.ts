import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { ask, expectDone, expectProblems, fact, signedIn } from './support/work.js';

const PROVIDER = 'Marl Vale Home Support';

async function bothWidths(page: Page): Promise<void> {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
  }
  await expectNoBarriers(page, 'without contrast');
}

async function changeDetails(provider: Page, accountNumber: string): Promise<void> {
  await provider.goto('/provider/money/bank');
  await provider.getByLabel('Name on the account').fill('Marl Vale Home Support');
  await provider.getByLabel('Sort code').fill('00 00 00');
  await provider.getByLabel('Account number').fill(accountNumber);
  await provider.getByRole('button', { name: 'Save these details' }).click();
  await expectDone(provider, 'Your bank details are saved. Each council that buys from you will call you back.');
}

test('a provider changes its bank details: payments wait until one officer has called back and another has agreed', async ({
  browser,
}) => {
  const provider = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  const nia = await signedIn(browser, 'finance', { javaScriptEnabled: false });
  const gurpreet = await signedIn(browser, 'finance2');
  await provider.goto('/provider/money/bank');
  await provider.getByRole('button', { name: 'Save these details' }).click();
  await expectProblems(
    provider,
    'Enter the name on the account, in at most 70 letters.',
    'Enter a sort code of 6 digits, like 30 90 70.',
    'Enter an account number of 6 to 8 digits.',
  );
  await expectNoBarriers(provider, 'without contrast');
  await provider.getByLabel('Name on the account').fill('Marl Vale');
  await provider.getByLabel('Sort code').fill('08-99-99');
  await provider.getByLabel('Account number').fill('66374959');
  await provider.getByRole('button', { name: 'Save these details' }).click();
  await expectProblems(
    provider,
    'This account number does not go with this sort code. Check both on your bank statement.',
  );
  await expect(provider.getByLabel('Account number')).toHaveValue('');
  await changeDetails(provider, '23456781');
  await expect(fact(provider, 'Account number')).toHaveText('Ends in 6781');
  await expect(fact(provider, 'Marlbridge Borough Council')).toContainText('Payments wait');
  await bothWidths(provider);

  await nia.goto('/council/payment-runs/check');
  await expect(nia.getByRole('heading', { level: 1 })).toHaveText('Try a payment run');
  await bothWidths(nia);
  await nia.goto('/council/bank-details');
  await expect(nia.getByRole('heading', { level: 1 })).toHaveText('Bank details to check');
  await bothWidths(nia);
  await nia.getByRole('link', { name: PROVIDER }).click();
  await expect(nia.getByRole('heading', { level: 1 })).toHaveText(`Bank details of ${PROVIDER}`);
  await expect(fact(nia, 'Account number')).toHaveText('Ends in 6781');
  await nia.getByRole('button', { name: 'Write the call down' }).click();
  await expectProblems(
    nia,
    'Enter the telephone number you called, in digits.',
    'Say where your council had the number from. Never use one that came with the change.',
    'Say who you spoke to.',
  );
  await bothWidths(nia);
  await nia.getByLabel('Which number did you call?').fill('01632 960100');
  await nia.getByLabel('Where did you have the number from?').fill('Our contract');
  await nia.getByLabel('Who did you speak to?').fill('Carys Llewellyn');
  await nia.getByRole('button', { name: 'Write the call down' }).click();
  await expectDone(nia, 'The call is written down. Now another officer has to agree.');
  await nia.getByRole('link', { name: PROVIDER }).click();
  await expect(nia.getByText('You made the call, so somebody else has to agree.')).toBeVisible();

  await gurpreet.goto('/council/bank-details');
  await gurpreet.getByRole('link', { name: PROVIDER }).click();
  await expect(fact(gurpreet, 'Spoke to')).toHaveText('Carys Llewellyn');
  await gurpreet.getByLabel('Yes, pay to this account').check();
  await gurpreet.getByRole('button', { name: 'Save your answer' }).click();
  await expectDone(gurpreet, 'You agreed. The council can pay this provider.');
  await provider.goto('/provider/money/bank');
  await expect(fact(provider, 'Marlbridge Borough Council')).toContainText('It has checked your details');
});

test('a run is released into files for the bank, the bank sends a payment back, and the provider reads why', async ({
  browser,
}) => {
  const provider = await signedIn(browser, 'provider');
  const nia = await signedIn(browser, 'finance');
  const gurpreet = await signedIn(browser, 'finance2');
  const { invoices } = await ask<{ invoices: { edges: { node: { id: string; matchProblems: string[] } }[] } }>(
    provider,
    'query { invoices(filter: { statuses: [ISSUED] }, first: 20) { edges { node { id matchProblems } } } }',
  );
  const invoiceId = invoices.edges.find(({ node }) => node.matchProblems.length === 0)?.node.id ?? '';
  await nia.goto(`/council/invoices/${invoiceId}`);
  await expect(fact(nia, 'When it is paid')).toContainText('It waits for a yes.');
  await nia.getByRole('button', { name: 'Approve this invoice' }).click();
  await expectDone(nia, 'The invoice is approved. It can go into a payment run.');
  const { preparePaymentRun: run } = await ask<{ preparePaymentRun: { id: string } }>(
    nia,
    `mutation ($key: String!, $ids: [ID!]) { preparePaymentRun(idempotencyKey: $key, invoiceIds: $ids) { ... on PaymentRun { id } } }`,
    { key: `paying-${invoiceId}`, ids: [invoiceId] },
  );
  await gurpreet.goto(`/council/payment-runs/${run.id}`);
  await gurpreet.getByRole('button', { name: /^Release £/ }).click();
  await expectDone(gurpreet, 'The run is released. Every invoice in it is paid.');
  const [saved] = await Promise.all([
    gurpreet.waitForEvent('download'),
    gurpreet.getByRole('link', { name: 'BACS Standard 18 file' }).click(),
  ]);
  const bacs = await readFile(await saved.path(), 'utf8');
  expect(bacs).toMatch(/^VOL1/);
  expect(bacs).toContain('00000023456781099');
  await gurpreet.reload();
  await expect(gurpreet.getByText('Gurpreet Sohal took the BACS file')).toBeVisible();
  await bothWidths(gurpreet);
  await nia.goto(`/council/payment-runs/${run.id}`);
  await expect(nia.getByText('Only Gurpreet Sohal, who released the run, can take them.')).toBeVisible();
  expect((await nia.request.get(`/files/payment-runs/${run.id}/bacs.txt`)).status()).toBe(404);
  const reference = await nia.getByRole('table', { name: 'Payments by the bank' }).getByRole('rowheader').innerText();

  await provider.goto('/provider/money/payments');
  await expect(provider.getByRole('heading', { level: 1 })).toHaveText('Payments to you');
  await bothWidths(provider);
  await provider.getByRole('link', { name: reference }).click();
  await expect(provider.getByRole('heading', { level: 1 })).toHaveText(`Payment ${reference}`);
  await bothWidths(provider);
  const href = await provider.getByRole('link', { name: 'Keep this as a PDF', exact: true }).getAttribute('href');
  const pdf = await provider.request.get(href ?? '');
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);

  await nia.goto('/council/payment-runs/results');
  await expect(nia.getByRole('heading', { level: 1 })).toHaveText('What the bank answered');
  const send = async (csv: string): Promise<void> => {
    await nia.getByLabel('The file that the bank sent').setInputFiles({
      name: 'bank.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    });
    await nia.getByRole('button', { name: 'Take the file in' }).click();
  };
  await send('reference,result,reason\nPR-NOBODY-1,accepted,\n');
  await expectProblems(nia, 'Row 2: the council has no payment of this reference.');
  await bothWidths(nia);
  await send('<Document/>');
  await expectProblems(
    nia,
    'This is no status report of payments (pain.002.001.03 or later). Ask the bank for that, or for CSV.',
  );
  const report = (status: string): string =>
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>none</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>${status}</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
  await send(report('PDNG'));
  await expectProblems(nia, 'The bank has not decided about any payment yet. Take in the file that it sends next.');
  await send(report('ACSC'));
  await expectDone(nia, 'The file is taken in. The newest row below says what it changed.');
  // What the bank took at first it may still send back.
  await nia.goto('/council/payment-runs/results');
  await send(`reference,result,reason\n${reference},rejected,0\n`);
  await expectDone(nia, 'The file is taken in. The newest row below says what it changed.');
  await nia.goto(`/council/invoices/${invoiceId}`);
  await expect(fact(nia, 'Where it stands')).toHaveText('Ready to pay');
  await provider.reload();
  await expect(provider.getByText('The bank sent this payment back: the details are wrong.')).toBeVisible();
  await provider.goto(`/provider/money/${invoiceId}`);
  await expect(fact(provider, 'When it is paid')).toContainText('The bank sent it back: the details are wrong.');

  // Paid once more, so that nothing is left over.
  const { preparePaymentRun: again } = await ask<{ preparePaymentRun: { id: string } }>(
    nia,
    `mutation ($key: String!, $ids: [ID!]) { preparePaymentRun(idempotencyKey: $key, invoiceIds: $ids) { ... on PaymentRun { id } } }`,
    { key: `paying-again-${invoiceId}`, ids: [invoiceId] },
  );
  await gurpreet.goto(`/council/payment-runs/${again.id}`);
  await gurpreet.getByRole('button', { name: /^Release £/ }).click();
  await expectDone(gurpreet, 'The run is released. Every invoice in it is paid.');
});
