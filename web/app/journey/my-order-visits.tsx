import { Anchor, DateText, MoneyText, Table, TimeRange } from '../components/index.js';
import { dateWords, shortDateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { MyOrderQuery } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';
import { canStillCancel } from './cancelling.js';
import { VisitStatusTag } from './status-words.js';

type OrderShown = NonNullable<MyOrderQuery['order']>;
interface Shown {
  readonly order: OrderShown;
  readonly subject: Subject;
}

/** The visits to come, each with what can still be done about it. */
export function NextVisits({ order, subject }: Shown) {
  const visits = order.nextOccurrences;
  if (visits.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">{order.kind === 'STANDING' ? 'Next visits' : 'The visit'}</h2>
      <ul className="oc-visits">
        {visits.map((visit) => (
          <li className="oc-visit" key={visit.id}>
            <div className="oc-visit__words">
              <p className="oc-visit__time">
                <DateText date={visit.onDate} />, <TimeRange start={visit.startsAt} end={visit.endsAt} />
              </p>
              <p className="oc-visit__what">
                <MoneyText pence={visit.amountPence} />
                {visit.ownMoney && order.kind === 'STANDING' && !order.ownPurchase ? (
                  <> from the budget and {formatPence(visit.ownMoney.agreedPence)} of own money</>
                ) : null}{' '}
                {visit.providerReason === null ? null : (
                  <>
                    They can’t come: “{visit.providerReason}”{' '}
                    {subject.byOffice ? null : (
                      <Anchor
                        className="govuk-link"
                        href={keepFor(`/my-orders/${order.id}/cover/${visit.id}`, subject)}
                      >
                        Ask somebody else
                        <span className="govuk-visually-hidden"> for {shortDateWords(visit.onDate)}</span>
                      </Anchor>
                    )}
                  </>
                )}
                {order.kind === 'STANDING' && canStillCancel(order, visit) ? (
                  <Anchor
                    className="govuk-link"
                    href={keepFor(`/my-orders/${order.id}/cancel?visit=${visit.id}`, subject)}
                  >
                    Cancel this visit<span className="govuk-visually-hidden"> on {shortDateWords(visit.onDate)}</span>
                  </Anchor>
                ) : null}
              </p>
            </div>
            <p className="oc-visit__state">
              <VisitStatusTag status={visit.status} paysSelf={order.ownPurchase !== null} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const deliveryWords = { RECORDED: 'Needs your answer', CONFIRMED: 'It happened', DISPUTED: 'Being put right' } as const;

/** The visits that were, and what this person said of them. */
export function PastVisits({ order, subject }: Shown) {
  if (order.deliveries.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Visits so far</h2>
      <Table
        head={[
          { content: 'When' },
          { content: 'Who came' },
          { content: 'Cost', format: 'numeric' },
          { content: 'State' },
        ]}
        firstCellIsHeader
        className="oc-narrow-table"
        rows={order.deliveries.map((note) => [
          {
            content: (
              <>
                <DateText date={note.onDate} />, <TimeRange start={note.startedAt} end={note.endedAt} />
              </>
            ),
          },
          { content: note.workerName },
          { content: <MoneyText pence={note.amountPence} />, format: 'numeric' },
          {
            content:
              note.status === 'CONFIRMED' ? (
                <>
                  {deliveryWords.CONFIRMED}.{' '}
                  <Anchor className="govuk-link" href={keepFor(`/my-support/${note.id}/not-right`, subject)}>
                    Question it<span className="govuk-visually-hidden">: {dateWords(note.onDate)}</span>
                  </Anchor>
                </>
              ) : note.status === 'RECORDED' ? (
                <Anchor className="govuk-link" href={keepFor('/my-support', subject)}>
                  {deliveryWords.RECORDED}
                  <span className="govuk-visually-hidden">: {dateWords(note.onDate)}</span>
                </Anchor>
              ) : (
                deliveryWords[note.status]
              ),
          },
        ])}
      />
    </>
  );
}
