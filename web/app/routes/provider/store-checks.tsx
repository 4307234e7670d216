import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateInput,
  DateText,
  Fieldset,
  Page,
  Tag,
  Textarea,
  TextInput,
} from '../../components/index.js';
import { worksAlone } from '../../finding/store-checks.js';
import { SaveStoreChecksDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-checks.js';
import { providerCatalogue } from './roles.js';
import { type OwnStoreShown, ownStoreOf } from './store-parts.js';

const days = ['insuredUntil', 'safeguardingUntil', 'dbsOn', 'dbsUntil'] as const;
const legend = { className: 'govuk-fieldset__legend--m' };

export async function loader({ context, request }: Route.LoaderArgs) {
  return { ...(await ownStoreOf({ context, request })), formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const form = await request.formData();
  const values = valuesOf(form);
  const read = days.map((name) => ({ name, day: readDay(form, name) }));
  const wrong = read.filter(({ day }) => day === null);
  if (wrong.length > 0)
    return putRight(
      wrong.map(({ name }) => ({ field: name, message: 'Enter a day that is in the calendar, such as 3 5 2027' })),
      values,
    );
  const dayOf = (name: (typeof days)[number]): string | null => {
    const found = read.find((one) => one.name === name)?.day ?? '';
    return found === '' ? null : found;
  };
  const { saveStoreChecks } = await callGraphql({ context, request }, SaveStoreChecksDocument, {
    input: {
      insurer: textOf(form, 'insurer') || null,
      policyNumber: textOf(form, 'policyNumber') || null,
      insuredUntil: dayOf('insuredUntil'),
      safeguardingStatement: textOf(form, 'safeguardingStatement') || null,
      safeguardingUntil: dayOf('safeguardingUntil'),
      dbsOn: dayOf('dbsOn'),
      dbsUntil: dayOf('dbsUntil'),
    },
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(saveStoreChecks)) return notDone(saveStoreChecks, values);
  throw redirect('/provider/store?done=checks');
}

function Decisions({ decisions }: Pick<OwnStoreShown, 'decisions'>) {
  if (decisions.length === 0)
    return (
      <p className="govuk-body">
        No council has looked yet. You can sell all the same, to people with their own money.
      </p>
    );
  return (
    <WorkList label="What councils said">
      {decisions.map(({ councilName, accepted, reason, decidedAt, waits }) => (
        <WorkItem
          key={councilName}
          title={councilName}
          facts={[
            <DateText key="day" date={decidedAt} withYear />,
            ...(reason === null ? [] : [`“${reason}”`]),
            ...(waits ? ['Your papers changed since. The council will look again.'] : []),
          ]}
          aside={<Tag colour={accepted ? 'green' : 'red'}>{accepted ? 'Accepted' : 'Not accepted'}</Tag>}
        />
      ))}
    </WorkList>
  );
}

export default function StoreChecks({ loaderData, actionData }: Route.ComponentProps) {
  const { store, mayWrite, formKey } = loaderData;
  const { checks } = store;
  const text: Readonly<Record<string, string | null>> = {
    insurer: checks.insurer,
    policyNumber: store.policyNumber,
    safeguardingStatement: checks.safeguardingStatement,
  };
  const shown = (name: string) => ({
    name,
    value: actionData?.values[name] ?? text[name] ?? undefined,
    error: problemOf(actionData, name),
  });
  const day = (name: (typeof days)[number], words: string) => (
    <DateInput
      id={name}
      namePrefix={name}
      fieldset={{ legend: words, legendOptions: { className: 'govuk-fieldset__legend--s' } }}
      hint="Such as 3 5 2027"
      values={actionData?.values ?? dayFields(checks[name] ?? '', name)}
      error={problemOf(actionData, name)}
    />
  );
  return (
    <Page before={<BackLink href="/provider/store">Our store</BackLink>}>
      <FormTitle title="Our papers" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Our papers</h1>
      <h2 className="govuk-heading-m">What councils said</h2>
      <Decisions decisions={store.decisions} />
      {mayWrite ? (
        <Form method="post" noValidate>
          <FormKey value={formKey} />
          <p className="govuk-body">
            Everybody sees these on your page, and the day on which each one ends. Only you and your councils see the
            policy number. We tell you 30 days before one ends.
          </p>
          <Fieldset legend="Public liability insurance" legendOptions={legend}>
            <TextInput {...shown('insurer')} label="Who insures you?" />
            <TextInput {...shown('policyNumber')} label="Policy number" className="govuk-input--width-20" />
            {day('insuredUntil', 'Last day of the insurance')}
          </Fieldset>
          <Fieldset legend="Keeping people safe" legendOptions={legend}>
            <Textarea
              {...shown('safeguardingStatement')}
              label="What do you do when somebody may be hurt or treated badly?"
              hint="Whom you tell, and how soon. A few sentences."
              rows={5}
            />
            {day('safeguardingUntil', 'When will you look at this again?')}
          </Fieldset>
          {worksAlone(store.kind) ? (
            <Fieldset legend="Your DBS check" legendOptions={legend}>
              {day('dbsOn', 'When were you last checked?')}
              {day('dbsUntil', 'When will you be checked again?')}
            </Fieldset>
          ) : null}
          <Button>Keep this</Button>
        </Form>
      ) : null}
    </Page>
  );
}
