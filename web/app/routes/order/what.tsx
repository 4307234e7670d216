import { Form, redirect } from 'react-router';
import { Button, Radios, TextInput } from '../../components/index.js';
import { PriceToReader } from '../../finding/cards.js';
import { keepFor } from '../../journey/acting-for.js';
import { plainQuantity, problemsOfWhat, readHow } from '../../journey/order-draft.js';
import { OrderFrame } from '../../journey/order-frame.js';
import { orderPage, stepHref } from '../../journey/order-page.js';
import { errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { quantityQuestion, quantitySuffix } from '../../journey/quantity-words.js';
import { FormTitle } from '../../journey/form-title.js';
import type { Route } from './+types/what.js';

export async function loader(args: Route.LoaderArgs) {
  const page = await orderPage(args);
  return { ...page, actingFor: page.subject.actingFor };
}

export async function action(args: Route.ActionArgs) {
  const page = await orderPage(args);
  const form = await args.request.formData();
  const draft = {
    ...page.draft,
    quantity: textOf(form, 'quantity'),
    how: readHow(textOf(form, 'how')),
  };
  const problems = problemsOfWhat(draft, page.variant);
  if (problems.length > 0) return { problems, refused: null, draft };
  throw redirect(stepHref({ ...page, draft }, 'when'));
}

export default function What({ loaderData, actionData }: Route.ComponentProps) {
  const { service, variant, subject } = loaderData;
  const draft = actionData?.draft ?? loaderData.draft;
  const hasBegun = actionData !== undefined || draft.quantity !== '';
  const { unit, minimumQuantity } = variant;
  return (
    <OrderFrame
      page={loaderData}
      step={1}
      backHref={keepFor(`/services/${service.id}`, subject)}
      problems={<FormProblems answer={actionData} />}
    >
      <FormTitle title="What would you like?" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">What would {subject.isSelf ? 'you' : subject.name} like?</h1>
      <PriceToReader price={variant.price} unit={unit} />
      <Form method="post" noValidate>
        <TextInput
          name="quantity"
          label={quantityQuestion(unit)}
          labelOptions={{ className: 'govuk-label--m' }}
          hint={
            unit === 'HOUR'
              ? `Half hours are fine, such as 1.5. The least is ${plainQuantity(minimumQuantity)}.`
              : `The least is ${plainQuantity(minimumQuantity)}.`
          }
          value={hasBegun ? draft.quantity : plainQuantity(variant.typicalQuantity)}
          inputMode="decimal"
          autoComplete="off"
          className="govuk-input--width-4"
          suffix={{ content: quantitySuffix(unit) }}
          error={errorOf(actionData, 'quantity')}
        />
        <Radios
          name="how"
          fieldset={{ legend: 'How often?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
          value={hasBegun ? draft.how : 'once'}
          items={[
            { value: 'once', label: 'Just once' },
            {
              value: 'meet',
              label: 'Meet first',
              hint: 'One visit to see if it suits. After it you can go on with one press, or not.',
            },
            { value: 'weekly', label: 'Every week, or every few weeks' },
          ]}
        />
        <Button>Continue</Button>
      </Form>
    </OrderFrame>
  );
}
