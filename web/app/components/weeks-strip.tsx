import { useId } from 'react';
import { dateWords, shortDateWords } from '../format/dates.js';
import { countWords } from '../format/counts.js';
import { formatPence } from '../format/money.js';
import { Details } from './govuk/text-parts.js';
import { ScrollingTable } from './govuk/table.js';

export interface StripWeek {
  /** The Monday, as "2026-03-02". */
  readonly weekStarting: string;
  /** In whole pence; below zero in a week that runs short. */
  readonly leftPence: number;
  readonly plannedPence: number;
  readonly comingInPence: number;
  readonly short: boolean;
}

/** The week in which the money does not reach, as the ledger found it. */
export interface StripShortWeek {
  readonly weekStarting: string;
  readonly missingPence: number;
}

export interface WeeksStripProps {
  readonly weeks: readonly StripWeek[];
  /** Null when the money reaches. Without it the weeks speak for themselves. */
  readonly shortWeek?: StripShortWeek | null | undefined;
  readonly title: string;
  readonly headingLevel?: 2 | 3 | 4 | undefined;
  /** Whole pence of the highest bar, where strips are compared; else the most of its own. */
  readonly mostPence?: number | undefined;
}

const height = 112;
const baseline = 100;
const shortBarHeight = 100;

/** Bar heights in pixels: in proportion to what is left; any money at all can be seen. */
export function barHeights(weeks: readonly Pick<StripWeek, 'leftPence'>[], mostPence = 0): readonly number[] {
  const most = Math.max(mostPence, ...weeks.map((week) => week.leftPence));
  return weeks.map(({ leftPence }) => (leftPence <= 0 || most === 0 ? 0 : Math.max(4, (leftPence / most) * baseline)));
}

function summary(weeks: readonly StripWeek[], shortWeek: StripShortWeek | null | undefined): string {
  const last = weeks.at(-1);
  if (!last) return 'There are no weeks to show yet.';
  if (shortWeek)
    return `The money runs short in the week of ${dateWords(shortWeek.weekStarting)}: ${formatPence(shortWeek.missingPence)} is missing.`;
  const firstShort = weeks.find((week) => week.short);
  if (!firstShort) return `You have enough for everything planned in the next ${countWords(weeks.length, 'week')}.`;
  const lacking = firstShort.leftPence < 0 ? ` You would need ${formatPence(-firstShort.leftPence)} more.` : '';
  return `Your money runs short in the week of ${dateWords(firstShort.weekStarting)}.${lacking}`;
}

interface BarsProps {
  readonly weeks: readonly StripWeek[];
  readonly patternId: string;
  readonly mostPence: number | undefined;
}

function Bars({ weeks, patternId, mostPence }: BarsProps) {
  const heights = barHeights(weeks, mostPence);
  const step = 100 / Math.max(1, weeks.length);
  return (
    <svg className="oc-weeks__drawing" width="100%" height={height} aria-hidden="true" focusable="false">
      <defs>
        <pattern id={patternId} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" className="oc-weeks__short-ground" />
          <rect width="3" height="8" className="oc-weeks__short-stripe" />
        </pattern>
      </defs>
      {weeks.map((week, index) => {
        const barHeight = week.short ? shortBarHeight : (heights[index] ?? 0);
        return (
          <rect
            key={week.weekStarting}
            x={`${index * step + step * 0.12}%`}
            width={`${step * 0.76}%`}
            y={baseline - barHeight + 6}
            height={barHeight}
            rx="2"
            className={week.short ? 'oc-weeks__bar oc-weeks__bar--short' : 'oc-weeks__bar'}
            {...(week.short ? { fill: `url(#${patternId})` } : {})}
          />
        );
      })}
      <line x1="0" x2="100%" y1={baseline + 7} y2={baseline + 7} className="oc-weeks__line" />
    </svg>
  );
}

/** The weeks to come as bars of what will be left; a week that runs short is marked and named. */
export function WeeksStrip({ weeks: told, shortWeek, title, headingLevel = 2, mostPence }: WeeksStripProps) {
  const id = useId();
  const Title = `h${headingLevel}` as const;
  const weeks = told.map((week) => (week.weekStarting === shortWeek?.weekStarting ? { ...week, short: true } : week));
  const [first] = weeks;
  const last = weeks.at(-1);
  const anyShort = weeks.some((week) => week.short);
  return (
    <section className="oc-weeks" aria-labelledby={`${id}-title`}>
      <Title className="govuk-heading-m" id={`${id}-title`}>
        {title}
      </Title>
      <p className={anyShort ? 'oc-weeks__summary oc-weeks__summary--short' : 'oc-weeks__summary'}>
        {summary(weeks, shortWeek)}
      </p>
      {first && last ? (
        <>
          <Bars weeks={weeks} patternId={`${id}-short`} mostPence={mostPence} />
          <p className="oc-weeks__ends" aria-hidden="true">
            <span>{shortDateWords(first.weekStarting)}</span>
            <span>{shortDateWords(last.weekStarting)}</span>
          </p>
          <Details summary="See every week as a table">
            <ScrollingTable
              label={`${title}, week by week`}
              head={[
                { content: 'Week of' },
                { content: 'Coming in', format: 'numeric' },
                { content: 'Planned', format: 'numeric' },
                { content: 'Left', format: 'numeric' },
              ]}
              rows={weeks.map((week) => [
                { content: shortDateWords(week.weekStarting) },
                { content: formatPence(week.comingInPence), format: 'numeric' },
                { content: formatPence(week.plannedPence), format: 'numeric' },
                {
                  content: (
                    <>
                      {formatPence(week.leftPence)}
                      {week.short ? <strong className="oc-weeks__flag"> Runs short</strong> : null}
                    </>
                  ),
                  format: 'numeric',
                },
              ])}
              firstCellIsHeader
            />
          </Details>
        </>
      ) : null}
    </section>
  );
}
