import { useCallback, useEffect, useMemo, useState } from 'react';
import { type KeptVisit, type SendAnswer, sendKept, type Trouble, VisitQueue } from './visit-queue.js';

/** A signal can come back without the browser noticing. */
const RETRY_MILLISECONDS = 30_000;

async function sendOne(visit: KeptVisit): Promise<SendAnswer> {
  const body = new FormData();
  body.set('key', visit.key);
  body.set('visitId', visit.visitId);
  body.set('day', visit.day);
  body.set('kind', visit.kind);
  body.set('keptAt', visit.keptAt);
  for (const [name, value] of Object.entries(visit.written)) body.set(name, String(value));
  try {
    const answer = await fetch('/provider/phone/send', { method: 'POST', body });
    if (answer.status === 401 || answer.status === 403) return 'sign-in';
    // A page of an access point that wants a sign-in, or trouble at our end: not an answer to this visit.
    if (!answer.ok || !answer.headers.get('content-type')?.includes('application/json')) return 'away';
    const { done, trouble } = (await answer.json()) as { readonly done: boolean; readonly trouble: Trouble | null };
    return done || trouble === null ? 'done' : trouble;
  } catch {
    return 'away';
  }
}

export interface KeptVisits {
  readonly waiting: readonly KeptVisit[];
  readonly sent: readonly string[];
  readonly arrived: readonly string[];
  /** Why nothing is being sent now; null when nothing is in the way. */
  readonly stoppedBy: 'away' | 'sign-in' | null;
  /** Keeps a visit and sends it as soon as that can be done. False when the phone has no room for it. */
  readonly enter: (visit: Omit<KeptVisit, 'key' | 'keptAt' | 'trouble'>) => boolean;
  readonly again: (visit: KeptVisit) => void;
  readonly remove: (visit: KeptVisit) => void;
  readonly sendNow: () => void;
}

/** What waits on this phone for one person. Empty on the server and without JavaScript. */
export function useKeptVisits(personId: string, listed: readonly string[]): KeptVisits {
  const queue = useMemo(
    () => (typeof localStorage === 'undefined' ? null : new VisitQueue(localStorage, personId)),
    [personId],
  );
  const [waiting, setWaiting] = useState<readonly KeptVisit[]>([]);
  const [sent, setSent] = useState<readonly string[]>([]);
  const [arrived, setArrived] = useState<readonly string[]>([]);
  const [stoppedBy, setStoppedBy] = useState<'away' | 'sign-in' | null>(null);

  const show = useCallback(() => {
    setWaiting(queue?.all() ?? []);
    setSent(queue?.sentVisits('visit') ?? []);
    setArrived(queue?.sentVisits('arrived') ?? []);
  }, [queue]);

  const sendNow = useCallback(() => {
    if (!queue) return;
    void sendKept(queue, sendOne).then((stopped) => {
      setStoppedBy(stopped);
      show();
    });
  }, [queue, show]);

  useEffect(() => {
    // The list is from the service, unless there is no signal and it comes from the phone itself.
    if (navigator.onLine) queue?.forgetSent(listed);
    show();
    sendNow();
    const timer = setInterval(() => {
      if ((queue?.all() ?? []).some(({ trouble }) => trouble === null)) sendNow();
    }, RETRY_MILLISECONDS);
    window.addEventListener('online', sendNow);
    window.addEventListener('storage', show);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', sendNow);
      window.removeEventListener('storage', show);
    };
  }, [queue, listed, show, sendNow]);

  const keep = useCallback(
    (visit: KeptVisit): boolean => {
      try {
        queue?.keep(visit);
      } catch {
        return false;
      }
      show();
      sendNow();
      return queue !== null;
    },
    [queue, show, sendNow],
  );

  return {
    waiting,
    sent,
    arrived,
    stoppedBy,
    sendNow,
    enter: (visit) => {
      // What was refused before is written anew: it has been changed, so it gets a key of its own.
      const refused = waiting.filter(
        ({ visitId, kind, trouble }) => visitId === visit.visitId && kind === visit.kind && trouble !== null,
      );
      const isKept = keep({ ...visit, key: crypto.randomUUID(), keptAt: new Date().toISOString(), trouble: null });
      if (isKept) for (const { key } of refused) queue?.remove(key);
      show();
      return isKept;
    },
    again: (visit) => void keep({ ...visit, trouble: null }),
    remove: (visit) => {
      queue?.remove(visit.key);
      show();
    },
  };
}
