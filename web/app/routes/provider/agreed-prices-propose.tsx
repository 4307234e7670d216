import { Form, redirect } from 'react-router';
import { BackLink, Button, InsetText, Page, SummaryList, Textarea, TextInput } from '../../components/index.js';
import { perUnitWords } from '../../format/units.js';
import { OurRateCardsDocument, ProposeRateDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { DayField, dayOrProblem, penceOrProblem } from '../council/decision-form.js';
import { RateText } from '../council/rate-card-words.js';
import type { Route } from './+types/agreed-prices-propose.js';
import { providerMoney } from './roles.js';

export async function loader({ context, params: { cardId, variantId }, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const { ourRateCards } = await callGraphql({ context, request }, OurRateCardsDocument);
  const card = ourRateCards.find(({ id }) => id === cardId) ?? notFound();
  const rate = card.rates.find((one) => one.variantId === variantId && one.kind !== 'QUOTE') ?? notFound();
  return { councilName: card.councilName, rate, formKey: newFormKey() };
}

export async function action({ context, params: { cardId, variantId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const unitPricePence = penceOrProblem(form, 'unitPricePence', problems, 1);
  const fromOn = dayOrProblem(form, 'from', 'fromOn', problems);
  const reason = textOf(form, 'reason');
  if (reason === '') problems.push({ field: 'reason', message: 'Say why' });
  if (problems.length > 0 || unitPricePence === null || fromOn === null) return putRight(problems, values);
  const { proposeRate } = await callGraphql({ context, request }, ProposeRateDocument, {
    input: { idempotencyKey: textOf(form, 'idempotencyKey'), cardId, variantId, unitPricePence, fromOn, reason },
  });
  if (isRefused(proposeRate)) return notDone(proposeRate, values);
  throw redirect('/provider/agreed-prices?done=asked');
}

export default function ProposePrice({ loaderData, actionData }: Route.ComponentProps) {
  const { councilName, rate, formKey } = loaderData;
  const typed = actionData?.values;
  return (
    <Page before={<BackLink href="/provider/agreed-prices">What councils pay us</BackLink>}>
      <FormTitle title="Propose a price" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ fromOn: 'from-day' }} />
      <h1 className="govuk-heading-xl">Propose a price</h1>
      <SummaryList
        rows={[
          { key: 'Council', value: councilName },
          { key: 'For', value: rate.what },
          { key: 'Agreed now', value: <RateText kind={rate.kind} pence={rate.unitPricePence} unit={rate.unit} /> },
        ]}
      />
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <TextInput
          name="unitPricePence"
          label={`What should it cost, ${perUnitWords(rate.unit)}?`}
          prefix={{ content: '£' }}
          className="govuk-input--width-10"
          inputMode="decimal"
          autoComplete="off"
          value={typed?.['unitPricePence']}
          error={problemOf(actionData, 'unitPricePence')}
        />
        <DayField prefix="from" field="fromOn" legend="From which day?" day={null} answer={actionData} />
        <Textarea
          name="reason"
          label="Why?"
          hint="The council’s finance officers read this. Do not name anybody you support."
          rows={4}
          value={typed?.['reason']}
          error={problemOf(actionData, 'reason')}
          attributes={{ maxLength: 500 }}
        />
        <Button>Ask the council</Button>
      </Form>
      <InsetText>Nothing changes before the council has said yes, and two of its officers have looked at it.</InsetText>
    </Page>
  );
}
