import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';

/**
 * After a change of page without a reload: says the new title and moves the focus to the content,
 * as the browser itself does after a reload.
 */
export function PageAnnouncer() {
  const { pathname } = useLocation();
  const shownPath = useRef(pathname);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    setWords(document.title);
    const errorSummary = document.querySelector('.govuk-error-summary');
    if (!errorSummary) document.querySelector<HTMLElement>('#main-content')?.focus({ preventScroll: true });
  }, [pathname]);
  return <div className="oc-announcer" role="status" aria-live="polite">{words}</div>;
}
