import type { ComponentProps, ReactNode } from 'react';
import { DateText, type SummaryList, TextInput } from '../components/index.js';
import { type NotDone, problemOf } from './refusal.js';

type Rows = ComponentProps<typeof SummaryList>['rows'];

/** What anybody may read of an account: whose it is and how it ends. */
export function accountRows(account: { readonly accountName: string; readonly accountEnding: string }): Rows {
  return [
    { key: 'Name on the account', value: account.accountName },
    { key: 'Account number', value: `Ends in ${account.accountEnding}` },
  ];
}

/** Who entered something, and on which day. */
export function enteredBy(entered: { readonly enteredByName: string; readonly enteredAt: string }): ReactNode {
  return (
    <>
      {entered.enteredByName}, <DateText date={entered.enteredAt} withYear />
    </>
  );
}

/** The three fields of an account. The numbers are typed again after a mistake: no page carries them. */
export function BankAccountFields({ answer }: { readonly answer: NotDone | undefined }) {
  return (
    <>
      <TextInput
        name="accountName"
        label="Name on the account"
        hint="As it stands on your bank statement."
        value={answer?.values['accountName']}
        error={problemOf(answer, 'accountName')}
        autoComplete="off"
      />
      <TextInput
        name="sortCode"
        label="Sort code"
        hint="6 digits, like 30 90 70."
        className="govuk-input--width-5"
        inputMode="numeric"
        error={problemOf(answer, 'sortCode')}
        autoComplete="off"
      />
      <TextInput
        name="accountNumber"
        label="Account number"
        hint="6 to 8 digits."
        className="govuk-input--width-10"
        inputMode="numeric"
        error={problemOf(answer, 'accountNumber')}
        autoComplete="off"
      />
    </>
  );
}
