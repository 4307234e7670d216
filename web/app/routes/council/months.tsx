import { Anchor, EmptyState, Page, pageTitle } from '../../components/index.js';
import { monthWords } from '../../format/dates.js';
import { MonthsOfBooksDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { MonthTag } from '../../work/month-tag.js';
import type { Route } from './+types/months.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Close a month', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { monthsOfBooks } = await callGraphql({ context, request }, MonthsOfBooksDocument);
  return { months: monthsOfBooks };
}

export default function Months({ loaderData: { months } }: Route.ComponentProps) {
  return (
    <Page>
      <h1 className="govuk-heading-xl">Close a month</h1>
      <p className="oc-lead">
        One officer looks at what a month comes to, another one signs it. After that nothing is written down in that
        month any more.
      </p>
      {months.length === 0 ? (
        <EmptyState icon="wallet" title="No month is over yet">
          <p className="govuk-body">The first month can be closed when it is over.</p>
        </EmptyState>
      ) : (
        <ul className="oc-orders">
          {months.map((one) => (
            <li key={one.month} className="oc-order">
              <div className="oc-order__body">
                <h2 className="govuk-heading-s oc-order__title">
                  <Anchor className="govuk-link" href={`/council/months/${one.month}`}>
                    {monthWords(one.month)}
                  </Anchor>
                </h2>
                <p className="oc-order__words">
                  {one.status === 'OPEN' ? 'Nobody has looked at it yet.' : null}
                  {one.status === 'PREPARED'
                    ? `${one.preparedByName ?? ''} looked at it. It needs a second officer.`
                    : null}
                  {one.status === 'SIGNED'
                    ? `Looked at by ${one.preparedByName ?? ''}, signed by ${one.signedByName ?? ''}.`
                    : null}
                </p>
              </div>
              <p className="oc-order__state">
                <MonthTag status={one.status} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
