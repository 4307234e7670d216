import { addDays, groupBy } from '@owncourse/kernel/contract';
import { Actors } from './actors.js';
import { agreeBankDetails } from './agree-bank-details.js';
import type { DemoPorts } from './demo-ports.js';
import type { DemoTime } from './demo-time.js';
import { fillCatalogue } from './fill-catalogue.js';
import { foundCouncils } from './found-councils.js';
import { giveMandates } from './give-mandates.js';
import { meetFirst, trialDay } from './meet-first.js';
import { openBudgets } from './open-budgets.js';
import { OrderBook } from './order-book.js';
import { plannedOrders } from './plan-orders.js';
import { PlayBank } from './play-bank.js';
import { fillBasket } from './fill-basket.js';
import { lookInVain } from './look-in-vain.js';
import { postListings, postWanted } from './play-listings.js';
import { proposeRates } from './play-proposals.js';
import { showPapers } from './play-papers.js';
import { PlayCredits } from './play-credits.js';
import { PlayDoubles } from './play-doubles.js';
import { PlayMoney } from './play-money.js';
import { PlayOrders } from './play-orders.js';
import { PlayRatings } from './play-ratings.js';
import { PlayVisits } from './play-visits.js';
import { PlayWages } from './play-wages.js';
import { nameBillingParties } from './name-billing-parties.js';
import { newRatesDay, publishRates } from './publish-rates.js';
import { ShareVisits } from './share-visits.js';
import { type Story, Tally } from './story.js';
import { type StoryDays, storyDays, weekdayOf, weekOf } from './story-days.js';
import { WakeUp } from './wake-up.js';

const A_YEAR_IN_WEEKS = 52;
const PASSWORD = 'demo';

export interface LoadDemoDataOptions {
  readonly ports: DemoPorts;
  /** The clock and ids that the product behind the ports was made with. */
  readonly time: DemoTime;
  /** London day of loading, "2026-03-02". The story ends on the evening before. */
  readonly anchor: string;
  /** Weeks of life before the week of the anchor; a year when absent. */
  readonly weeks?: number;
  /** @param percent whole, 0 to 100 */
  readonly progress?: (percent: number, what: string) => void;
  /** Lets the database look at how its tables have grown; at last when they are whole. */
  readonly refreshStatistics?: (whole: boolean) => Promise<void>;
  /** Does the work and notes how long that part of the loading took. */
  readonly measure?: <Result>(part: string, work: () => Promise<Result>) => Promise<Result>;
}

