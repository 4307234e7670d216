import { MoneyText, SummaryList } from '../components/index.js';
import { dateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { HoldingRoute, PartFactsFragment } from '../generated/graphql.js';

const forSelf: Readonly<Record<HoldingRoute, string>> = {
  DIRECT_PAYMENT: 'Paid to you',
  REPRESENTATIVE: 'Held for you by',
  TRUST: 'Held for you by',
  BROKER: 'Held for you by',
  INDIVIDUAL_SERVICE_FUND: 'Held for you by',
  COUNCIL_MANAGED: 'Held for you by',
};

/** "Paid to you", "Held for you by Marl Vale"; of somebody else "Paid to Ada Holt". */
export function partWords(
  { route, holderName }: Pick<PartFactsFragment, 'route' | 'holderName'>,
  isSelf = true,
): string {
  if (route === 'DIRECT_PAYMENT') return isSelf ? forSelf[route] : `Paid to ${holderName}`;
  return `${isSelf ? forSelf[route] : 'Held by'} ${holderName}`;
}

/** For the middle of a sentence. */
export function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}

function weekWords({ weeklyPence, isOver }: PartFactsFragment): string {
  if (isOver) return 'No more money comes into it.';
  return weeklyPence === null ? 'It gets the rest each week.' : `It gets ${formatPence(weeklyPence)} each week.`;
}

interface HowItIsHeldProps {
  readonly parts: readonly PartFactsFragment[];
  readonly isSelf: boolean;
}

/** Below the one sum: how it is held, where in several ways. Nothing for one way. */
export function HowItIsHeld({ parts, isSelf }: HowItIsHeldProps) {
  const shown = parts.filter((part) => !part.isOver || part.availablePence + part.committedPence + part.owedPence > 0);
  if (shown.length < 2) return null;
  return (
    <section aria-labelledby="held-title">
      <h2 className="govuk-heading-m" id="held-title">
        How the money is held
      </h2>
      <p className="govuk-body">
        It is one budget, kept in {shown.length} parts. One part cannot pay for what another is to pay for.
      </p>
      <SummaryList
        rows={shown.map((part) => ({
          key: partWords(part, isSelf),
          value: (
            <>
              <strong>
                <MoneyText pence={part.availablePence} />
              </strong>{' '}
              left
              {part.committedPence > 0 ? (
                <>
                  , <MoneyText pence={part.committedPence} /> promised
                </>
              ) : null}
              <br />
              {weekWords(part)}
              {part.shortOn === null ? null : (
                <>
                  <br />
                  <strong>It will not be enough for what is planned on {dateWords(part.shortOn)}.</strong>
                </>
              )}
            </>
          ),
        }))}
      />
    </section>
  );
}
