import { Checkboxes, InsetText } from '../components/index.js';

export interface ReadBackProps {
  readonly callId: string;
  /** The exact words, a sentence or two each. */
  readonly words: readonly string[];
  readonly error?: string | undefined;
}

/** What is read out on the telephone before a form is sent, and the tick that they said yes. Stands inside the form. */
export function ReadBack({ callId, words, error }: ReadBackProps) {
  return (
    <section aria-labelledby="read-back-title" className="oc-read-back">
      <h2 className="govuk-heading-m" id="read-back-title">
        Read this out
      </h2>
      <InsetText>
        {words.map((line) => (
          <p className="govuk-body-l" key={line}>
            {line}
          </p>
        ))}
      </InsetText>
      <input type="hidden" name="callId" value={callId} />
      <input type="hidden" name="wordsRead" value={words.join('\n')} />
      <Checkboxes
        name="saidYes"
        error={error}
        fieldset={{ legend: 'Did they say yes?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        items={[{ value: 'yes', label: 'I read this and they said yes' }]}
      />
    </section>
  );
}
