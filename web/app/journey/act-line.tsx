import { Anchor, DateText, MoneyText } from '../components/index.js';
import { timeWords } from '../format/dates.js';
import type { ActsForMeQuery } from '../generated/graphql.js';

type Act = ActsForMeQuery['actsForMe']['edges'][number]['node'];

/** Something that somebody did for the reader, as a sentence; on the telephone also for whom, and what was read out. */
export function ActLine({ act }: { readonly act: Act }) {
  const { byTelephone } = act;
  return (
    <li className="oc-statement-line">
      <span className="oc-statement-line__day">
        <DateText date={act.at} withYear />, {timeWords(act.at)}:
      </span>{' '}
      {byTelephone === null ? '' : `By telephone, for ${byTelephone.speakerName ?? 'you'}: `}
      {act.actorName} {act.words}:{' '}
      <Anchor className="govuk-link" href={`/my-orders/${act.order.id}`}>
        {act.order.service.name}
      </Anchor>{' '}
      with {act.order.provider.name}
      {act.pence === null ? null : (
        <>
          , <MoneyText pence={act.pence} />
          {act.isEach ? ' for each visit' : ''}
        </>
      )}
      .
      {byTelephone === null ? null : (
        <details className="govuk-details">
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">What was read out</span>
          </summary>
          <div className="govuk-details__text">
            {byTelephone.wordsRead.split('\n').map((line, index) => (
              <p className="govuk-body" key={index}>
                {line}
              </p>
            ))}
          </div>
        </details>
      )}
    </li>
  );
}
