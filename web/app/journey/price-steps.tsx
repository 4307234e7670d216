import { Details, MoneyText } from '../components/index.js';

interface Step {
  readonly code: string;
  readonly words: string;
  readonly pence: number | null;
}

/** How a price comes about, step by step: from what everybody sees to what this costs. */
export function PriceSteps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <Details summary="How this price comes about">
      <ol className="govuk-list govuk-list--number" data-steps="price">
        {steps.map(({ code, words, pence }) => (
          <li key={code}>
            {words}
            {pence === null ? null : (
              <>
                {' '}
                <strong>
                  <MoneyText pence={pence} />
                </strong>
              </>
            )}
          </li>
        ))}
      </ol>
    </Details>
  );
}
