import type { ReactNode } from 'react';
import { Button } from './govuk/button.js';
import { Anchor } from './govuk/shared.js';

export interface FacetOption {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export interface Facet {
  /** The query parameter, such as `type`. */
  readonly name: string;
  readonly title: string;
  readonly options: readonly FacetOption[];
  readonly chosen: readonly string[];
  /** Said under the title. */
  readonly hint?: string | undefined;
  /** Folded, however short, until somebody has chosen in it. */
  readonly isFolded?: boolean | undefined;
}

export interface FacetPanelProps {
  readonly facets: readonly Facet[];
  /** Where "Clear all filters" leads. */
  readonly clearHref: string;
  /** Whether there is anything to clear; left out: whether something is chosen in a facet. */
  readonly anyChosen?: boolean | undefined;
  /** More fields of the same form, such as a postcode. */
  readonly children?: ReactNode;
}

/** Groups longer than this are folded until somebody has chosen in them. */
const openGroupLimit = 8;

function FacetGroup({ facet, isFirst }: { readonly facet: Facet; readonly isFirst: boolean }) {
  if (facet.options.length === 0) return null;
  const isShort = !facet.isFolded && facet.options.length <= openGroupLimit;
  return (
    <details className="oc-facet" open={isFirst || facet.chosen.length > 0 || isShort}>
      <summary className="oc-facet__title">
        {facet.title}
        {facet.chosen.length > 0 ? <span className="oc-facet__chosen"> ({facet.chosen.length} chosen)</span> : null}
      </summary>
      <fieldset className="govuk-fieldset oc-facet__options">
        <legend className="govuk-visually-hidden">{facet.title}</legend>
        {facet.hint ? <p className="govuk-hint oc-facet__hint">{facet.hint}</p> : null}
        <div className="govuk-checkboxes govuk-checkboxes--small">
          {facet.options.map((option, index) => {
            const id = `facet-${facet.name}-${index}`;
            return (
              <div className="govuk-checkboxes__item" key={option.value}>
                <input
                  className="govuk-checkboxes__input"
                  id={id}
                  name={facet.name}
                  type="checkbox"
                  value={option.value}
                  defaultChecked={facet.chosen.includes(option.value)}
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={id}>
                  {option.label}{' '}
                  <span className="oc-facet__count">
                    {option.count}
                    <span className="govuk-visually-hidden"> results</span>
                  </span>
                </label>
              </div>
            );
          })}
        </div>
      </fieldset>
    </details>
  );
}

/** Filters with counts. Stands inside a GET form, so it works without script. */
export function FacetPanel({ facets, clearHref, children, ...props }: FacetPanelProps) {
  const anyChosen = props.anyChosen ?? facets.some((facet) => facet.chosen.length > 0);
  return (
    <section className="oc-facets" aria-label="Filters">
      <div className="oc-facets__head">
        <h2 className="govuk-heading-s oc-facets__title">Narrow it down</h2>
        {anyChosen ? (
          <Anchor className="govuk-link" href={clearHref}>
            Clear all filters
          </Anchor>
        ) : null}
      </div>
      {children}
      {facets.map((facet, index) => (
        <FacetGroup key={facet.name} facet={facet} isFirst={index === 0} />
      ))}
      <Button variant="secondary" className="oc-facets__apply">
        Show results
      </Button>
    </section>
  );
}
