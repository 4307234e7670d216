import { Form, redirect } from 'react-router';
import { BackLink, Button, Checkboxes, DateInput, Details, Page, Radios, TextInput } from '../../components/index.js';
import { sentenceStart } from '../../format/counts.js';
import { machineDate } from '../../format/dates.js';
import { GrantMandateDocument, type MandateScope, type MandateType } from '../../generated/graphql.js';
import { callGraphql, requireViewer, storefront } from '../../graphql/call.js';
import { isDay } from '../../journey/calendar.js';
import { scopeWords } from '../../journey/mandate-words.js';
import {
  answerOf,
  dayOf,
  dayValues,
  errorOf,
  type FieldProblem,
  FormProblems,
  textOf,
} from '../../journey/problems.js';
import { FormTitle } from '../../journey/form-title.js';
import { FormKey } from '../../work/form-parts.js';
import { newFormKey } from '../../work/access.js';
import type { Route } from './+types/mandate-new.js';

export function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireViewer(context, request);
  // Without a council nobody here sees papers; with one, its care manager does.
  const paysSelf = viewer.roles.includes('SELF_FUNDER') && viewer.councilKey === null;
  return { paysSelf, today: machineDate(storefront(context).now), formKey: newFormKey() };
}

const types: readonly { value: MandateType; label: string }[] = [
  { value: 'NOMINEE', label: 'Somebody I know, such as family or a friend' },
  { value: 'BROKER', label: 'A broker' },
];
const scopes: readonly MandateScope[] = ['VIEW', 'ORDER', 'CONFIRM', 'PAY'];

/** "50" or "50.25" in pounds as whole pence, worked out on the digits; null when it is no sum. */
function penceOf(pounds: string): number | null {
  const parts = /^£?(\d{1,9})(?:\.(\d{1,2}))?$/.exec(pounds.replaceAll(',', ''));
  return parts ? Number(`${parts[1] ?? ''}${(parts[2] ?? '').padEnd(2, '0')}`) : null;
}

interface Typed {
  readonly actorEmail: string;
  readonly type: string;
  readonly scopes: readonly MandateScope[];
  readonly startsOn: string;
  readonly endsOn: string;
  readonly perOrder: string;
  readonly perMonth: string;
  readonly joint: boolean;
}

function problemsOf(typed: Typed, today: string): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  if (!typed.actorEmail.includes('@')) add('actorEmail', 'Enter their email address, such as name@example.com');
  if (typed.scopes.length === 0) add('scopes', 'Choose what they may do');
  if (!isDay(typed.startsOn)) add('startsOn', 'Enter a day that is in the calendar');
  else if (typed.startsOn < today) add('startsOn', 'Choose today or a later day');
  if (typed.endsOn !== '' && !isDay(typed.endsOn))
    add('endsOn', 'Enter a day that is in the calendar, or leave it empty');
  else if (typed.endsOn !== '' && typed.endsOn < typed.startsOn)
    add('endsOn', 'The last day must not be before the first');
  if (typed.perOrder !== '' && penceOf(typed.perOrder) === null) add('perOrderLimitPence', 'Enter a sum, such as 50');
  if (typed.perMonth !== '' && penceOf(typed.perMonth) === null) add('perMonthLimitPence', 'Enter a sum, such as 200');
  return problems;
}

export async function action({ context, request }: Route.ActionArgs) {
  const viewer = requireViewer(context, request);
  const form = await request.formData();
  const typed: Typed = {
    actorEmail: textOf(form, 'actorEmail'),
    type: textOf(form, 'type'),
    scopes: scopes.filter((scope) => form.getAll('scopes').includes(scope)),
    startsOn: dayOf(form, 'startsOn'),
    endsOn: dayOf(form, 'endsOn'),
    perOrder: textOf(form, 'perOrderLimitPence'),
    perMonth: textOf(form, 'perMonthLimitPence'),
    joint: form.getAll('joint').includes('yes'),
  };
  const problems = problemsOf(typed, machineDate(storefront(context).now));
  if (problems.length > 0) return { problems, refused: null, typed };
  const { grantMandate } = await callGraphql({ context, request }, GrantMandateDocument, {
    input: {
      personId: viewer.personId,
      actorEmail: typed.actorEmail,
      type: types.find(({ value }) => value === typed.type)?.value ?? 'NOMINEE',
      scopes: typed.scopes,
      startsOn: typed.startsOn,
      endsOn: typed.endsOn || null,
      perOrderLimitPence: penceOf(typed.perOrder),
      perMonthLimitPence: penceOf(typed.perMonth),
      joint: typed.joint,
      idempotencyKey: textOf(form, 'idempotencyKey'),
    },
  });
  if (grantMandate.__typename === 'Mandate') throw redirect('/who-can-act-for-me?given=1');
  return { ...answerOf(grantMandate), typed };
}

