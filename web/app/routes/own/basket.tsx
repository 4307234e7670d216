import type { ReactNode } from 'react';
import { Form, redirect } from 'react-router';
import {
  Anchor,
  Button,
  ButtonLink,
  EmptyState,
  MoneyText,
  Page,
  pageTitle,
  SummaryList,
  TextInput,
} from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { perUnitWords } from '../../format/units.js';
import { OwnBasketDocument, PutInBasketDocument, TakeFromBasketDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { BuyByTelephone, NoCardYet } from '../../journey/no-card-yet.js';
import { plainQuantity } from '../../journey/order-draft.js';
import { quantityQuestion, quantitySuffix } from '../../journey/quantity-words.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/basket.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My basket', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'SELF_FUNDER');
  const { basket } = await callGraphql({ context, request }, OwnBasketDocument);
  return {
    parts: basket?.parts ?? [],
    gone: basket?.goneVariantIds ?? [],
    totalPence: basket?.totalPence ?? 0,
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'SELF_FUNDER');
  const form = await request.formData();
  const [key, taken] = [textOf(form, 'idempotencyKey'), textOf(form, 'take')];
  if (taken !== '') {
    const input = { idempotencyKey: `${key}/${taken}`, variantIds: taken.split(',') };
    const { takeFromBasket } = await callGraphql({ context, request }, TakeFromBasketDocument, { input });
    if (isRefused(takeFromBasket)) return notDone(takeFromBasket);
    throw redirect('/own/basket?done=taken');
  }
  const [variantId, quantity] = [textOf(form, 'variantId'), textOf(form, 'quantity')];
  // One key for the page: the same thing in another amount is another doing.
  const input = { idempotencyKey: `${key}/${variantId}/${quantity}`, variantId, quantity };
  const { putInBasket } = await callGraphql({ context, request }, PutInBasketDocument, { input });
  if (isRefused(putInBasket)) return notDone(putInBasket, valuesOf(form));
  throw redirect('/own/basket?done=put');
}

type Loaded = Route.ComponentProps['loaderData'];
type Part = Loaded['parts'][number];
type Line = Part['lines'][number];

function Take({ ids, formKey, words }: { readonly ids: string; readonly formKey: string; readonly words: string }) {
  return (
    <Form className="oc-form-below" method="post">
      <FormKey value={formKey} />
      <input type="hidden" name="take" value={ids} />
      <Button variant="secondary">{words}</Button>
    </Form>
  );
}

interface LineProps {
  readonly line: Line;
  readonly formKey: string;
  /** What was typed and refused, for this line. */
  readonly typed: string | null;
  readonly error: string | undefined;
}

function InBasket({ line, formKey, typed, error }: LineProps) {
  const { service, variant } = line;
  return (
    <li className="oc-work__item">
      <h3 className="govuk-heading-s">
        <Anchor className="govuk-link" href={`/services/${service.id}`}>
          {service.name}
        </Anchor>
      </h3>
      <p className="govuk-body">
        {variant.name}. {formatPence(line.unitPricePence)} {perUnitWords(variant.unit)}.{' '}
        <strong>
          <MoneyText pence={line.totalPence} /> each time
        </strong>
      </p>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <input type="hidden" name="variantId" value={variant.id} />
        <TextInput
          id={`quantity-${variant.id}`}
          name="quantity"
          label={quantityQuestion(variant.unit)}
          hint={`The least is ${plainQuantity(variant.minimumQuantity)}.`}
          value={typed ?? plainQuantity(line.quantity)}
          error={error}
          inputMode="decimal"
          autoComplete="off"
          className="govuk-input--width-4"
          suffix={{ content: quantitySuffix(variant.unit) }}
        />
        <Button variant="secondary">
          Change<span className="govuk-visually-hidden">: {variant.name}</span>
        </Button>
      </Form>
      <Take ids={variant.id} formKey={formKey} words={`Take out ${variant.name}`} />
    </li>
  );
}

interface OfProviderProps {
  readonly part: Part;
  /** Why a card cannot pay stands above already. */
  readonly isSaid: boolean;
  readonly children: ReactNode;
}

