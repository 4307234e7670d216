import {
  Anchor,
  BackLink,
  DateText,
  Details,
  EmptyState,
  Page,
  pageTitle,
  SupportTypePicture,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { type LookedForBand, LookedForDocument, type LookedForQuery } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import type { Route } from './+types/looked-for.js';
import { anyOfTheProvider, providerCatalogue } from './roles.js';

const title = 'What people look for';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle(title, matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...anyOfTheProvider);
  const { lookedFor } = await callGraphql({ context, request }, LookedForDocument);
  return { board: lookedFor ?? notFound(), mayWrite: viewer.roles.some((role) => providerCatalogue.includes(role)) };
}

const bands: Readonly<Record<LookedForBand, string>> = {
  FIVE_TO_NINE: '5 to 9 people',
  TEN_TO_NINETEEN: '10 to 19 people',
  TWENTY_TO_FORTY_NINE: '20 to 49 people',
  FIFTY_OR_MORE: '50 people or more',
};
const few = 'Fewer than 5';

type Board = NonNullable<LookedForQuery['lookedFor']>;
type Row = Board['councils'][number]['rows'][number];

function onShowWords(count: number): string {
  return count === 0
    ? 'Nobody offers it here.'
    : `${sentenceStart(countWords(count, 'service'))} of this kind ${count === 1 ? 'is' : 'are'} on show, but did not fit.`;
}

function Wanted({ row, board, mayWrite }: { readonly row: Row; readonly board: Board; readonly mayWrite: boolean }) {
  const { supportType, words, thisQuarter, lastQuarter, onShowCount } = row;
  const name = supportType?.name ?? `“${words ?? ''}”`;
  return (
    <li className="oc-card oc-looked-for">
      {supportType ? <SupportTypePicture supportType={supportType.slug} group={supportType.group} /> : null}
      <div className="oc-card__body">
        <h3 className="govuk-heading-s oc-card__title">{name}</h3>
        <dl className="oc-looked-for__counts">
          <div>
            <dt>
              Since <DateText short date={board.thisQuarterFrom} />
            </dt>
            <dd>{thisQuarter ? bands[thisQuarter] : few}</dd>
          </div>
          <div>
            <dt>
              Three months from <DateText short date={board.lastQuarterFrom} />
            </dt>
            <dd>{lastQuarter ? bands[lastQuarter] : few}</dd>
          </div>
        </dl>
        {onShowCount === null ? null : <p className="govuk-body">{onShowWords(onShowCount)}</p>}
        {mayWrite ? (
          <p className="govuk-body">
            <Anchor
              className="govuk-link"
              href={`/provider/store/services/new${supportType ? `?type=${supportType.slug}` : ''}`}
            >
              Write a service for {name}
            </Anchor>
          </p>
        ) : null}
      </div>
    </li>
  );
}

export default function ProviderLookedFor({ loaderData: { board, mayWrite } }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/provider/store">Our store</BackLink>}>
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="govuk-body-l">People near you looked for this and did not find it.</p>
      {board.councils.length === 0 ? (
        <EmptyState icon="search" title="Say where you work first" headingLevel={2}>
          <p className="govuk-body">Then you see what people look for there.</p>
        </EmptyState>
      ) : null}
      {board.councils.map(({ councilName, rows }) => (
        <section key={councilName} aria-label={councilName}>
          <h2 className="govuk-heading-l">{councilName}</h2>
          {rows.length === 0 ? (
            <EmptyState icon="search" title="Nothing yet" headingLevel={3}>
              <p className="govuk-body">As soon as five people look for the same thing in vain, it stands here.</p>
            </EmptyState>
          ) : (
            <ul className="govuk-list">
              {rows.map((row) => (
                <Wanted key={row.supportType?.slug ?? row.words} row={row} board={board} mayWrite={mayWrite} />
              ))}
            </ul>
          )}
        </section>
      ))}
      <Details summary="How we count">
        <p className="govuk-body">
          We count people who searched and found nothing, and people who told the council that something is missing.
          Somebody who looks many times counts once in three months.
        </p>
        <p className="govuk-body">
          We never show fewer than five people, and never how many exactly, so that nobody can tell who it was.
        </p>
      </Details>
    </Page>
  );
}
