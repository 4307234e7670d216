import type { RouterContextProvider } from 'react-router';
import { redirect } from 'react-router';
import { DateText, Tag } from '../../components/index.js';
import {
  type OwnServicePartsFragment,
  OwnStorePageDocument,
  type OwnStorePageQuery,
  type ServiceState,
  type Unready,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { anyOfTheProvider, providerCatalogue } from './roles.js';

export type OwnStoreShown = NonNullable<OwnStorePageQuery['ownStore']>;
export type OwnServiceShown = OwnServicePartsFragment;

interface Asked {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
}

/** The store of the signed-in person's organisation; who has none yet writes it first. */
export async function ownStoreOf(asked: Asked): Promise<{ store: OwnStoreShown; mayWrite: boolean }> {
  const { roles } = requireRole(asked, ...anyOfTheProvider);
  const { ownStore } = await callGraphql(asked, OwnStorePageDocument);
  const mayWrite = roles.some((role) => providerCatalogue.includes(role));
  if (!ownStore) throw mayWrite ? redirect('/provider/store/start') : notFound();
  return { store: ownStore, mayWrite };
}

export function serviceOf(store: OwnStoreShown, id: string | undefined): OwnServiceShown {
  return store.services.find((service) => service.id === id) ?? notFound();
}

const states: Readonly<Record<ServiceState, readonly [string, 'grey' | 'green' | 'blue' | 'yellow']>> = {
  DRAFT: ['Draft', 'yellow'],
  SCHEDULED: ['Goes on show by itself', 'blue'],
  PUBLISHED: ['On show', 'green'],
  RETIRED: ['Off sale', 'grey'],
};

export function ServiceStateTag({ state }: { readonly state: ServiceState }) {
  return <Tag colour={states[state][1]}>{states[state][0]}</Tag>;
}

const missing: Readonly<Record<Unready, string>> = {
  NO_PRICE: 'It needs a price before it can go on show.',
  NO_AREA: 'Say where you do this before it can go on show.',
  NOT_REGISTERED:
    'The law asks you to be registered with the Care Quality Commission for this. Add your CQC location number under “About us”.',
};

export function unreadyWords(unready: Unready): string {
  return missing[unready];
}

/** Where a service stands, in one sentence. */
export function ServiceStateWords({ service }: { readonly service: OwnServiceShown }) {
  if (service.state === 'PUBLISHED') return <>Everybody can find it. A change counts at once.</>;
  if (service.state === 'RETIRED') return <>Nobody can order it. Orders that were placed go on and keep its name.</>;
  if (service.state === 'SCHEDULED' && service.publishOn)
    return (
      <>
        It goes on show on <DateText date={service.publishOn} withYear />. Until then only you can see it.
      </>
    );
  return <>Only you can see it.</>;
}

/** Words with commas between them, as people write a list. */
export function readList(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,\n]/u)
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ];
}
