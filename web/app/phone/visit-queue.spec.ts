import { beforeEach, describe, expect, it } from '@jest/globals';
import { type KeptVisit, sendKept, VisitQueue } from './visit-queue.js';

class FakeStore {
  readonly items = new Map<string, string>();
  get length(): number {
    return this.items.size;
  }
  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

const visit = (number: number): KeptVisit => ({
  key: `key-${number}`,
  visitId: `visit-${number}`,
  kind: 'visit',
  day: '2026-03-10',
  title: `Ada ${number}`,
  written: { workerName: 'Jo', place: 'Home', startedAt: '10:00', endedAt: '12:00', quantity: '2', plannedDays: '0' },
  keptAt: `2026-03-10T12:0${number}:00.000Z`,
  trouble: null,
});
const clash = { message: 'Entered already.', whatToDo: 'Remove yours.', problems: [] };

let store: FakeStore;
let queue: VisitQueue;

beforeEach(() => {
  store = new FakeStore();
  queue = new VisitQueue(store, 'me');
});

describe('visits kept on the phone', () => {
  it('are there again after a reload, oldest first, and only for the one who wrote them', () => {
    queue.keep(visit(2));
    queue.keep(visit(1));
    expect(new VisitQueue(store, 'me').all()).toEqual([visit(1), visit(2)]);
    expect(new VisitQueue(store, 'somebody-else').all()).toEqual([]);
  });

  it('are sent once each; a clash stays with its reason and stops nobody', async () => {
    for (const number of [1, 2, 3]) queue.keep(visit(number));
    const sent: string[] = [];
    const send = (one: KeptVisit) => {
      sent.push(one.key);
      return Promise.resolve(one.key === 'key-2' ? clash : ('done' as const));
    };
    expect(await sendKept(queue, send)).toBeNull();
    expect(await sendKept(queue, send)).toBeNull();
    expect(sent).toEqual(['key-1', 'key-2', 'key-3']);
    expect(queue.all()).toEqual([{ ...visit(2), trouble: clash }]);
    expect(queue.sentVisits('visit')).toEqual(['visit-1', 'visit-3']);
    queue.forgetSent(['visit-3']);
    expect(queue.sentVisits('visit')).toEqual(['visit-3']);
  });

  it.each(['away', 'sign-in'] as const)('wait as they are when the answer is %s', async (answer) => {
    queue.keep(visit(1));
    queue.keep(visit(2));
    let asked = 0;
    const send = () => {
      asked += 1;
      return Promise.resolve(answer);
    };
    expect(await sendKept(queue, send)).toBe(answer);
    expect(asked).toBe(1);
    expect(queue.all()).toEqual([visit(1), visit(2)]);
  });
});
