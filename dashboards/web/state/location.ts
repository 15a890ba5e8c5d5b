import { useEffect, useState } from 'preact/hooks';

/** Where the browser is. */
export interface Place {
  path: string;
  search: string;
}

const moved = new EventTarget();

/** Goes to an address of this app. `replace` leaves no step to go back to. */
export function go(address: string, how: { replace?: boolean } = {}): void {
  if (how.replace === true) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  moved.dispatchEvent(new Event('moved'));
}

/** The place where the browser is; draws anew when it moves, also by back and forward. */
export function usePlace(): Place {
  const [place, setPlace] = useState(readPlace);
  useEffect(() => {
    const read = (): void => setPlace(readPlace());
    read();
    moved.addEventListener('moved', read);
    addEventListener('popstate', read);
    return () => {
      moved.removeEventListener('moved', read);
      removeEventListener('popstate', read);
    };
  }, []);
  return place;
}

/** Follows a click on a link of this app without loading the page again; leaves all other clicks alone. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.origin !== location.origin || link.target !== '') return;
  if (link.hasAttribute('download') || /^\/(api|assets)\//.test(link.pathname)) return;
  event.preventDefault();
  if (link.hash !== '' && link.pathname === location.pathname) {
    document.querySelector<HTMLElement>(link.hash)?.focus();
    return;
  }
  go(`${link.pathname}${link.search}`);
  scrollTo(0, 0);
}

function readPlace(): Place {
  return { path: location.pathname, search: location.search };
}
