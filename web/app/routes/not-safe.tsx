import { Page, pageTitle, PhoneCall, useShell } from '../components/index.js';
import { contactsFor } from '../theme/council-contacts.js';
import type { Route } from './+types/not-safe.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('I don’t feel safe', matches);
}

export default function NotSafe() {
  const { theme } = useShell();
  const contacts = contactsFor(theme.key);
  return (
    <Page>
      <h1 className="govuk-heading-xl">I don’t feel safe</h1>
      <p className="oc-lead">
        Nobody may hurt you, frighten you or take what is yours. It is not your fault. You can tell us.
      </p>
      <PhoneCall title="In danger now" phone="999" isUrgent>
        If you cannot speak, press 55 when you hear the operator on a mobile phone.
      </PhoneCall>
      {contacts ? (
        <PhoneCall title={`${theme.name} safety team`} phone={contacts.safetyPhone}>
          Day and night. You can ring for yourself or for somebody else.
        </PhoneCall>
      ) : (
        <p className="govuk-body">
          Your own council has a team that keeps adults safe. Ring the council and ask for “adult safeguarding”.
        </p>
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
