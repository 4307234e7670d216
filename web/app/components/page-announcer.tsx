import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigation } from 'react-router';

/**
 * After a change of page without a reload: says the new title and moves the focus to the content,
 * as the browser itself does after a reload. After a form that has to be put right: focuses what is wrong.
 */
export function PageAnnouncer() {
  const { pathname } = useLocation();
  const { state, formMethod } = useNavigation();
  const shownPath = useRef(pathname);
  const wasSending = useRef(false);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (state !== 'idle') {
      wasSending.current ||= formMethod === 'POST';
      return;
    }
    const errorSummary = wasSending.current ? document.querySelector<HTMLElement>('.govuk-error-summary') : null;
    wasSending.current = false;
    const pageChanged = shownPath.current !== pathname;
    shownPath.current = pathname;
    if (pageChanged) setWords(document.title);
    if (errorSummary) errorSummary.focus();
    else if (pageChanged) document.querySelector<HTMLElement>('#main-content')?.focus({ preventScroll: true });
  }, [pathname, state, formMethod]);
  return (
    <div className="oc-announcer" role="status" aria-live="polite">
      {words}
    </div>
  );
}
