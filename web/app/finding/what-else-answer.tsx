import { Anchor, EmptyState, InsetText, ResultCard } from '../components/index.js';
import { sentenceStart } from '../format/counts.js';
import { formatPence } from '../format/money.js';
import { perUnitWords, quantityWords } from '../format/units.js';
import type { WhatElseQuery } from '../generated/graphql.js';
import { keepFor, type Subject } from '../journey/acting-for.js';
import { KeepResult } from './keep-result.js';
import { resultAnchor } from './result-map.js';
import { startWords } from './start-words.js';

type Plan = Extract<WhatElseQuery['whatElse'], { readonly wishes: unknown }>;
type Wish = Plan['wishes'][number];
type Line = NonNullable<Wish['line']>;

export interface WhatElseAnswerProps {
  readonly plan: Plan;
  readonly subject: Subject | null;
  readonly kept: readonly string[];
}

function nameOf({ supportType, words }: Wish): string {
  return supportType?.name ?? `“${words ?? ''}”`;
}

function lineWords({ quantity, weeklyPence, unitPricePence, variant }: Line): string {
  const unit = variant.unit.toLowerCase();
  const many = quantity === '1' ? `one ${quantityWords(quantity, unit).slice(2)}` : quantityWords(quantity, unit);
  return `${sentenceStart(many)} each week: ${formatPence(weeklyPence)} (${formatPence(unitPricePence)} ${perUnitWords(unit)})`;
}

function PlannedCard({ line, subject, kept }: Omit<WhatElseAnswerProps, 'plan'> & { readonly line: Line }) {
  const { service } = line;
  return (
    <ResultCard
      supportType={service.supportType.slug}
      supportTypeGroup={service.supportType.group}
      name={service.name}
      href={keepFor(`/services/${service.id}`, subject)}
      providerName={service.provider.name}
      providerHref={keepFor(`/providers/${service.provider.id}`, subject)}
      summary={service.summary}
      price={<p className="oc-price">{lineWords(line)}</p>}
      start={startWords(service.start)}
      headingLevel={3}
      action={<KeepResult id={service.id} name={service.name} isKept={kept.includes(service.id)} />}
    />
  );
}

function whyNot({ reason, leastPence }: Wish, leftPence: number): string {
  if (reason === 'NOT_ENOUGH' && leastPence !== null)
    return `costs ${formatPence(leastPence)} a week or more. You would need ${formatPence(leastPence - leftPence)} more.`;
  return 'is not sold near here by the week. Try further away, or other words.';
}

/** What the money does not reach to, or nobody sells. */
function NotInPlan({ plan }: { readonly plan: Plan }) {
  const out = plan.wishes.filter(({ line }) => line === null);
  if (out.length === 0) return null;
  return (
    <section aria-labelledby="not-in-plan">
      <h2 className="govuk-heading-m" id="not-in-plan">
        What is not in it
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {out.map((wish) => (
          <li key={nameOf(wish)}>
            {nameOf(wish)} {whyNot(wish, plan.leftPence)}
            {wish.reason === 'NOTHING_NEAR' ? (
              <>
                {' '}
                <Anchor
                  className="govuk-link"
                  href={`/missing?${new URLSearchParams({ words: wish.supportType?.name ?? wish.words ?? '' }).toString()}`}
                >
                  Tell the council that {nameOf(wish)} is missing
                </Anchor>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function FreeThings({ plan }: { readonly plan: Plan }) {
  const free = new Map(plan.wishes.flatMap((wish) => wish.free.map((listing) => [listing.id, listing])));
  if (free.size === 0) return null;
  return (
    <section aria-labelledby="free-title">
      <h2 className="govuk-heading-m" id="free-title">
        Free and local, too
      </h2>
      <ul className="govuk-list govuk-list--spaced">
        {[...free.values()].map((listing) => (
          <li key={listing.id}>
            <Anchor className="govuk-link" href={`/community/${listing.id}`}>
              {listing.title}
            </Anchor>
            , {listing.organisationName}. {listing.whenInWords ? `${listing.whenInWords}. ` : ''}
            {listing.placeName}. {listing.costPence === 0 ? 'Free' : formatPence(listing.costPence)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whose prices these are, and that they promise nothing. */
function whosePrices({ prices, councilName }: Plan, subject: Subject | null): string {
  if (prices === 'OWN') return subject === null ? 'These are your prices.' : `These are ${subject.name}’s prices.`;
  if (prices === 'COUNCIL')
    return `These are the prices that ${councilName ?? 'the council'} has agreed for people it pays for.`;
  return 'These are the prices that everybody sees. Your council may have agreed lower ones.';
}

export function WhatElseAnswer({ plan, subject, kept }: WhatElseAnswerProps) {
  const lines = plan.wishes.flatMap(({ line }) => line ?? []);
  const spentPence = plan.weeklyPence - plan.leftPence;
  return (
    <>
      {plan.postcodeNotFound ? (
        <InsetText>We do not know this postcode, so we looked everywhere. Check it, or leave it empty.</InsetText>
      ) : null}
      {lines.length === 0 ? (
        <EmptyState icon="search" title={`Nothing fits into ${formatPence(plan.weeklyPence)} a week`} headingLevel={2}>
          <p className="govuk-body">You can try a larger amount, other things, or further away.</p>
        </EmptyState>
      ) : (
        <section aria-labelledby="plan-title">
          <h2 className="govuk-heading-l" id="plan-title">
            With {formatPence(plan.weeklyPence)} a week you could have
          </h2>
          {lines.map((line) => (
            <div key={line.variant.id} id={resultAnchor(line.service.id)} className="oc-found" tabIndex={-1}>
              <PlannedCard line={line} subject={subject} kept={kept} />
            </div>
          ))}
          <p className="govuk-body-l">
            All of it costs <strong>{formatPence(spentPence)}</strong> a week.{' '}
            {plan.leftPence === 0 ? (
              'Nothing is left.'
            ) : (
              <>
                <strong>{formatPence(plan.leftPence)}</strong> is left.
              </>
            )}
          </p>
        </section>
      )}
      <NotInPlan plan={plan} />
      <FreeThings plan={plan} />
      <InsetText>
        {whosePrices(plan, subject)} This is an idea of what there is. It is not a promise: the council decides what
        somebody gets, and each provider if it has room.
      </InsetText>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/help#ask-for-a-budget">
          How to ask the council for a budget
        </Anchor>
      </p>
    </>
  );
}
