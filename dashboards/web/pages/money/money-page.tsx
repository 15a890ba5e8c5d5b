import type { Overview } from '../../../api/overview.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { LoadedPart, Skeleton } from '../../parts/states.tsx';
import { StatusLine } from '../../parts/status-line.tsx';
import { text } from '../../text/en.ts';
import { affiliateApi, withChoice, type AffiliateContext } from '../affiliate-context.ts';
import { BookingsCard } from './bookings-card.tsx';
import { moneyTileOf, moneyTiles, rareTiles, tileNamed, tileValue } from './money-tile.ts';
import { StatementsCard } from './statements-card.tsx';

/** The money of an affiliate: sums, the bookings behind each, and the monthly statements. */
export function MoneyPage({ context }: { context: AffiliateContext }) {
  const overview = useData<Overview>(affiliateApi(context, 'overview', { filter: undefined }));
  return (
    <>
      <StatusLine context={context} asOf={overview.value?.asOf} hasFilters={false} />
      <LoadedPart
        loaded={overview}
        skeleton={
          <div class="card">
            <Skeleton height={150} />
          </div>
        }
      >
        {(value, isLoading) => <MoneyTiles overview={value} context={context} isLoading={isLoading} />}
      </LoadedPart>
      <BookingsCard context={context} />
      <StatementsCard context={context} />
    </>
  );
}

interface MoneyTilesProps {
  overview: Overview;
  context: AffiliateContext;
  isLoading: boolean;
}

/** A click on a number shows what it is made of. */
function MoneyTiles({ overview, context, isLoading }: MoneyTilesProps) {
  const { view, show } = context;
  const chosen = tileNamed(view.choices['tile']);
  const choose = (name: string): void => {
    show(withChoice(view, { tile: name === 'bookings' ? undefined : name, booking: undefined }));
  };
  const rare = rareTiles.filter((name) => (tileValue(overview.metrics, name) ?? 0) !== 0);
  return (
    <>
      <section class="card tiles" aria-label={text.money.tiles} aria-busy={isLoading}>
        {moneyTiles.map((name) => {
          const tile = moneyTileOf(name, overview.currency);
          return (
            <button
              key={name}
              type="button"
              class="tile"
              title={tile.about}
              aria-pressed={name === chosen}
              onClick={() => choose(name)}
            >
              <span class="tile-title">{tile.title}</span>
              <span class="tile-value">{formats.value(tileValue(overview.metrics, name), tile.format)}</span>
            </button>
          );
        })}
      </section>
      {rare.length > 0 && (
        <p class="left-out">
          {text.money.leftOut}
          {rare.map((name) => {
            const tile = moneyTileOf(name, overview.currency);
            return (
              <button
                key={name}
                type="button"
                class="chip"
                title={tile.about}
                aria-pressed={name === chosen}
                onClick={() => choose(name)}
              >
                {tile.title} <strong>{formats.value(tileValue(overview.metrics, name), tile.format)}</strong>
              </button>
            );
          })}
        </p>
      )}
    </>
  );
}
