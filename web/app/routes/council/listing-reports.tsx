import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, DateText, Page, Radios, Textarea } from '../../components/index.js';
import { type ListingReportKind, ModerationDocument, SettleListingReportsDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/listing-reports.js';

const kindWords: Readonly<Record<ListingReportKind, string>> = {
  OUT_OF_DATE: 'It has ended, or the times are old',
  WRONG: 'Something is wrong',
  NOT_RIGHT_HERE: 'It should not be here',
};

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const { reportedListings } = await callGraphql({ context, request }, ModerationDocument);
  return { reported: reportedListings.find(({ listing }) => listing.id === params.listingId) ?? notFound() };
}

export async function action({ context, params: { listingId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const [answer, reason] = [textOf(form, 'answer'), textOf(form, 'reason')];
  if (answer !== 'stays' && answer !== 'down')
    return putRight([{ field: 'answer', message: 'Choose what should happen' }], valuesOf(form));
  if (answer === 'down' && reason === '')
    return putRight([{ field: 'reason', message: 'Say why you take it down' }], valuesOf(form));
  const { settleListingReports } = await callGraphql({ context, request }, SettleListingReportsDocument, {
    listingId,
    takeDown: answer === 'down',
    reason: reason || null,
  });
  if (isRefused(settleListingReports)) return notDone(settleListingReports, valuesOf(form));
  throw redirect(`/council/moderation?done=reports-${answer}`);
}

export default function ListingReports({ loaderData: { reported }, actionData }: Route.ComponentProps) {
  const { listing, reports } = reported;
  return (
    <Page before={<BackLink href="/council/moderation">To check</BackLink>}>
      <FormTitle title="Somebody says this is wrong" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Somebody says this is wrong</h1>
      <p className="oc-lead">
        <Anchor className="govuk-link" href={`/community/${listing.id}`}>
          {listing.title}
        </Anchor>
        , {listing.organisationName}
      </p>
      <p className="govuk-body">
        Ring the group before you take it down
        {listing.contactPhone
          ? `: ${listing.contactPhone}`
          : listing.contactEmail
            ? `, or write: ${listing.contactEmail}`
            : ''}
        .
      </p>
      <WorkList label="What people say">
        {reports.map((report) => (
          <WorkItem
            key={report.id}
            headingLevel={2}
            title={kindWords[report.kind]}
            facts={[
              <DateText date={report.reportedAt} withYear />,
              ...(report.note === null ? [] : [`“${report.note}”`]),
            ]}
          />
        ))}
      </WorkList>
      <Form method="post">
        <Radios
          name="answer"
          fieldset={{ legend: 'What should happen?', legendOptions: { className: 'govuk-fieldset__legend--l' } }}
          value={actionData?.values['answer']}
          error={problemOf(actionData, 'answer')}
          items={[
            { value: 'stays', label: 'It stays on show' },
            { value: 'down', label: 'Take it down' },
          ]}
        />
        <Textarea
          name="reason"
          label="If you take it down, say why"
          hint="The group reads this. They can put it right and send it again."
          rows={3}
          value={actionData?.values['reason']}
          error={problemOf(actionData, 'reason')}
          attributes={{ maxLength: 500 }}
        />
        <Button>Send my answer</Button>
      </Form>
    </Page>
  );
}
