import { bankText } from './bank-text.js';
import { fileTotal, type BankAccount, type PaymentFile } from './payment-file.js';

const LABEL = 80;
const DAYS_OF_YEAR_DIGITS = 3;
const CREDIT = '99';
const CONTRA = '17';
const NAME = 18;
const AMOUNT_DIGITS = 11;

const text = (words: string, width: number): string => bankText(words, width).padEnd(width);
const number = (value: bigint | number, width: number): string => {
  const digits = value.toString().padStart(width, '0');
  if (digits.length > width) throw new Error(`${value} is too much for ${width} digits.`);
  return digits;
};

/** The scheme writes days as a blank, the year's last two digits and the day of the year. */
function julian(day: string): string {
  const year = Number(day.slice(0, 4));
  const dayOfYear = (Date.parse(`${day}T00:00:00Z`) - Date.UTC(year, 0, 1)) / 86_400_000 + 1;
  return ` ${day.slice(2, 4)}${String(dayOfYear).padStart(DAYS_OF_YEAR_DIGITS, '0')}`;
}

const label = (words: string): string => words.padEnd(LABEL);

function record(
  to: BankAccount,
  code: string,
  file: PaymentFile,
  { pence, narrative, reference }: { pence: bigint; narrative: string; reference: string },
): string {
  return [
    to.sortCode,
    to.accountNumber,
    '0',
    code,
    file.from.sortCode,
    file.from.accountNumber,
    '    ',
    number(pence, AMOUNT_DIGITS),
    text(narrative, NAME),
    text(reference, NAME),
    text(to.accountName, NAME),
    julian(file.processingOn),
  ].join('');
}

/**
 * The run as a BACS Standard 18 file: labels of 80 bytes, a credit of 106 for each payment, one contra that takes the sum from the
 * council's account, and trailers with sums and counts. Only the scheme's letters are in it, so that no name can begin a record.
 */
export function bacsStandard18(file: PaymentFile): string {
  const { serviceUserNumber: user, from, payments } = file;
  const total = fileTotal(file);
  const serial = bankText(file.reference, file.reference.length)
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(-6)
    .padStart(6, '0');
  const created = julian(file.releasedOn);
  const header = (name: string): string[] => [
    label(`${name}1A${user}S  1${user}${serial}00010001      ${created}${julian(file.processingOn)} 000000`),
    label(`${name}2F0212000106${' '.repeat(35)}00`),
  ];
  const lines = [
    `${`VOL1${serial}`.padEnd(41)}${user}`.padEnd(LABEL - 1) + '1',
    ...header('HDR'),
    label(`UHL1${julian(file.processingOn)}999999    000000004 MULTI  001`),
    ...payments.map(({ to, pence, reference }) =>
      record(to, CREDIT, file, { pence, narrative: from.accountName, reference }),
    ),
    record(from, CONTRA, file, { pence: total, narrative: file.reference, reference: 'CONTRA' }),
    ...header('EOF'),
    label(`UTL1${number(total, 13)}${number(total, 13)}${number(1, 7)}${number(payments.length, 7)}`),
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
