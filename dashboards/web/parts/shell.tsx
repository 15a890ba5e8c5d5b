import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { go } from '../state/location.ts';
import { affiliatePath, affiliateTabs, type Route } from '../state/route.ts';
import { homeOf, signOut, type Session } from '../state/session.ts';
import { useTheme } from '../state/theme.ts';
import { formatView, parseView } from '../state/view.ts';
import { text } from '../text/en.ts';
import { Brand } from './brand.tsx';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';

interface ShellProps {
  session: Session;
  route: Route;
  search: string;
  children: ComponentChildren;
}

interface NavLink {
  href: string;
  label: string;
  isHere: boolean;
}

/** What is around every page: the mark, where one can go, who one is. */
export function Shell({ session, route, search, children }: ShellProps) {
  const main = useRef<HTMLElement>(null);
  const links = linksFor(session, route, search);
  const here = links.find((link) => link.isHere)?.label;
  useEffect(() => {
    document.title = here === undefined ? text.appName : `${here} – ${text.appName}`;
  }, [here]);
  return (
    <>
      <a class="skip" href="#main">
        {text.skip}
      </a>
      <header class="top">
        <div class="top-inner">
          <a class="brand" href={homeOf(session)} aria-label={text.appName}>
            <Brand />
            <span>{text.appName}</span>
          </a>
          <Who session={session} route={route} />
          <nav aria-label={text.nav.label}>
            {links.map((link) => (
              <a key={link.href} href={link.href} aria-current={link.isHere ? 'page' : undefined}>
                {link.label}
              </a>
            ))}
          </nav>
          <div class="top-tools">
            <AccountMenu session={session} />
          </div>
        </div>
      </header>
      <main id="main" class="page" tabIndex={-1} ref={main}>
        {children}
      </main>
    </>
  );
}

/** Whose numbers these are; a choice where one may read several. */
function Who({ session, route }: Pick<ShellProps, 'session' | 'route'>) {
  if (route.page !== 'affiliate') return null;
  const own = session.affiliates.find((affiliate) => affiliate.affiliateId === route.id);
  const name = own === undefined || own.name === '' ? route.id : own.name;
  if (session.affiliates.length < 2) return <span class="who">{name}</span>;
  return (
    <Menu
      label={`${text.nav.switchAffiliate}: ${name}`}
      isQuiet
      items={session.affiliates.map((affiliate) => ({
        label: affiliate.name === '' ? affiliate.affiliateId : affiliate.name,
        about: affiliate.currency,
        isChosen: affiliate.affiliateId === route.id,
        onChoose: () => go(`${affiliatePath(affiliate.affiliateId, route.tab)}${location.search}`),
      }))}
    >
      <span class="who">{name}</span>
    </Menu>
  );
}

function AccountMenu({ session }: { session: Session }) {
  const [theme, setTheme] = useTheme();
  const role = text.roles[session.role];
  return (
    <Menu
      label={`${text.nav.account}: ${text.nav.signedInAs(session.sub, role)}`}
      align="right"
      isQuiet
      items={[
        ...(['system', 'light', 'dark'] as const).map((each) => ({
          label: text.nav.themes[each],
          isChosen: each === theme,
          onChoose: () => setTheme(each),
        })),
        { label: text.nav.signOut, startsGroup: true, onChoose: () => void signOut() },
      ]}
    >
      <Icon name="person" />
      <span class="account-name">{session.sub}</span>
    </Menu>
  );
}

function linksFor(session: Session, route: Route, search: string): NavLink[] {
  const links: NavLink[] = [];
  if (route.page === 'affiliate') {
    for (const tab of affiliateTabs) {
      // The period, the comparison and the filters come along; what is open on this page does not.
      const href = `${affiliatePath(route.id, tab)}${formatView({ ...parseView(search), choices: {} })}`;
      links.push({ href, label: text.nav[tab], isHere: route.tab === tab });
    }
    return links;
  }
  if (session.role === 'admin') {
    links.push({ href: '/affiliates', label: text.nav.affiliates, isHere: route.page === 'affiliates' });
  }
  if (session.role === 'support' || session.role === 'admin') {
    const isHere = ['vendors', 'vendor', 'vendor-month'].includes(route.page);
    links.push({ href: '/vendors', label: text.nav.vendors, isHere });
    links.push({ href: '/trends', label: text.nav.trends, isHere: route.page === 'trends' });
    links.push({ href: '/operations', label: text.nav.operations, isHere: route.page === 'operations' });
  }
  if (session.role === 'traveler') {
    const isHere = route.page === 'traveler' || route.page === 'traveler-year';
    links.push({ href: homeOf(session), label: text.nav.years, isHere });
  }
  return links;
}
