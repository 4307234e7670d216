const HEADING =
  'service reference,support type,service,summary,description,who for,areas,status,price reference,price name,unit,day,vat,price,minutes';
const PRICES_OF_A_SERVICE = 5;
const ROWS_AT_ONCE = 200;

/** A file of services with five prices each, made as it is read. */
export async function* serviceRows(rows: number, pence: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${HEADING}\r\n`);
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    const lines = Array.from({ length: Math.min(ROWS_AT_ONCE, rows - start) }, (_, index) => {
      const row = start + index;
      const service = Math.floor(row / PRICES_OF_A_SERVICE);
      const price = ((pence + (row % 500)) / 100).toFixed(2);
      return [
        `S${service}`,
        'help-at-home',
        `Help at home ${service}`,
        '"Washing, dressing and breakfast."',
        `"We come to your home. Ask for ${service} when you ring. Somebody you know comes each time."`,
        'Older people | People with dementia',
        'first/E05999001',
        'published',
        `P${row % PRICES_OF_A_SERVICE}`,
        `Price ${row % PRICES_OF_A_SERVICE}`,
        'hour',
        'weekday',
        'exempt',
        price,
        '60',
      ].join(',');
    });
    yield await Promise.resolve(Buffer.from(`${lines.join('\r\n')}\r\n`));
  }
}
