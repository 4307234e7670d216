import { Form } from 'react-router';
import { Anchor, BackLink, Button, Page, Panel, Radios, Select, Textarea, TextInput } from '../components/index.js';
import { MissingFormDocument, TellMissingDocument } from '../generated/graphql.js';
import { callGraphql, storefront } from '../graphql/call.js';
import { FormTitle } from '../journey/form-title.js';
import { newFormKey } from '../work/access.js';
import { FormKey, NotDoneSummary } from '../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../work/refusal.js';
import type { Route } from './+types/missing.js';

/** Whose area it is: the reader's own council, or the one whose pages these are; else it is asked. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, councilKey } = storefront(context);
  const known = viewer?.councilKey ?? councilKey;
  const { councils, wards } = await callGraphql({ context, request }, MissingFormDocument, { councilKey: known });
  const words = new URL(request.url).searchParams.get('words') ?? '';
  return { known, councils, wards: known === null ? [] : wards, words, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const [words, councilKey] = [textOf(form, 'words'), textOf(form, 'councilKey')];
  const problems = [
    ...(words === '' ? [{ field: 'words', message: 'Say what you looked for' }] : []),
    ...(councilKey === '' ? [{ field: 'councilKey', message: 'Choose a council' }] : []),
  ];
  if (problems.length > 0) return putRight(problems, valuesOf(form));
  const { tellMissing } = await callGraphql({ context, request }, TellMissingDocument, {
    input: {
      words,
      councilKey,
      wardId: textOf(form, 'wardId') || null,
      note: textOf(form, 'note') || null,
      idempotencyKey: textOf(form, 'idempotencyKey') || null,
    },
  });
  return isRefused(tellMissing) ? notDone(tellMissing, valuesOf(form)) : tellMissing;
}

function Told({ words, note }: { readonly words: string; readonly note: string | null }) {
  return (
    <Page>
      <FormTitle title="Thank you" hasErrors={false} />
      <Panel title="Thank you" headingLevel={1} attributes={{ role: 'status' }}>
        The council sees what people look for and do not find.
      </Panel>
      <p className="govuk-body">
        We kept this: “{words}”{note === null ? '' : `. ${note}`}
      </p>
      <p className="govuk-body">We did not keep who you are. Nobody will write back to you.</p>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/search">
          Look for something else
        </Anchor>
      </p>
    </Page>
  );
}

export default function Missing({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData && 'words' in actionData) return <Told words={actionData.words} note={actionData.note} />;
  const { known, councils, wards } = loaderData;
  const value = (name: string): string | undefined => actionData?.values[name];
  return (
    <Page before={<BackLink href="/search">Find support</BackLink>}>
      <FormTitle title="Tell the council this is missing" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Tell the council this is missing</h1>
      <p className="govuk-body">
        The council and providers plan with it. Please leave out names, addresses and numbers: we do not keep them.
      </p>
      <Form method="post">
        <FormKey value={loaderData.formKey} />
        <TextInput
          name="words"
          label="What did you look for?"
          value={value('words') ?? loaderData.words}
          error={problemOf(actionData, 'words')}
        />
        {known === null ? (
          <Radios
            name="councilKey"
            fieldset={{
              legend: 'Which council is it near?',
              legendOptions: { className: 'govuk-fieldset__legend--s' },
            }}
            items={councils.map(({ key, name }) => ({ value: key, label: name }))}
            value={value('councilKey')}
            error={problemOf(actionData, 'councilKey')}
          />
        ) : (
          <>
            <input type="hidden" name="councilKey" value={known} />
            <Select
              name="wardId"
              label="In which area? (you can leave this out)"
              value={value('wardId')}
              items={[{ value: '', text: 'Any area' }, ...wards.map(({ id, name }) => ({ value: id, text: name }))]}
            />
          </>
        )}
        <Textarea
          name="note"
          label="What would help? (you can leave this out)"
          hint="Such as “in the evening” or “only for women”"
          rows={3}
          value={value('note')}
          error={problemOf(actionData, 'note')}
          attributes={{ maxLength: 500 }}
        />
        <Button>Tell the council</Button>
      </Form>
    </Page>
  );
}
