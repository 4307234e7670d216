import { addDays, atOnce } from '@owncourse/kernel/contract';
import { councils, pickNumber, type Provider, providers } from '../content/index.js';
import { councilKeys, officerOf, operatorId } from './council-staff.js';
import { act, type Story, unlessRefused } from './story.js';

/** No bank has this sort code, so that no account of the demo can be anybody's. */
const NOBODYS_SORT_CODE = '000000';
const DAY_AFTER_RATES = 4;

const accountOf = (key: string): string => String(10_000_000 + pickNumber(`account/${key}`, 90_000_000));

/** From which account each council pays, where providers are paid, and that two officers of each council made sure of it. */
export async function agreeBankDetails(story: Story): Promise<void> {
  const { days, ports } = story;
  const day = addDays(days.founding, DAY_AFTER_RATES);
  await act(story, { label: 'found/paying-accounts', day, time: '09:00', personId: operatorId() }, (actor) =>
    ports.paying.importPayingAccounts(
      actor,
      days.founding,
      councils.map((one, index) => ({
        councilId: one.id,
        serviceUserNumber: String(900_001 + index),
        sortCode: NOBODYS_SORT_CODE,
        accountNumber: accountOf(one.key),
        accountName: one.name,
      })),
    ),
  );
  await atOnce(providers, async (provider) => {
    const bankDetailsId = await enterBankDetails(story, provider, day, '');
    for (const key of councilKeys) await agree(story, provider, bankDetailsId, key, day);
  });
}

/** @param again in the label and the account number of later details */
export function enterBankDetails(story: Story, provider: Provider, day: string, again: string): Promise<string> {
  const deed = { label: `bank-details/${provider.key}${again}`, day, time: '10:00', personId: provider.staffId };
  return act(story, deed, (actor, idempotencyKey) =>
    story.ports.paying.enterBankDetails(actor, {
      idempotencyKey,
      sortCode: NOBODYS_SORT_CODE,
      accountNumber: accountOf(`${provider.key}${again}`),
      accountName: provider.name.slice(0, 70),
    }),
  );
}

/** A council that has agreed no prices with the provider has nothing to look at. */
async function agree(
  story: Story,
  provider: Provider,
  bankDetailsId: string,
  key: (typeof councilKeys)[number],
  day: string,
): Promise<void> {
  const { paying } = story.ports;
  const label = `${key}/${provider.key}`;
  const called = { label: `bank-call/${label}`, day, time: '11:00', personId: officerOf(key, 'finance').personId };
  const checkId = await unlessRefused(story.tally, ['NOT_FOUND'], () =>
    act(story, called, (actor, idempotencyKey) =>
      paying.recordCallBack(actor, {
        idempotencyKey,
        bankDetailsId,
        calledOn: day,
        number: provider.phone,
        knownFrom: 'The contract',
        spokenTo: provider.staffName,
      }),
    ),
  );
  if (checkId === null) return;
  const agreed = { label: `bank-agree/${label}`, day, time: '14:00', personId: officerOf(key, 'finance2').personId };
  await act(story, agreed, (actor, idempotencyKey) =>
    paying.decideBankDetails(actor, { idempotencyKey, checkId, agree: true }),
  );
}
