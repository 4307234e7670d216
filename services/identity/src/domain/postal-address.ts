import { type FieldProblem, isReadable, wholePostcode } from '@owncourse/kernel/contract';
import type { PostalAddress } from '../contract/identity.port.js';

/** What the window of an envelope shows below the name. */
const MOST_LINES = 5;
const LONGEST_LINE = 40;

/** The lines that were written, without stray blanks, and the postcode as it stands on an envelope. */
export function tidyAddress({ lines, postcode }: PostalAddress): PostalAddress {
  return {
    lines: lines.map((line) => line.trim().replace(/ {2,}/g, ' ')).filter((line) => line !== ''),
    postcode: wholePostcode(postcode) ?? postcode.trim(),
  };
}

/** Everything that has to be put right before a letter can be posted there. @param address tidied */
export function addressProblems({ lines, postcode }: PostalAddress): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (lines.length === 0) problems.push({ field: 'lines', message: 'Write the house and the street.' });
  if (lines.length > MOST_LINES)
    problems.push({ field: 'lines', message: `Use at most ${MOST_LINES} lines, and the postcode.` });
  if (lines.some((line) => line.length > LONGEST_LINE || !isReadable(line) || /[\n\r\t]/.test(line)))
    problems.push({ field: 'lines', message: `Use at most ${LONGEST_LINE} letters in a line.` });
  if (wholePostcode(postcode) === null)
    problems.push({ field: 'postcode', message: 'Write the whole postcode, such as MB1 2AB.' });
  return problems;
}
