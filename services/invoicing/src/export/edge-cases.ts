import { divideRounded } from '@owncourse/kernel/contract';
import type { DocumentLine, DocumentParty, ElectronicDocument } from '../domain/electronic-document.js';
import { type VatCategory, vatIn } from '../domain/vat.js';

const ONE = 10_000n;
const PERCENT: Readonly<Record<VatCategory, bigint>> = { S: 2000n, Z: 0n, E: 0n, O: 0n };
const DAY = '2026-02-03';

const platform = { scheme: '0088', id: '5060999000004' };
const registered: DocumentParty = {
  id: 'edge-registered',
  name: 'Edge & Sons <Support> “Ltd”',
  addressLines: ['Unit 4', 'The Maltings', 'Kiln Lane'],
  town: 'Marlbridge',
  postcode: 'MB1 1AA',
  vatNumber: '999000005',
  taxReference: null,
  companyNumber: '99999999',
  endpoint: { scheme: '9932', id: 'GB999000005' },
};
const exempt: DocumentParty = {
  ...registered,
  id: 'edge-exempt',
  name: 'Edge Welfare',
  vatNumber: null,
  taxReference: '9999999999',
  companyNumber: null,
  endpoint: platform,
};
const unregistered: DocumentParty = {
  ...exempt,
  id: 'edge-unregistered',
  name: 'A. Edge',
  addressLines: [],
  town: null,
  postcode: null,
  taxReference: null,
};
const council: DocumentParty = {
  ...unregistered,
  id: 'edge-council',
  name: 'Edge Council',
  addressLines: ['Town Hall'],
  town: 'Marlbridge',
  postcode: 'MB1 1AB',
};
const person: DocumentParty = { ...unregistered, id: 'edge-person', name: 'Zoë O’Neill' };

type LineOf = Partial<DocumentLine> & { readonly vatCategory: VatCategory; readonly multiplier?: bigint };

function line(number: number, { vatCategory, multiplier = ONE, ...given }: LineOf): DocumentLine {
  const quantity = given.quantity ?? ONE;
  const unitPricePence = given.unitPricePence ?? 2165n;
  const grossPence = given.grossPence ?? divideRounded(quantity * unitPricePence * multiplier, ONE * ONE);
  return {
    number,
    deliveryId: `edge-delivery-${number}`,
    orderId: 'edge-order',
    onDate: DAY,
    description: 'Help at home, weekday',
    unit: 'HOUR',
    quantity,
    unitPricePence,
    grossPence,
    vatPence: vatIn(grossPence, PERCENT[vatCategory]),
    vatCategory,
    vatPercent: PERCENT[vatCategory],
    rateCardVersion: 3,
    ...given,
  };
}

function document(
  name: string,
  seller: DocumentParty,
  lines: readonly LineOf[],
  more: Partial<ElectronicDocument> = {},
): ElectronicDocument {
  return {
    kind: 'INVOICE',
    isSelfBilled: false,
    number: `EDGE-${name}`,
    issuedOn: '2026-03-01',
    dueOn: '2026-03-31',
    periodStart: '2026-02-01',
    periodEnd: '2026-02-28',
    seller,
    buyer: council,
    buyerReference: 'PO 4711',
    lines: lines.map((one, index) => line(index + 1, one)),
    allowances: [],
    credits: null,
    ...more,
  };
}

const repeated = (times: number, one: LineOf): LineOf[] => Array.from({ length: times }, () => one);
const asCredit = {
  kind: 'CREDIT_NOTE',
  dueOn: null,
  credits: { number: 'OC-2026-00001', issuedOn: '2026-02-10' },
} as const;

const selfBilled = { isSelfBilled: true } as const;
/** Texts that are there and hold nothing that can be written. */
const nothingWritten = {
  name: ' ',
  addressLines: ['\u2003', ''],
  town: ' ',
  postcode: '\u0000',
  companyNumber: ' ',
} as const;

