import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateInput,
  InsetText,
  MoneyText,
  Page,
  SummaryList,
  TextInput,
  Warning,
} from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import {
  BankChecksDocument,
  type BankChecksQuery,
  DecideBankDetailsDocument,
  RecordCallBackDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { AgreeForm } from '../../work/agree-form.js';
import { accountRows, enteredBy } from '../../work/bank-account-parts.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/bank-check.js';
import { StandingTag } from './bank-standing.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { bankChecks } = await callGraphql({ context, request }, BankChecksDocument);
  const check = bankChecks.find(({ details }) => details?.id === params.detailsId) ?? notFound();
  return { check, today: todayOf(context), formKey: newFormKey() };
}

export async function action({ context, params: { detailsId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const checkId = textOf(form, 'checkId');
  if (checkId === '') {
    const calledOn = readDay(form, 'called');
    if (!calledOn)
      return putRight(
        [{ field: 'calledOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' }],
        values,
      );
    const { recordCallBack } = await callGraphql({ context, request }, RecordCallBackDocument, {
      input: {
        idempotencyKey,
        bankDetailsId: detailsId,
        calledOn,
        number: textOf(form, 'number'),
        knownFrom: textOf(form, 'knownFrom'),
        spokenTo: textOf(form, 'spokenTo'),
      },
    });
    if (isRefused(recordCallBack)) return notDone(recordCallBack, values);
    throw redirect('/council/bank-details?done=called');
  }
  const answer = textOf(form, 'answer');
  if (answer !== 'yes' && answer !== 'no') return putRight([{ field: 'answer', message: 'Choose yes or no' }], values);
  const { decideBankDetails } = await callGraphql({ context, request }, DecideBankDetailsDocument, {
    input: { idempotencyKey, checkId, agree: answer === 'yes', reason: textOf(form, 'reason') || null },
  });
  if (isRefused(decideBankDetails)) return notDone(decideBankDetails, values);
  throw redirect(`/council/bank-details?done=${decideBankDetails.agreed ? 'agreed' : 'refused'}`);
}

type Check = BankChecksQuery['bankChecks'][number];
interface FormProps {
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}

function CallForm({ formKey, answer, today }: FormProps & { readonly today: string }) {
  return (
    <Form method="post" noValidate className="oc-panel-form">
      <FormKey value={formKey} />
      <h2 className="govuk-heading-l">Call the provider back</h2>
      <Warning>
        Use a number that you had before. Never use one that came with the new details. Ask them to read you the last
        four digits.
      </Warning>
      <DateInput
        id="called"
        namePrefix="called"
        fieldset={{ legend: 'On which day did you call?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
        values={answer ? answer.values : dayFields(today, 'called')}
        error={problemOf(answer, 'calledOn')}
      />
      <TextInput
        name="number"
        label="Which number did you call?"
        type="tel"
        className="govuk-input--width-20"
        value={answer?.values['number']}
        error={problemOf(answer, 'number')}
        autoComplete="off"
      />
      <TextInput
        name="knownFrom"
        label="Where did you have the number from?"
        hint="Such as your contract, or an invoice of last year."
        value={answer?.values['knownFrom']}
        error={problemOf(answer, 'knownFrom')}
        autoComplete="off"
      />
      <TextInput
        name="spokenTo"
        label="Who did you speak to?"
        value={answer?.values['spokenTo']}
        error={problemOf(answer, 'spokenTo')}
        autoComplete="off"
      />
      <Button>Write the call down</Button>
    </Form>
  );
}

function Next({ check, today, formKey, answer }: FormProps & { readonly check: Check; readonly today: string }) {
  switch (check.standing) {
    case 'TO_CALL':
    case 'TURNED_DOWN':
      return <CallForm formKey={formKey} answer={answer} today={today} />;
    case 'TO_AGREE':
      if (!check.call) return null;
      return check.call.calledByReader ? (
        <InsetText>
          <strong>You made the call, so somebody else has to agree.</strong> Ask another finance officer to open this
          page. Payments wait until then.
        </InsetText>
      ) : (
        <AgreeForm
          formKey={formKey}
          answer={answer}
          subject={{ name: 'checkId', value: check.call.id }}
          question="Do you agree to these details?"
          yes={{ label: 'Yes, pay to this account', hint: 'The next payment run pays what waits.' }}
          readBy="The provider reads this."
        />
      );
    default:
      return <InsetText>The bank says that this account is closed. Ask the provider to enter another one.</InsetText>;
  }
}

export default function BankCheck({ loaderData: { check, today, formKey }, actionData }: Route.ComponentProps) {
  const { details, call, provider } = check;
  const title = `Bank details of ${provider.name}`;
  return (
    <Page before={<BackLink href="/council/bank-details">Bank details to check</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ calledOn: 'called-day' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <SummaryList
        rows={[
          { key: 'Where it stands', value: <StandingTag standing={check.standing} /> },
          { key: 'Waits to be paid', value: <MoneyText pence={check.waitingPence} /> },
          ...(details === null ? [] : [...accountRows(details), { key: 'Entered', value: enteredBy(details) }]),
          ...(call === null
            ? []
            : [
                { key: 'Called back', value: `${call.calledByName}, ${shortDateWords(call.calledOn)}` },
                { key: 'Number', value: `${call.number} (from: ${call.knownFrom})` },
                { key: 'Spoke to', value: call.spokenTo },
                ...(call.turnedDownBecause === null ? [] : [{ key: 'Not agreed', value: call.turnedDownBecause }]),
              ]),
        ]}
      />
      <Next check={check} today={today} formKey={formKey} answer={actionData} />
    </Page>
  );
}
