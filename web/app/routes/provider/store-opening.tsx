import { Form, redirect } from 'react-router';
import { BackLink, Button, Checkboxes, Page, TextInput } from '../../components/index.js';
import { dayNames, hoursText, readHours } from '../../finding/opening.js';
import { SaveOpeningDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { weekdays } from '../../journey/calendar.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-opening.js';
import { providerCatalogue } from './roles.js';
import { ownStoreOf } from './store-parts.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const { store } = await ownStoreOf({ context, request });
  return { opening: store.opening, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const form = await request.formData();
  const values = valuesOf(form);
  const read = weekdays.map((day) => ({ day, spans: readHours(day, textOf(form, day)) }));
  const wrong = read.filter(({ spans }) => spans === null);
  if (wrong.length > 0)
    return putRight(
      wrong.map(({ day }) => ({ field: day, message: `${dayNames[day]}: write times such as 9:00 to 17:00` })),
      values,
    );
  const { saveOpening } = await callGraphql({ context, request }, SaveOpeningDocument, {
    input: {
      byAppointment: textOf(form, 'byAppointment') === 'yes',
      closedOnBankHolidays: textOf(form, 'closedOnBankHolidays') === 'yes',
      spans: read.flatMap(({ spans }) => spans ?? []),
    },
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(saveOpening)) return notDone(saveOpening, values);
  throw redirect('/provider/store?done=opening');
}

export default function StoreOpening({ loaderData, actionData }: Route.ComponentProps) {
  const { opening, formKey } = loaderData;
  const ticked = (name: 'byAppointment' | 'closedOnBankHolidays'): string[] =>
    (actionData ? actionData.values[name] === 'yes' : opening?.[name]) ? ['yes'] : [];
  return (
    <Page before={<BackLink href="/provider/store">Our store</BackLink>}>
      <FormTitle title="When we are open" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ spans: 'MO' }} />
      <h1 className="govuk-heading-xl">When we are open</h1>
      <p className="oc-lead">Everybody sees this at once. Leave a day empty when you are closed.</p>
      <p className="govuk-body">
        Write times such as <strong>9:00 to 17:00</strong>. With a break: <strong>9:00 to 12:00, 13:00 to 17:00</strong>
        .
      </p>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        {weekdays.map((day) => (
          <TextInput
            key={day}
            name={day}
            label={dayNames[day]}
            className="govuk-input--width-20"
            autoComplete="off"
            value={actionData ? actionData.values[day] : hoursText(day, opening?.spans ?? [])}
            error={problemOf(actionData, day)}
          />
        ))}
        <Checkboxes
          name="closedOnBankHolidays"
          className="govuk-checkboxes--small"
          items={[{ value: 'yes', label: 'We are closed on bank holidays' }]}
          values={ticked('closedOnBankHolidays')}
        />
        <Checkboxes
          name="byAppointment"
          className="govuk-checkboxes--small"
          items={[{ value: 'yes', label: 'By appointment: people ring or write first' }]}
          values={ticked('byAppointment')}
        />
        <Button>Keep this</Button>
      </Form>
    </Page>
  );
}