/** Made-up documents at the edges of the rules, for whoever checks what is written against the official rule sets. */
export function edgeCases(): readonly ElectronicDocument[] {
  return [
    document('exempt', exempt, [{ vatCategory: 'E' }]),
    document('exempt-registered', registered, [{ vatCategory: 'E', quantity: 15_000n }]),
    document('not-registered', unregistered, [{ vatCategory: 'O', unit: 'VISIT30', rateCardVersion: null }]),
    document('not-registered-to-a-person', unregistered, [{ vatCategory: 'O' }], {
      buyer: person,
      buyerReference: person.id,
    }),
    document('standard', registered, [{ vatCategory: 'S' }]),
    document('zero', registered, [{ vatCategory: 'Z' }]),
    document('mixed', registered, [
      { vatCategory: 'S', unitPricePence: 999n },
      { vatCategory: 'E', unit: 'NIGHT_AWAKE', unitPricePence: 14_321n },
      { vatCategory: 'Z', unit: 'ITEM', quantity: 33_333n },
      { vatCategory: 'S', unit: 'MILE', quantity: 123_456n, unitPricePence: 45n },
    ]),
    document('bank-holiday', registered, [
      { vatCategory: 'S', quantity: 7500n, unitPricePence: 2411n, multiplier: 15_000n },
    ]),
    document('penny', registered, [{ vatCategory: 'S', unit: 'ITEM', unitPricePence: 1n }]),
    document('half-a-penny', exempt, [{ vatCategory: 'E', quantity: 5000n, unitPricePence: 1n }]),
    document('least-quantity', exempt, [{ vatCategory: 'E', quantity: 1n, unitPricePence: 5000n }]),
    document('largest', registered, [
      { vatCategory: 'S', unit: 'ITEM', quantity: 9_999_999_999n, unitPricePence: 9_999n },
      { vatCategory: 'E', unit: 'YEAR', unitPricePence: 999_999_999_99n },
    ]),
    document('short-visit', registered, [
      { vatCategory: 'S', unitPricePence: 2400n, grossPence: 1501n, vatPence: 250n },
    ]),
    document('many-lines', exempt, repeated(1000, { vatCategory: 'E', quantity: 3333n })),
    document('rounded-up', registered, repeated(1000, { vatCategory: 'S', unitPricePence: 1203n })),
    document('rounded-down', registered, repeated(1000, { vatCategory: 'S', unitPricePence: 1202n })),
    document('rounded-to-nothing', registered, repeated(500, { vatCategory: 'S', unit: 'ITEM', unitPricePence: 2n })),
    document('allowance', registered, [{ vatCategory: 'S', unitPricePence: 12_000n }, { vatCategory: 'E' }], {
      allowances: [
        { reason: 'A visit was missed', grossPence: 1203n, vatPence: 201n, vatCategory: 'S', vatPercent: 2000n },
        { reason: 'Agreed reduction', grossPence: 165n, vatPence: 0n, vatCategory: 'E', vatPercent: 0n },
      ],
    }),
    document('allowance-of-all', exempt, [{ vatCategory: 'E' }], {
      allowances: [{ reason: 'Nothing to pay', grossPence: 2165n, vatPence: 0n, vatCategory: 'E', vatPercent: 0n }],
    }),
    document('credit-exempt', exempt, [{ vatCategory: 'E', unit: 'ITEM' }], asCredit),
    document('credit-standard', registered, [{ vatCategory: 'S', unit: 'ITEM', unitPricePence: 7n }], asCredit),
    document('credit-zero', registered, [{ vatCategory: 'Z', unit: 'ITEM' }], asCredit),
    document('credit-not-registered', unregistered, [{ vatCategory: 'O', unit: 'ITEM' }], asCredit),
    document('words', registered, [
      { vatCategory: 'S', description: '  “Tea”, cake & a <walk>\u0007\n with Zoë  ]]> 1 < 2 ' },
    ]),
    document(
      'words-that-hold-nothing',
      { ...registered, ...nothingWritten },
      [{ vatCategory: 'S', description: '\u00a0\uFFFE' }],
      {
        buyer: { ...council, ...nothingWritten },
        buyerReference: '\u00a0',
      },
    ),
    document(
      'long-words',
      { ...registered, name: 'Long '.repeat(40), addressLines: Array<string>(3).fill('Lane '.repeat(20)) },
      [{ vatCategory: 'E', description: '#AAI#Ünïcödé 漢字 '.repeat(60) }],
    ),
    document('standard-and-zero', registered, [{ vatCategory: 'S' }, { vatCategory: 'Z', unit: 'ITEM' }], {
      buyer: { ...council, vatNumber: '999000005', companyNumber: 'SC123456' },
    }),
    document('not-registered-to-a-registered', unregistered, [{ vatCategory: 'O' }], {
      buyer: { ...council, vatNumber: '999000005' },
    }),
    document('allowance-not-registered', unregistered, [{ vatCategory: 'O', unit: 'DAY', unitPricePence: 9_000n }], {
      allowances: [{ reason: '', grossPence: 1_001n, vatPence: 0n, vatCategory: 'O', vatPercent: 0n }],
    }),
    document('allowances-of-many-lines', registered, repeated(400, { vatCategory: 'S', unitPricePence: 1203n }), {
      allowances: [1201n, 1203n, 7n].map((grossPence) => ({
        reason: 'Agreed reduction',
        grossPence,
        vatPence: vatIn(grossPence, PERCENT.S),
        vatCategory: 'S',
        vatPercent: PERCENT.S,
      })),
    }),
    document('credit-mixed', registered, [{ vatCategory: 'S' }, { vatCategory: 'Z' }, { vatCategory: 'E' }], asCredit),
    document('credit-many-lines', registered, repeated(600, { vatCategory: 'S', unitPricePence: 1202n }), asCredit),
    document('nothing', exempt, [{ vatCategory: 'E', unitPricePence: 0n }]),
    document('self-billed', registered, [{ vatCategory: 'S' }, { vatCategory: 'E' }], selfBilled),
    document('self-billed-not-registered', unregistered, [{ vatCategory: 'O' }], selfBilled),
    document('self-billed-credit', registered, [{ vatCategory: 'S', unit: 'ITEM' }], { ...asCredit, ...selfBilled }),
  ];
}