function OfProvider({ part, isSaid, children }: OfProviderProps) {
  const { provider, lines, cardReadiness } = part;
  const title = `of-${provider.id}`;
  return (
    <section className="oc-form-below" aria-labelledby={title}>
      <h2 className="govuk-heading-m" id={title}>
        From {provider.name}
      </h2>
      <ul className="oc-work">{children}</ul>
      <p className="govuk-body">
        From {provider.name}, one of each:{' '}
        <strong>
          <MoneyText pence={part.totalPence} />
        </strong>
      </p>
      {cardReadiness === 'READY'
        ? lines.map(({ service, variant, quantity }) => (
            <ButtonLink
              key={variant.id}
              variant="secondary"
              href={`/services/${service.id}/order/${variant.id}/what?quantity=${plainQuantity(quantity)}`}
            >
              Every week, or more: {variant.name}
            </ButtonLink>
          ))
        : null}
      {cardReadiness === 'READY' ? null : (
        <>
          {isSaid ? null : <NoCardYet readiness={cardReadiness} backTo="/own/basket" />}
          <BuyByTelephone provider={provider} />
        </>
      )}
    </section>
  );
}

function Gone({ gone, formKey }: Pick<Loaded, 'gone' | 'formKey'>) {
  if (gone.length === 0) return null;
  return (
    <>
      <p className="govuk-body">
        {gone.length === 1 ? 'One thing is not on sale any more.' : `${gone.length} things are not on sale any more.`}
      </p>
      <Take ids={gone.join(',')} formKey={formKey} words="Take out what is not on sale" />
    </>
  );
}

function Filled({ loaded, answer }: { readonly loaded: Loaded; readonly answer: Route.ComponentProps['actionData'] }) {
  const { parts, gone, totalPence, formKey } = loaded;
  const problem = answer?.refusal.problems.find(({ field }) => field === 'quantity')?.message;
  const refusedId = answer?.values['variantId'];
  const isSetUp = parts.every(({ cardReadiness }) => cardReadiness !== 'NOT_SET_UP');
  return (
    <>
      <p className="oc-lead">Nothing in it is ordered and nothing is paid.</p>
      {isSetUp ? null : <NoCardYet readiness="NOT_SET_UP" backTo="/own/basket" />}
      {parts.map((part) => (
        <OfProvider key={part.provider.id} part={part} isSaid={!isSetUp}>
          {part.lines.map((line) => (
            <InBasket
              key={`${line.variant.id}/${line.quantity}`}
              line={line}
              formKey={formKey}
              typed={refusedId === line.variant.id ? (answer?.values['quantity'] ?? null) : null}
              error={refusedId === line.variant.id ? problem : undefined}
            />
          ))}
        </OfProvider>
      ))}
      <Gone gone={gone} formKey={formKey} />
      <h2 className="govuk-heading-m oc-form-below">All together</h2>
      <SummaryList
        rows={[
          ...parts.map(({ provider, totalPence: pence }) => ({
            key: provider.name,
            value: <MoneyText pence={pence} />,
          })),
          {
            key: 'One of each',
            value: (
              <strong data-sum="basket">
                <MoneyText pence={totalPence} />
              </strong>
            ),
          },
        ]}
      />
      {parts.some(({ cardReadiness }) => cardReadiness === 'READY') ? (
        <ButtonLink href="/own/basket/order">
          {parts.every(({ cardReadiness }) => cardReadiness === 'READY')
            ? 'Order these, each once'
            : 'Order what your card can pay, each once'}
        </ButtonLink>
      ) : null}
      <p className="govuk-body">
        Help that comes again costs this each time. Weekends and bank holidays can cost more. You see each price before
        you order.
      </p>
    </>
  );
}

export default function Basket({ loaderData, actionData }: Route.ComponentProps) {
  const isEmpty = loaderData.parts.length === 0 && loaderData.gone.length === 0;
  const refusedId = actionData?.values['variantId'];
  return (
    <Page>
      <FormTitle title="My basket" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ quantity: refusedId ? `quantity-${refusedId}` : null }} />
      {actionData ? null : <DoneBanner words={{ put: 'It is in your basket.', taken: 'It is out of your basket.' }} />}
      <h1 className="govuk-heading-xl">My basket</h1>
      {isEmpty ? (
        <EmptyState icon="search" title="Your basket is empty">
          <p className="govuk-body">
            When you see support that you would like to buy, press “Put in my basket”.{' '}
            <Anchor className="govuk-link" href="/search">
              Find support
            </Anchor>
          </p>
        </EmptyState>
      ) : (
        <Filled loaded={loaderData} answer={actionData} />
      )}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/own/money">
          My money
        </Anchor>
      </p>
    </Page>
  );
}
