import { formatPounds } from '@owncourse/kernel/contract';
import { Temporal } from 'temporal-polyfill';
import type { MessageWords } from '../contract/messages.port.js';
import type { MessageFacts } from './notice.js';

/** "Tuesday 3 March". */
export function dayInWords(day: string): string {
  return Temporal.PlainDate.from(day).toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
}

export interface Told {
  readonly facts: MessageFacts;
  /** "your" or "Ann’s". */
  readonly whose: string;
  /** Adds whom a page is about, for somebody who acts for them. */
  readonly at: (path: string) => string;
}

export type Template = (told: Told) => MessageWords;

export function visits(count: number | undefined): string {
  return count === 1 || count === undefined ? '1 visit' : `${count} visits`;
}

export function invoices(count: number | undefined): string {
  return count === 1 || count === undefined ? '1 invoice' : `${count} invoices`;
}

export const on = (day: string | undefined): string => (day === undefined ? '' : ` on ${dayInWords(day)}`);
export const from = (day: string | undefined): string => (day === undefined ? '' : `, from ${dayInWords(day)}`);
export const sum = (facts: MessageFacts): string => formatPounds(BigInt(facts.totalPence ?? '0'));
export const missing = (facts: MessageFacts): string =>
  facts.totalPence === undefined ? '' : `: ${sum(facts)} is missing`;
export const until = (day: string | undefined): string => (day === undefined ? ' it ends' : ` ${dayInWords(day)}`);
/** What became of the money of visits that do not come. */
export const moneyBack = (facts: MessageFacts): string =>
  facts.paysSelf ? 'Nothing is taken from your card.' : 'The money that was promised is back.';
export const service = (facts: MessageFacts): string => facts.service ?? 'support';
export const provider = (facts: MessageFacts): string => facts.provider ?? 'The provider';
export const theirOrder = (facts: MessageFacts): string => `/my-orders/${facts.orderId ?? ''}`;
export const sharedOrder = (facts: MessageFacts): string => `/ordering-together/${facts.sharedOrderId ?? ''}`;
export const jointOrder = (facts: MessageFacts): string => `/yes-needed/${facts.jointOrderId ?? ''}`;
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
