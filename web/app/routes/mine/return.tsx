import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Checkboxes, DateText, EmptyState, InsetText, Page } from '../../components/index.js';
import { countWords } from '../../format/counts.js';
import { MyReturnsDocument, type ReturnFactsFragment, SendReturnDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { BankSums } from '../../journey/bank-parts.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { ReturnTag } from '../../work/return-tag.js';
import type { Route } from './+types/return.js';

/** What is agreed to; it is kept with the return as it stood. */
const declaration =
  'The statement is right. The money was spent on the support in the plan. I send every receipt I have, and I keep the papers.';

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget } = await callGraphql({ context, request }, MyReturnsDocument, { id });
  return { budget: budget ?? notFound(), formKey: newFormKey(), subject, actingFor: subject.actingFor };
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const budgetId = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const form = await request.formData();
  if (textOf(form, 'agreed') !== 'yes')
    return putRight([{ field: 'agreed', message: 'Tick the box to say that it is right' }], valuesOf(form));
  const { sendReturn } = await callGraphql({ context, request }, SendReturnDocument, {
    input: {
      budgetId,
      idempotencyKey: textOf(form, 'idempotencyKey'),
      from: textOf(form, 'from'),
      to: textOf(form, 'to'),
      declaration,
    },
  });
  if (isRefused(sendReturn)) return notDone(sendReturn);
  throw redirect(keepFor('/my-budget/return?done=sent', subject));
}

function OneReturn({ one, subject }: { readonly one: ReturnFactsFragment; readonly subject: Subject }) {
  return (
    <li className="oc-order">
      <div className="oc-order__body">
        <h3 className="govuk-heading-s oc-order__title">
          <DateText date={one.from} withYear /> to <DateText date={one.to} withYear />
        </h3>
        <p className="oc-order__words">
          {one.sentAt === null ? (
            <>
              To be sent by <DateText date={one.dueOn} withYear />.
            </>
          ) : (
            <>
              Sent on <DateText date={one.sentAt} withYear />.{' '}
              <a className="govuk-link" href={`/files/returns/${one.packId ?? ''}.zip`}>
                Get all of it in one file (ZIP)
              </a>
            </>
          )}{' '}
          {one.withoutReceipt === 0 ? null : (
            <Anchor className="govuk-link" href={keepFor('/my-budget/spent', subject)}>
              {countWords(one.withoutReceipt, 'receipt is', 'receipts are')} missing
            </Anchor>
          )}
        </p>
      </div>
      <p className="oc-order__state">
        <ReturnTag state={one.state} />
      </p>
    </li>
  );
}

export default function MyReturn({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, formKey, subject } = loaderData;
  const title = subject.isSelf ? 'My return' : `${subject.name}’s return`;
  const next = [...budget.returns].reverse().find(({ state }) => state === 'DUE' || state === 'LATE');
  return (
    <Page before={<BackLink href={keepFor('/my-budget', subject)}>Budget</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ sent: `It is sent to ${budget.council.name}.` }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {budget.returns.length === 0 ? (
        <EmptyState icon="wallet" title="Nothing to send">
          <p className="govuk-body">Whoever holds the money keeps the papers. There is nothing for you to do.</p>
        </EmptyState>
      ) : (
        <>
          <p className="oc-lead">
            Every few months {budget.council.name} asks what was done with the money. The statement, the invoices and
            the receipts are here already. Somebody has to say that they are right.
          </p>
          {next && subject.scopes.includes('PAY') ? (
            <>
              <h2 className="govuk-heading-m">
                Send <DateText date={next.from} withYear /> to <DateText date={next.to} withYear />
              </h2>
              {next.withoutReceipt > 0 ? (
                <InsetText>
                  {countWords(next.withoutReceipt, 'receipt is', 'receipts are')} missing. You can{' '}
                  <Anchor className="govuk-link" href={keepFor('/my-budget/spent', subject)}>
                    add what you have
                  </Anchor>
                  , or send it as it is.
                </InsetText>
              ) : null}
              <h3 className="govuk-heading-s">The bank statement for these days</h3>
              <BankSums bank={next.bank} />
              <p className="govuk-body">
                <Anchor className="govuk-link" href={keepFor('/my-budget/bank', subject)}>
                  {next.bank.openCount > 0 ? 'Say what each line is' : 'See the bank statement'}
                </Anchor>
              </p>
              <Form method="post" noValidate>
                <FormKey value={formKey} />
                <input type="hidden" name="from" value={next.from} />
                <input type="hidden" name="to" value={next.to} />
                <Checkboxes
                  name="agreed"
                  fieldset={{ legend: 'Is it right?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
                  hint={declaration}
                  items={[{ value: 'yes', label: 'Yes, this is right' }]}
                  error={problemOf(actionData, 'agreed')}
                />
                <Button>Send it</Button>
              </Form>
            </>
          ) : null}
          <h2 className="govuk-heading-m">All returns</h2>
          <ul className="oc-orders">
            {budget.returns.map((one) => (
              <OneReturn key={one.from} one={one} subject={subject} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
