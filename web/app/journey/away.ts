import { redirect, type RouterContextProvider } from 'react-router';
import {
  AwayPageDocument,
  AwayPreviewDocument,
  type AwayPreviewQuery,
  type AwayPageQuery,
  ComeHomeDocument,
  EnterAwayDocument,
  type InterruptionKind,
} from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { newFormKey, todayOf } from '../work/access.js';
import { readDay } from '../work/form-dates.js';
import { isRefused, notDone, type NotDone, putRight, textOf, valuesOf } from '../work/refusal.js';

interface Asked {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
}

export type TimeAway = AwayPageQuery['interruptions'][number];
export type AwayPreview = Extract<AwayPreviewQuery['interruptionPreview'], { visitCount: number }>;

interface Entry {
  readonly kind: InterruptionKind;
  readonly fromOn: string;
  readonly toOn: string | null;
}

export interface AwayPageData {
  readonly personId: string;
  readonly name: string;
  readonly isSelf: boolean;
  readonly today: string;
  readonly formKey: string;
  /** What was typed on the first step. */
  readonly values: Readonly<Record<string, string>>;
  readonly away: readonly TimeAway[];
  /** What the entry would do; null before it is typed, or when it cannot be. */
  readonly checked: { readonly entry: Entry; readonly preview: AwayPreview } | null;
  readonly refused: NotDone | null;
}

const kinds: readonly string[] = ['HOSPITAL', 'HOLIDAY', 'DEATH'];

function isKind(text: string): text is InterruptionKind {
  return kinds.includes(text);
}

/** The entry in a form or an address, or what has to be put right. */
function readEntry(form: FormData | URLSearchParams): Entry | { field: string; message: string }[] {
  const kind = textOf(form, 'kind');
  const [fromOn, toOn] = [readDay(form, 'from'), readDay(form, 'to')];
  const problems = [
    ...(isKind(kind) ? [] : [{ field: 'kind', message: 'Choose what happened' }]),
    ...(fromOn ? [] : [{ field: 'fromOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' }]),
    ...(toOn === null ? [{ field: 'toOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' }] : []),
  ];
  if (!isKind(kind) || !fromOn || toOn === null || problems.length > 0) return problems;
  return { kind, fromOn, toOn: kind === 'DEATH' ? null : toOn || null };
}

/** What the page needs: the person's times away, and with `kind` in the address what an entry would do. */
export async function loadAway(
  asked: Asked,
  who: Pick<AwayPageData, 'personId' | 'name' | 'isSelf'>,
): Promise<AwayPageData> {
  const address = new URL(asked.request.url).searchParams;
  const { interruptions } = await callGraphql(asked, AwayPageDocument, { personId: who.personId });
  const base = {
    ...who,
    today: todayOf(asked.context),
    formKey: newFormKey(),
    values: Object.fromEntries(address),
    away: interruptions,
    checked: null,
    refused: null,
  };
  if (!address.has('check')) return base;
  const entry = readEntry(address);
  if (!('kind' in entry)) return { ...base, refused: putRight(entry, base.values).data };
  const { interruptionPreview } = await callGraphql(asked, AwayPreviewDocument, {
    input: { personId: who.personId, ...entry },
  });
  if (isRefused(interruptionPreview)) return { ...base, refused: notDone(interruptionPreview, base.values).data };
  return { ...base, checked: { entry, preview: interruptionPreview } };
}

/** Enters what was checked, or brings somebody home; then back to the page. */
export async function actAway(asked: Asked, personId: string, back: string) {
  const form = await asked.request.formData();
  const values = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const joint = back.includes('?') ? '&' : '?';
  if (textOf(form, 'interruptionId') !== '') {
    const homeOn = readDay(form, 'home');
    if (!homeOn) return putRight([{ field: 'homeOn', message: 'Enter the day, such as 9 3 2026' }], values);
    const { comeHome } = await callGraphql(asked, ComeHomeDocument, {
      interruptionId: textOf(form, 'interruptionId'),
      homeOn,
      idempotencyKey,
    });
    if (isRefused(comeHome)) return notDone(comeHome, values);
    throw redirect(`${back}${joint}done=home`);
  }
  const entry = readEntry(form);
  if (!('kind' in entry)) return putRight(entry, values);
  const { enterInterruption } = await callGraphql(asked, EnterAwayDocument, {
    input: { personId, ...entry },
    agreedFeePence: Number(textOf(form, 'feePence')),
    idempotencyKey,
  });
  if (isRefused(enterInterruption)) return notDone(enterInterruption, values);
  throw redirect(`${back}${joint}done=${entry.kind === 'DEATH' ? 'ended' : 'away'}`);
}
