import { ButtonLink, DateText, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { timeWords } from '../../format/dates.js';
import { UrgentCareListDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { MorePages, WorkItem, WorkList } from '../../work/lists.js';
import { OrderTag } from '../../work/state-words.js';
import type { Route } from './+types/urgent-care.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Urgent care', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'APPROVER', 'FINANCE_OFFICER');
  const after = new URL(request.url).searchParams.get('after');
  const { urgentCare } = await callGraphql({ context, request }, UrgentCareListDocument, { after });
  return { urgentCare, isFirst: after === null, mayStart: viewer.roles.includes('APPROVER') };
}

export default function UrgentCare({ loaderData: { urgentCare, isFirst, mayStart } }: Route.ComponentProps) {
  const { edges, totalCount, pageInfo } = urgentCare;
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Urgent care</h1>
      {mayStart ? (
        <p className="govuk-body">
          <ButtonLink href="/council/urgent-care/new">Start urgent care</ButtonLink>
        </p>
      ) : null}
      {edges.length === 0 ? (
        <EmptyState icon="circle-check" title="No urgent care yet">
          <p className="govuk-body">
            Care that an officer started at once will stand here, with what the council put in.
          </p>
        </EmptyState>
      ) : (
        <>
          <p className="oc-lead">{sentenceStart(countWords(totalCount, 'time', 'times'))}, newest first.</p>
          <WorkList label="Urgent care">
            {edges.map(({ node: { order, ...care } }) => (
              <WorkItem
                key={order.id}
                headingLevel={2}
                href={`/council/urgent-care/${order.id}`}
                title={
                  <>
                    {order.person.name}: {order.service.name}
                  </>
                }
                facts={[
                  <>
                    {order.provider.name}. {order.whenInWords}
                  </>,
                  <>
                    {care.startedByName}, <DateText date={care.startedAt} withYear />, {timeWords(care.startedAt)}: “
                    {care.reason}”
                  </>,
                ]}
                aside={
                  <>
                    <OrderTag status={order.status} />
                    <br />
                    <strong className="oc-work__sum">
                      <MoneyText pence={care.emergencyPence - care.returnedPence} />
                    </strong>{' '}
                    from the council
                  </>
                }
              />
            ))}
          </WorkList>
        </>
      )}
      <MorePages pageInfo={pageInfo} path="/council/urgent-care" isFirst={isFirst} label="Pages of urgent care" />
    </Page>
  );
}
