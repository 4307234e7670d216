import { Anchor, DateText, EmptyState, Page, pageTitle, SummaryList } from '../../components/index.js';
import { timeWords } from '../../format/dates.js';
import { ActsForMeDocument, type ActsForMeQuery, MyDataDocument, type MyDataQuery } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { ActLine } from '../../journey/act-line.js';
import { lookWords, roleWords } from '../../journey/look-words.js';
import { DoneBanner } from '../../work/form-parts.js';
import { MorePages } from '../../work/lists.js';
import { AddressChange, AddressLines } from '../../work/postal-address.js';
import type { Route } from './+types/data.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My data', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { personId, roles } = requireViewer(context, request);
  const after = new URL(request.url).searchParams.get('after');
  const [{ me, postalAddress }, { actsForMe }] = await Promise.all([
    callGraphql({ context, request }, MyDataDocument, { personId }),
    callGraphql({ context, request }, ActsForMeDocument, { mandateId: null, after }),
  ]);
  return {
    me,
    postalAddress,
    paysSelf: roles.includes('SELF_FUNDER'),
    mayTakeAll: roles.some((role) => role === 'BUDGET_HOLDER' || role === 'SELF_FUNDER' || role === 'CARER'),
    acts: actsForMe.edges.map(({ node }) => node),
    pageInfo: actsForMe.pageInfo,
    isFirst: after === null,
  };
}

function EverythingHeld() {
  return (
    <section aria-labelledby="everything-title">
      <h2 className="govuk-heading-m" id="everything-title">
        Everything we hold about you
      </h2>
      <p className="govuk-body">
        One file with all of it: who you are, your money, your orders and visits, bills and receipts, what you wrote,
        messages to you, who can act for you and who looked. Open “read-me-first” in it.
      </p>
      <p className="govuk-body">
        It holds private things, so only you can get it. Keep it where nobody else can open it. What you say under “I
        don’t feel safe” is never in it.
      </p>
      <p className="govuk-body">
        <a className="govuk-link" href="/files/everything-about-me.zip">
          Keep everything as a file (ZIP)
        </a>
      </p>
    </section>
  );
}

function LookUps({ me }: { readonly me: NonNullable<MyDataQuery['me']> }) {
  return (
    <section aria-labelledby="looks-title">
      <h2 className="govuk-heading-m" id="looks-title">
        Who looked at your budget
      </h2>
      {me.lookUps.length === 0 ? (
        <EmptyState icon="eye" title="No officer has looked" headingLevel={3}>
          <p className="govuk-body">When somebody at the council looks at your spending, it shows here.</p>
        </EmptyState>
      ) : (
        <ol className="oc-statement" aria-label="Who looked, newest first">
          {me.lookUps.map((look) => (
            <li className="oc-statement-line" key={look.id}>
              <span className="oc-statement-line__day">
                <DateText date={look.at} withYear />, {timeWords(look.at)}:
              </span>{' '}
              {look.officerName} ({roleWords[look.officerRole]}) looked at {lookWords(look.what)}.
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function ActedForYou({ acts }: { readonly acts: ActsForMeQuery['actsForMe']['edges'][number]['node'][] }) {
  return (
    <section aria-labelledby="acted-title">
      <h2 className="govuk-heading-m" id="acted-title">
        What others did for you
      </h2>
      {acts.length === 0 ? (
        <EmptyState icon="users-round" title="Nobody has done anything for you" headingLevel={3}>
          <p className="govuk-body">When somebody orders or confirms for you, also on the telephone, it shows here.</p>
        </EmptyState>
      ) : (
        <ol className="oc-statement" aria-label="What others did for you, newest first">
          {acts.map((act) => (
            <ActLine key={act.id} act={act} />
          ))}
        </ol>
      )}
    </section>
  );
}

function OwnPurchases() {
  return (
    <section aria-labelledby="bought-title">
      <h2 className="govuk-heading-m" id="bought-title">
        What you buy with your own money
      </h2>
      <p className="govuk-body">
        Your basket, your orders and each visit, with what you were told and what you asked for. Nobody else can get
        this file.
      </p>
      <p className="govuk-body">
        <a className="govuk-link" href="/files/my-purchases.csv">
          Keep it as a file (CSV)
        </a>
      </p>
    </section>
  );
}

export default function MyData({ loaderData }: Route.ComponentProps) {
  const { me, postalAddress, paysSelf, mayTakeAll, acts, pageInfo, isFirst } = loaderData;
  if (!me) return null;
  const { person } = me;
  return (
    <Page>
      <DoneBanner words={{ address: 'Kept. Your letters go there from now on.' }} />
      <h1 className="govuk-heading-xl">My data</h1>
      <h2 className="govuk-heading-m">What we know about you</h2>
      <SummaryList
        rows={[
          { key: 'Name', value: person.name },
          { key: 'Email address', value: me.email },
          ...(postalAddress === null
            ? []
            : [
                {
                  key: 'Where your letters go',
                  value: postalAddress.address ? <AddressLines address={postalAddress.address} /> : 'Not known yet',
                  actions: [{ href: '/my-data/address', text: 'Change', visuallyHiddenText: 'where your letters go' }],
                },
              ]),
          { key: 'Area we search near', value: person.postcodeDistrict ?? 'Not kept' },
          {
            key: 'How you like to be spoken to',
            value:
              person.communicationNeeds.length === 0 ? 'Nothing special is kept' : person.communicationNeeds.join(', '),
          },
        ]}
      />
      {postalAddress?.address ? <AddressChange address={postalAddress.address} /> : null}
      {mayTakeAll ? <EverythingHeld /> : null}
      {paysSelf ? <OwnPurchases /> : null}
      <LookUps me={me} />
      <ActedForYou acts={acts} />
      <MorePages pageInfo={pageInfo} path="/my-data" isFirst={isFirst} label="More of what others did" />
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/privacy">
          What we keep, why, and who can see it
        </Anchor>
      </p>
    </Page>
  );
}
