import type { FieldProblem } from '../work/refusal.js';
import type { WrittenVisit } from './visit-form.js';

/** Why an entry could not be taken over, in words for the one who wrote it. */
export interface Trouble {
  readonly message: string;
  readonly whatToDo: string;
  readonly problems: readonly FieldProblem[];
}

/** One visit as it was written on this phone, until the service has it. */
export interface KeptVisit {
  /** Made on the phone: however often it is sent, it counts once. */
  readonly key: string;
  readonly visitId: string;
  /** "We have arrived", or the whole visit when it is over. */
  readonly kind: 'arrived' | 'visit';
  readonly day: string;
  /** "Ada Brown, 10am to noon", for the list of what waits. */
  readonly title: string;
  readonly written: WrittenVisit;
  /** ISO instant. */
  readonly keptAt: string;
  readonly trouble: Trouble | null;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * The visits that wait on this phone, for one person who signs in on it. Each has an item of its own in the browser's
 * store, so that two open pages never write over each other's.
 */
export class VisitQueue {
  private readonly waiting: string;
  private readonly sent: string;

  constructor(
    private readonly store: Store,
    personId: string,
  ) {
    this.waiting = `owncourse.visit.${personId}.`;
    this.sent = `owncourse.visit-sent.${personId}.`;
  }

  /** Oldest first. */
  all(): readonly KeptVisit[] {
    return this.keys(this.waiting)
      .flatMap((key) => {
        const text = this.store.getItem(key);
        return text === null ? [] : [JSON.parse(text) as KeptVisit];
      })
      .sort((first, second) => (first.keptAt < second.keptAt ? -1 : 1));
  }

  /** @throws DOMException when the phone has no room left */
  keep(visit: KeptVisit): void {
    this.store.setItem(this.waiting + visit.key, JSON.stringify(visit));
  }

  remove(key: string): void {
    this.store.removeItem(this.waiting + key);
  }

  /** The service has it: it waits no more, and the page kept for no signal knows. */
  markSent(visit: KeptVisit): void {
    this.store.setItem(`${this.sent}${visit.kind}.${visit.visitId}`, visit.keptAt);
    this.remove(visit.key);
  }

  /** Ids of visits of which this was sent from here. */
  sentVisits(kind: KeptVisit['kind']): readonly string[] {
    const prefix = `${this.sent}${kind}.`;
    return this.keys(prefix).map((key) => key.slice(prefix.length));
  }

  /** Forgets what the service’s own list has caught up with. */
  forgetSent(stillListed: readonly string[]): void {
    for (const key of this.keys(this.sent))
      if (!stillListed.some((visitId) => key.endsWith(`.${visitId}`))) this.store.removeItem(key);
  }

  private keys(prefix: string): readonly string[] {
    return Array.from({ length: this.store.length }, (_unused, index) => this.store.key(index))
      .filter((key): key is string => key?.startsWith(prefix) ?? false)
      .sort();
  }
}

/** What the service said to one visit; "away" when it could not be reached, "sign-in" when nobody is signed in. */
export type SendAnswer = 'done' | 'away' | 'sign-in' | Trouble;

/**
 * Sends what waits, one after the other. What is refused stays with the reason; what cannot be sent now stays as it is.
 * @returns what stopped the sending, or null when everything was sent or refused
 */
export async function sendKept(
  queue: VisitQueue,
  send: (visit: KeptVisit) => Promise<SendAnswer>,
): Promise<'away' | 'sign-in' | null> {
  for (const visit of queue.all().filter(({ trouble }) => trouble === null)) {
    const answer = await send(visit);
    if (answer === 'away' || answer === 'sign-in') return answer;
    if (answer === 'done') queue.markSent(visit);
    else queue.keep({ ...visit, trouble: answer });
  }
  return null;
}
