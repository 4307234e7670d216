import {
  Anchor,
  ButtonLink,
  EmptyState,
  InsetText,
  NotificationBanner,
  Page,
  pageTitle,
} from '../../components/index.js';
import { MandatesGivenDocument } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { MandateCard } from '../../journey/mandate-card.js';
import type { Route } from './+types/mandates.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Who can act for me', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { me } = await callGraphql({ context, request }, MandatesGivenDocument);
  const address = new URL(request.url).searchParams;
  const done = address.has('ended')
    ? 'It has ended. They can do nothing for you from now on.'
    : address.has('given')
      ? 'They can act for you from the day you chose.'
      : address.has('declared')
        ? 'It is written down. The council looks at each such order first.'
        : null;
  return { mandates: me?.mandatesGiven ?? [], done };
}

export default function Mandates({ loaderData }: Route.ComponentProps) {
  const { mandates, done } = loaderData;
  const now = mandates.filter(({ inForce }) => inForce);
  const before = mandates.filter(({ inForce }) => !inForce);
  return (
    <Page>
      {done ? <NotificationBanner kind="success" text={done} /> : null}
      <h1 className="govuk-heading-xl">Who can act for me</h1>
      <p className="govuk-body">
        You keep your own sign-in. You see everything they do. You can end it at any time, and it stops at once.
      </p>
      {now.length === 0 ? (
        <EmptyState icon="users-round" title="Nobody acts for you">
          <p className="govuk-body">Only you can order and confirm. You can let somebody help.</p>
        </EmptyState>
      ) : (
        now.map((mandate) => <MandateCard key={mandate.id} mandate={mandate} base="/who-can-act-for-me" />)
      )}
      <p className="govuk-body">
        <ButtonLink href="/who-can-act-for-me/new" variant="secondary">
          Let somebody act for me
        </ButtonLink>
      </p>
      <InsetText>
        Is somebody making you do something you do not want?{' '}
        <Anchor className="govuk-link" href="/help/not-safe">
          You can tell us in private
        </Anchor>
        . They do not see it. Your support goes on.
      </InsetText>
      {before.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">Before, or not yet</h2>
          {before.map((mandate) => (
            <MandateCard key={mandate.id} mandate={mandate} base="/who-can-act-for-me" />
          ))}
        </>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/my-data">
          See what they did for you
        </Anchor>
      </p>
    </Page>
  );
}
