import { type MapPlace, PIN_RADIUS, PLAN_WIDTH, planMap } from './map-plan.js';

export interface MappedResult {
  readonly id: string;
  readonly name: string;
  readonly place: MapPlace | null;
}

export interface ResultMapProps {
  /** One page of results, in the order of the list. */
  readonly results: readonly MappedResult[];
  readonly districts: readonly MapPlace[];
}

/** Where a card of the list can be gone to. */
export function resultAnchor(id: string): string {
  return `result-${id}`;
}

/** The same results as the list, drawn from the middles of postcode districts; no picture comes from elsewhere. */
export function ResultMap({ results, districts }: ResultMapProps) {
  const plan = planMap(
    results.map(({ place }) => place),
    districts,
  );
  if (!plan) return <p className="govuk-body">We do not know where these are, so there is no map of them.</p>;
  const { scale, height } = plan;
  const right = PLAN_WIDTH - 14;
  const bottom = height - 12;
  return (
    <figure className="oc-map">
      <svg
        className="oc-map__plan"
        viewBox={`0 0 ${PLAN_WIDTH} ${height}`}
        role="group"
        aria-label="Map of the results on this page"
      >
        {plan.districts.map(({ name, x, y }) => (
          <circle key={name} className="oc-map__district" cx={x} cy={y} r={30} aria-hidden="true" />
        ))}
        {plan.pins.map(({ number, anchor, x, y }) => (
          <g key={number} aria-hidden="true">
            <line className="oc-map__lead" x1={anchor.x} y1={anchor.y} x2={x} y2={y} />
            <circle className="oc-map__spot" cx={anchor.x} cy={anchor.y} r={3} />
          </g>
        ))}
        {plan.districts.map(({ name, x, y }) => (
          <text key={name} className="oc-map__name" x={x} y={y + 4} textAnchor="middle" aria-hidden="true">
            {name}
          </text>
        ))}
        {plan.pins.map(({ number, x, y }) => {
          const result = results[number - 1];
          return result ? (
            <a
              key={number}
              className="oc-map__pin"
              href={`#${resultAnchor(result.id)}`}
              aria-label={`${number}: ${result.name}`}
            >
              <circle cx={x} cy={y} r={PIN_RADIUS} />
              <text x={x} y={y + 5} textAnchor="middle">
                {number}
              </text>
            </a>
          ) : null;
        })}
        <g aria-hidden="true">
          <line className="oc-map__scale" x1={right - scale.length} y1={bottom} x2={right} y2={bottom} />
          <text className="oc-map__name" x={right} y={bottom - 6} textAnchor="end">
            {scale.miles === 1 ? '1 mile' : `${scale.miles} miles`}
          </text>
        </g>
      </svg>
      <figcaption className="govuk-body-s oc-map__note">
        Places are not exact. A person who works alone is shown in the middle of their postcode area, never at home. The
        numbers are those of the list.
      </figcaption>
    </figure>
  );
}
