import type { ReactNode } from 'react';
import { dateWords } from '../format/dates.js';
import { Icon, type IconName } from '../pictograms/icon.js';
import { SupportTypePicture } from '../pictograms/support-type-picture.js';
import { Anchor } from './govuk/shared.js';

export interface ResultCardProps {
  readonly supportType: string;
  readonly supportTypeGroup?: string | undefined;
  readonly name: string;
  readonly href: string;
  /** Who offers it. */
  readonly providerName: string;
  readonly providerHref?: string | undefined;
  readonly summary?: string | undefined;
  /** A `PriceTag`. */
  readonly price: ReactNode;
  /** A `RatingText`; left out for community listings. */
  readonly rating?: ReactNode;
  readonly distanceMiles?: number | null | undefined;
  /** Where it happens, when there is no distance. */
  readonly area?: string | undefined;
  /** When somebody new can start, in words. */
  readonly start?: string | null | undefined;
  /** A date, for events. */
  readonly nextOn?: string | null | undefined;
  readonly isCommunity?: boolean | undefined;
  /** Above the name of what is in the community; left out: “In your community”. */
  readonly kindWords?: string | undefined;
  readonly headingLevel?: 2 | 3 | undefined;
  /** Its number on the map. */
  readonly number?: number | undefined;
  /** A button, such as to keep it. */
  readonly action?: ReactNode;
}

/** "Less than a mile away", "2.5 miles away". */
export function distanceWords(miles: number): string {
  if (miles < 1) return 'Less than a mile away';
  const shown = miles < 10 ? Math.round(miles * 2) / 2 : Math.round(miles);
  return `${shown} ${shown === 1 ? 'mile' : 'miles'} away`;
}

function Fact({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
  return (
    <li className="oc-card__fact">
      <Icon name={icon} size={20} />
      {children}
    </li>
  );
}

/** One thing that was found, with what people decide by: price to them, rating, how far, how soon. */
export function ResultCard(props: ResultCardProps) {
  const { distanceMiles, area, start, nextOn, headingLevel = 2, rating } = props;
  const Title = `h${headingLevel}` as const;
  const where = distanceMiles === null || distanceMiles === undefined ? area : distanceWords(distanceMiles);
  return (
    <article className="oc-card">
      <SupportTypePicture supportType={props.supportType} group={props.supportTypeGroup} />
      <div className="oc-card__body">
        {props.number === undefined ? null : (
          <p className="oc-card__number">
            <span className="govuk-visually-hidden">Number </span>
            {props.number}
            <span className="govuk-visually-hidden"> on the map</span>
          </p>
        )}
        {props.isCommunity ? <p className="oc-card__kind">{props.kindWords ?? 'In your community'}</p> : null}
        <Title className="govuk-heading-s oc-card__title">
          <Anchor className="govuk-link oc-card__link" href={props.href}>
            {props.name}
          </Anchor>
        </Title>
        <p className="oc-card__provider">
          {props.providerHref ? (
            <Anchor className="govuk-link" href={props.providerHref}>
              {props.providerName}
            </Anchor>
          ) : (
            props.providerName
          )}
        </p>
        {props.summary ? <p className="oc-card__summary">{props.summary}</p> : null}
        {props.price}
        <ul className="oc-card__facts">
          {rating ? <li className="oc-card__fact">{rating}</li> : null}
          {where ? <Fact icon="map-pin">{where}</Fact> : null}
          {start ? <Fact icon="calendar-days">{start}</Fact> : null}
          {nextOn ? <Fact icon="calendar-days">Next on {dateWords(nextOn)}</Fact> : null}
        </ul>
        {props.action ? <div className="oc-card__action">{props.action}</div> : null}
      </div>
    </article>
  );
}
