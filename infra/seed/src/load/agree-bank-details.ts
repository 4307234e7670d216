import { addDays, atOnce } from '@owncourse/kernel/contract';
import { type CouncilKey, councils, pickNumber, type Provider, providers } from '../content/index.js';
import { councilKeys, officerOf, operatorId } from './council-staff.js';
import { act, type Story, unlessRefused } from './story.js';

/** No bank has this sort code, so that no account of the demo can be anybody's. */
const NOBODYS_SORT_CODE = '000000';
const DAY_AFTER_RATES = 4;
const HELD = 'wrenfields-cleaning';
/** Days from the first of the story on. */
const HELD_DAYS = 42;

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
    const bankDetailsId = await enterBankDetails(story, provider, day);
    for (const key of councilKeys)
      if (!(await agree(story, { provider, bankDetailsId, key, day })))
        story.bankToCheck.set(`${key}/${provider.key}`, { provider, bankDetailsId });
  });
}

/**
 * Providers that a council first had an invoice of, and had agreed no prices with: they are called now. One of Oakhaven's is called some
 * weeks later, so that somebody's payments have waited.
 */
export async function agreeLater(story: Story, key: CouncilKey, day: string): Promise<void> {
  const waiting = [...story.bankToCheck].filter(([label]) => label.startsWith(`${key}/`)).sort();
  for (const [label, { provider, bankDetailsId }] of waiting) {
    if (label === `oakhaven/${HELD}` && day < addDays(story.days.first, HELD_DAYS)) continue;
    if (await agree(story, { provider, bankDetailsId, key, day })) story.bankToCheck.delete(label);
  }
}

function enterBankDetails(story: Story, provider: Provider, day: string): Promise<string> {
  const deed = { label: `bank-details/${provider.key}`, day, time: '10:00', personId: provider.staffId };
  return act(story, deed, (actor, idempotencyKey) =>
    story.ports.paying.enterBankDetails(actor, {
      idempotencyKey,
      sortCode: NOBODYS_SORT_CODE,
      accountNumber: accountOf(provider.key),
      accountName: provider.name.slice(0, 70),
    }),
  );
}

/** @returns false for a council that has agreed no prices with the provider and had no invoice of it: it has nothing to look at */
async function agree(
  story: Story,
  {
    provider,
    bankDetailsId,
    key,
    day,
  }: {
    readonly provider: Provider;
    readonly bankDetailsId: string;
    readonly key: CouncilKey;
    readonly day: string;
  },
): Promise<boolean> {
  const { paying } = story.ports;
  const label = `${key}/${provider.key}/${day}`;
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
  if (checkId === null) return false;
  const agreed = { label: `bank-agree/${label}`, day, time: '14:00', personId: officerOf(key, 'finance2').personId };
  await act(story, agreed, (actor, idempotencyKey) =>
    paying.decideBankDetails(actor, { idempotencyKey, checkId, agree: true }),
  );
  return true;
}
