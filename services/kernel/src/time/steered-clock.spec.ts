import { describe, expect, it } from '@jest/globals';
import { ManualClock, SteeredClock } from './clock.js';

describe('a clock that is steered', () => {
  it('starts where it is told, and runs on as the machine does', () => {
    const machine = new ManualClock(new Date('2026-11-26T00:25:00Z'));
    const clock = new SteeredClock(new Date('2027-03-04T11:00:00Z'), machine);
    expect(clock.now()).toEqual(new Date('2027-03-04T11:00:00Z'));
    machine.moveTo(new Date('2026-11-26T00:26:30Z'));
    expect(clock.now()).toEqual(new Date('2027-03-04T11:01:30Z'));
  });

  it('moves forward and never back', () => {
    const machine = new ManualClock(new Date('2026-11-26T00:25:00Z'));
    const clock = new SteeredClock(new Date('2027-03-04T11:00:00Z'), machine);
    expect(clock.moveForwardTo(new Date('2027-03-04T12:45:00Z'))).toBe(true);
    expect(clock.now()).toEqual(new Date('2027-03-04T12:45:00Z'));
    expect(clock.moveForwardTo(new Date('2027-03-04T12:45:00Z'))).toBe(false);
    expect(clock.moveForwardTo(new Date('2027-03-04T11:00:00Z'))).toBe(false);
    expect(clock.moveForwardTo(new Date('nonsense'))).toBe(false);
    expect(clock.now()).toEqual(new Date('2027-03-04T12:45:00Z'));
  });
});
