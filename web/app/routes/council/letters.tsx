import { Form, redirect } from 'react-router';
import { Anchor, Button, DateText, Details, EmptyState, Page } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { LettersDocument, MarkLetterPostedDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { MorePages, Need, Needs, Views, WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import type { Route } from './+types/letters.js';

const officers = ['CARE_MANAGER', 'APPROVER', 'FINANCE_OFFICER'] as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...officers);
  const address = new URL(request.url).searchParams;
  const [posted, after] = [address.get('show') === 'posted', address.get('after')];
  const { letters, waiting } = await callGraphql({ context, request }, LettersDocument, { posted, after });
  const mayWriteAddress = viewer.roles.some((role) => role === 'CARE_MANAGER' || role === 'FINANCE_OFFICER');
  const [isFirst, formKey] = [after === null, newFormKey()];
  return { letters, waiting: waiting.totalCount, posted, isFirst, formKey, mayWriteAddress };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...officers);
  const form = await request.formData();
  const { markLetterPosted } = await callGraphql({ context, request }, MarkLetterPostedDocument, {
    letterId: textOf(form, 'letterId'),
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(markLetterPosted)) return notDone(markLetterPosted);
  throw redirect('/council/letters?done=posted');
}

type Letter = Route.ComponentProps['loaderData']['letters']['edges'][number]['node'];

interface OneLetterProps {
  readonly letter: Letter;
  readonly formKey: string;
  /** Finance and care managers; others ask them. */
  readonly mayWriteAddress: boolean;
}

/** It cannot be posted, and what to do about that. */
function NoAddress({ person, mayWriteAddress }: Pick<Letter, 'person'> & Pick<OneLetterProps, 'mayWriteAddress'>) {
  return (
    <Needs>
      <Need icon="triangle-alert" isUrgent>
        No address. Nobody can post this yet.{' '}
        {mayWriteAddress ? (
          <Anchor className="govuk-link" href={`/council/people/${person.id}/address`}>
            Write down where letters go<span className="govuk-visually-hidden"> to {person.name}</span>
          </Anchor>
        ) : (
          `Ask ${person.name}’s care manager or a finance officer to write it down.`
        )}
      </Need>
    </Needs>
  );
}

function OneLetter({ letter, formKey, mayWriteAddress }: OneLetterProps) {
  const { person, title, lines, madeAt, postedAt, postedByName } = letter;
  return (
    <WorkItem
      headingLevel={2}
      title={
        <>
          {person.name}: {title}
        </>
      }
      facts={[
        <>
          Written on <DateText date={madeAt} withYear />
        </>,
        ...(person.communicationNeeds.length > 0 ? [`Good to know: ${person.communicationNeeds.join(', ')}`] : []),
        ...(postedAt === null
          ? []
          : [
              <>
                {postedByName ?? 'Somebody'} posted it on <DateText date={postedAt} withYear />
              </>,
            ]),
      ]}
    >
      {letter.hasAddress || postedAt !== null ? null : <NoAddress person={person} mayWriteAddress={mayWriteAddress} />}
      <Details summary="Read it">
        {lines.map((line) => (
          <p className="govuk-body" key={line}>
            {line}
          </p>
        ))}
      </Details>
      <div className="govuk-button-group">
        <a className="govuk-link" href={`/files/letters/${letter.id}`} download>
          Print it (PDF, large print)<span className="govuk-visually-hidden"> for {person.name}</span>
        </a>
        {postedAt === null ? (
          <Form method="post">
            <FormKey value={`${formKey}-${letter.id}`} />
            <input type="hidden" name="letterId" value={letter.id} />
            <Button variant="secondary">
              I have posted it<span className="govuk-visually-hidden"> to {person.name}</span>
            </Button>
          </Form>
        ) : null}
      </div>
    </WorkItem>
  );
}

export default function Letters({ loaderData, actionData }: Route.ComponentProps) {
  const { letters, waiting, posted, isFirst, formKey, mayWriteAddress } = loaderData;
  return (
    <Page width="wide">
      <FormTitle title="Letters to post" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ posted: 'Thank you. We wrote down that it is in the post.' }} />
      <h1 className="govuk-heading-xl">Letters to post</h1>
      <p className="govuk-body">
        People without an e-mail are told by letter what happens with their support. Print each, post it, and say so.
        The address shows in the window of the envelope.
      </p>
      <Views
        label="Which letters"
        views={[
          { href: '/council/letters', text: `To post (${waiting})`, current: !posted },
          { href: '/council/letters?show=posted', text: 'Posted', current: posted },
        ]}
      />
      {letters.edges.length === 0 ? (
        <EmptyState icon="inbox" title={posted ? 'Nothing was posted yet' : 'No letters to post'}>
          <p className="govuk-body">{posted ? 'Letters you have posted stand here.' : 'We will show them here.'}</p>
        </EmptyState>
      ) : (
        <>
          <p className="govuk-body">
            {sentenceStart(countWords(letters.totalCount, 'letter'))}, {posted ? 'newest' : 'oldest'} first.
          </p>
          <WorkList label={posted ? 'Posted letters' : 'Letters to post'}>
            {letters.edges.map(({ node }) => (
              <OneLetter key={node.id} letter={node} formKey={formKey} mayWriteAddress={mayWriteAddress} />
            ))}
          </WorkList>
        </>
      )}
      <MorePages
        pageInfo={letters.pageInfo}
        path={posted ? '/council/letters?show=posted' : '/council/letters'}
        isFirst={isFirst}
        label="Pages of letters"
      />
    </Page>
  );
}
