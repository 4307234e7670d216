import { Fragment } from 'react';
import { Form } from 'react-router';
import { Button, MoneyText, SummaryList, Warning } from '../components/index.js';
import { dateWords, timeWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { AmendmentPreviewQuery, CardReadiness } from '../generated/graphql.js';
import { keepFor, type Subject, whose } from './acting-for.js';
import { listWords } from './calendar.js';
import type { ChangeDraft, ChangedOrder } from './change-draft.js';
import { ChangeWeeks } from './change-weeks.js';
import { byTime } from './more-times.js';
import { timeSpanWords } from './order-draft.js';
import { OwnCard } from './own-card.js';
import { LaterOwnMoney, OwnMoneyYes } from './own-money.js';
import { errorOf, type FormAnswer } from './problems.js';
import { amountWords } from './quantity-words.js';
import { LeftOutDays, ShownDays, SpecialDays } from './special-days.js';

export type ChangePreview = Extract<AmendmentPreviewQuery['amendmentPreview'], { __typename: 'AmendmentPreview' }>;

interface Looked {
  readonly draft: ChangeDraft;
  readonly answer: FormAnswer | null;
  readonly preview: ChangePreview;
  readonly unitPricePence: number;
}

function Hidden({ draft }: { readonly draft: ChangeDraft }) {
  const { days, more, extra, ...rest } = draft;
  return (
    <>
      {Object.entries(rest).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {days.map((day) => (
        <input key={day} type="hidden" name="day" value={day} />
      ))}
      {more.map(({ time, quantity }) => (
        <Fragment key={time}>
          <input type="hidden" name="more-time" value={time} />
          <input type="hidden" name="more-quantity" value={quantity} />
        </Fragment>
      ))}
      {extra.map(({ date, time, quantity }) => (
        <Fragment key={`${date} ${time}`}>
          <input type="hidden" name="extra-on" value={date} />
          <input type="hidden" name="extra-time" value={time} />
          <input type="hidden" name="extra-quantity" value={quantity} />
        </Fragment>
      ))}
    </>
  );
}

function countWords(preview: ChangePreview): string {
  const parts = [
    [preview.visitsChanged, 'changed'],
    [preview.visitsAdded, 'new'],
    [preview.visitsDropped, 'taken out'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return words.length === 0 ? 'No visit changes' : `${words.join(', ')}, in the next 26 weeks`;
}

function movedWords(pence: number): string {
  if (pence === 0) return 'Nothing more or less';
  return pence > 0 ? `${formatPence(pence)} more` : `${formatPence(-pence)} comes back`;
}

interface EffectProps {
  readonly order: ChangedOrder;
  readonly looked: Looked;
  readonly keyOfForm: string;
  readonly subject: Subject;
  readonly ownCard: CardReadiness | null;
}

/** What a change does, before it is sent. */
export function ChangeEffect({
  order,
  looked: { draft, preview, unitPricePence, answer },
  keyOfForm,
  subject,
  ownCard,
}: EffectProps) {
  const unit = order.lines[0]?.variant.unit ?? 'HOUR';
  const weekly = order.kind === 'STANDING';
  const times = byTime([draft, ...draft.more]);
  const severalTimes = times.length > 1;
  return (
    <>
      <h1 className="govuk-heading-xl">Check the change</h1>
      <SummaryList
        rows={[
          { key: 'What', value: `${order.service.name} with ${order.provider.name}` },
          { key: weekly ? 'From' : 'When', value: dateWords(draft.fromOn) },
          {
            key: 'How much',
            value: severalTimes
              ? listWords(times.map(({ time, quantity }) => `${amountWords(quantity, unit)} at ${timeWords(time)}`))
              : amountWords(draft.quantity, unit),
          },
          severalTimes
            ? { key: 'Cost each day', value: <MoneyText pence={preview.eachDayPence} /> }
            : { key: 'Cost each time', value: <MoneyText pence={preview.eachTimePence} /> },
          ...draft.extra.map((extra) => ({
            key: 'Extra visit',
            value: `${dateWords(extra.date)}, ${timeSpanWords(extra, unit)}`,
          })),
          ...(weekly
            ? [
                {
                  key: 'Cost a week',
                  value: (
                    <>
                      <strong>
                        <MoneyText pence={preview.weeklyAfterPence} />
                      </strong>{' '}
                      (now <MoneyText pence={preview.weeklyBeforePence} />)
                    </>
                  ),
                },
              ]
            : []),
          ...(preview.ownMoneyPence > 0
            ? [
                { key: 'Own money each time', value: <MoneyText pence={preview.ownMoneyPence} /> },
                ...(weekly
                  ? [{ key: 'Own money a week', value: <MoneyText pence={preview.weeklyOwnMoneyPence} /> }]
                  : []),
              ]
            : []),
          { key: 'Visits', value: countWords(preview) },
          { key: 'Promised now', value: movedWords(preview.promisedMorePence) },
          {
            key: `Left in ${whose(subject)} budget`,
            value: (
              <strong>
                <MoneyText pence={preview.leftAfterPence} />
              </strong>
            ),
          },
        ]}
      />
      <SpecialDays days={preview.specialDays.map(({ day, amountPence, why }) => ({ day, pence: amountPence, why }))} />
      <LaterOwnMoney ownPence={preview.laterOwnMoneyPence} subject={subject} />
      <LeftOutDays days={preview.daysLeftOut} />
      <ChangeWeeks before={preview.weeksBefore} after={preview.weeksAfter} />
      {preview.asksProvider ? (
        <Warning>{order.provider.name} has to say yes to this. If they say no, everything goes on as before.</Warning>
      ) : null}
      <Form method="post">
        <Hidden draft={draft} />
        <input type="hidden" name="key" value={keyOfForm} />
        <input type="hidden" name="version" value={order.version} />
        <input type="hidden" name="unitPricePence" value={unitPricePence} />
        <ShownDays days={preview.specialDays.map(({ day, amountPence }) => ({ day, pence: amountPence }))} />
        {preview.ownMoneyPence === 0 ? null : preview.ownMoneyPence === order.ownMoneyAgreedPence ? (
          <>
            <input type="hidden" name="ownPence" value={preview.ownMoneyPence} />
            <input type="hidden" name="own" value="yes" />
          </>
        ) : (
          <>
            <OwnMoneyYes pence={preview.ownMoneyPence} isWeekly={weekly} error={errorOf(answer, 'own')} />
            <OwnCard
              readiness={ownCard}
              providerName={order.provider.name}
              subject={subject}
              backTo={keepFor(`/my-orders/${order.id}`, subject)}
            />
          </>
        )}
        <div className="govuk-button-group">
          <Button name="intent" value="send">
            Send the change
          </Button>
          <Button name="intent" value="edit" variant="secondary">
            Change something
          </Button>
        </div>
      </Form>
    </>
  );
}
