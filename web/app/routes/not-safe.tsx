import { Form } from 'react-router';
import { Button, Page, Panel, PhoneCall, Radios, Textarea, TextInput } from '../components/index.js';
import { ReportNotSafeDocument, SafetyTeamsDocument } from '../generated/graphql.js';
import { callGraphql, storefront } from '../graphql/call.js';
import { answerOf, errorOf, type FormAnswer, FormProblems, textOf } from '../journey/problems.js';
import { dialled } from '../theme/council-contacts.js';
import { FormTitle } from '../journey/form-title.js';
import { FormKey } from '../work/form-parts.js';
import { newFormKey } from '../work/access.js';
import type { Route } from './+types/not-safe.js';

/** Whose safety team to tell, where the person's own council is not known. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, councilKey } = storefront(context);
  const known = viewer?.councilKey ?? councilKey;
  const { councils } = await callGraphql({ context, request }, SafetyTeamsDocument);
  return { known, councils, formKey: newFormKey() };
}

interface Typed {
  readonly message: string;
  readonly safeWayToReach: string;
  readonly councilKey: string;
}

/** The answer is shown here and not kept in any address, so that nobody finds it in the browser's history. */
export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const typed: Typed = {
    message: textOf(form, 'message'),
    safeWayToReach: textOf(form, 'safeWayToReach'),
    councilKey: textOf(form, 'councilKey'),
  };
  const problems = [
    ...(typed.message === '' ? [{ field: 'message', message: 'Write what happened, in a few words' }] : []),
    ...(typed.councilKey === ''
      ? [{ field: 'councilKey', message: 'Choose a council, so that its safety team hears of it' }]
      : []),
  ];
  if (problems.length > 0) {
    return { received: null, answer: { problems, refused: null }, typed };
  }
  const { reportNotSafe } = await callGraphql({ context, request }, ReportNotSafeDocument, {
    input: {
      message: typed.message,
      safeWayToReach: typed.safeWayToReach === '' ? null : typed.safeWayToReach,
      councilKey: typed.councilKey,
      idempotencyKey: textOf(form, 'idempotencyKey'),
    },
  });
  if (reportNotSafe.__typename !== 'SafetyReportReceived')
    return { received: null, answer: answerOf(reportNotSafe), typed };
  return { received: reportNotSafe, answer: null, typed: null };
}

interface TellUsProps {
  readonly answer: FormAnswer | null;
  readonly typed: Typed | null;
  readonly teams: Route.ComponentProps['loaderData'];
}

function TellUs({ answer, typed, teams }: TellUsProps) {
  return (
    <section aria-labelledby="tell-title">
      <h2 className="govuk-heading-m" id="tell-title">
        Write to the safety team
      </h2>
      <p className="govuk-body">You do not have to sign in or give your name. Only the safety team reads this.</p>
      <Form method="post" noValidate>
        <FormKey value={teams.formKey} />
        <Textarea
          name="message"
          label="What happened, or what are you worried about?"
          hint="A few words are enough"
          value={typed?.message}
          error={errorOf(answer, 'message')}
        />
        <TextInput
          name="safeWayToReach"
          label="How can we reach you safely? (you can leave this out)"
          hint="Such as a number, and when it is safe to ring"
          value={typed?.safeWayToReach}
          error={errorOf(answer, 'safeWayToReach')}
          autoComplete="off"
        />
        {teams.known === null ? (
          <Radios
            name="councilKey"
            fieldset={{
              legend: 'Which council is it near?',
              legendOptions: { className: 'govuk-fieldset__legend--s' },
            }}
            items={teams.councils.map(({ key, name }) => ({ value: key, label: name }))}
            value={typed?.councilKey}
            error={errorOf(answer, 'councilKey')}
          />
        ) : (
          <input type="hidden" name="councilKey" value={teams.known} />
        )}
        <Button>Tell the safety team</Button>
      </Form>
    </section>
  );
}

function Received({ reference, phone }: { readonly reference: string; readonly phone: string }) {
  return (
    <Panel title="Thank you for telling us" headingLevel={2} attributes={{ role: 'status' }}>
      <p>
        The safety team has your message. Your number is <strong>{reference}</strong>.
      </p>
      <p>
        You can ring them on{' '}
        <a className="govuk-link" href={dialled(phone)}>
          {phone}
        </a>{' '}
        at any time. It is good that you said it.
      </p>
    </Panel>
  );
}

export default function NotSafe({ loaderData, actionData }: Route.ComponentProps) {
  const { known, councils } = loaderData;
  const teams = known === null ? councils : councils.filter(({ key }) => key === known);
  return (
    <Page>
      <FormProblems answer={actionData?.answer} />
      {actionData?.received ? <Received {...actionData.received} /> : null}
      <FormTitle title="I don’t feel safe" hasErrors={Boolean(actionData?.answer)} />
      <h1 className="govuk-heading-xl">I don’t feel safe</h1>
      <p className="oc-lead">
        Nobody may hurt you, frighten you or take what is yours. It is not your fault. You can tell us.
      </p>
      <PhoneCall title="In danger now" phone="999" isUrgent>
        If you cannot speak, press 55 when you hear the operator on a mobile phone.
      </PhoneCall>
      {teams.map(({ key, name, safeguardingPhone }) => (
        <PhoneCall key={key} title={`${name}: safety team`} phone={safeguardingPhone}>
          Day and night. You can ring for yourself or for somebody else.
        </PhoneCall>
      ))}

      {actionData?.received ? null : (
        <TellUs answer={actionData?.answer ?? null} typed={actionData?.typed ?? null} teams={loaderData} />
      )}

      <h2 className="govuk-heading-m">What you can tell us</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>Somebody hits you, shouts at you or touches you when you do not want it.</li>
        <li>Somebody takes your money or your things, or spends your budget without asking.</li>
        <li>Somebody keeps you in, or keeps you away from people.</li>
        <li>You do not get food, medicine or the help you need.</li>
        <li>Something else feels wrong.</li>
      </ul>

      <h2 className="govuk-heading-m">What happens then</h2>
      <ol className="govuk-list govuk-list--number">
        <li>A person who is trained for this listens to you.</li>
        <li>They ask what you want to happen.</li>
        <li>They make a plan with you. Somebody on your side can be there.</li>
        <li>If somebody acts for you, the team can stop them. Your support goes on.</li>
      </ol>

      <h2 className="govuk-heading-m">Who finds out</h2>
      <p className="govuk-body">The council’s safety team, and nobody else on this website.</p>
      <p className="govuk-body">The people who act for you do not see it. Your providers do not see it.</p>
      <p className="govuk-body">
        The team may have to tell the police or a doctor if somebody is in great danger. They talk to you first when
        they can.
      </p>
    </Page>
  );
}
