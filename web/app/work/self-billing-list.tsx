import { Form } from 'react-router';
import { Button, DateText, Details, SummaryList, Tag } from '../components/index.js';
import type { AgreementPartsFragment } from '../generated/graphql.js';
import { FormKey } from './form-parts.js';

function state({ startsOn, endsOn }: AgreementPartsFragment, today: string): 'over' | 'to come' | 'now' {
  if (endsOn < today) return 'over';
  return startsOn > today ? 'to come' : 'now';
}

const tags = {
  over: { colour: 'grey', words: 'Over' },
  'to come': { colour: 'blue', words: 'Not begun' },
  now: { colour: 'green', words: 'Holds' },
} as const;

/** Agreements with the other side named; those that hold can be ended. */
export function SelfBillingList({
  agreements,
  other,
  today,
  mayEnd,
  formKey,
}: {
  readonly agreements: readonly AgreementPartsFragment[];
  readonly other: (agreement: AgreementPartsFragment) => string;
  readonly today: string;
  readonly mayEnd: boolean;
  readonly formKey: string;
}) {
  return agreements.map((one) => {
    const stands = state(one, today);
    return (
      <section key={one.id} aria-labelledby={`agreement-${one.id}`}>
        <h2 className="govuk-heading-m" id={`agreement-${one.id}`}>
          {other(one)}
        </h2>
        <SummaryList
          rows={[
            { key: 'Where it stands', value: <Tag colour={tags[stands].colour}>{tags[stands].words}</Tag> },
            {
              key: 'From',
              value: (
                <>
                  <DateText date={one.startsOn} withYear /> to <DateText date={one.endsOn} withYear />
                </>
              ),
            },
            { key: 'Invoices are numbered', value: `${one.prefix}-${one.startsOn.slice(0, 4)}-00001, and on` },
            {
              key: 'Agreed to by',
              value: (
                <>
                  {one.agreedByName}, <DateText date={one.agreedAt} withYear />
                </>
              ),
            },
          ]}
        />
        <Details summary="What was agreed to">
          {one.words.split('\n').map((line) => (
            <p className="govuk-body" key={line}>
              {line}
            </p>
          ))}
        </Details>
        {mayEnd && stands !== 'over' && !(stands === 'now' && one.endsOn === today) ? (
          <Form method="post">
            <FormKey value={`${formKey}-${one.id}`} />
            <input type="hidden" name="what" value="end" />
            <input type="hidden" name="agreementId" value={one.id} />
            <Button variant="warning">
              {stands === 'now' ? 'End it today' : 'Take it back'}
              <span className="govuk-visually-hidden"> ({other(one)})</span>
            </Button>
          </Form>
        ) : null}
      </section>
    );
  });
}
