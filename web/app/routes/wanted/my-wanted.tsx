import { Form, redirect } from 'react-router';
import { Button, ButtonLink, DateText, EmptyState, Page, pageTitle } from '../../components/index.js';
import { WantedAnswers } from '../../finding/wanted-listing.js';
import { MyWantedDocument, SettleWantedDocument } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import { WantedTag } from '../../work/state-words.js';
import type { Route } from './+types/my-wanted.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('What I look for', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { myWanted } = await callGraphql({ context, request }, MyWantedDocument);
  return { wanted: myWanted };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const close = textOf(form, 'close') === 'yes';
  const { settleWanted } = await callGraphql({ context, request }, SettleWantedDocument, {
    id: textOf(form, 'id'),
    close,
  });
  if (isRefused(settleWanted)) return notDone(settleWanted);
  throw redirect(`/my-wanted?done=${close ? 'closed' : 'renewed'}`);
}

type Wanted = Route.ComponentProps['loaderData']['wanted'][number];

function Settle({ wanted, close }: { readonly wanted: Wanted; readonly close: boolean }) {
  return (
    <Form className="oc-form-below" method="post">
      <input type="hidden" name="id" value={wanted.id} />
      <input type="hidden" name="close" value={close ? 'yes' : 'no'} />
      <Button variant="secondary">
        {close ? `I do not need “${wanted.title}” any more` : `I still look for “${wanted.title}”`}
      </Button>
    </Form>
  );
}

export default function MyWanted({ loaderData: { wanted }, actionData }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner
        words={{
          sent: 'The council checks what you wrote. People can see it after that.',
          closed: 'It is not on show any more.',
          renewed: 'It is shown for 90 days from today.',
        }}
      />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">What I look for</h1>
      <p className="oc-lead">Something is missing near you? Write it here. Nobody is told who wrote it.</p>
      <ButtonLink href="/my-wanted/new">Write what you look for</ButtonLink>
      {wanted.length === 0 ? (
        <EmptyState icon="search" title="You look for nothing here yet">
          <p className="govuk-body">Providers and groups read what people write. They can answer.</p>
        </EmptyState>
      ) : (
        <WorkList label="What I look for">
          {wanted.map((one) => (
            <WorkItem
              key={one.id}
              headingLevel={2}
              title={one.title}
              href={`/community/${one.id}`}
              facts={[
                `Near ${one.placeName}`,
                ...(one.reason === null ? [] : [`Why it is not shown: ${one.reason}`]),
                ...(one.status === 'PUBLISHED' && one.shownUntil !== null
                  ? [
                      <>
                        Shown until <DateText date={one.shownUntil} withYear />
                      </>,
                    ]
                  : []),
              ]}
              aside={<WantedTag status={one.status} />}
            >
              {one.answers.length > 0 ? (
                <div className="oc-form-below">
                  <WantedAnswers answers={one.answers} />
                </div>
              ) : null}
              {one.status === 'PUBLISHED' ? <Settle wanted={one} close={false} /> : null}
              {one.status === 'PUBLISHED' || one.status === 'WAITING' ? <Settle wanted={one} close /> : null}
            </WorkItem>
          ))}
        </WorkList>
      )}
    </Page>
  );
}
