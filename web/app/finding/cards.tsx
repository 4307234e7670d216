import type { ReactNode } from 'react';
import { PriceTag, RatingText, ResultCard } from '../components/index.js';
import type { ListingPartsFragment, PricePartsFragment, PriceUnit, StartPartsFragment } from '../generated/graphql.js';
import { startWords } from './start-words.js';

export interface FoundService {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly start: StartPartsFragment;
  readonly supportType: { readonly slug: string; readonly group: string };
  readonly variants: readonly unknown[];
  readonly fromPrice: PricePartsFragment | null;
  readonly fromUnit: PriceUnit | null;
  readonly rating: { readonly score: string | null; readonly count: number };
}

/** Why something cannot be bought from the reader's budget; null when it can. */
export function whyNotFromBudget(price: PricePartsFragment): string | null {
  if (price.orderable || price.kind === 'QUOTE') return null;
  return price.reasons.find(({ code }) => code !== 'PUBLIC_PRICE')?.words ?? null;
}

/** The price of something to the reader, and a word where a budget does not pay for it. */
export function PriceToReader({
  price,
  unit,
  isLowest,
  size,
}: {
  readonly price: PricePartsFragment;
  readonly unit: PriceUnit;
  readonly isLowest?: boolean | undefined;
  readonly size?: 'medium' | 'large' | undefined;
}) {
  const whyNot = whyNotFromBudget(price);
  return (
    <>
      <PriceTag
        pence={price.unitPricePence}
        unit={unit}
        kind={price.kind}
        publicPence={price.publicUnitPricePence}
        ownMoneyPence={price.ownMoneyPence}
        isLowest={isLowest}
        size={size}
      />
      {whyNot ? <p className="oc-price__note">{whyNot}</p> : null}
    </>
  );
}

export interface ServiceCardProps {
  readonly service: FoundService;
  readonly href: string;
  /** Who offers it; on the provider's own page, what kind of support it is. */
  readonly caption: string;
  readonly captionHref?: string | undefined;
  readonly distanceMiles?: number | null | undefined;
  /** Its number on the map. */
  readonly number?: number | undefined;
  readonly action?: ReactNode;
  readonly headingLevel?: 2 | 3 | undefined;
}

export function ServiceCard({
  service,
  href,
  caption,
  captionHref,
  distanceMiles,
  headingLevel = 3,
  number,
  action,
}: ServiceCardProps) {
  return (
    <ResultCard
      supportType={service.supportType.slug}
      supportTypeGroup={service.supportType.group}
      name={service.name}
      href={href}
      providerName={caption}
      providerHref={captionHref}
      summary={service.summary}
      price={
        service.fromPrice && service.fromUnit ? (
          <PriceToReader price={service.fromPrice} unit={service.fromUnit} isLowest={service.variants.length > 1} />
        ) : null
      }
      rating={<RatingText score={service.rating.score} count={service.rating.count} />}
      distanceMiles={distanceMiles}
      start={startWords(service.start)}
      headingLevel={headingLevel}
      number={number}
      action={action}
    />
  );
}

export interface ListingCardProps {
  readonly listing: ListingPartsFragment;
  /** Groups of support types, for the colour of the picture. */
  readonly groups: ReadonlyMap<string, string>;
  readonly distanceMiles?: number | null | undefined;
  /** Its number on the map. */
  readonly number?: number | undefined;
  readonly headingLevel?: 2 | 3 | undefined;
}

export function ListingCard({ listing, groups, distanceMiles, headingLevel = 3, number }: ListingCardProps) {
  const [next] = listing.nextDates;
  const isWanted = listing.kind === 'WANTED';
  const description = listing.description.split(/(?<=[.!?])\s/)[0] ?? '';
  return (
    <ResultCard
      supportType={listing.supportTypeSlug}
      supportTypeGroup={groups.get(listing.supportTypeSlug)}
      name={listing.title}
      href={`/community/${listing.id}`}
      providerName={listing.organisationName}
      summary={[listing.whenInWords, description, listing.stale ? 'Nobody has checked this for a while.' : null]
        .filter(Boolean)
        .join('. ')
        .replaceAll('..', '.')}
      price={isWanted ? null : <PriceTag pence={listing.costPence} unit="SESSION" kind="PUBLIC" />}
      distanceMiles={distanceMiles}
      area={listing.placeName}
      nextOn={next}
      isCommunity
      kindWords={isWanted ? 'Somebody is looking for this' : undefined}
      headingLevel={headingLevel}
      number={number}
    />
  );
}
