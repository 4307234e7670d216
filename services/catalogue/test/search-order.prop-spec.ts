import { onPostgres } from './fixtures/search-engines.js';
import { orderContract } from './fixtures/search-order.js';

orderContract('Postgres', onPostgres);
