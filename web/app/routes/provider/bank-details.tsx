import { Form, redirect } from 'react-router';
import { BackLink, Button, InsetText, MoneyText, Page, SummaryList, Tag, Warning } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { shortDateWords } from '../../format/dates.js';
import {
  EnterBankDetailsDocument,
  OurBankDetailsDocument,
  type OurBankPartsFragment,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { accountRows, BankAccountFields, enteredBy } from '../../work/bank-account-parts.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, type NotDone, notDone, textOf } from '../../work/refusal.js';
import type { Route } from './+types/bank-details.js';
import { providerMoney } from './roles.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...providerMoney);
  const { ourBankDetails } = await callGraphql({ context, request }, OurBankDetailsDocument);
  return {
    ours: ourBankDetails ?? notFound(),
    mayChange: viewer.roles.includes('PROVIDER_OWNER'),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const input = {
    idempotencyKey: textOf(form, 'idempotencyKey'),
    sortCode: textOf(form, 'sortCode'),
    accountNumber: textOf(form, 'accountNumber'),
    accountName: textOf(form, 'accountName'),
  };
  const { enterBankDetails } = await callGraphql({ context, request }, EnterBankDetailsDocument, { input });
  // The number is typed again: no page carries it.
  if (isRefused(enterBankDetails)) return notDone(enterBankDetails, { accountName: input.accountName });
  throw redirect('/provider/money/bank?done=entered');
}

type Standing = OurBankPartsFragment['standings'][number];

function standingWords({ standing, calledOn, reason }: Standing): string {
  switch (standing) {
    case 'AGREED':
      return 'It has checked your details and pays you.';
    case 'NO_DETAILS':
      return 'It cannot pay you: you have not said where.';
    case 'TO_CALL':
      return 'It will call you, on a number that it had before, to make sure that these details are yours.';
    case 'TO_AGREE':
      return `It called you on ${shortDateWords(calledOn ?? '')}. A second officer has to agree.`;
    case 'TURNED_DOWN':
      return `It did not agree to these details. It says: “${reason ?? ''}” Enter them again, or call the council.`;
    case 'CLOSED':
      return 'The bank says that this account is closed. Enter another one.';
  }
}

function Standings({ standings }: { readonly standings: readonly Standing[] }) {
  if (standings.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">Which councils can pay you</h2>
      <SummaryList
        rows={standings.map((one) => ({
          key: one.councilName,
          value: (
            <>
              {one.standing === 'AGREED' ? <Tag colour="green">Checked</Tag> : <Tag colour="yellow">Payments wait</Tag>}{' '}
              {standingWords(one)}
              {one.standing === 'AGREED' || one.waitingCount === 0 ? null : (
                <>
                  {' '}
                  {sentenceStart(countWords(one.waitingCount, 'invoice'))} {one.waitingCount === 1 ? 'waits' : 'wait'}:{' '}
                  <MoneyText pence={one.waitingPence} />.
                </>
              )}
            </>
          ),
        }))}
      />
    </>
  );
}

function EntryForm({
  formKey,
  isFirst,
  answer,
}: {
  readonly formKey: string;
  readonly isFirst: boolean;
  readonly answer: NotDone | undefined;
}) {
  return (
    <Form method="post" noValidate autoComplete="off">
      <FormKey value={formKey} />
      <h2 className="govuk-heading-l">{isFirst ? 'Where should we pay you?' : 'Change your bank details'}</h2>
      <Warning>
        Each council calls you before it pays to new details, and two of its officers have to agree. Payments wait until
        then.
      </Warning>
      <BankAccountFields answer={answer} />
      <Button>Save these details</Button>
    </Form>
  );
}

export default function BankDetails({ loaderData, actionData }: Route.ComponentProps) {
  const { ours, mayChange, formKey } = loaderData;
  const { details, standings } = ours;
  return (
    <Page before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <FormTitle title="Your bank details" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{ entered: 'Your bank details are saved. Each council that buys from you will call you back.' }}
      />
      <h1 className="govuk-heading-xl">Your bank details</h1>
      {details === null ? (
        <p className="govuk-body">You have not told us where to pay you. Until then no council can.</p>
      ) : (
        <SummaryList rows={[...accountRows(details), { key: 'Entered', value: enteredBy(details) }]} />
      )}
      <Standings standings={standings} />
      {mayChange ? (
        <EntryForm formKey={formKey} isFirst={details === null} answer={actionData} />
      ) : (
        <InsetText>Only an owner can change the bank details.</InsetText>
      )}
    </Page>
  );
}
