import {
  Checkboxes,
  DateInput,
  Fieldset,
  Radios,
  SupportTypePicture,
  Textarea,
  TextInput,
} from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import type { GuidePageQuery } from '../../generated/graphql.js';
import { dayFields } from '../../work/form-dates.js';
import { type NotDone, problemOf } from '../../work/refusal.js';
import { type Answers, days, genders, kinds, type Question, times } from './store-guide-questions.js';

interface FieldsProps {
  readonly question: Question;
  readonly answers: Answers;
  readonly answer: NotDone | undefined;
  readonly supportTypes: GuidePageQuery['supportTypes'];
}

const small = { className: 'govuk-fieldset__legend--s' };
/** The heading of the page is the question; the legend says it again to those who cannot see the heading beside it. */
const hidden = { className: 'govuk-visually-hidden' };

/** The fields of one question. */
export function GuideFields({ question, answers, answer, supportTypes }: FieldsProps) {
  const valueOf = (name: string): string | undefined => (answer ? answer.values[name] : answers[name]);
  const shown = (name: string) => ({ name, value: valueOf(name), error: problemOf(answer, name) });
  const chosen = (name: string): string[] => (valueOf(name) ?? '').split(',');
  const day = (name: string, legend: string) => (
    <DateInput
      id={name}
      namePrefix={name}
      fieldset={{ legend, legendOptions: small }}
      values={answer?.values ?? dayFields(answers[name] ?? '', name)}
      error={problemOf(answer, name)}
    />
  );
  switch (question.step) {
    case 'how':
      return <Radios {...shown('kind')} fieldset={{ legend: question.title, legendOptions: hidden }} items={kinds} />;
    case 'name':
      return <TextInput {...shown('name')} label="Your name, or the name that people know you by" />;
    case 'what':
      return (
        <Checkboxes
          name="supportTypes"
          className="oc-picture-choices"
          fieldset={{ legend: question.title, legendOptions: hidden }}
          hint="Choose up to 6. You can say more about each one later."
          error={problemOf(answer, 'supportTypes')}
          values={chosen('supportTypes')}
          items={supportTypes.map(({ slug, name, group }) => ({
            value: slug,
            label: (
              <>
                <SupportTypePicture supportType={slug} group={group} size="small" /> {name}
              </>
            ),
          }))}
        />
      );
    case 'about':
      return (
        <Textarea
          {...shown('description')}
          label="Who are you, and how do you help?"
          hint="Two or three short sentences. Do not write where you live."
          rows={6}
        />
      );
    case 'reach':
      return (
        <>
          <TextInput
            {...shown('phone')}
            label="Phone"
            type="tel"
            className="govuk-input--width-20"
            autoComplete="tel"
          />
          <TextInput {...shown('email')} label="Email" type="email" autoComplete="email" />
        </>
      );
    case 'where':
      return (
        <>
          <TextInput
            {...shown('postcodeDistrict')}
            label="First half of your postcode"
            hint="Such as MB4. We never ask for your address, and never show where you live."
            className="govuk-input--width-5"
          />
          <TextInput
            {...shown('radiusMiles')}
            label="How many miles do you travel?"
            className="govuk-input--width-3"
            inputMode="numeric"
          />
        </>
      );
    case 'when':
      return (
        <>
          <Checkboxes
            name="days"
            fieldset={{ legend: 'On which days?', legendOptions: small }}
            error={problemOf(answer, 'days')}
            values={chosen('days')}
            items={days}
          />
          <Radios {...shown('times')} fieldset={{ legend: 'At what times?', legendOptions: small }} items={times} />
        </>
      );
    case 'price': {
      const kept = answers['pricePence'];
      return (
        <TextInput
          name="pricePence"
          label="Price for an hour"
          hint="Everybody sees this. You can add more prices later."
          prefix={{ content: '£' }}
          className="govuk-input--width-5"
          inputMode="decimal"
          value={answer ? answer.values['pricePence'] : kept ? formatPence(Number(kept)).replace('£', '') : undefined}
          error={problemOf(answer, 'pricePence')}
        />
      );
    }
    case 'languages':
      return (
        <TextInput
          {...shown('languages')}
          value={valueOf('languages') ?? 'English'}
          label="Languages"
          hint="With commas between them. Sign language counts."
        />
      );
    case 'who':
      return (
        <Radios
          {...shown('genderOfWorker')}
          fieldset={{ legend: question.title, legendOptions: hidden }}
          hint="Some people want to know before somebody comes to their home."
          items={genders}
        />
      );
    case 'access':
      return (
        <TextInput
          {...shown('accessNeeds')}
          label="Access needs"
          hint="With commas, such as: wheelchair users, hoist, guide dog. You can leave it empty."
        />
      );
    default:
      return (
        <>
          <p className="govuk-body">
            People see these, and the days on which they end. You can leave them empty for now.
          </p>
          <Fieldset legend="Public liability insurance" legendOptions={{ className: 'govuk-fieldset__legend--m' }}>
            <TextInput {...shown('insurer')} label="Who insures you?" />
            <TextInput
              {...shown('policyNumber')}
              label="Policy number"
              hint="Only you and your councils see it"
              className="govuk-input--width-20"
            />
            {day('insuredUntil', 'Last day of the insurance')}
          </Fieldset>
          <Fieldset legend="DBS check" legendOptions={{ className: 'govuk-fieldset__legend--m' }}>
            {day('dbsOn', 'When were you last checked?')}
            {day('dbsUntil', 'When will you be checked again?')}
          </Fieldset>
        </>
      );
  }
}
