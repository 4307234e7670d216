import { type FieldProblem, isReadable } from '@owncourse/kernel/contract';
import { bankText } from '../domain/bank-text.js';
import { mayBeAccount, type ModulusTables } from '../domain/modulus-check.js';

const LONGEST_NAME = 70;

/** Sort code and account without blanks and hyphens; a short account number is filled with noughts in front, as banks do. */
export function plainAccount(given: { readonly sortCode: string; readonly accountNumber: string }): {
  sortCode: string;
  accountNumber: string;
} {
  const digits = (text: string): string => text.replaceAll(/[\s-]/g, '');
  const accountNumber = digits(given.accountNumber);
  return {
    sortCode: digits(given.sortCode),
    accountNumber: /^\d{6,7}$/.test(accountNumber) ? accountNumber.padStart(8, '0') : accountNumber,
  };
}

/** What is wrong with bank details, field by field. The words never repeat what was entered. */
export function bankDetailsProblems(
  given: { readonly sortCode: string; readonly accountNumber: string; readonly accountName: string },
  tables: ModulusTables,
): FieldProblem[] {
  const { sortCode, accountNumber } = plainAccount(given);
  const name = given.accountName.trim();
  const problems: FieldProblem[] = [];
  if (name === '' || name.length > LONGEST_NAME || !isReadable(name) || /[\r\n\t]/.test(name))
    problems.push({ field: 'accountName', message: 'Enter the name on the account, in at most 70 letters.' });
  else if (!/[A-Z0-9]/.test(bankText(name, LONGEST_NAME)))
    problems.push({
      field: 'accountName',
      message: 'Enter the name in the letters A to Z, as it stands on your bank statement.',
    });
  const isSortCode = /^\d{6}$/.test(sortCode);
  if (!isSortCode) problems.push({ field: 'sortCode', message: 'Enter a sort code of 6 digits, like 30 90 70.' });
  if (!/^\d{8}$/.test(accountNumber))
    problems.push({ field: 'accountNumber', message: 'Enter an account number of 6 to 8 digits.' });
  else if (isSortCode && !mayBeAccount(sortCode, accountNumber, tables))
    problems.push({
      field: 'accountNumber',
      message: 'This account number does not go with this sort code. Check both on your bank statement.',
    });
  return problems;
}
