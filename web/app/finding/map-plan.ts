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
  /** As high as what is on it needs; it is always `PLAN_WIDTH` wide. */
  readonly height: number;
  readonly pins: readonly MapPin[];
  readonly districts: readonly (Point & { readonly name: string })[];
  /** Length of the scale bar in units of the plan, and in miles. */
  readonly scale: { readonly length: number; readonly miles: number };
}

/** On a small phone one unit is one pixel. */
export const PLAN_WIDTH = 340;
const LEAST_HEIGHT = 240;
const MOST_HEIGHT = 340;
/** Half of what a thumb needs at the least. */
export const PIN_RADIUS = 14;
const MARGIN = 30;
const MILES_PER_DEGREE = 69;
/** So that a single place is not drawn as if it were a street. */
const LEAST_MILES = 3;
const APART = 2 * PIN_RADIUS + 3;
/** Pins keep off the names of districts where there is room. */
const OFF_NAMES = PIN_RADIUS + 10;
const ROUNDS = 200;
const SCALES: readonly number[] = [1, 2, 5, 10, 20, 50, 100];

interface Frame {
  readonly height: number;
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
  const high = spread(latitudes) * MILES_PER_DEGREE;
  const wide = spread(longitudes) * MILES_PER_DEGREE * narrowing;
  const unitsPerMile = (PLAN_WIDTH - 2 * MARGIN) / Math.max(LEAST_MILES, high, wide);
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.ceil(high * unitsPerMile) + 2 * MARGIN));
  const perDegree = unitsPerMile * MILES_PER_DEGREE;
  return {
    height,
    unitsPerMile,
    toPoint: ({ latitude, longitude }) => ({
      x: PLAN_WIDTH / 2 + (longitude - east) * narrowing * perDegree,
      y: height / 2 - (latitude - north) * perDegree,
    }),
  };
}

type Moving = { -readonly [axis in keyof Point]: number };

function held(value: number, size: number): number {
  return Math.min(size - PIN_RADIUS - 2, Math.max(PIN_RADIUS + 2, value));
}

/** Moves one from the other until they are so far apart. @returns whether it had to */
function push(one: Moving, from: Point, apart: number, share: number): boolean {
  const [dx, dy] = [one.x - from.x, one.y - from.y];
  const distance = Math.hypot(dx, dy) || 0.001;
  if (distance >= apart) return false;
  const step = ((apart - distance) * share) / distance;
  one.x += dx * step;
  one.y += dy * step;
  return true;
}

/** Pushes pins off names and off each other until none covers another; always the same way for the same places. */
function spreadOut(anchors: readonly Point[], names: readonly Point[], height: number): Point[] {
  // A turn that never comes round, so that pins of one place begin on different sides of it.
  const turn = Math.PI * (3 - Math.sqrt(5));
  const pins: Moving[] = anchors.map(({ x, y }, index) => ({
    x: x + Math.cos(index * turn) * 2,
    y: y + Math.sin(index * turn) * 2,
  }));
  const hold = (pin: Moving): void => {
    pin.x = held(pin.x, PLAN_WIDTH);
    pin.y = held(pin.y, height);
  };
  for (let round = 0; round < 2 * ROUNDS; round += 1) {
    let moved = false;
    // Names give way in the second half: there may be no room for all.
    if (round < ROUNDS)
      for (const pin of pins) for (const name of names) if (push(pin, name, OFF_NAMES, 0.3)) moved = true;
    for (const [index, one] of pins.entries())
      for (const other of pins.slice(index + 1)) {
        const before = { ...one };
        if (!push(one, other, APART, 0.5)) continue;
        moved = true;
        push(other, before, APART, 0.5);
        hold(one);
        hold(other);
      }
    for (const pin of pins) hold(pin);
    if (!moved) break;
  }
  return pins;
}

/**
 * A plan of one page of results: pins with the numbers of the list, and the middles of the postcode districts around.
 * @param places of the results in their order; null where one has none
 */
export function planMap(places: readonly (MapPlace | null)[], districts: readonly MapPlace[]): MapPlan | null {
  const placed = places.flatMap((place, index) => (place ? [{ place, number: index + 1 }] : []));
  if (placed.length === 0) return null;
  const { height, toPoint, unitsPerMile } = frameOf(placed.map(({ place }) => place));
  const anchors = placed.map(({ place }) => toPoint(place));
  const isInside = ({ x, y }: Point): boolean => x >= 12 && x <= PLAN_WIDTH - 12 && y >= 12 && y <= height - 24;
  const around = districts
    .map((district) => ({ name: district.postcodeDistrict, ...toPoint(district) }))
    .filter(isInside);
  const pins = spreadOut(anchors, around, height);
  const miles = SCALES.filter((one) => one * unitsPerMile <= PLAN_WIDTH / 3).at(-1) ?? 1;
  return {
    height,
    pins: placed.map(({ number }, index) => {
      const anchor = anchors[index] ?? { x: 0, y: 0 };
      return { number, anchor, ...(pins[index] ?? anchor) };
    }),
    districts: around,
    scale: { length: miles * unitsPerMile, miles },
  };
}
