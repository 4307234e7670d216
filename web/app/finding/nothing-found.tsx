import { Anchor, EmptyState, useShell } from '../components/index.js';
import { contactsFor, dialled } from '../theme/council-contacts.js';
import { isFiltered, noFilters, searchHref, type SearchRequest } from './search-request.js';

export interface NothingFoundProps {
  readonly search: SearchRequest;
  readonly forPersonId: string | null;
}

function WiderLinks({ search, forPersonId }: NothingFoundProps) {
  const links: { href: string; text: string }[] = [];
  const add = (change: Partial<SearchRequest>, text: string): void => {
    links.push({ href: searchHref(search, forPersonId, change), text });
  };
  if (isFiltered(search))
    add(noFilters, search.words ? `Look for “${search.words}” without filters` : 'Take all filters off');
  if (search.within !== null) add({ within: null }, 'Look at any distance');
  if (search.wards.length > 0) add({ wards: [] }, 'Look in every area');
  if (!search.kinds.includes('COMMUNITY') || search.words !== '')
    add({ ...noFilters, words: '', types: search.types, kinds: ['COMMUNITY'] }, 'See free and local groups');
  if (search.words !== '') add({ ...noFilters, words: '' }, 'See every kind of support');
  return (
    <ul className="govuk-list govuk-list--bullet">
      {links.map((link) => (
        <li key={link.text}>
          <Anchor className="govuk-link" href={link.href}>
            {link.text}
          </Anchor>
        </li>
      ))}
    </ul>
  );
}

const picks = [
  { slug: 'help-at-home', text: 'help at home' },
  { slug: 'getting-out-and-about', text: 'getting out' },
  { slug: 'befriending', text: 'company' },
  { slug: 'cleaning', text: 'cleaning' },
  { slug: 'transport', text: 'a lift' },
] as const;

/** No result is never the end: a wider area, the community, other words, or somebody to talk to. */
export function NothingFound(props: NothingFoundProps) {
  const { theme } = useShell();
  const contacts = contactsFor(theme.key);
  return (
    <EmptyState icon="search" title="We did not find anything like that" headingLevel={3}>
      <p className="govuk-body">It may still be there under another name. You can:</p>
      <WiderLinks {...props} />
      <p className="govuk-body">
        Or try shorter words, or one of these:{' '}
        {picks.map(({ slug, text }, index) => (
          <span key={slug}>
            {index > 0 ? ', ' : null}
            <Anchor
              className="govuk-link"
              href={searchHref({ ...props.search, ...noFilters }, props.forPersonId, { words: '', types: [slug] })}
            >
              {text}
            </Anchor>
          </span>
        ))}
        .
      </p>
      <p className="govuk-body">
        Is it really missing here?{' '}
        <Anchor
          className="govuk-link"
          href={`/missing?${new URLSearchParams({ words: props.search.words }).toString()}`}
        >
          Tell the council this is missing
        </Anchor>
        . You do not have to sign in.
      </p>
      <p className="govuk-body">
        Or{' '}
        <Anchor
          className="govuk-link"
          href={`/my-wanted/new?${new URLSearchParams({ words: props.search.words }).toString()}`}
        >
          say here what you look for
        </Anchor>
        , so that groups and providers can answer. Nobody is told who you are.
      </p>
      <p className="govuk-body">
        Or say how much there is for a week, and see{' '}
        <Anchor className="govuk-link" href="/what-else">
          what else you could get
        </Anchor>
        .
      </p>
      {contacts ? (
        <p className="govuk-body">
          You can also ring {theme.name} on{' '}
          <a className="govuk-link" href={dialled(contacts.helpPhone)}>
            {contacts.helpPhone}
          </a>
          . Somebody will look with you.
        </p>
      ) : null}
    </EmptyState>
  );
}
