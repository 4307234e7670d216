import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Page, Select, Textarea, TextInput } from '../../components/index.js';
import { SaveWantedDocument, WantedFormDocument } from '../../generated/graphql.js';
import { callGraphql, requireViewer, storefront } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/write.js';

/** Areas of the reader's own council, or of the one whose pages these are; else of all. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireViewer(context, request);
  const known = viewer.councilKey ?? storefront(context).councilKey;
  const { supportTypes, councils, wards } = await callGraphql({ context, request }, WantedFormDocument, {
    councilKey: known,
  });
  const councilOf = new Map(councils.map(({ key, name }) => [key, name]));
  const areas = wards.map(({ id, name, councilKey }) => ({
    value: id,
    text: known === null ? `${name}, ${councilOf.get(councilKey) ?? ''}` : name,
  }));
  const words = new URL(request.url).searchParams.get('words') ?? '';
  return { supportTypes, areas, words, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const [title, description] = [textOf(form, 'title'), textOf(form, 'description')];
  const [supportTypeSlug, wardId] = [textOf(form, 'supportTypeSlug'), textOf(form, 'wardId')];
  const problems = [
    ...(title === '' ? [{ field: 'title', message: 'Say what you look for' }] : []),
    ...(description === '' ? [{ field: 'description', message: 'Say a little more about it' }] : []),
    ...(supportTypeSlug === '' ? [{ field: 'supportTypeSlug', message: 'Choose a kind of support' }] : []),
    ...(wardId === '' ? [{ field: 'wardId', message: 'Choose an area' }] : []),
  ];
  if (problems.length > 0) return putRight(problems, valuesOf(form));
  const { saveWanted } = await callGraphql({ context, request }, SaveWantedDocument, {
    input: {
      title,
      description,
      supportTypeSlug,
      wardId,
      idempotencyKey: textOf(form, 'idempotencyKey') || null,
    },
  });
  if (isRefused(saveWanted)) return notDone(saveWanted, valuesOf(form));
  throw redirect('/my-wanted?done=sent');
}

export default function WriteWanted({ loaderData, actionData }: Route.ComponentProps) {
  const { supportTypes, areas, words, formKey } = loaderData;
  const value = (name: string): string | undefined => actionData?.values[name];
  return (
    <Page before={<BackLink href="/my-wanted">What I look for</BackLink>}>
      <FormTitle title="What do you look for?" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">What do you look for?</h1>
      <p className="govuk-body">
        Everybody can read this once the council has checked it. Nobody is told that it is yours. Please leave out
        names, addresses and numbers.
      </p>
      <p className="govuk-body">
        You only want the council to know?{' '}
        <Anchor className="govuk-link" href="/missing">
          Tell the council this is missing
        </Anchor>
      </p>
      <Form method="post">
        <FormKey value={formKey} />
        <TextInput
          name="title"
          label="What is it, in a few words?"
          hint="Such as “a singing group in the evening”"
          value={value('title') ?? words}
          error={problemOf(actionData, 'title')}
        />
        <Textarea
          name="description"
          label="What would help you?"
          hint="Such as when, how often, or what you need to take part"
          rows={4}
          value={value('description')}
          error={problemOf(actionData, 'description')}
          attributes={{ maxLength: 500 }}
        />
        <Select
          name="supportTypeSlug"
          label="What kind of support is it?"
          value={value('supportTypeSlug')}
          error={problemOf(actionData, 'supportTypeSlug')}
          items={[
            { value: '', text: 'Choose one' },
            ...supportTypes.map(({ slug, name }) => ({ value: slug, text: name })),
          ]}
        />
        <Select
          name="wardId"
          label="Near which area?"
          value={value('wardId')}
          error={problemOf(actionData, 'wardId')}
          items={[{ value: '', text: 'Choose one' }, ...areas]}
        />
        <Button>Send it to the council to check</Button>
      </Form>
    </Page>
  );
}
