import { type FieldProblem, isReadable } from '@owncourse/kernel/contract';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LONGEST_NAME = 120;
const LONGEST_EMAIL = 254;
const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 256;

export interface JoinInput {
  readonly personName: string;
  readonly email: string;
  readonly password: string;
  readonly organisationName: string;
}

function name(field: string, text: string, missing: string): FieldProblem[] {
  if (text.trim() === '') return [{ field, message: missing }];
  return text.trim().length > LONGEST_NAME || !isReadable(text)
    ? [{ field, message: `Use ${LONGEST_NAME} letters or fewer.` }]
    : [];
}

/** What somebody has to put right before they can ask to join. Says nothing of who is known. */
export function joinProblems({ personName, email, password, organisationName }: JoinInput): FieldProblem[] {
  const problems = [
    ...name('personName', personName, 'Give your name.'),
    ...name('organisationName', organisationName, 'Give the name that people know you by.'),
  ];
  if (!EMAIL.test(email.trim()) || email.trim().length > LONGEST_EMAIL || !isReadable(email))
    problems.push({ field: 'email', message: 'Give an email address, such as name@example.org.' });
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
    problems.push({ field: 'password', message: `Choose a password of at least ${SHORTEST_PASSWORD} letters.` });
  else if (password.toLowerCase() === email.trim().toLowerCase())
    problems.push({ field: 'password', message: 'Choose a password that is not your email address.' });
  return problems;
}
