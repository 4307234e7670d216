import {
  Anchor,
  BackLink,
  ButtonLink,
  EmptyState,
  InsetText,
  Page,
  pageTitle,
  SummaryList,
} from '../../components/index.js';
import { ActsForMeDocument, MandatesGivenDocument } from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { ActLine } from '../../journey/act-line.js';
import { UsedThisMonth } from '../../journey/mandate-card.js';
import { MorePages } from '../../work/lists.js';
import type { Route } from './+types/mandate-acts.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`What ${loaderData.mandate.actorName} did for me`, matches);
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireViewer(context, request);
  const after = new URL(request.url).searchParams.get('after');
  const { mandateId } = params;
  const { me } = await callGraphql({ context, request }, MandatesGivenDocument);
  const mandate = me?.mandatesGiven.find(({ id }) => id === mandateId) ?? notFound();
  const { actsForMe } = await callGraphql({ context, request }, ActsForMeDocument, { mandateId, after });
  return {
    mandate,
    acts: actsForMe.edges.map(({ node }) => node),
    pageInfo: actsForMe.pageInfo,
    isFirst: after === null,
  };
}

export default function MandateActs({ loaderData }: Route.ComponentProps) {
  const { mandate, acts, pageInfo, isFirst } = loaderData;
  const path = `/who-can-act-for-me/${mandate.id}`;
  return (
    <Page before={<BackLink href="/who-can-act-for-me">Who can act for me</BackLink>}>
      <h1 className="govuk-heading-xl">What {mandate.actorName} did for me</h1>
      <SummaryList rows={[{ key: 'Ordered this month', value: <UsedThisMonth mandate={mandate} /> }]} />
      {acts.length === 0 ? (
        <EmptyState icon="users-round" title="Nothing yet">
          <p className="govuk-body">When they order, change or confirm something for you, it shows here.</p>
        </EmptyState>
      ) : (
        <ol className="oc-statement" aria-label="What they did, newest first">
          {acts.map((act) => (
            <ActLine key={act.id} act={act} />
          ))}
        </ol>
      )}
      <MorePages pageInfo={pageInfo} path={path} isFirst={isFirst} label="More of what they did" />
      <InsetText>Is something not right? You can ask about it. They do not see that you asked.</InsetText>
      <div className="govuk-button-group">
        <ButtonLink href={`${path}/ask`} variant="secondary">
          Ask about it in private
        </ButtonLink>
        {mandate.inForce ? (
          <Anchor className="govuk-link" href={`${path}/end`}>
            Stop them acting for me
          </Anchor>
        ) : null}
      </div>
    </Page>
  );
}
