import { countWords } from '../format/counts.js';
import { dateWords, timeRangeWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';

export interface VisitRead {
  readonly serviceName: string;
  readonly providerName: string;
  readonly onDate: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly workerName: string;
  readonly amountPence: number;
}

function visit({ serviceName, providerName, onDate, startedAt, endedAt, workerName }: VisitRead): string {
  return `${serviceName} with ${providerName}, on ${dateWords(onDate)}, ${timeRangeWords(startedAt, endedAt)}. ${workerName} came.`;
}

/** Read out before visits are confirmed. */
export function happenedWords(visits: readonly VisitRead[], name: string): readonly string[] {
  const total = visits.reduce((sum, { amountPence }) => sum + amountPence, 0);
  const are = visits.length === 1 ? 'This visit' : `These ${countWords(visits.length, 'visit')}`;
  return [
    `${are}, for ${name}:`,
    ...visits.map((one) => `${visit(one)} It costs ${formatPence(one.amountPence)}.`),
    ...(visits.length === 1 ? [] : [`Together they come to ${formatPence(total)}.`]),
    'If you say yes, the money is paid for it. You can still question it afterwards.',
    visits.length === 1 ? 'Did it happen like that?' : 'Did they happen like that?',
  ];
}

/** Read out before a visit is questioned. */
export function notRightWords(one: VisitRead, reason: string, name: string): readonly string[] {
  return [
    `This visit, for ${name}: ${visit(one)}`,
    `You say that something was not right: “${reason}”`,
    `I send these words to ${one.providerName} now. The money stays where it is until this is settled.`,
    'Is that right? Shall I send it?',
  ];
}

export interface CancelRead {
  readonly serviceName: string;
  readonly providerName: string;
  /** "the visit on Tuesday 3 March", "all visits to come". */
  readonly what: string;
  readonly whenWords: string;
  readonly feePence: number;
  readonly isShared: boolean;
}

/** Read out before something is cancelled: the fee too. */
export function cancelWords(
  { serviceName, providerName, what, whenWords, feePence, isShared }: CancelRead,
  name: string,
): readonly string[] {
  return [
    `I am going to cancel ${what}, for ${name}: ${serviceName} with ${providerName}.`,
    `When: ${whenWords}.`,
    feePence === 0
      ? 'It costs nothing to cancel. All the money that was promised comes back.'
      : `It is late to cancel. It costs ${formatPence(feePence)}. The rest of the money comes back.`,
    ...(isShared ? ['You share it. It is then cancelled for the others too, at no cost to them.'] : []),
    'Is that right? Shall I cancel it?',
  ];
}
