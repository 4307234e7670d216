export interface MapPlace {
  readonly postcodeDistrict: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface MapPin extends Point {
  /** The place of the result in the list, from one. */
  readonly number: number;
  /** Where it is; the pin may stand beside it, so that none covers another. */
  readonly anchor: Point;
}

export interface MapPlan {
  readonly pins: readonly MapPin[];
  readonly districts: readonly (Point & { readonly name: string })[];
  /** Length of the scale bar in units of the plan, and in miles. */
  readonly scale: { readonly length: number; readonly miles: number };
}

/** The plan is a square of this many units; on a small phone one unit is one pixel. */
export const PLAN_SIZE = 340;
/** Half of what a thumb needs at the least. */
export const PIN_RADIUS = 14;
const MARGIN = 30;
const MILES_PER_DEGREE = 69;
/** So that a single place is not drawn as if it were a street. */
const LEAST_MILES = 3;
const APART = 2 * PIN_RADIUS + 3;
const ROUNDS = 200;
const SCALES: readonly number[] = [1, 2, 5, 10, 20, 50, 100];

interface Frame {
  readonly toPoint: (place: Pick<MapPlace, 'latitude' | 'longitude'>) => Point;
  readonly unitsPerMile: number;
}

function frameOf(places: readonly MapPlace[]): Frame {
  const latitudes = places.map(({ latitude }) => latitude);
  const longitudes = places.map(({ longitude }) => longitude);
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  const [north, east] = [middle(latitudes), middle(longitudes)];
  const narrowing = Math.cos((north * Math.PI) / 180);
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const miles = Math.max(
    LEAST_MILES,
    spread(latitudes) * MILES_PER_DEGREE,
    spread(longitudes) * MILES_PER_DEGREE * narrowing,
  );
  const unitsPerMile = (PLAN_SIZE - 2 * MARGIN) / miles;
  const perDegree = unitsPerMile * MILES_PER_DEGREE;
  return {
    unitsPerMile,
    toPoint: ({ latitude, longitude }) => ({
      x: PLAN_SIZE / 2 + (longitude - east) * narrowing * perDegree,
      y: PLAN_SIZE / 2 - (latitude - north) * perDegree,
    }),
  };
}

function held(value: number): number {
  return Math.min(PLAN_SIZE - PIN_RADIUS - 2, Math.max(PIN_RADIUS + 2, value));
}

/** Pushes pins off each other until none covers another; always the same way for the same places. */
function spreadOut(anchors: readonly Point[]): Point[] {
  // A turn that never comes round, so that pins of one place begin on different sides of it.
  const turn = Math.PI * (3 - Math.sqrt(5));
  const pins = anchors.map(({ x, y }, index) => ({
    x: x + Math.cos(index * turn) * 2,
    y: y + Math.sin(index * turn) * 2,
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = false;
    for (const [index, one] of pins.entries()) {
      for (const other of pins.slice(index + 1)) {
        const [dx, dy] = [other.x - one.x, other.y - one.y];
        const distance = Math.hypot(dx, dy) || 0.001;
        if (distance >= APART) continue;
        moved = true;
        const push = (APART - distance) / 2 / distance;
        one.x = held(one.x - dx * push);
        one.y = held(one.y - dy * push);
        other.x = held(other.x + dx * push);
        other.y = held(other.y + dy * push);
      }
    }
    if (!moved) break;
  }
  return pins.map(({ x, y }) => ({ x: held(x), y: held(y) }));
}

/**
 * A plan of one page of results: pins with the numbers of the list, and the middles of the postcode districts around.
 * @param places of the results in their order; null where one has none
 */
export function planMap(places: readonly (MapPlace | null)[], districts: readonly MapPlace[]): MapPlan | null {
  const placed = places.flatMap((place, index) => (place ? [{ place, number: index + 1 }] : []));
  if (placed.length === 0) return null;
  const { toPoint, unitsPerMile } = frameOf(placed.map(({ place }) => place));
  const anchors = placed.map(({ place }) => toPoint(place));
  const pins = spreadOut(anchors);
  const miles = SCALES.filter((one) => one * unitsPerMile <= PLAN_SIZE / 3).at(-1) ?? 1;
  const isInside = ({ x, y }: Point): boolean => x >= 10 && x <= PLAN_SIZE - 10 && y >= 10 && y <= PLAN_SIZE - 10;
  return {
    pins: placed.map(({ number }, index) => {
      const anchor = anchors[index] ?? { x: 0, y: 0 };
      return { number, anchor, ...(pins[index] ?? anchor) };
    }),
    districts: districts
      .map((district) => ({ name: district.postcodeDistrict, ...toPoint(district) }))
      .filter(isInside),
    scale: { length: miles * unitsPerMile, miles },
  };
}
