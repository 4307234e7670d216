import { data, redirect, type RouterContextProvider } from 'react-router';
import { NO_MANDATE } from '../components/problem-page.js';
import type { ActingFor } from '../components/site-header.js';
import {
  ActsForDocument,
  type ActsForQuery,
  BudgetHeadsDocument,
  type BudgetHeadsQuery,
  type MandateScope,
} from '../generated/graphql.js';
import { callGraphql, requireViewer, storefront } from '../graphql/call.js';
import { addressValue } from './address.js';

interface Asked {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
}

/** The person a page is about: the reader, or somebody the reader may act for. */
export interface Subject {
  readonly personId: string;
  readonly name: string;
  readonly isSelf: boolean;
  /** What the reader may do for this person; everything for oneself. */
  readonly scopes: readonly MandateScope[];
  /** The reader's open telephone call about this person: whatever is done now is done in it. */
  readonly callId: string | null;
  /** True for an officer, who may do no more than a call is for: order, confirm, question and cancel. */
  readonly byOffice: boolean;
  /** True where the reader may order only with the yes of whoever else acts for the person. */
  readonly jointly: boolean;
  /** True where the person buys with their own money; a budget, where there is one, pays all the same. */
  readonly paysSelf: boolean;
  /** For the band "You are acting for …"; null for oneself. */
  readonly actingFor: ActingFor | null;
}

const byTelephone: readonly MandateScope[] = ['VIEW', 'ORDER', 'CONFIRM'];
const everything: readonly MandateScope[] = ['VIEW', 'ORDER', 'CONFIRM', 'PAY'];

/** The person named by `?for=` in the address; null for the reader. */
export function forPersonId(request: Request): string | null {
  return addressValue(request, 'for');
}

type Mandate = NonNullable<ActsForQuery['me']>['actsFor'][number];

function actsOnlyTogether(mandates: readonly Mandate[]): boolean {
  const toOrder = mandates.filter(({ scopes }) => scopes.includes('ORDER'));
  return toOrder.length > 0 && toOrder.every(({ joint }) => joint);
}

/** By a mandate, by a telephone call that is open, or by both. */
async function personActedFor(asked: Asked, personId: string): Promise<Subject> {
  const { me, openTelephoneCalls } = await callGraphql(asked, ActsForDocument);
  const call = openTelephoneCalls.find(({ person }) => person.id === personId) ?? null;
  const mandates = (me?.actsFor ?? []).filter(({ inForce, person }) => inForce && person.id === personId);
  const name = mandates[0]?.person.name ?? call?.person.name;
  if (name === undefined) {
    // An officer may do things for people, in a call.
    if (storefront(asked.context).viewer?.roles.includes('CARE_MANAGER')) throw redirect('/telephone?over=1');
    throw data(NO_MANDATE, { status: 403 });
  }
  const byOffice = mandates.length === 0;
  return {
    personId,
    name,
    isSelf: false,
    scopes: byOffice ? byTelephone : mandates.flatMap(({ scopes }) => scopes),
    callId: call?.id ?? null,
    byOffice,
    jointly: call === null && actsOnlyTogether(mandates),
    paysSelf: mandates.some(({ paysSelf }) => paysSelf),
    actingFor: { name, changeHref: call ? `/telephone/${call.id}` : '/people-i-help', isCall: call !== null },
  };
}

/** Whom this page is about. Sends people who are not signed in to sign in; refuses without a mandate. */
export async function subjectOf(asked: Asked): Promise<Subject> {
  const viewer = requireViewer(asked.context, asked.request);
  const wanted = forPersonId(asked.request);
  if (wanted !== null && wanted !== viewer.personId) return personActedFor(asked, wanted);
  return {
    personId: viewer.personId,
    name: viewer.displayName,
    isSelf: true,
    scopes: everything,
    callId: null,
    byOffice: false,
    jointly: false,
    paysSelf: viewer.roles.includes('SELF_FUNDER'),
    actingFor: null,
  };
}

/** The same for public pages, where nobody has to be signed in: null unless somebody is acting for another. */
export async function actedForOf(asked: Asked): Promise<Subject | null> {
  const { viewer } = storefront(asked.context);
  const wanted = forPersonId(asked.request);
  if (wanted === null || wanted === viewer?.personId) return null;
  requireViewer(asked.context, asked.request);
  return personActedFor(asked, wanted);
}

type BudgetHead = BudgetHeadsQuery['budgets']['edges'][number]['node'];

async function budgetHeadOf(asked: Asked, personId: string): Promise<BudgetHead | null> {
  const { budgets } = await callGraphql(asked, BudgetHeadsDocument);
  const own = budgets.edges.map(({ node }) => node).filter(({ person }) => person.id === personId);
  return own.find(({ status }) => status === 'ACTIVE') ?? own[0] ?? null;
}

/** The id of the person's budget, the one in use first; null when there is none. */
export async function budgetIdOf(asked: Asked, personId: string): Promise<string | null> {
  return (await budgetHeadOf(asked, personId))?.id ?? null;
}

/** The council whose providers a search shows: that of the person acted for, else the reader's own; null for all. */
export async function searchedCouncil(asked: Asked, subject: Subject | null): Promise<string | null> {
  const { viewer, councilKey } = storefront(asked.context);
  const own = viewer?.councilKey ?? councilKey;
  if (subject === null) return own;
  return (await budgetHeadOf(asked, subject.personId))?.council.key ?? own;
}

/** Keeps `?for=` on the way to another page of ours. */
export function keepFor(href: string, subject: Pick<Subject, 'personId' | 'isSelf'> | null): string {
  if (subject === null || subject.isSelf) return href;
  return `${href}${href.includes('?') ? '&' : '?'}for=${encodeURIComponent(subject.personId)}`;
}

/** "your" for oneself, "Winifred Hartwell’s" for somebody else. */
export function whose(subject: Pick<Subject, 'name' | 'isSelf'>): string {
  return subject.isSelf ? 'your' : `${subject.name}’s`;
}
