import { Form, redirect } from 'react-router';
import { Anchor, Button, EmptyState, MoneyText, Page, SummaryList } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import {
  MyCardDocument,
  type MyCardQuery,
  RemoveCardDocument,
  StartKeepingCardDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/my-card.js';
import { cardWords, ChargeTag, expiryWords, GoOn, keptPence, NotSetUp } from './card-words.js';

type Mine = NonNullable<MyCardQuery['myCard']>;

const DONE = {
  kept: 'Your card is kept. Visits that you confirm are paid with it.',
  open: 'You did not finish. Nothing was changed.',
  removed: 'Your card is taken away. Nothing more is paid with it.',
};

export async function loader({ context, request }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { myCard } = await callGraphql({ context, request }, MyCardDocument);
  return { mine: myCard ?? notFound(), keepKey: newFormKey(), removeKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const input = { idempotencyKey: textOf(form, 'idempotencyKey') };
  if (textOf(form, 'what') === 'remove') {
    const { removeCard } = await callGraphql({ context, request }, RemoveCardDocument, { input });
    if (isRefused(removeCard)) return notDone(removeCard);
    throw redirect('/my-card?done=removed');
  }
  const { startKeepingCard } = await callGraphql({ context, request }, StartKeepingCardDocument, { input });
  return isRefused(startKeepingCard) ? notDone(startKeepingCard) : { url: startKeepingCard.url };
}

function KeptCard({
  mine,
  keepKey,
  removeKey,
}: {
  readonly mine: Mine;
  readonly keepKey: string;
  readonly removeKey: string;
}) {
  const { card, setUp, openPence } = mine;
  if (!setUp) return <NotSetUp />;
  return (
    <>
      {card === null ? (
        <p className="govuk-body">
          You keep no card. With one, the part of a visit that is your own money is paid when you have said that the
          visit happened. Nothing is taken before.
        </p>
      ) : (
        <SummaryList
          rows={[
            { key: 'Your card', value: cardWords(card) },
            { key: 'Runs out', value: expiryWords(card) },
          ]}
        />
      )}
      {openPence > 0 && card === null ? (
        <p className="govuk-body">
          For visits that are over you still owe{' '}
          <strong>
            <MoneyText pence={openPence} />
          </strong>
          . When you keep a card, it is paid to the providers that take cards.
        </p>
      ) : null}
      <Form method="post">
        <FormKey value={keepKey} />
        <Button>{card === null ? 'Keep a card' : 'Keep another card'}</Button>
      </Form>
      {card === null ? null : (
        <Form method="post">
          <FormKey value={removeKey} />
          <input type="hidden" name="what" value="remove" />
          <Button variant="secondary">Take my card away</Button>
        </Form>
      )}
    </>
  );
}

function Charges({ charges }: Pick<Mine, 'charges'>) {
  return (
    <>
      <h2 className="govuk-heading-l">What you pay yourself</h2>
      {charges.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="Nothing yet" headingLevel={3}>
          <p className="govuk-body">When a visit costs some of your own money, it is listed here with its receipt.</p>
        </EmptyState>
      ) : (
        <StackedTable
          label="What you pay yourself"
          columns={[
            { head: 'Visit', width: 'short' },
            { head: 'With', width: 'name' },
            { head: 'Where it stands' },
            { head: 'Sum', isNumeric: true, width: 'short' },
          ]}
          rows={charges.map((charge) => ({
            key: charge.id,
            cells: [
              <Anchor key="day" className="govuk-link" href={`/my-card/${charge.id}`}>
                {shortDateWords(charge.onDate)}
              </Anchor>,
              charge.provider.name,
              <ChargeTag key="state" charge={charge} />,
              <MoneyText key="sum" pence={keptPence(charge)} />,
            ],
          }))}
        />
      )}
    </>
  );
}

export default function MyCard({ loaderData, actionData }: Route.ComponentProps) {
  const { mine, keepKey, removeKey } = loaderData;
  const answer = actionData && 'refusal' in actionData ? actionData : undefined;
  const leaving = actionData && 'url' in actionData ? actionData.url : null;
  return (
    <Page>
      <FormTitle title="My card" hasErrors={answer !== undefined} />
      <NotDoneSummary answer={answer} />
      <DoneBanner words={DONE} />
      <h1 className="govuk-heading-xl">My card</h1>
      {leaving === null ? (
        <KeptCard mine={mine} keepKey={keepKey} removeKey={removeKey} />
      ) : (
        <GoOn url={leaving} words="You can now enter your card. We never see its number." />
      )}
      <Charges charges={mine.charges} />
    </Page>
  );
}
