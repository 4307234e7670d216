import { Form } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  InsetText,
  Page,
  pageTitle,
  PhoneCall,
  Radios,
  TextInput,
} from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { CapitalHelpDocument, type CapitalHelpQuery } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/help-from-council.js';

const answers = ['over', 'between', 'under', 'not-sure'] as const;
type Savings = (typeof answers)[number];
type Limits = NonNullable<CapitalHelpQuery['capitalHelp']>;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('When your council may help', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { capitalHelp } = await callGraphql({ context, request }, CapitalHelpDocument, { postcode: null });
  return { limits: capitalHelp ?? null };
}

/** Answers on the page itself: neither the savings nor the postcode is kept, also not in an address. */
export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const savings = answers.find((one) => one === textOf(form, 'savings'));
  if (!savings)
    return putRight(
      [{ field: 'savings', message: 'Choose how much you have, or that you are not sure' }],
      valuesOf(form),
    );
  const postcode = textOf(form, 'postcode') || null;
  const { capitalHelp } = await callGraphql({ context, request }, CapitalHelpDocument, { postcode });
  return { savings, asked: postcode !== null, council: capitalHelp?.council ?? null };
}

/** What it means for them, in words. */
function meaning(savings: Savings, { upperPence, lowerPence }: Limits): readonly string[] {
  const [upper, lower] = [formatPence(upperPence), formatPence(lowerPence)];
  switch (savings) {
    case 'over':
      return [
        `Above ${upper} you usually pay for all of your support.`,
        `Ask your council about three months before your savings come down to ${upper}. Then help can start in time.`,
        'You can ask for a free look at what you need now, whatever you have.',
      ];
    case 'between':
      return [
        `Between ${lower} and ${upper} your council may pay a part. It counts some of your savings as if they were income.`,
        'Ask now. Your council looks at what you need first, then at your money.',
      ];
    case 'under':
      return [
        `Below ${lower} your savings are not counted. Your council looks at your income only.`,
        'Ask now. You may pay a part, or nothing.',
      ];
    case 'not-sure':
      return [
        'You do not have to know it before you ask.',
        'Your council looks at what you need first. It may not refuse to look because of your money.',
      ];
  }
}

interface AnswerShown {
  readonly savings: Savings;
  readonly asked: boolean;
  readonly council: Limits['council'];
}

function Answer({ answer, limits }: { readonly answer: AnswerShown; readonly limits: Limits }) {
  const { savings, asked, council } = answer;
  return (
    <div role="status">
      <h2 className="govuk-heading-l">What this means</h2>
      {meaning(savings, limits).map((words) => (
        <p className="govuk-body" key={words}>
          {words}
        </p>
      ))}
      <p className="govuk-body">Your home is not counted while you live in it and have your support there.</p>
      <h2 className="govuk-heading-m">How to ask</h2>
      <p className="govuk-body">
        Say: “I would like a care needs assessment.” It is free. Somebody may ask for you. If you do not agree with the
        answer, you may ask why and complain.
      </p>
      {council ? (
        <PhoneCall title={council.name} phone={council.contactPhone}>
          This is the council of your postcode.
        </PhoneCall>
      ) : (
        <InsetText>
          {asked ? 'We do not know this postcode. ' : ''}Ask the council that you pay council tax to.
        </InsetText>
      )}
      <p className="govuk-body">We have kept nothing of this.</p>
    </div>
  );
}

export default function HelpFromCouncil({ loaderData: { limits }, actionData }: Route.ComponentProps) {
  const refused = actionData && 'refusal' in actionData ? actionData : undefined;
  const answer = actionData && 'savings' in actionData ? actionData : null;
  return (
    <Page before={<BackLink href="/help">Help</BackLink>}>
      <FormTitle title="When your council may help" hasErrors={refused !== undefined} />
      <NotDoneSummary answer={refused} />
      <h1 className="govuk-heading-xl">When your council may help to pay</h1>
      {limits === null ? (
        <p className="govuk-body">We do not know today’s figures. Ask your council.</p>
      ) : (
        <>
          {answer ? <Answer answer={answer} limits={limits} /> : null}
          <p className="govuk-body">
            This is for England. Savings are money, shares and other things that you own, without the home that you live
            in.
          </p>
          <Form method="post" noValidate>
            <Radios
              name="savings"
              fieldset={{
                legend: 'How much do you have in savings?',
                legendOptions: { className: 'govuk-fieldset__legend--m' },
              }}
              hint="We do not keep your answer."
              value={refused?.values['savings'] ?? answer?.savings}
              error={problemOf(refused, 'savings')}
              items={[
                { value: 'over', label: `More than ${formatPence(limits.upperPence)}` },
                {
                  value: 'between',
                  label: `From ${formatPence(limits.lowerPence)} to ${formatPence(limits.upperPence)}`,
                },
                { value: 'under', label: `Less than ${formatPence(limits.lowerPence)}` },
                { value: 'not-sure', label: 'I am not sure' },
              ]}
            />
            <TextInput
              name="postcode"
              label="Your postcode (you can leave this empty)"
              hint="To name your council. Only the first half is looked at."
              className="govuk-input--width-10"
              autoComplete="postal-code"
              value={refused?.values['postcode'] ?? ''}
            />
            <Button>See what this means</Button>
          </Form>
        </>
      )}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/help">
          More help
        </Anchor>
      </p>
    </Page>
  );
}
