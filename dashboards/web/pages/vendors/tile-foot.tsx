import { comparedOf, type Comparison } from '../../../../reports/vendor/comparison.ts';
import { figureOf } from '../../../../reports/vendor/metrics.ts';
import type { VendorReport } from '../../../../reports/vendor/report.ts';
import { formats } from '../../format/reader.ts';
import { Change } from '../../parts/change.tsx';
import { text } from '../../text/en.ts';
import { numberOf, type VendorFigure } from './vendor-figure.ts';

/**
 * What stands beside a headline number: of a month that is over, the change since the month before; else that whole month,
 * since a part of a month compared with it would say nothing.
 */
export function TileFoot({ report, figure }: { report: VendorReport; figure: VendorFigure }) {
  const words = text.reports.month;
  const { previousMonth, sameMonthLastYear } = report.comparisons;
  const last = numberOf(comparedOf(sameMonthLastYear, figure.name).value);
  if (report.phase !== 'past') {
    return (
      <span class="tile-foot">
        <WholeMonth figure={figure} month={previousMonth} />
        <WholeMonth figure={figure} month={sameMonthLastYear} />
      </span>
    );
  }
  const before = comparedOf(previousMonth, figure.name);
  // The report knows whether money of both is of one currency; shares are told apart in points, also from 0.
  const isComparable = figure.format.style === 'percent' || before.changePercent !== null;
  return (
    <span class="tile-foot">
      <Change
        metric={figure}
        now={numberOf(figureOf(report.metrics, figure.name))}
        before={isComparable ? numberOf(before.value) : null}
      />
      {last !== null && <span class="faint">{words.lastYear(formats.short(last, figure.format))}</span>}
    </span>
  );
}

function WholeMonth({ figure, month }: { figure: VendorFigure; month: Comparison }) {
  const value = numberOf(comparedOf(month, figure.name).value);
  if (value === null) return null;
  const name = formats.point(`${month.period}-01T00:00:00Z`, 'month', 'UTC').label;
  return <span class="faint">{text.reports.month.whole(formats.short(value, figure.format), name)}</span>;
}
