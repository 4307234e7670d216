import { Anchor, Checkboxes, MoneyText, TextInput } from '../../components/index.js';
import { dateWords, timeRangeWords } from '../../format/dates.js';
import type { VisitsToEnterQuery } from '../../generated/graphql.js';
import { amountWords } from '../../journey/quantity-words.js';
import type { FormValues } from '../../work/refusal.js';
import { unitOf } from './visits.js';

export interface VisitFieldsProps {
  readonly visit: VisitsToEnterQuery['occurrences'][number];
  readonly isTicked: boolean;
  readonly values: FormValues | undefined;
  readonly workerProblem: string | undefined;
}

/** One planned visit in the form that enters many: tick it, say who came, or go on to say what was different. */
export function VisitFields({ visit, isTicked, values, workerProblem }: VisitFieldsProps) {
  const { id, order } = visit;
  const lastWorker = order.deliveries[0]?.workerName ?? '';
  const times = timeRangeWords(visit.startsAt, visit.endsAt);
  return (
    <li className="oc-work__item oc-visit">
      <input type="hidden" name={`startedAt-${id}`} value={visit.startsAt} />
      <input type="hidden" name={`endedAt-${id}`} value={visit.endsAt} />
      <input type="hidden" name={`quantity-${id}`} value={visit.quantity} />
      <input type="hidden" name={`place-${id}`} value={order.place} />
      <Checkboxes
        name={`tick-${id}`}
        items={[
          {
            value: 'yes',
            label: (
              <strong>
                {order.person.name}, {times}
              </strong>
            ),
            hint: (
              <>
                {order.service.name}, {amountWords(visit.quantity, unitOf(order))},{' '}
                <MoneyText pence={visit.amountPence} />. {order.place}
              </>
            ),
            checked: values ? values[`tick-${id}`] === 'yes' : isTicked,
          },
        ]}
      />
      <TextInput
        name={`worker-${id}`}
        className="govuk-input--width-20"
        label={
          <>
            Who came
            <span className="govuk-visually-hidden">
              {' '}
              to {order.person.name}, {times}
            </span>
          </>
        }
        value={values?.[`worker-${id}`] ?? lastWorker}
        error={workerProblem}
        autoComplete="off"
        spellCheck={false}
      />
      <p className="oc-visit__other">
        <Anchor className="govuk-link" href={`/provider/deliveries/${visit.onDate}/${id}`}>
          Something was different
          <span className="govuk-visually-hidden">
            : {order.person.name}, {dateWords(visit.onDate)}
          </span>
        </Anchor>
      </p>
    </li>
  );
}
