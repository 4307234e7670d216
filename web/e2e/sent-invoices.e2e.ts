import { expect, test } from '@playwright/test';
import { expectMessage, expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { signedIn } from './support/work.js';

const PHONE = { width: 375, height: 800 };

/** As another program would write it; nobody ordered what is on it. */
function invoiceFile(number: string, seller: string): Buffer {
  const amount = (name: string): string => `<cbc:${name} currencyID="GBP">24.10</cbc:${name}>`;
  const party = (id: string, name: string): string =>
    `<cac:Party><cac:PartyIdentification><cbc:ID>${id}</cbc:ID></cac:PartyIdentification><cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName><cbc:CompanyID>${id}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>`;
  const vat = '<cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>${number}</cbc:ID><cbc:IssueDate>2027-03-03</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty>${party(seller, 'A provider')}</cac:AccountingSupplierParty><cac:AccountingCustomerParty>${party('none', 'Marlbridge Borough Council')}</cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="GBP">0.00</cbc:TaxAmount><cac:TaxSubtotal>${amount('TaxableAmount')}<cbc:TaxAmount currencyID="GBP">0.00</cbc:TaxAmount><cac:TaxCategory>${vat}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal>${['LineExtensionAmount', 'TaxExclusiveAmount', 'TaxInclusiveAmount', 'PayableAmount'].map(amount).join('')}</cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="HUR">1</cbc:InvoicedQuantity>${amount('LineExtensionAmount')}<cac:InvoicePeriod><cbc:StartDate>2027-03-01</cbc:StartDate></cac:InvoicePeriod>
<cac:Item><cbc:Name>An hour that nobody ordered</cbc:Name><cac:ClassifiedTaxCategory>${vat}</cac:ClassifiedTaxCategory><cac:AdditionalItemProperty><cbc:Name>Order</cbc:Name><cbc:Value>AAAA-AAAA</cbc:Value></cac:AdditionalItemProperty></cac:Item>
<cac:Price>${amount('PriceAmount')}</cac:Price></cac:InvoiceLine></Invoice>`);
}

test('a provider says its legal name, agrees to self-billing and takes it back, and sends an invoice of its own', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'provider@marlbridge.example', { viewport: PHONE });
  await page.goto('/provider/money');
  await page.getByRole('link', { name: 'Your name on invoices' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your name on invoices' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel('VAT number, if you have one').fill('123456789');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This is not a UK VAT number').first()).toBeVisible();
  await expectNoBarriers(page);

  await page.getByRole('link', { name: 'Invoices made by a council' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Invoices made by a council' })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByLabel('Which council?').selectOption({ label: 'Marlbridge Borough Council' });
  await page.getByLabel('What do these invoices begin with?').fill('mb1');
  const from = page.getByRole('group', { name: 'From which day?' });
  await from.getByLabel('Day').fill('1');
  await from.getByLabel('Month').fill('4');
  await from.getByLabel('Year').fill('2027');
  const until = page.getByRole('group', { name: 'Until which day?' });
  await until.getByLabel('Day').fill('31');
  await until.getByLabel('Month').fill('3');
  await until.getByLabel('Year').fill('2028');
  await page.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(page.getByText('Tick that you agree').first()).toBeVisible();
  await page.getByLabel('We agree to all of the above').check();
  await page.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(page.getByText('It is written down.')).toBeVisible();
  await expect(page.getByText('Waits for the council')).toBeVisible();
  await expect(page.getByText('MB1-2027-00001')).toBeVisible();
  await expectNoBarriers(page);
  const finance = await signedIn(browser, 'finance@marlbridge.example');
  await finance.goto('/council/self-billing');
  await expect(finance.getByText('MB1-2027-00001')).toBeVisible();
  await expectNoBarriers(finance);
  await finance.getByText('Say no', { exact: true }).first().click();
  await finance.getByRole('button', { name: 'Say no' }).click();
  await expect(finance.getByText('Say why not').first()).toBeVisible();
  await expectNoBarriers(finance);
  await finance.getByRole('button', { name: /^Sign it/ }).click();
  await expect(finance.getByText('It is signed.')).toBeVisible();
  await expect(finance.getByText('Not begun')).toBeVisible();
  await expectNoBarriers(finance);
  await page.reload();
  await expect(page.getByText('Signed for the council by')).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: /^Take it back/ }).click();
  await expect(page.getByText('It is ended.')).toBeVisible();
  await finance.goto('/council/self-billing');
  await expect(finance.getByRole('heading', { name: 'No provider has agreed yet' })).toBeVisible();
});

test('an invoice that a provider sends is held against what was confirmed, and turned down with a reason', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'micro@marlbridge.example', { viewport: PHONE });
  await page.goto('/provider/money/legal-details');
  const company = '01234567';
  await page.getByLabel('Legal name').fill('Somebody Who Works Alone');
  await page.getByLabel('Company or charity number').fill(company);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It is saved.')).toBeVisible();
  await page.goto('/provider/money/sent');
  await expect(page.getByRole('heading', { level: 1, name: 'Invoices you send' })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Send our own from today (Marlbridge Borough Council)' }).click();
  await expect(page.getByText('It is saved.')).toBeVisible();
  await page
    .getByLabel('The file of the invoice')
    .setInputFiles({ name: 'a.xml', mimeType: 'application/xml', buffer: Buffer.from('<a/>') });
  await page.getByRole('button', { name: 'Send it' }).click();
  await expect(page.getByText('This is no UBL 2.1 invoice').first()).toBeVisible();
  await expectNoBarriers(page);
  await page
    .getByLabel('The file of the invoice')
    .setInputFiles({ name: 'b.xml', mimeType: 'application/xml', buffer: invoiceFile('KH 2027/8', company) });
  await page.getByRole('button', { name: 'Send it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your invoice KH 2027/8' })).toBeVisible();
  await expect(page.getByText('Something differs')).toBeVisible();
  await expect(page.getByText('We know no visit for this line').first()).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('We looked again.')).toBeVisible();

  const finance = await signedIn(browser, 'finance@marlbridge.example');
  await finance.goto('/council/invoices');
  await finance.getByRole('link', { name: 'Invoices to sort out' }).click();
  await expect(finance.getByRole('heading', { level: 1, name: 'Invoices to sort out' })).toBeVisible();
  await expectNoBarriers(finance);
  await finance.getByRole('link', { name: 'KH 2027/8' }).click();
  await expect(finance.getByRole('heading', { level: 1, name: 'Invoice KH 2027/8' })).toBeVisible();
  await expectNoBarriers(finance);
  await finance.getByText('Turn it down', { exact: true }).first().click();
  await finance.getByLabel('Why? The provider reads it.').fill('We did not order this.');
  await finance.getByRole('button', { name: 'Turn it down' }).click();
  await expect(finance.getByText('It is turned down.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('We did not order this.')).toBeVisible();
  await expectMessage(page, 'An invoice that you sent is turned down');
  await page.goto('/provider/money/sent');
  await page.getByRole('button', { name: /^Let them make themselves from tomorrow/ }).click();
  await expect(page.getByText('It is saved.')).toBeVisible();
});
