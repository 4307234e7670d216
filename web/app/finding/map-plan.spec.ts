import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MapPlace, PIN_RADIUS, PLAN_WIDTH, planMap } from './map-plan.js';

const at = (postcodeDistrict: string, latitude: number, longitude: number): MapPlace => ({
  postcodeDistrict,
  latitude,
  longitude,
});

describe('the plan of a page of results', () => {
  it('puts the north above and the east to the right, with the numbers of the list', () => {
    const plan = planMap([at('MB1', 52.4, -1), null, at('MB2', 52.3, -1.1)], []);
    expect(plan?.pins.map(({ number }) => number)).toEqual([1, 3]);
    const [first, third] = plan?.pins ?? [];
    expect(first && third && first.anchor.y < third.anchor.y).toBe(true);
    expect(first && third && first.anchor.x > third.anchor.x).toBe(true);
  });

  it('says how long a mile is', () => {
    // A tenth of a degree from south to north is 6.9 miles.
    const { scale, pins } = planMap([at('MB1', 52.4, -1), at('MB2', 52.3, -1)], []) ?? {
      scale: { length: 0, miles: 0 },
      pins: [],
    };
    expect(scale.miles).toBe(2);
    const [north, south] = pins;
    expect((south?.anchor.y ?? 0) - (north?.anchor.y ?? 0)).toBeCloseTo((scale.length / scale.miles) * 6.9, 6);
  });

  it('shows the districts that are on it, and nothing where no result has a place', () => {
    const plan = planMap([at('MB1', 52.4, -1)], [at('MB1', 52.4, -1), at('XX9', 50, 2)]);
    expect(plan?.districts.map(({ name }) => name)).toEqual(['MB1']);
    expect(planMap([null, null], [at('MB1', 52.4, -1)])).toBeNull();
    expect(planMap([], [])).toBeNull();
  });

  it('keeps every pin on the plan and off the others, however many stand in one place, and is always the same', () => {
    const place = fc.record({
      postcodeDistrict: fc.constant('MB1'),
      latitude: fc.constantFrom(52.3, 52.31, 52.4),
      longitude: fc.constantFrom(-1.1, -1.09, -1),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
        const districts = [at('MB1', 52.3, -1.1), at('MB2', 52.35, -1.05)];
        const { pins, height } = planMap(places, districts) ?? { pins: [], height: 0 };
        expect(pins).toHaveLength(places.length);
        for (const [index, pin] of pins.entries()) {
          for (const [value, size] of [
            [pin.x, PLAN_WIDTH],
            [pin.y, height],
          ] as const) {
            expect(value).toBeGreaterThanOrEqual(PIN_RADIUS);
            expect(value).toBeLessThanOrEqual(size - PIN_RADIUS);
          }
          for (const other of pins.slice(index + 1))
            expect(Math.hypot(pin.x - other.x, pin.y - other.y)).toBeGreaterThan(2 * PIN_RADIUS);
        }
        expect(planMap(places, districts)?.pins).toEqual(pins);
      }),
    );
  });
});
