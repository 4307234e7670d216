import { dateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { readDay, readPence } from '../../work/form-dates.js';
import { type FieldProblem, textOf } from '../../work/refusal.js';

export type Answers = Readonly<Record<string, string | undefined>>;

export interface Question {
  /** The last part of the page's address. */
  readonly step: string;
  readonly title: string;
  /** The answers that this page gives. */
  readonly names: readonly string[];
  /** Reads the form; what is missing or wrong stands in `problems`. */
  readonly read: (form: FormData, problems: FieldProblem[]) => Readonly<Record<string, string>>;
  /** The answer in words, for the last page; '' where there is none. */
  readonly words: (answers: Answers, kinds: ReadonlyMap<string, string>) => string;
}

export const kinds = [
  { value: 'PERSONAL_ASSISTANT', label: 'People employ me themselves', hint: 'You are a personal assistant' },
  { value: 'MICRO', label: 'I work for myself', hint: 'You are a very small business. You need no company.' },
] as const;
export const days = [
  { value: 'WEEKDAY', label: 'Monday to Friday' },
  { value: 'SATURDAY', label: 'Saturday' },
  { value: 'SUNDAY', label: 'Sunday' },
  { value: 'BANK_HOLIDAY', label: 'Bank holidays' },
] as const;
export const times = [
  { value: 'any', label: 'At any time' },
  { value: 'day', label: 'In the day only' },
] as const;
export const genders = [
  { value: 'women-available', label: 'A woman' },
  { value: 'men-available', label: 'A man' },
  { value: 'any', label: 'I would rather not say' },
] as const;

type Choices = readonly { readonly value: string; readonly label: string }[];
const labelOf = (choices: Choices, value: string | undefined): string =>
  choices.find((choice) => choice.value === value)?.label ?? '';
const listOf = (answer: string | undefined): string[] => (answer ?? '').split(',').filter((word) => word !== '');

function needed(form: FormData, problems: FieldProblem[], name: string, message: string): string {
  const text = textOf(form, name);
  if (text === '') problems.push({ field: name, message });
  return text;
}

function one(form: FormData, problems: FieldProblem[], name: string, choices: Choices, message: string): string {
  const text = textOf(form, name);
  if (!choices.some(({ value }) => value === text)) problems.push({ field: name, message });
  return text;
}

function many(form: FormData, problems: FieldProblem[], name: string, message: string): string {
  const chosen = form.getAll(name).filter((value) => typeof value === 'string');
  if (chosen.length === 0) problems.push({ field: name, message });
  return chosen.join(',');
}

function dayOf(form: FormData, problems: FieldProblem[], name: string): string {
  const day = readDay(form, name);
  if (day === null) problems.push({ field: name, message: 'Enter a day that is in the calendar, such as 3 5 2027' });
  return day ?? '';
}

function paperWords({ insurer, insuredUntil, dbsOn }: Answers): string {
  const parts = [
    ...(insurer ? [`Insured with ${insurer}${insuredUntil ? ` until ${dateWords(insuredUntil, true)}` : ''}`] : []),
    ...(dbsOn ? [`DBS check on ${dateWords(dbsOn, true)}`] : []),
  ];
  return parts.length === 0 ? 'Not told. You can add it later.' : parts.join('. ');
}

/** One page each, in this order; all but the last two have to be answered. */
export const questions: readonly Question[] = [
  {
    step: 'how',
    title: 'How do you work?',
    names: ['kind'],
    read: (form, problems) => ({ kind: one(form, problems, 'kind', kinds, 'Choose how you work') }),
    words: ({ kind }) => labelOf(kinds, kind),
  },
  {
    step: 'name',
    title: 'What are you called?',
    names: ['name'],
    read: (form, problems) => ({ name: needed(form, problems, 'name', 'Enter the name that people know you by') }),
    words: ({ name }) => name ?? '',
  },
  {
    step: 'what',
    title: 'What do you do?',
    names: ['supportTypes'],
    read: (form, problems) => ({ supportTypes: many(form, problems, 'supportTypes', 'Choose one thing or more') }),
    words: ({ supportTypes }, names) =>
      listOf(supportTypes)
        .map((slug) => names.get(slug) ?? slug)
        .join(', '),
  },
  {
    step: 'about',
    title: 'Tell people about you',
    names: ['description'],
    read: (form, problems) => ({
      description: needed(form, problems, 'description', 'Write a sentence or two').replaceAll('\r\n', '\n'),
    }),
    words: ({ description }) => description ?? '',
  },
  {
    step: 'reach',
    title: 'How can people reach you?',
    names: ['phone', 'email'],
    read: (form, problems) => ({
      phone: needed(form, problems, 'phone', 'Enter a phone number'),
      email: needed(form, problems, 'email', 'Enter an email address'),
    }),
    words: ({ phone, email }) => [phone, email].filter(Boolean).join(', '),
  },
  {
    step: 'where',
    title: 'Where do you work?',
    names: ['postcodeDistrict', 'radiusMiles'],
    read: (form, problems) => {
      const radiusMiles = textOf(form, 'radiusMiles');
      if (!/^[1-9]\d?$/.test(radiusMiles))
        problems.push({ field: 'radiusMiles', message: 'Enter whole miles, from 1 to 99' });
      const message = 'Enter the first half of your postcode, such as MB4';
      return { postcodeDistrict: needed(form, problems, 'postcodeDistrict', message), radiusMiles };
    },
    words: ({ postcodeDistrict, radiusMiles }) =>
      postcodeDistrict
        ? `${postcodeDistrict}, and ${radiusMiles === '1' ? '1 mile' : `${radiusMiles ?? ''} miles`} around`
        : '',
  },
  {
    step: 'when',
    title: 'When do you work?',
    names: ['days', 'times'],
    read: (form, problems) => ({
      days: many(form, problems, 'days', 'Choose one kind of day or more'),
      times: one(form, problems, 'times', times, 'Choose at what times'),
    }),
    words: (answers) =>
      listOf(answers['days'])
        .map((day) => labelOf(days, day))
        .concat(labelOf(times, answers['times']))
        .join(', '),
  },
  {
    step: 'price',
    title: 'What does an hour cost?',
    names: ['pricePence'],
    read: (form, problems) => {
      const pence = readPence(textOf(form, 'pricePence'));
      if (pence === null) problems.push({ field: 'pricePence', message: 'Enter a sum, such as 16 or 16.50' });
      return { pricePence: pence === null ? '' : String(pence) };
    },
    words: ({ pricePence }) => (pricePence ? `${formatPence(Number(pricePence))} an hour` : ''),
  },
  {
    step: 'languages',
    title: 'Which languages do you speak?',
    names: ['languages'],
    read: (form, problems) => ({ languages: needed(form, problems, 'languages', 'Enter one language or more') }),
    words: ({ languages }) => languages ?? '',
  },
  {
    step: 'who',
    title: 'Who comes?',
    names: ['genderOfWorker'],
    read: (form, problems) => ({ genderOfWorker: one(form, problems, 'genderOfWorker', genders, 'Choose one') }),
    words: ({ genderOfWorker }) => labelOf(genders, genderOfWorker),
  },
  {
    step: 'access',
    title: 'What access needs can you meet?',
    names: ['accessNeeds'],
    read: (form) => ({ accessNeeds: textOf(form, 'accessNeeds') }),
    words: ({ accessNeeds }) => (accessNeeds === '' ? 'None that you named' : (accessNeeds ?? '')),
  },
  {
    step: 'papers',
    title: 'Insurance and DBS check',
    names: ['insurer', 'policyNumber', 'insuredUntil', 'dbsOn', 'dbsUntil'],
    read: (form, problems) => ({
      insurer: textOf(form, 'insurer'),
      policyNumber: textOf(form, 'policyNumber'),
      insuredUntil: dayOf(form, problems, 'insuredUntil'),
      dbsOn: dayOf(form, problems, 'dbsOn'),
      dbsUntil: dayOf(form, problems, 'dbsUntil'),
    }),
    words: (answers) => (answers['insurer'] === undefined ? '' : paperWords(answers)),
  },
];

/** The page to go on with: the first one without an answer, or the last page of all. */
export function nextStep(answers: Answers): string {
  return questions.find(({ names }) => names.some((name) => answers[name] === undefined))?.step ?? 'check';
}

/** The page after this one. */
export function stepAfter(step: string): string {
  return questions[questions.findIndex((question) => question.step === step) + 1]?.step ?? 'check';
}