export interface DemoSummary {
  readonly anchor: string;
  /** First day with an order, and the last on which anything happened. */
  readonly from: string;
  readonly through: string;
  /** How often each thing happened, by its name. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Plays the demo's people through the product's own use cases, from the founding of the councils to the evening
 * before the anchor. The same anchor gives the same people, orders, visits, money and ids, whatever runs beside it.
 */
export async function loadDemoData(options: LoadDemoDataOptions): Promise<DemoSummary> {
  const { ports, time, anchor } = options;
  const measure = options.measure ?? ((_part, work) => work());
  const days = storyDays(anchor, options.weeks ?? A_YEAR_IN_WEEKS);
  const story: Story = {
    ports,
    time,
    days,
    actors: new Actors(ports.identity),
    tally: new Tally(),
    cardIds: new Map(),
    bankToCheck: new Map(),
  };
  const say = options.progress ?? (() => undefined);

  say(0, 'Councils and people');
  await measure('councils and people', async () => {
    const passwordHash = await time.at('found/password', days.founding, '08:00', () =>
      ports.identity.hashPassword(PASSWORD),
    );
    await foundCouncils(story, passwordHash);
  });
  say(2, 'Providers and what they offer');
  await measure('catalogue', () => fillCatalogue(story));
  await measure('billing parties', () => nameBillingParties(story));
  say(5, 'Rates, budgets and permissions');
  await measure('rates', async () => {
    await publishRates(story, 1, addDays(days.founding, 3));
    if (newRatesDay(story) < days.first) await publishRates(story, 2, newRatesDay(story));
  });
  await measure('bank details', () => agreeBankDetails(story));
  await measure('budgets', () => openBudgets(story));
  await measure('mandates', () => giveMandates(story));
  say(8, 'Free groups and events');
  await measure('listings', async () => {
    await postListings(story);
    await postWanted(story);
  });
  await measure('papers', () => showPapers(story));
  await measure('in vain', () => lookInVain(story));
  await measure('basket', () => fillBasket(story));
  await playDays(story, say, measure, options.refreshStatistics ?? (() => Promise.resolve()));
  await measure('rates', () => proposeRates(story));
  say(100, 'Ready');
  return { anchor, from: days.first, through: days.eve, counts: story.tally.counts };
}

const PLAYED_FROM_PERCENT = 10;
/** Plans reach 26 weeks ahead; adding to them now and then keeps them long enough. */
const PLANS_EVERY_WEEKS = 18;
const [MONDAY, TUESDAY, THURSDAY, FRIDAY, SUNDAY] = [0, 1, 3, 4, 6] as const;

/** Weeks after which the tables have grown several times over; the last week counts too. */
const GROWTH_WEEKS = new Set([1, 4, 16]);

type Measure = NonNullable<LoadDemoDataOptions['measure']>;

/**
 * Day after day to the eve. Deeds of one kind run beside each other; kinds that do not hang on one another do so too, and the
 * others follow in the order of a day.
 */
async function playDays(
  story: Story,
  say: NonNullable<LoadDemoDataOptions['progress']>,
  measure: Measure,
  refreshStatistics: (whole: boolean) => Promise<void>,
): Promise<void> {
  const { days } = story;
  // Mandates and clients have changed what everybody may do.
  story.actors.forgetAll();
  const book = new OrderBook(story);
  const orders = new PlayOrders(story, book);
  const visits = new PlayVisits(story, book);
  const credits = new PlayCredits(story, visits);
  const doubles = new PlayDoubles(story, visits);
  const money = new PlayMoney(story);
  const bank = new PlayBank(story);
  const wages = new PlayWages(story);
  const ratings = new PlayRatings(story, book, visits);
  const wakeUp = new WakeUp(story, orders);
  const plans = groupBy(plannedOrders(days), (plan) => plan.placedOn);
  const outbox = (day: string, at: string): Promise<void> =>
    measure('outbox and invoices', () => {
      const label = `outbox/${day}/${at}`;
      let readings = 0;
      return story.time.at(label, day, at, () =>
        story.ports.readOutbox((consumer, read) =>
          story.time.at(`${label}/${consumer}/${(readings += 1)}`, day, at, read),
        ),
      );
    });

  const buy = async (day: string, weekday: number): Promise<void> => {
    if (weekday === THURSDAY || day === days.eve) await measure('answering', () => orders.answer(day));
    await measure('ordering', () => orders.place(plans.get(day) ?? []));
    await measure('off the platform', async () => {
      await bank.spend(day);
      await wages.pay(day);
    });
    if (day === trialDay(days)) await measure('ordering', () => meetFirst(story, book, day));
  };

  for (let day = days.first; day <= days.eve; day = addDays(day, 1)) {
    const week = weekOf(days, day);
    const weekday = weekdayOf(day);
    const isEve = day === days.eve;
    if (weekday === MONDAY) {
      say(
        PLAYED_FROM_PERCENT + Math.trunc((week * (100 - PLAYED_FROM_PERCENT)) / (days.weeks + 1)),
        weekWords(days, week),
      );
      await Promise.all([
        (GROWTH_WEEKS.has(week) || week === days.weeks) &&
          measure('statistics', () => refreshStatistics(week === days.weeks)),
        runJobs(story, day, week, measure),
      ]);
      await Promise.all([
        measure('visits', () => visits.beginWeek(day)),
        measure('confirming', () => visits.confirm(day)),
      ]);
    }
    await measure('cancelling', () => visits.cancel(day));
    await measure('cancelling', () => doubles.play(day));
    if (newRatesDay(story) === day) await measure('rates', () => publishRates(story, 2, day));
    // None of these takes money from a budget but buying, and none asks what another has done.
    await Promise.all([
      buy(day, weekday),
      weekday === MONDAY && outbox(day, '21:00'),
      weekday === TUESDAY && measure('disputes', () => visits.settle(day)),
      measure('disputes', () => credits.play(day)),
      weekday === TUESDAY && measure('ratings', () => ratings.rate(day)),
      weekday === THURSDAY && measure('ratings', () => ratings.moderate(day)),
      weekday === THURSDAY && week % 2 === 0 && measure('paying', () => money.prepare(day)),
      (weekday === SUNDAY || isEve) && measure('recording', () => visits.record(day)),
    ]);
    // What is approved says what its budget has left then: after everything that day takes from it.
    if (weekday === TUESDAY) await measure('approving', () => money.approveInvoices(day));
    if (addDays(day, 1) === days.eve) await measure('last evening', () => wakeUp.askInVain(day));
    if (weekday === FRIDAY) {
      await Promise.all([
        measure('ratings', () => ratings.reply(day)),
        measure('disputes', () => visits.confirmSettled(day)),
      ]);
      await measure('paying', () => money.release(day));
      if (week % 4 === 0) await measure('contributions', () => money.receiveContributions(day));
    }
    if (isEve) {
      await outbox(day, '22:30');
      await measure('last evening', async () => {
        await money.leaveOpen(day);
        await bank.leaveOpen(day);
        await wages.leaveOpen(day);
        await ratings.leaveOpen(day);
        await wakeUp.leaveOpen(day);
        await new ShareVisits(story, book).run(day);
      });
      await outbox(day, '23:30');
    }
  }
}

function weekWords(days: StoryDays, week: number): string {
  return week < days.weeks ? `Week ${week + 1} of ${days.weeks}` : 'This week';
}

/** What comes due by itself: money, the visits it pays for, and silence that says yes. */
async function runJobs(story: Story, day: string, week: number, measure: Measure): Promise<void> {
  const { ledger, ordering } = story.ports;
  const job = (name: string, time: string, work: () => Promise<unknown>): Promise<unknown> =>
    measure(name, () => story.time.at(`job/${name}/${day}`, day, time, work));
  await job('instalments', '06:00', () => ledger.postDueInstalments());
  const extendsPlans = week > 0 && (week % PLANS_EVERY_WEEKS === 0 || week === story.days.weeks);
  if (extendsPlans) await job('extending plans', '06:05', () => ordering.extendPlans());
  await job('hold window', '06:10', () => ordering.enterHoldWindow());
  const confirmed = await job('silence', '06:20', () => ordering.confirmSilent());
  story.tally.add('deliveries that confirmed themselves', Number(confirmed));
}
