import { atOnce, daysBetween } from '@owncourse/kernel/contract';
import type { RatingScores } from '@owncourse/ratings/contract';
import { pickNumber, pickOne, type RatingTone, ratingTexts } from '../content/index.js';
import { groupOf } from './bought-things.js';
import { officerOf } from './council-staff.js';
import { confirmerFor, type OrderBook, type PlacedOrder } from './order-book.js';
import type { PlayVisits } from './play-visits.js';
import { act, type Story, timeBetween } from './story.js';
import { providerReplies, ratingRejections } from './story-words.js';

interface Rated {
  readonly id: string;
  readonly order: PlacedOrder;
}

interface Opinion {
  readonly order: PlacedOrder;
  readonly tone: RatingTone;
  readonly comment: string | null;
}

const SAYS_WHAT_THEY_THINK_IN_100 = 78;
const UNREAD_DAYS = 6;
/** Most only tick the boxes. No text is told more than twice; what waits for a moderator always has one. */
const WRITES_IN_100 = 32;
const EACH_TEXT_AT_MOST = 2;
const EACH_LAST_TEXT_AT_MOST = 4;
const LAST_EVENING = 3;

/** People say what they think, moderators read it, providers reply. */
export class PlayRatings {
  private readonly rated = new Set<string>();
  private readonly told = new Map<string, number>();
  private unread: Rated[] = [];
  private unanswered: Rated[] = [];

  constructor(
    private readonly story: Story,
    private readonly book: OrderBook,
    private readonly visits: PlayVisits,
  ) {}

  /** Whoever has known a provider for a while, once for each provider. */
  async rate(day: string): Promise<void> {
    const ready = this.candidates().filter((order) => {
      if (isSlow(order)) return false;
      const since = order.plan.placedOn;
      return daysBetween(since, day) >= 7 * (2 + pickNumber(`wait/${pairOf(order)}`, 20));
    });
    await this.rateAll(ready, day);
  }

  /** The last evening: a few more, which nobody has read. */
  async leaveOpen(day: string): Promise<void> {
    const own = this.candidates().filter((order) => order.plan.person.councilKey === 'marlbridge');
    const [slow, others] = [own.filter(isSlow), own.filter((order) => !isSlow(order))];
    await this.rateAll([...slow, ...others].slice(0, LAST_EVENING), day);
  }

  async moderate(day: string): Promise<void> {
    if (daysBetween(day, this.story.days.eve) < UNREAD_DAYS) return;
    const unread = this.unread;
    this.unread = [];
    // Each moderator reads one after the other; side by side they would only wait for one another's averages.
    const published: boolean[] = [];
    for (const rated of unread) {
      const publish = pickNumber(`publish/${rated.order.plan.key}`, 100) >= 3;
      const label = `rating-read/${rated.id}`;
      const personId = officerOf(rated.order.plan.person.councilKey, 'moderator').personId;
      await act(this.story, { label, day, time: timeBetween(label, 9, 12), personId }, (actor) =>
        this.story.ports.ratings.moderateRating(actor, {
          id: rated.id,
          publish,
          reason: publish ? null : pickOne(label, ratingRejections),
        }),
      );
      published.push(publish);
    }
    this.unanswered.push(...unread.filter((_, index) => published[index]));
    this.story.tally.add('ratings published', published.filter(Boolean).length);
  }

  async reply(day: string): Promise<void> {
    const unanswered = this.unanswered.filter((one) => pickNumber(`reply/${one.id}`, 100) < 32);
    this.unanswered = [];
    await atOnce(unanswered, async (rated) => {
      const label = `reply/${rated.id}`;
      const personId = rated.order.thing.provider.staffId;
      await act(this.story, { label, day, time: timeBetween(label, 9, 17), personId }, (actor) =>
        this.story.ports.ratings.replyToRating(actor, { id: rated.id, reply: pickOne(label, providerReplies) }),
      );
    });
    this.story.tally.add('replies', unanswered.length);
  }

