import { expect, test } from 'vitest';
import { createVendorReports } from '../../../../reports/vendor/reader.ts';
import { emptyLibrary } from '../../../support/library.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';

test('asks the view of the published model for columns that it has', async () => {
  const { warehouse, clock } = await createTestWarehouse('2016-06-12T00:00:00Z');
  const reports = createVendorReports({ warehouse, clock, library: emptyLibrary() });
  expect(await reports.readMonth('nobody', '2016-05')).toBeUndefined();
  expect(await reports.listMonths('nobody')).toBeUndefined();
});
