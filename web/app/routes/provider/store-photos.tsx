import { Form, redirect } from 'react-router';
import { BackLink, Button, FileUpload, InsetText, Page, TextInput } from '../../components/index.js';
import { AddServicePhotoDocument, RemoveServicePhotoDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-photos.js';
import { providerCatalogue } from './roles.js';
import { ownStoreOf, serviceOf } from './store-parts.js';

const MOST_PHOTOS = 6;
const TEN_MEGABYTES = 10 * 1024 * 1024;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const { store } = await ownStoreOf({ context, request });
  return { service: serviceOf(store, params.serviceId), formKey: newFormKey() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const asked = { context, request };
  const form = await request.formData();
  const [values, idempotencyKey] = [valuesOf(form), textOf(form, 'idempotencyKey')];
  const here = `/provider/store/services/${params.serviceId}/photos`;
  const photoId = textOf(form, 'remove');
  if (photoId !== '') {
    const { removeServicePhoto } = await callGraphql(asked, RemoveServicePhotoDocument, { photoId, idempotencyKey });
    if (isRefused(removeServicePhoto)) return notDone(removeServicePhoto, values);
    throw redirect(`${here}?done=removed`);
  }
  const file = form.get('photo');
  const bytes = file instanceof File ? file : null;
  const alt = textOf(form, 'alt');
  const problems = [
    ...(bytes === null || bytes.size === 0 ? [{ field: 'photo', message: 'Choose a photo' }] : []),
    ...(bytes !== null && bytes.size > TEN_MEGABYTES
      ? [{ field: 'photo', message: 'Choose a file of at most 10 MB, or take a smaller photo' }]
      : []),
    ...(alt === '' ? [{ field: 'alt', message: 'Say what is to be seen' }] : []),
  ];
  if (problems.length > 0 || bytes === null) return putRight(problems, values);
  const contentBase64 = Buffer.from(await bytes.arrayBuffer()).toString('base64');
  const input = { serviceId: params.serviceId, alt, contentBase64 };
  const { addServicePhoto } = await callGraphql(asked, AddServicePhotoDocument, { input, idempotencyKey });
  if (isRefused(addServicePhoto)) return notDone(addServicePhoto, values);
  throw redirect(`${here}?done=added`);
}

export default function StorePhotos({ loaderData, actionData }: Route.ComponentProps) {
  const { service, formKey } = loaderData;
  return (
    <Page before={<BackLink href={`/provider/store/services/${service.id}`}>{service.name}</BackLink>}>
      <FormTitle title="Photos" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ added: 'The photo is added.', removed: 'The photo is taken away.' }} />
      <h1 className="govuk-heading-xl">Photos</h1>
      <p className="govuk-body">
        Show your work, your place or your team. Ask people before you show them. We take out where and when a photo was
        taken.
      </p>
      {service.photos.map((photo, index) => (
        <div key={photo.id} className="oc-photos__own">
          <img
            className="oc-photos__picture"
            src={photo.smallPath}
            width={photo.width}
            height={photo.height}
            alt={photo.alt}
          />
          <p className="govuk-body">{photo.alt}</p>
          <Form method="post">
            <FormKey value={`${formKey}-${index}`} />
            <Button name="remove" value={photo.id} variant="secondary">
              Take photo {index + 1} away
            </Button>
          </Form>
        </div>
      ))}
      {service.photos.length >= MOST_PHOTOS ? (
        <InsetText>There are 6 photos. Take one away to add another.</InsetText>
      ) : (
        <Form method="post" encType="multipart/form-data" noValidate>
          <FormKey value={formKey} />
          <FileUpload
            name="photo"
            label="Choose a photo"
            labelOptions={{ className: 'govuk-label--s' }}
            hint="JPEG, PNG or WebP, 10 MB at most"
            accept="image/jpeg,image/png,image/webp"
            error={problemOf(actionData, 'photo')}
          />
          <TextInput
            name="alt"
            label="What is to be seen?"
            hint="In one sentence, for people who cannot see it, such as “Two people plant beans in a raised bed”."
            value={actionData?.values['alt']}
            error={problemOf(actionData, 'alt')}
          />
          <Button>Add this photo</Button>
        </Form>
      )}
    </Page>
  );
}
