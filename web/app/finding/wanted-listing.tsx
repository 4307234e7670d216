import { Anchor, BackLink, ButtonLink, DateText, InsetText, Page, SupportTypePicture } from '../components/index.js';
import type { AnswerPartsFragment, CommunityPageQuery } from '../generated/graphql.js';
import type { ViewerRole } from '../graphql/load-context.js';
import { DoneBanner } from '../work/form-parts.js';

export const mayAnswerWanted: readonly ViewerRole[] = ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE', 'COMMUNITY_GROUP'];

/** What somebody says to a wish, with a link to what is there already. */
export function WantedAnswers({ answers }: { readonly answers: readonly AnswerPartsFragment[] }) {
  return (
    <ul className="govuk-list govuk-list--spaced">
      {answers.map(({ id, organisationName, service, listing, words, status, reason }) => (
        <li key={id}>
          <strong>{organisationName}</strong>
          {service || listing ? ' offers ' : ' could start this'}
          {service ? (
            <Anchor className="govuk-link" href={`/services/${service.id}`}>
              {service.name}
            </Anchor>
          ) : null}
          {listing ? (
            <Anchor className="govuk-link" href={`/community/${listing.id}`}>
              {listing.title}
            </Anchor>
          ) : null}
          {words === null ? '.' : `: “${words}”`}
          {status === 'WAITING' ? ' The council still has to check this answer.' : null}
          {status === 'REJECTED' ? ` The council does not show this answer. Why: ${reason ?? ''}` : null}
        </li>
      ))}
    </ul>
  );
}

type Wanted = NonNullable<CommunityPageQuery['communityListing']>;

/** Something that somebody looks for. Nobody is told who. */
export function WantedListing({
  listing,
  supportType,
  mayAnswer,
  isSignedIn,
}: {
  readonly listing: Wanted;
  readonly supportType: { readonly group: string } | undefined;
  readonly mayAnswer: boolean;
  readonly isSignedIn: boolean;
}) {
  return (
    <Page before={<BackLink href="/search?kind=COMMUNITY">Free and local groups</BackLink>}>
      <DoneBanner words={{ answered: 'The council checks your answer. Then we pass it on.' }} />
      <div className="oc-service__top">
        <SupportTypePicture supportType={listing.supportTypeSlug} group={supportType?.group} size="large" />
        <div>
          <p className="oc-service__kind oc-service__kind--community">Somebody is looking for this</p>
          <h1 className="govuk-heading-xl oc-service__name">{listing.title}</h1>
          <p className="govuk-body oc-service__provider">near {listing.placeName}</p>
        </div>
      </div>
      {listing.status === 'PUBLISHED' ? (
        <InsetText>This is not here yet. Somebody would like it to be. We do not say who.</InsetText>
      ) : (
        <InsetText>Only you and the council can see this. It is not on show.</InsetText>
      )}
      {listing.description.split('\n').map((paragraph) => (
        <p className="govuk-body" key={paragraph}>
          {paragraph}
        </p>
      ))}
      {listing.shownUntil === null ? null : (
        <p className="govuk-body">
          It is shown until <DateText date={listing.shownUntil} withYear />.
        </p>
      )}
      <h2 className="govuk-heading-m">Answers</h2>
      {listing.answers.length === 0 ? (
        <p className="govuk-body">Nobody has offered anything yet.</p>
      ) : (
        <WantedAnswers answers={listing.answers} />
      )}
      {mayAnswer && listing.status === 'PUBLISHED' ? (
        <ButtonLink href={`/community/${listing.id}/answer`}>Answer this</ButtonLink>
      ) : null}
      {isSignedIn ? (
        <p className="govuk-body">
          Did you write this?{' '}
          <Anchor className="govuk-link" href="/my-wanted">
            See what you look for
          </Anchor>
        </p>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/community/${listing.id}/wrong`}>
          Something here is wrong or out of date
        </Anchor>
      </p>
    </Page>
  );
}
