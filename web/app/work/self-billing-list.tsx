import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { Button, DateText, Details, SummaryList, Tag } from '../components/index.js';
import type { AgreementPartsFragment } from '../generated/graphql.js';
import { FormKey } from './form-parts.js';

type Stands = 'over' | 'to come' | 'now' | 'waits' | 'declined';

function stateOf({ startsOn, endsOn, state }: AgreementPartsFragment, today: string): Stands {
  if (state === 'DECLINED') return 'declined';
  if (endsOn < today) return 'over';
  if (state === 'WAITS') return 'waits';
  return startsOn > today ? 'to come' : 'now';
}

const tags = {
  waits: { colour: 'yellow', words: 'Waits for the council' },
  declined: { colour: 'red', words: 'The council said no' },
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
  answer,
}: {
  readonly agreements: readonly AgreementPartsFragment[];
  readonly other: (agreement: AgreementPartsFragment) => string;
  readonly today: string;
  readonly mayEnd: boolean;
  readonly formKey: string;
  /** For the council, where an agreement waits for its answer. */
  readonly answer?: (agreement: AgreementPartsFragment) => ReactNode;
}) {
  return agreements.map((one) => {
    const stands = stateOf(one, today);
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
              key: 'Signed for the provider by',
              value: (
                <>
                  {one.agreedByName}, <DateText date={one.agreedAt} withYear />
                </>
              ),
            },
            ...(one.countersignedByName === null || one.countersignedAt === null
              ? []
              : [
                  {
                    key: 'Signed for the council by',
                    value: (
                      <>
                        {one.countersignedByName}, <DateText date={one.countersignedAt} withYear />
                      </>
                    ),
                  },
                ]),
            ...(one.declinedReason === null ? [] : [{ key: 'Why not', value: one.declinedReason }]),
          ]}
        />
        <Details summary="What the provider signed">
          {one.words.split('\n').map((line) => (
            <p className="govuk-body" key={line}>
              {line}
            </p>
          ))}
        </Details>
        {stands === 'declined' ? null : (
          <Details summary={one.state === 'SIGNED' ? 'What the council signed' : 'What the council will sign'}>
            {one.councilWords.split('\n').map((line) => (
              <p className="govuk-body" key={line}>
                {line}
              </p>
            ))}
          </Details>
        )}
        {stands === 'waits' ? answer?.(one) : null}
        {mayEnd &&
        stands !== 'over' &&
        stands !== 'declined' &&
        !(stands === 'waits' && answer) &&
        !(stands === 'now' && one.endsOn === today) ? (
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
