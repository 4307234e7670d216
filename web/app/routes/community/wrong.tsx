import { Form } from 'react-router';
import { Anchor, BackLink, Button, Page, Panel, Radios, Textarea } from '../../components/index.js';
import { CommunityPageDocument, type ListingReportKind, ReportListingDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/wrong.js';

const kinds: readonly { readonly value: ListingReportKind; readonly label: string }[] = [
  { value: 'OUT_OF_DATE', label: 'It has ended, or the times are old' },
  { value: 'WRONG', label: 'Something else is wrong' },
  { value: 'NOT_RIGHT_HERE', label: 'It should not be here' },
];

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { communityListing } = await callGraphql({ context, request }, CommunityPageDocument, {
    id: params.listingId,
  });
  return { listing: communityListing ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, request, params: { listingId } }: Route.ActionArgs) {
  const form = await request.formData();
  const kind = kinds.find(({ value }) => value === textOf(form, 'kind'))?.value;
  if (kind === undefined) return putRight([{ field: 'kind', message: 'Choose what is wrong' }], valuesOf(form));
  const { reportListing } = await callGraphql({ context, request }, ReportListingDocument, {
    input: {
      listingId,
      kind,
      note: textOf(form, 'note') || null,
      idempotencyKey: textOf(form, 'idempotencyKey') || null,
    },
  });
  return isRefused(reportListing) ? notDone(reportListing, valuesOf(form)) : null;
}

export default function SomethingIsWrong({ loaderData: { listing, formKey }, actionData }: Route.ComponentProps) {
  const back = `/community/${listing.id}`;
  if (actionData === null)
    return (
      <Page>
        <FormTitle title="Thank you" hasErrors={false} />
        <Panel title="Thank you" headingLevel={1} attributes={{ role: 'status' }}>
          The council looks at it. We did not keep who you are.
        </Panel>
        <p className="govuk-body">
          <Anchor className="govuk-link" href={back}>
            Back to {listing.title}
          </Anchor>
        </p>
      </Page>
    );
  return (
    <Page before={<BackLink href={back}>{listing.title}</BackLink>}>
      <FormTitle title="What is wrong?" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">What is wrong?</h1>
      <p className="oc-lead">{listing.title}</p>
      <p className="govuk-body">You do not have to sign in or give your name. Somebody at the council reads this.</p>
      <Form method="post">
        <FormKey value={formKey} />
        <Radios
          name="kind"
          fieldset={{ legend: 'What did you find?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
          value={actionData?.values['kind']}
          error={problemOf(actionData, 'kind')}
          items={kinds.map(({ value, label }) => ({ value, label }))}
        />
        <Textarea
          name="note"
          label="What should they know? (you can leave this out)"
          hint="Please leave out names and phone numbers."
          rows={3}
          value={actionData?.values['note']}
          error={problemOf(actionData, 'note')}
          attributes={{ maxLength: 500 }}
        />
        <Button>Tell the council</Button>
      </Form>
    </Page>
  );
}
