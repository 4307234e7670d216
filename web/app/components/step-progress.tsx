import { Icon } from '../pictograms/icon.js';

export interface StepProgressProps {
  /** The names of all steps in order. */
  readonly steps: readonly string[];
  /** Number of the step people are on, from 1. */
  readonly current: number;
}

/** Which of a few short steps this page is. */
export function StepProgress({ steps, current }: StepProgressProps) {
  return (
    <nav className="oc-steps" aria-label={`Step ${current} of ${steps.length}`}>
      <p className="oc-steps__words">
        Step {current} of {steps.length}
      </p>
      <ol className="oc-steps__list">
        {steps.map((step, index) => {
          const state = index + 1 < current ? 'done' : index + 1 === current ? 'now' : 'later';
          return (
            <li
              key={step}
              className={`oc-steps__step oc-steps__step--${state}`}
              aria-current={state === 'now' ? 'step' : undefined}
            >
              <span className="oc-steps__number" aria-hidden="true">
                {state === 'done' ? <Icon name="check" size={18} /> : index + 1}
              </span>
              <span className="oc-steps__name">
                {step}
                {state === 'done' ? <span className="govuk-visually-hidden"> (done)</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
