import { MoneyText, SummaryList, Warning } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import type { RateCardPageQuery, RateChangeKind } from '../../generated/graphql.js';
import { StackedTable } from '../../work/stacked-table.js';
import { percentWords, RateText } from './rate-card-words.js';

type Difference = NonNullable<NonNullable<RateCardPageQuery['rateCard']>['difference']>;

const CHANGES: Readonly<Record<RateChangeKind, string>> = { ADDED: 'New', CHANGED: 'Changed', ENDED: 'Ended' };

/** What a draft comes to for people who have standing orders. */
function Effect({ effect }: { readonly effect: Difference['effect'] }) {
  const { orders, people, yearlyBeforePence, yearlyAfterPence, noLongerPaid } = effect;
  if (orders === 0) return <p className="govuk-body">No standing order costs more or less because of it.</p>;
  const more = yearlyAfterPence - yearlyBeforePence;
  return (
    <>
      <SummaryList
        rows={[
          {
            key: 'Who is affected',
            value: sentenceStart(`${countWords(people, 'person', 'people')}, ${countWords(orders, 'order')}`),
          },
          { key: 'A year costs now', value: <MoneyText pence={yearlyBeforePence} /> },
          { key: 'A year would cost', value: <MoneyText pence={yearlyAfterPence} /> },
          {
            key: more < 0 ? 'Less' : 'More',
            value: (
              <strong>
                <MoneyText pence={Math.abs(more)} />
              </strong>
            ),
          },
        ]}
      />
      <p className="govuk-hint">Four weeks of planned visits in standing orders, times thirteen.</p>
      {noLongerPaid > 0 ? (
        <Warning>
          {sentenceStart(countWords(noLongerPaid, 'order'))} could not be paid from the budget any more. Look at what
          ended, and at prices below the public price.
        </Warning>
      ) : null}
    </>
  );
}

/** The trial run: a draft against the card in force on its first day. */
export function RateCardDifference({ difference }: { readonly difference: Difference }) {
  const { added, changed, ended, unchanged, rows, effect, belowBenchmark, benchmark } = difference;
  const all = added + changed + ended;
  return (
    <>
      <h2 className="govuk-heading-l">What it changes</h2>
      <SummaryList
        rows={[
          { key: 'New prices', value: added.toLocaleString('en-GB') },
          { key: 'Changed prices', value: changed.toLocaleString('en-GB') },
          { key: 'Ended prices', value: ended.toLocaleString('en-GB') },
          { key: 'Prices that stay', value: unchanged.toLocaleString('en-GB') },
        ]}
      />
      <Effect effect={effect} />
      {benchmark === null ? null : (
        <Warning>
          {sentenceStart(countWords(belowBenchmark, 'price'))} may be too low. {benchmark} You can publish it all the
          same.
        </Warning>
      )}
      {rows.length === 0 ? null : (
        <StackedTable
          label="What changes, the largest changes first"
          columns={[
            { head: 'For', width: 'name' },
            { head: 'What happens', width: 'short' },
            { head: 'Now' },
            { head: 'Then' },
            { head: 'Change', width: 'short' },
          ]}
          rows={rows.map(({ change, what, unit, oldKind, oldPence, newKind, newPence, percent, warning }, index) => ({
            key: String(index),
            cells: [
              what,
              CHANGES[change],
              <RateText key="old" kind={oldKind} pence={oldPence} unit={unit} />,
              <>
                <RateText kind={newKind} pence={newPence} unit={unit} />
                {warning === null ? null : <div className="govuk-hint govuk-!-margin-bottom-0">{warning}</div>}
              </>,
              percentWords(percent),
            ],
          }))}
        />
      )}
      {all > rows.length ? (
        <p className="govuk-body">
          These are the {rows.length} largest changes of {all.toLocaleString('en-GB')}.
        </p>
      ) : null}
    </>
  );
}
