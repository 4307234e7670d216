import { Anchor, Button, DateText, Tag } from '../components/index.js';
import { timeWords } from '../format/dates.js';
import { countWords, sentenceStart } from '../format/counts.js';
import type { KeptVisits } from './use-kept-visits.js';
import type { KeptVisit } from './visit-queue.js';

function WrittenWords({ visit: { kind, day, keptAt, written } }: { readonly visit: KeptVisit }) {
  if (kind === 'arrived') {
    return (
      <p className="oc-work__fact">
        <DateText date={day} />: {written.workerName} arrived at {timeWords(keptAt)}
      </p>
    );
  }
  return (
    <p className="oc-work__fact">
      <DateText date={day} />: {written.workerName}, {written.startedAt} to {written.endedAt}, amount {written.quantity}
      . {written.place}
    </p>
  );
}

/** Everything on this phone that the service does not have yet, and why. Nothing here is ever dropped by itself. */
export function WaitingVisits({ kept }: { readonly kept: KeptVisits }) {
  const { waiting, stoppedBy } = kept;
  const toSend = waiting.filter(({ trouble }) => trouble === null);
  const refused = waiting.filter(({ trouble }) => trouble !== null);
  if (waiting.length === 0) return null;
  return (
    <section className="oc-waiting" aria-labelledby="waiting-title">
      <h2 className="govuk-heading-m" id="waiting-title">
        On this phone
      </h2>
      {toSend.length > 0 ? (
        <>
          <p className="govuk-body" role="status">
            {sentenceStart(countWords(toSend.length, 'entry waits', 'entries wait'))} to be sent.{' '}
            {stoppedBy === 'sign-in' ? (
              <>
                <Anchor className="govuk-link" href="/sign-in?return=/provider/phone">
                  Sign in
                </Anchor>{' '}
                and we send {toSend.length === 1 ? 'it' : 'them'}.
              </>
            ) : (
              'We send them when there is a signal. You can close this page.'
            )}
          </p>
          <ul className="oc-work oc-work--compact" aria-label="What waits">
            {toSend.map((visit) => (
              <li key={visit.key} className="oc-work__item">
                <p className="oc-work__title">
                  <strong>{visit.title}</strong> <Tag colour="yellow">Waits</Tag>
                </p>
                <WrittenWords visit={visit} />
              </li>
            ))}
          </ul>
          <Button type="button" variant="secondary" onClick={kept.sendNow}>
            Send now
          </Button>
        </>
      ) : null}
      {refused.map((visit) => (
        <div key={visit.key} className="oc-work__item oc-waiting__trouble" role="alert">
          <p className="oc-work__title">
            <strong>{visit.title}</strong> <Tag colour="red">Not entered</Tag>
          </p>
          <WrittenWords visit={visit} />
          <p className="govuk-body">
            <strong>{visit.trouble?.message}</strong> {visit.trouble?.whatToDo}
          </p>
          {visit.trouble && visit.trouble.problems.length > 0 ? (
            <ul className="govuk-list govuk-list--bullet">
              {visit.trouble.problems.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          ) : null}
          <div className="govuk-button-group">
            <Button type="button" variant="secondary" onClick={() => kept.again(visit)}>
              Try again
            </Button>
            <Button type="button" variant="secondary" onClick={() => kept.remove(visit)}>
              Remove from this phone
            </Button>
          </div>
        </div>
      ))}
    </section>
  );
}
