import {
  Anchor,
  ButtonLink,
  DateText,
  EmptyState,
  InsetText,
  NotificationBanner,
  Page,
  pageTitle,
  SummaryList,
  Tag,
} from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { MandatesGivenDocument, type MandatesGivenQuery } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { listWords } from '../../journey/calendar.js';
import { mandateTypeWords, scopeWords } from '../../journey/mandate-words.js';
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
      : null;
  return { mandates: me?.mandatesGiven ?? [], done };
}

type Mandate = NonNullable<MandatesGivenQuery['me']>['mandatesGiven'][number];

function limits(mandate: Mandate): string {
  const parts = [
    mandate.perOrderLimitPence === null ? null : `${formatPence(mandate.perOrderLimitPence)} for one order`,
    mandate.perMonthLimitPence === null ? null : `${formatPence(mandate.perMonthLimitPence)} in a month`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'No limit but your budget' : `At most ${listWords(parts)}`;
}

function MandateCard({ mandate }: { readonly mandate: Mandate }) {
  const ended = !mandate.inForce;
  return (
    <SummaryList
      card={{
        title: mandate.actorName,
        actions: ended
          ? []
          : [
              {
                text: 'End this',
                href: `/who-can-act-for-me/${mandate.id}/end`,
                visuallyHiddenText: `for ${mandate.actorName}`,
              },
            ],
      }}
      rows={[
        {
          key: 'State',
          value: mandate.endedAt ? (
            <>
              <Tag colour="grey">Ended</Tag> <DateText date={mandate.endedAt} withYear />
            </>
          ) : mandate.inForce ? (
            <Tag colour="green">Can act for you</Tag>
          ) : (
            <Tag colour="grey">Not now</Tag>
          ),
        },
        { key: 'They are', value: mandateTypeWords[mandate.type] },
        { key: 'They may', value: listWords(mandate.scopes.map((scope) => scopeWords[scope])) },
        { key: 'Limit', value: limits(mandate) },
        {
          key: 'From',
          value: (
            <>
              <DateText date={mandate.startsOn} withYear />
              {mandate.endsOn ? (
                <>
                  {' '}
                  until <DateText date={mandate.endsOn} withYear />
                </>
              ) : (
                ', until you end it'
              )}
            </>
          ),
        },
        ...(mandate.evidence ? [{ key: 'What was shown', value: mandate.evidence }] : []),
      ]}
    />
  );
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
        now.map((mandate) => <MandateCard key={mandate.id} mandate={mandate} />)
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
            <MandateCard key={mandate.id} mandate={mandate} />
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