  /** The first confirmed order of each person with each provider; a named assistant is not rated in public. */
  private candidates(): readonly PlacedOrder[] {
    const firsts = new Map<string, PlacedOrder>();
    for (const order of this.book.all()) {
      const pair = pairOf(order);
      const isRatable =
        order.thing.provider.kind !== 'personal-assistant' &&
        this.visits.confirmedOn.has(order.orderId) &&
        !this.rated.has(pair) &&
        pickNumber(`rates/${pair}`, 100) < SAYS_WHAT_THEY_THINK_IN_100;
      if (isRatable && !firsts.has(pair)) firsts.set(pair, order);
    }
    return [...firsts.values()];
  }

  private async rateAll(orders: readonly PlacedOrder[], day: string): Promise<void> {
    const opinions = orders.map((order) => this.opinionOn(order));
    const rated = await atOnce(opinions, async ({ order, tone, comment }) => {
      const { plan } = order;
      const label = `rate/${plan.key}`;
      const deed = { label, day, time: timeBetween(label, 10, 20), personId: confirmerFor(plan.person) };
      const id = await act(this.story, deed, (actor, idempotencyKey) =>
        this.story.ports.ratings.rateOrder(actor, {
          orderId: order.orderId,
          idempotencyKey,
          scores: scoresFor(tone, plan.key),
          comment,
          hideName: pickNumber(`hide/${plan.key}`, 100) < 35,
        }),
      );
      return { id, order };
    });
    this.unread.push(...rated);
    this.story.tally.add('ratings', rated.length);
  }

  private opinionOn(order: PlacedOrder): Opinion {
    this.rated.add(pairOf(order));
    const tone = toneOf(order);
    const writes = isSlow(order) || pickNumber(`writes/${order.plan.key}`, 100) < WRITES_IN_100;
    return { order, tone, comment: writes ? this.nextText(order, tone) : null };
  }

  private nextText(order: PlacedOrder, tone: RatingTone): string | null {
    const most = isSlow(order) ? EACH_LAST_TEXT_AT_MOST : EACH_TEXT_AT_MOST;
    const fitting = ratingTexts.filter((one) => one.tone === tone && one.group === groupOf(order.thing));
    const start = pickNumber(`text/${order.plan.key}`, Math.max(fitting.length, 1));
    const inTurn = [...fitting.slice(start), ...fitting.slice(0, start)];
    const text = inTurn.find((one) => (this.told.get(one.text) ?? 0) < most)?.text ?? null;
    if (text !== null) this.told.set(text, (this.told.get(text) ?? 0) + 1);
    return text;
  }
}

function pairOf({ plan, thing }: PlacedOrder): string {
  return `${plan.person.id}/${thing.provider.key}`;
}

/** A few take a year to say anything. */
function isSlow(order: PlacedOrder): boolean {
  return pickNumber(`slow/${pairOf(order)}`, 40) === 0;
}

/** Some providers please more than others. */
function toneOf({ plan, thing }: PlacedOrder): RatingTone {
  const drawn = pickNumber(`tone/${plan.key}`, 100) + pickNumber(`pleases/${thing.provider.key}`, 21) - 10;
  return drawn < 54 ? 'glad' : drawn < 82 ? 'content' : drawn < 94 ? 'mixed' : 'unhappy';
}

const usual: Readonly<Record<RatingTone, number>> = { glad: 5, content: 4, mixed: 3, unhappy: 2 };

function scoresFor(tone: RatingTone, key: string): RatingScores {
  const score = (name: string): number => {
    const shift = [0, 0, 0, -1, 1][pickNumber(`score/${name}/${key}`, 5)] ?? 0;
    return Math.min(5, Math.max(1, usual[tone] + shift));
  };
  return {
    onTime: score('on-time'),
    asAgreed: score('as-agreed'),
    dignity: Math.min(5, score('dignity') + (tone === 'unhappy' ? 0 : 1)),
    outcomes: score('outcomes'),
    chooseAgain: score('choose-again'),
  };
}
