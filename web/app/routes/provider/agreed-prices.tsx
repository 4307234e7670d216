import { Anchor, DateText, EmptyState, Page, pageTitle } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { perUnitWords } from '../../format/units.js';
import { OurRateCardsDocument, RateProposalsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { StackedTable } from '../../work/stacked-table.js';
import { ProposalTag, RateText } from '../council/rate-card-words.js';
import type { Route } from './+types/agreed-prices.js';
import { providerMoney } from './roles.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('What councils pay us', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const asked = { context, request };
  const [{ ourRateCards }, { rateProposals }] = await Promise.all([
    callGraphql(asked, OurRateCardsDocument),
    callGraphql(asked, RateProposalsDocument),
  ]);
  return { cards: ourRateCards, proposals: rateProposals, today: todayOf(context) };
}

type Card = Route.ComponentProps['loaderData']['cards'][number];
type Proposal = Route.ComponentProps['loaderData']['proposals'][number];

function CardPrices({ card, today }: { readonly card: Card; readonly today: string }) {
  const days = `${card.validFrom > today ? 'From' : 'Since'} ${shortDateWords(card.validFrom)}${
    card.validTo === null ? '' : `, until ${shortDateWords(card.validTo)}`
  }`;
  return (
    <section>
      <h2 className="govuk-heading-l">{card.councilName}</h2>
      <p className="govuk-body">
        {days}. This is version {card.version}.
      </p>
      <StackedTable
        label={`What ${card.councilName} pays, version ${card.version}`}
        columns={[{ head: 'For', width: 'name' }, { head: 'Price' }, { head: 'Another price?', width: 'short' }]}
        rows={card.rates.map(({ what, variantId, unit, kind, unitPricePence }, index) => ({
          key: String(index),
          cells: [
            what,
            <RateText key="price" kind={kind} pence={unitPricePence} unit={unit} />,
            variantId === null || kind === 'QUOTE' ? (
              ''
            ) : (
              <Anchor key="ask" className="govuk-link" href={`/provider/agreed-prices/${card.id}/${variantId}`}>
                Propose a price<span className="govuk-visually-hidden"> for {what}</span>
              </Anchor>
            ),
          ],
        }))}
      />
    </section>
  );
}

function answerWords({ status, answer }: Proposal): string {
  if (status === 'ASKED') return 'The council has not answered yet.';
  if (status === 'DECLINED') return answer ?? '';
  return `${answer ?? 'The council agrees.'} The price changes when a second officer has published it.`;
}

function Proposals({ proposals }: { readonly proposals: readonly Proposal[] }) {
  if (proposals.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">What we asked for</h2>
      <StackedTable
        label="Prices we proposed"
        columns={[
          { head: 'For', width: 'name' },
          { head: 'Council', width: 'name' },
          { head: 'We asked for' },
          { head: 'From' },
          { head: 'Answer', width: 'short' },
          { head: 'What the council says', width: 'sentence' },
        ]}
        rows={proposals.map((one) => ({
          key: one.id,
          cells: [
            one.what,
            one.councilName,
            `${formatPence(one.unitPricePence)} ${perUnitWords(one.unit)}, now ${formatPence(one.currentPence)}`,
            <DateText key="from" date={one.fromOn} withYear />,
            <ProposalTag key="state" status={one.status} />,
            answerWords(one),
          ],
        }))}
      />
    </>
  );
}

export default function AgreedPrices({ loaderData: { cards, proposals, today } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner words={{ asked: 'The council has your question. You read its answer here.' }} />
      <h1 className="govuk-heading-xl">What councils pay us</h1>
      <p className="oc-lead">
        The prices that councils have agreed with us. Nobody else sees them but the council and the people it funds.
      </p>
      {cards.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="No council has agreed prices with us">
          <p className="govuk-body">People pay our public prices, or the most that their council pays anybody.</p>
        </EmptyState>
      ) : null}
      <Proposals proposals={proposals} />
      {cards.map((card) => (
        <CardPrices key={card.id} card={card} today={today} />
      ))}
    </Page>
  );
}
