import { Fieldset, Select, Textarea, TextInput } from '../../components/index.js';
import type { ListingFormQuery } from '../../generated/graphql.js';
import { weekdayNames, weekdays } from '../../journey/calendar.js';
import { type FormValues, type NotDone, problemOf } from '../../work/refusal.js';
import { rhythms } from './listing-form.js';

interface ListingFieldsProps extends Pick<ListingFormQuery, 'supportTypes' | 'wards'> {
  readonly values: FormValues;
  readonly answer: NotDone | undefined;
}

const choose = { value: '', text: 'Choose one' };

/** Everything that a listing says, in the order people think of it: what, where, when, how to get in touch. */
export function ListingFields({ values, answer, supportTypes, wards }: ListingFieldsProps) {
  const shown = (name: string) => ({ name, value: values[name], error: problemOf(answer, name) });
  return (
    <>
      <TextInput {...shown('title')} label="What is it called?" hint="Such as “Thursday tea and talk”" />
      <Textarea
        {...shown('description')}
        label="What happens there?"
        hint="Who is it for? What do people do?"
        rows={6}
      />
      <Select
        {...shown('supportTypeSlug')}
        label="What kind of thing is it?"
        items={[choose, ...supportTypes.map(({ slug, name }) => ({ value: slug, text: name }))]}
      />
      <TextInput
        {...shown('placeName')}
        label="Where is it?"
        hint="The name of the place, such as “Kiln Meadow Hall”"
      />
      <Select
        {...shown('wardId')}
        label="Which area is that in?"
        items={[choose, ...wards.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <TextInput
        {...shown('postcodeDistrict')}
        label="First part of the postcode"
        hint="Such as MB4"
        className="govuk-input--width-5"
      />
      <Fieldset legend="When is it?" legendOptions={{ className: 'govuk-fieldset__legend--m' }}>
        <div className="oc-form-row">
          <Select
            {...shown('rhythm')}
            label="How often"
            items={[
              { value: '', text: 'No regular time' },
              ...rhythms.map(({ value, choice }) => ({ value, text: choice })),
            ]}
          />
          <Select
            {...shown('weekday')}
            label="On which day"
            items={[
              { value: '', text: 'Choose a day' },
              ...weekdays.map((day) => ({ value: day, text: weekdayNames[day] })),
            ]}
          />
        </div>
        <div className="oc-form-row">
          <TextInput {...shown('startTime')} label="From" hint="Such as 10:00" className="govuk-input--width-5" />
          <TextInput
            {...shown('endTime')}
            error={problemOf(answer, 'endTime') ?? problemOf(answer, 'durationMinutes')}
            label="Until"
            hint="Such as 12:00"
            className="govuk-input--width-5"
          />
        </div>
        <Textarea
          {...shown('notOn')}
          label="Days when it does not happen"
          hint="Each on a line of its own, such as 25 December 2027. You can leave it empty."
          rows={2}
        />
        <Textarea
          {...shown('alsoOn')}
          label="Extra days, or the only days"
          hint="Each on a line of its own, such as 5 June 2027. You can leave it empty."
          rows={2}
        />
      </Fieldset>
      <TextInput
        {...shown('cost')}
        error={problemOf(answer, 'cost') ?? problemOf(answer, 'costPence')}
        label="What does it cost?"
        hint="Leave it empty when it is free"
        className="govuk-input--width-5"
        prefix={{ content: '£' }}
        inputMode="decimal"
      />
      <Fieldset legend="How can people get in touch?" legendOptions={{ className: 'govuk-fieldset__legend--m' }}>
        <TextInput {...shown('contactPhone')} label="Phone" type="tel" className="govuk-input--width-20" />
        <TextInput {...shown('contactEmail')} label="Email" type="email" />
      </Fieldset>
      <Textarea
        {...shown('accessNotes')}
        label="Getting in and around"
        hint="Steps, toilets, hearing loop, parking. You can leave it empty."
        rows={3}
      />
    </>
  );
}
