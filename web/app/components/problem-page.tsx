import { isRouteErrorResponse } from 'react-router';
import { Icon, type IconName } from '../pictograms/icon.js';
import { ButtonLink } from './govuk/button.js';
import { Anchor } from './govuk/shared.js';
import { Page } from './page.js';

/** What a 403 carries when somebody may not act for the person a page is about. */
export const NO_MANDATE = 'NO_MANDATE';

interface ProblemWords {
  readonly icon: IconName;
  readonly title: string;
  readonly sentences: readonly string[];
}

const notFound: ProblemWords = {
  icon: 'search',
  title: 'We can’t find that page',
  sentences: [
    'It may have moved, or it may not be yours to see.',
    'If you typed the address, check that it is right. Nothing of yours is lost.',
  ],
};

const notAllowed: ProblemWords = {
  icon: 'user-round',
  title: 'You can’t open this page',
  sentences: [
    'It belongs to somebody else, or to another part of the council.',
    'If you think you should see it, ask the council to check what you are allowed to do.',
  ],
};

const noMandate: ProblemWords = {
  icon: 'users-round',
  title: 'You can’t act for this person',
  sentences: [
    'They have not given you permission, or it has ended. Nothing was ordered or changed.',
    'They can give it to you under “Who can act for me”. You can also ask their council.',
  ],
};

const broken: ProblemWords = {
  icon: 'triangle-alert',
  title: 'Something went wrong at our end',
  sentences: [
    'It was not your fault. What you had saved is still there.',
    'Wait a minute, then try again. If you were ordering, look at “My orders” first to see whether it went through.',
  ],
};

function wordsFor(error: unknown): ProblemWords {
  if (!isRouteErrorResponse(error)) return broken;
  if (error.status === 404 || error.status === 405) return notFound;
  if (error.status === 403 && error.data === NO_MANDATE) return noMandate;
  if (error.status === 401 || error.status === 403) return notAllowed;
  return broken;
}

/** What people see instead of a page: what happened, that nothing was lost, what to do. */
export function ProblemPage({ error }: { readonly error: unknown }) {
  const words = wordsFor(error);
  return (
    <Page width="wide">
      <title>{words.title}</title>
      <div className="oc-problem">
        <span className="oc-problem__picture" aria-hidden="true">
          <Icon name={words.icon} size={48} />
        </span>
        <div>
          <h1 className="govuk-heading-l">{words.title}</h1>
          {words.sentences.map((sentence) => (
            <p className="govuk-body" key={sentence}>
              {sentence}
            </p>
          ))}
          <p className="govuk-body">
            You can also{' '}
            <Anchor className="govuk-link" href="/help">
              get help
            </Anchor>
            .
          </p>
          <ButtonLink href="/">Go to the first page</ButtonLink>
        </div>
      </div>
    </Page>
  );
}