const ownMoneyScopeWords: Readonly<Record<MandateScope, string>> = {
  ...scopeWords,
  VIEW: 'see your orders and visits',
  PAY: 'pay with your card, and see its receipts',
};

/** How an attorney or a deputy gets there, where no council sees their papers. */
function PapersWithoutCouncil() {
  return (
    <Details summary="Is it your attorney, deputy or trustee?">
      <p className="govuk-body">
        Somebody has to see their papers first. For people with a budget their council does that. You pay for yourself,
        so nobody here can see them yet.
      </p>
      <p className="govuk-body">
        While you can decide this yourself, choose “Somebody I know”. They can then do the same things for you, until
        you end it.
      </p>
      <p className="govuk-body">
        If you cannot decide it any more, they can ring the provider, show their registered papers, and buy from them
        directly. If the council begins to pay for your support, its care manager can write them down here.
      </p>
    </Details>
  );
}

const medium = { className: 'govuk-fieldset__legend--m' };

export default function MandateNew({ loaderData, actionData }: Route.ComponentProps) {
  const typed = actionData?.typed;
  return (
    <Page before={<BackLink href="/who-can-act-for-me" />}>
      <FormProblems answer={actionData} ids={{ startsOn: 'startsOn-day', endsOn: 'endsOn-day' }} />
      <FormTitle title="Let somebody act for me" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Let somebody act for me</h1>
      <Form method="post" noValidate>
        <FormKey value={loaderData.formKey} />
        <TextInput
          name="actorEmail"
          type="email"
          label="Their email address"
          labelOptions={{ className: 'govuk-label--m' }}
          hint="The one they sign in with"
          value={typed?.actorEmail}
          error={errorOf(actionData, 'actorEmail')}
          autoComplete="off"
        />
        <Radios
          name="type"
          fieldset={{ legend: 'Who are they?', legendOptions: medium }}
          items={types}
          value={typed?.type ?? 'NOMINEE'}
          error={errorOf(actionData, 'type')}
        />
        {loaderData.paysSelf ? <PapersWithoutCouncil /> : null}
        <Checkboxes
          name="scopes"
          fieldset={{ legend: 'What may they do?', legendOptions: medium }}
          items={scopes.map((scope) => ({
            value: scope,
            label: sentenceStart((loaderData.paysSelf ? ownMoneyScopeWords : scopeWords)[scope]),
          }))}
          hint={
            loaderData.paysSelf ? 'To order for you they must be allowed to pay too: it is your own money' : undefined
          }
          values={typed?.scopes ?? ['VIEW']}
          error={errorOf(actionData, 'scopes')}
        />
        <DateInput
          id="startsOn"
          namePrefix="startsOn"
          fieldset={{ legend: 'From which day?', legendOptions: medium }}
          values={dayValues('startsOn', typed?.startsOn ?? loaderData.today)}
          error={errorOf(actionData, 'startsOn')}
        />
        <DateInput
          id="endsOn"
          namePrefix="endsOn"
          fieldset={{ legend: 'Until which day? (you can leave this empty)', legendOptions: medium }}
          hint="Leave it empty to go on until you end it"
          values={dayValues('endsOn', typed?.endsOn ?? '')}
          error={errorOf(actionData, 'endsOn')}
        />
        <TextInput
          name="perOrderLimitPence"
          label="The most for one order (you can leave this empty)"
          prefix={{ content: '£' }}
          inputMode="decimal"
          className="govuk-input--width-5"
          value={typed?.perOrder}
          error={errorOf(actionData, 'perOrderLimitPence')}
          autoComplete="off"
        />
        <TextInput
          name="perMonthLimitPence"
          label="The most in one month (you can leave this empty)"
          prefix={{ content: '£' }}
          inputMode="decimal"
          className="govuk-input--width-5"
          value={typed?.perMonth}
          error={errorOf(actionData, 'perMonthLimitPence')}
          autoComplete="off"
        />
        <Checkboxes
          name="joint"
          fieldset={{ legend: 'Alone or together?', legendOptions: medium }}
          hint="Two people who must agree can each look. To order, both have to say yes"
          items={[{ value: 'yes', label: 'Only together with somebody else who acts for me' }]}
          values={typed?.joint ? ['yes'] : []}
        />
        <Button>Let them act for me</Button>
      </Form>
    </Page>
  );
}
