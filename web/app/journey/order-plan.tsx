import { Form } from 'react-router';
import { Anchor, Button, DateText, InsetText } from '../components/index.js';
import { dateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import { perUnitWords } from '../format/units.js';
import type { MyOrderQuery } from '../generated/graphql.js';

type OrderShown = NonNullable<MyOrderQuery['order']>;
type Version = OrderShown['versions'][number];

function answerWords(version: Version, provider: string): string {
  if (version.answer === 'ASKED') return ` ${provider} has not answered yet.`;
  if (version.answer === 'ACCEPTED') return ` ${provider} said yes.`;
  if (version.answer === 'DECLINED') return ` ${provider} said no: “${version.answerReason ?? ''}”`;
  return '';
}

/** The change that waits for the provider, so that nobody counts on it too early. */
export function ChangeAsked({ order }: { readonly order: OrderShown }) {
  const last = order.versions.at(-1);
  if (last?.answer !== 'ASKED') return null;
  return (
    <InsetText>
      You asked for a change from {dateWords(last.effectiveOn)}: {last.changes.join('; ')}. {order.provider.name} has
      not answered yet. If they say no, everything goes on as before.
    </InsetText>
  );
}

/** A higher price that the person has not answered: agree, or stop from its day, which is free until it is answered. */
export function PriceRiseAsked({
  order,
  stopHref,
  formKey,
  canAnswer,
}: {
  readonly order: OrderShown;
  readonly stopHref: string;
  readonly formKey: string;
  readonly canAnswer: boolean;
}) {
  const { priceRise: rise } = order;
  const unit = order.lines[0]?.variant.unit;
  if (!rise || !unit) return null;
  return (
    <div className="oc-panel-form">
      <h2 className="govuk-heading-m">The price goes up</h2>
      <p className="govuk-body">
        From {dateWords(rise.fromOn)} it costs <strong>{formatPence(rise.unitPricePence)}</strong> {perUnitWords(unit)}.
        Now it is {formatPence(rise.unitPriceBeforePence)}. Nothing changes until you answer. If you say nothing by{' '}
        {dateWords(rise.answerBy)}, your visits go on at the new price.
      </p>
      {canAnswer ? (
        <Form method="post">
          <input type="hidden" name="key" value={formKey} />
          <input type="hidden" name="riseId" value={rise.id} />
          <div className="govuk-button-group">
            <Button>Agree to the new price</Button>
            <Anchor className="govuk-link" href={stopHref}>
              Stop from that day, free of charge
            </Anchor>
          </div>
        </Form>
      ) : null}
    </div>
  );
}

/** Every change of an order, in words: who, when, what, from which day. */
export function Changes({ order }: { readonly order: OrderShown }) {
  const changes = order.versions.filter(({ version }) => version > 1);
  if (changes.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Changes</h2>
      <ol className="oc-statement" aria-label="Changes, in order">
        {changes.map((version) => (
          <li className="oc-statement-line" key={version.version}>
            <span className="oc-statement-line__day">
              Changed by {version.madeByName} on <DateText date={version.madeAt} withYear />:
            </span>{' '}
            {version.changes.length > 0 ? version.changes.join('; ') : 'as it was before'}, from{' '}
            {dateWords(version.effectiveOn)}.{answerWords(version, order.provider.name)}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Breaks to come or going on, and starting again earlier. */
export function Breaks({
  order,
  today,
  canResume,
  formKey,
}: {
  readonly order: OrderShown;
  readonly today: string;
  readonly canResume: boolean;
  readonly formKey: string;
}) {
  if (order.breaks.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Breaks</h2>
      <ul className="govuk-list govuk-list--bullet">
        {order.breaks.map((rest) => (
          <li key={rest.fromOn}>
            {rest.fromOn === rest.throughOn ? (
              <>No visit on {dateWords(rest.fromOn)}</>
            ) : (
              <>
                No visits from {dateWords(rest.fromOn)}
                {rest.throughOn ? ` to ${dateWords(rest.throughOn)}` : ' on'}
              </>
            )}
          </li>
        ))}
      </ul>
      {canResume ? (
        <Form method="post">
          <input type="hidden" name="key" value={formKey} />
          <input type="hidden" name="fromOn" value={today} />
          <Button variant="secondary">Take back all breaks from today</Button>
        </Form>
      ) : null}
    </>
  );
}
