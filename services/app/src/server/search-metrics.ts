import type { SearchHealthPort } from '@owncourse/catalogue/contract';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Figures of search, without anybody's words. @returns reads them anew */
export function registerSearchMetrics(registry: Registry, search: SearchHealthPort): () => Promise<void> {
  const registers = [registry];
  const documents = new Gauge({
    name: 'owncourse_search_documents',
    help: 'Documents in the search index of this process; 0 while it is loaded.',
    registers,
  });
  const answers = new Counter({
    name: 'owncourse_search_answers_total',
    help: 'Searches answered, by who answered.',
    labelNames: ['engine'],
    registers,
  });
  const words = new Counter({
    name: 'owncourse_search_words_total',
    help: 'Searches whose words were read, by who read them; only with a search server.',
    labelNames: ['engine'],
    registers,
  });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const revisions = gauge(
    'owncourse_search_revisions_behind',
    'Revisions of the catalogue that the search server has not been told of; -1: its index was never built.',
  );
  const behind = gauge('owncourse_search_documents_behind', 'Documents the search server has not been told of.');
  const seconds = gauge('owncourse_search_seconds_behind', 'Age of the oldest change it has not been told of.');
  return async () => {
    const { documents: indexed, answered, server } = await search.health();
    documents.set(indexed);
    setTo(answers, answered);
    if (!server) return;
    setTo(words, server.wordsRead);
    revisions.set(server.revisionsBehind ?? -1);
    behind.set(server.documentsBehind);
    seconds.set(server.secondsBehind);
  };
}

function setTo(counter: Counter, counts: Readonly<Record<string, number>>): void {
  counter.reset();
  for (const [engine, count] of Object.entries(counts)) counter.inc({ engine }, count);
}
