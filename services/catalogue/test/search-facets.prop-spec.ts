import { onPostgres } from './fixtures/search-engines.js';
import { facetsContract } from './fixtures/search-facets.js';

facetsContract('Postgres', onPostgres);
