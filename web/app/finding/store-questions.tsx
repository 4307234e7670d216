import { Anchor, ButtonLink, DateText } from '../components/index.js';
import type { ServicePageQuery } from '../generated/graphql.js';
import { DoneBanner } from '../work/form-parts.js';

type Service = NonNullable<ServicePageQuery['service']>;

/** What others asked, where both agreed to show it, and where to ask. Nobody's name. */
export function StoreQuestions({ service }: { readonly service: Pick<Service, 'id' | 'questions' | 'provider'> }) {
  return (
    <section aria-labelledby="questions-title">
      <DoneBanner words={{ reported: 'Thank you. It is hidden until the council has looked.' }} />
      <h2 className="govuk-heading-m" id="questions-title">
        What people ask
      </h2>
      {service.questions.length === 0 ? <p className="govuk-body">Nobody’s question is shown here yet.</p> : null}
      {service.questions.map(({ id, question, answer, answeredOn }) => (
        <div className="oc-panel-form" key={id}>
          <h3 className="govuk-heading-s">{question}</h3>
          <p className="govuk-body oc-question__answer">{answer}</p>
          <p className="govuk-body-s">
            {service.provider.name}, <DateText date={answeredOn} withYear />.{' '}
            <Anchor className="govuk-link" href={`/services/${service.id}/questions/${id}/wrong`}>
              This is not right
            </Anchor>
          </p>
        </div>
      ))}
      <ButtonLink href={`/services/${service.id}/ask`} variant="secondary">
        Ask a question
      </ButtonLink>
    </section>
  );
}
