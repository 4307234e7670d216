import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, EmptyState, MoneyText, Page, SummaryList } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import {
  MyCardDocument,
  type MyCardQuery,
  RemoveCardDocument,
  StartKeepingCardDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound, safeReturnPath } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf, whose } from '../../journey/acting-for.js';
import { addressValue } from '../../journey/address.js';
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

const forOf = (subject: Subject): string | null => (subject.isSelf ? null : subject.personId);

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { myCard } = await callGraphql({ context, request }, MyCardDocument, { forPersonId: forOf(subject) });
  return {
    mine: myCard ?? notFound(),
    subject,
    // Where they came from, to go back to.
    then: safeReturnPath(addressValue(request, 'then'), ''),
    keepKey: newFormKey(),
    removeKey: newFormKey(),
    actingFor: subject.actingFor,
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const input = { idempotencyKey: textOf(form, 'idempotencyKey'), forPersonId: forOf(subject) };
  if (textOf(form, 'what') === 'remove') {
    const { removeCard } = await callGraphql({ context, request }, RemoveCardDocument, { input });
    if (isRefused(removeCard)) return notDone(removeCard);
    throw redirect(keepFor('/my-card?done=removed', subject));
  }
  const { startKeepingCard } = await callGraphql({ context, request }, StartKeepingCardDocument, {
    input: { ...input, then: safeReturnPath(addressValue(request, 'then'), '') || null },
  });
  return isRefused(startKeepingCard) ? notDone(startKeepingCard) : { url: startKeepingCard.url };
}

function KeptCard({
  mine,
  subject,
  keepKey,
  removeKey,
}: {
  readonly mine: Mine;
  readonly subject: Subject;
  readonly keepKey: string;
  readonly removeKey: string;
}) {
  const { card, keptByName, setUp, openPence } = mine;
  if (!setUp) return <NotSetUp />;
  // Whoever acts for somebody does not put a card of their own in place of theirs.
  if (!subject.isSelf && keptByName === subject.name)
    return (
      <p className="govuk-body">{subject.name} keeps a card. It pays their own part of visits. You do not see it.</p>
    );
  return (
    <>
      {card === null ? (
        <NoCard keptByName={keptByName} subject={subject} />
      ) : (
        <SummaryList
          rows={[
            { key: 'Your card', value: cardWords(card) },
            { key: 'Runs out', value: expiryWords(card) },
          ]}
        />
      )}
      {openPence > 0 && card === null && keptByName === null ? (
        <p className="govuk-body">
          {subject.isSelf
            ? 'For visits that are over you still owe '
            : `For visits that are over ${subject.name} still owes `}
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
      {card === null && keptByName === null ? null : (
        <Form method="post">
          <FormKey value={removeKey} />
          <input type="hidden" name="what" value="remove" />
          <Button variant="secondary">{card === null ? 'Take this card away' : 'Take my card away'}</Button>
        </Form>
      )}
    </>
  );
}

/** What a card is for, and who keeps the one that there is. */
function NoCard({ keptByName, subject }: { readonly keptByName: string | null; readonly subject: Subject }) {
  if (keptByName !== null)
    return (
      <p className="govuk-body">
        {keptByName} keeps a card for {subject.isSelf ? 'you' : subject.name}. It pays{' '}
        {subject.isSelf ? 'your' : 'their'} own part of visits. Only {keptByName} sees which card it is.
      </p>
    );
  return (
    <p className="govuk-body">
      {subject.isSelf
        ? 'You keep no card. With one, the part of a visit that is your own money is paid when you have said that the visit happened. Nothing is taken before.'
        : `No card is kept for ${subject.name}. You can keep one. It pays the part of a visit that is ${subject.name}’s own money when the visit is confirmed. Only you see which card it is.`}
    </p>
  );
}

function Charges({ charges, subject }: Pick<Mine, 'charges'> & { readonly subject: Subject }) {
  const title = subject.isSelf ? 'What you pay yourself' : `What ${subject.name} pays`;
  return (
    <>
      <h2 className="govuk-heading-l">{title}</h2>
      {charges.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="Nothing yet" headingLevel={3}>
          <p className="govuk-body">
            When a visit costs some of {whose(subject)} own money, it is listed here with its receipt.
          </p>
        </EmptyState>
      ) : (
        <StackedTable
          label={title}
          columns={[
            { head: 'Visit', width: 'short' },
            { head: 'With', width: 'name' },
            { head: 'Where it stands' },
            { head: 'Sum', isNumeric: true, width: 'short' },
          ]}
          rows={charges.map((charge) => ({
            key: charge.id,
            cells: [
              <Anchor key="day" className="govuk-link" href={keepFor(`/my-card/${charge.id}`, subject)}>
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
  const { mine, subject, then, keepKey, removeKey } = loaderData;
  const title = subject.isSelf ? 'My card' : `A card for ${subject.name}`;
  const answer = actionData && 'refusal' in actionData ? actionData : undefined;
  const leaving = actionData && 'url' in actionData ? actionData.url : null;
  return (
    <Page before={then === '' ? undefined : <BackLink href={then}>Back to where you were</BackLink>}>
      <FormTitle title={title} hasErrors={answer !== undefined} />
      <NotDoneSummary answer={answer} />
      <DoneBanner words={DONE} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {leaving === null ? (
        <KeptCard mine={mine} subject={subject} keepKey={keepKey} removeKey={removeKey} />
      ) : (
        <GoOn url={leaving} words="You can now enter your card. We never see its number." />
      )}
      <Charges charges={mine.charges} subject={subject} />
    </Page>
  );
}
