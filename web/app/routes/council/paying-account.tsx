import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateInput,
  InsetText,
  Page,
  pageTitle,
  SummaryList,
  TextInput,
  Warning,
} from '../../components/index.js';
import { dateWords } from '../../format/dates.js';
import {
  DecidePayingAccountDocument,
  EnterPayingAccountDocument,
  OurPayingAccountsDocument,
  type OurPayingAccountsQuery,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { AgreeForm } from '../../work/agree-form.js';
import { accountRows, BankAccountFields, enteredBy } from '../../work/bank-account-parts.js';
import { readDay } from '../../work/form-dates.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/paying-account.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('The account we pay from', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { ourPayingAccounts } = await callGraphql({ context, request }, OurPayingAccountsDocument);
  return { ours: ourPayingAccounts ?? notFound(), today: todayOf(context), formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const { sortCode: _sortCode, accountNumber: _accountNumber, ...values } = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const entryId = textOf(form, 'entryId');
  if (entryId !== '') {
    const answer = textOf(form, 'answer');
    if (answer !== 'yes' && answer !== 'no')
      return putRight([{ field: 'answer', message: 'Choose yes or no' }], values);
    const { decidePayingAccount } = await callGraphql({ context, request }, DecidePayingAccountDocument, {
      input: { idempotencyKey, entryId, agree: answer === 'yes', reason: textOf(form, 'reason') || null },
    });
    if (isRefused(decidePayingAccount)) return notDone(decidePayingAccount, values);
    throw redirect(`/council/paying-account?done=${decidePayingAccount.agreed ? 'agreed' : 'refused'}`);
  }
  const fromOn = readDay(form, 'fromOn');
  if (!fromOn)
    return putRight([{ field: 'fromOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' }], values);
  const { enterPayingAccount } = await callGraphql({ context, request }, EnterPayingAccountDocument, {
    input: {
      idempotencyKey,
      accountName: textOf(form, 'accountName'),
      sortCode: textOf(form, 'sortCode'),
      accountNumber: textOf(form, 'accountNumber'),
      serviceUserNumber: textOf(form, 'serviceUserNumber'),
      fromOn,
    },
  });
  if (isRefused(enterPayingAccount)) return notDone(enterPayingAccount, values);
  throw redirect('/council/paying-account?done=entered');
}

type Ours = NonNullable<OurPayingAccountsQuery['ourPayingAccounts']>;
interface FormProps {
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}

function whenWords({ fromOn, untilOn }: Ours['accounts'][number], today: string): string {
  const until = untilOn === null ? '' : ` until ${dateWords(untilOn, true)}`;
  return fromOn > today ? `From ${dateWords(fromOn, true)}${until}` : `Since ${dateWords(fromOn, true)}${until}`;
}

function whoWords({ enteredByName, agreedByName }: Ours['accounts'][number]): string {
  if (enteredByName === null) return 'By whoever set up this service';
  return agreedByName === null ? enteredByName : `${enteredByName}. ${agreedByName} agreed.`;
}

function Waiting({ waiting, formKey, answer }: FormProps & { readonly waiting: NonNullable<Ours['waiting']> }) {
  return (
    <section>
      <h2 className="govuk-heading-l">Waits for another officer</h2>
      <SummaryList
        rows={[
          ...accountRows(waiting),
          { key: 'Service user number', value: waiting.serviceUserNumber },
          { key: 'From', value: dateWords(waiting.fromOn, true) },
          { key: 'Entered', value: enteredBy(waiting) },
        ]}
      />
      {waiting.enteredByReader ? (
        <InsetText>
          <strong>You entered it, so somebody else has to agree.</strong> Ask another finance officer to open this page.
          Is it wrong? Enter it again below: the new one takes its place.
        </InsetText>
      ) : (
        <AgreeForm
          formKey={formKey}
          answer={answer}
          subject={{ name: 'entryId', value: waiting.id }}
          question="Shall we pay from this account?"
          yes={{ label: 'Yes, pay from this account', hint: 'Hold it against the bank’s letter first.' }}
          readBy="Your colleagues read this."
        />
      )}
    </section>
  );
}

function EntryForm({ formKey, answer, isFirst }: FormProps & { readonly isFirst: boolean }) {
  return (
    <Form method="post" noValidate autoComplete="off" className="oc-panel-form">
      <FormKey value={formKey} />
      <h2 className="govuk-heading-l">{isFirst ? 'Enter the account' : 'Enter another account'}</h2>
      <Warning>Nothing is paid from it until another finance officer has agreed.</Warning>
      <BankAccountFields answer={answer} />
      <TextInput
        name="serviceUserNumber"
        label="Service user number"
        hint="6 digits. It stands on the bank’s letter about BACS."
        className="govuk-input--width-5"
        inputMode="numeric"
        value={answer?.values['serviceUserNumber']}
        error={problemOf(answer, 'serviceUserNumber')}
        autoComplete="off"
      />
      <DateInput
        id="fromOn"
        namePrefix="fromOn"
        fieldset={{
          legend: 'From which day do we pay from it?',
          legendOptions: { className: 'govuk-fieldset__legend--s' },
        }}
        hint={
          isFirst ? 'Today, or a later day.' : 'Tomorrow, or a later day. Runs released before it stay as they are.'
        }
        values={answer?.values}
        error={problemOf(answer, 'fromOn')}
      />
      <Button>Save this account</Button>
    </Form>
  );
}

export default function PayingAccount({ loaderData, actionData }: Route.ComponentProps) {
  const { ours, today, formKey } = loaderData;
  const { accounts, waiting, refused } = ours;
  const current = accounts.find(({ fromOn, untilOn }) => fromOn <= today && (untilOn === null || untilOn >= today));
  const others = accounts.filter((one) => one !== current);
  const decides = actionData?.values['entryId'] !== undefined;
  return (
    <Page before={<BackLink href="/council/payment-runs">Payment runs</BackLink>}>
      <FormTitle title="The account we pay from" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ fromOn: 'fromOn-day' }} />
      <DoneBanner
        words={{
          entered: 'The account is saved. Now another finance officer has to agree.',
          agreed: 'You agreed. Runs are paid from this account from its first day on.',
          refused: 'You did not agree. Runs are paid as before.',
        }}
      />
      <h1 className="govuk-heading-xl">The account we pay from</h1>
      <p className="oc-lead">The files for the bank name this account. One officer enters it, another agrees.</p>
      {current === undefined ? (
        <InsetText>No account is known for today. Until one is, no file for the bank can be made.</InsetText>
      ) : (
        <SummaryList
          rows={[
            ...accountRows(current),
            { key: 'Service user number', value: current.serviceUserNumber },
            { key: 'When', value: whenWords(current, today) },
            { key: 'Entered', value: whoWords(current) },
          ]}
        />
      )}
      {refused === null ? null : (
        <InsetText>
          <strong>{refused.decidedByName} did not agree</strong> to the account that ends in {refused.accountEnding},
          from {dateWords(refused.fromOn, true)}: “{refused.reason}”
        </InsetText>
      )}
      {waiting === null ? null : (
        <Waiting waiting={waiting} formKey={formKey} answer={decides ? actionData : undefined} />
      )}
      <EntryForm formKey={formKey} isFirst={accounts.length === 0} answer={decides ? undefined : actionData} />
      {others.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-l">Before and after</h2>
          <SummaryList
            rows={others.map((one) => ({
              key: whenWords(one, today),
              value: `${one.accountName}, ends in ${one.accountEnding}. ${whoWords(one)}`,
            }))}
          />
        </>
      )}
    </Page>
  );
}
