import { useEffect } from 'preact/hooks';
import { AffiliatePage } from './pages/affiliate.tsx';
import { AffiliatesPage } from './pages/affiliates.tsx';
import { OperationsPage } from './pages/operations/operations-page.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { TravelerPage } from './pages/travelers/traveler-page.tsx';
import { TravelerYearPage } from './pages/travelers/traveler-year-page.tsx';
import { TrendsPage } from './pages/trends/trends-page.tsx';
import { VendorMonthPage } from './pages/vendors/vendor-month-page.tsx';
import { VendorPage } from './pages/vendors/vendor-page.tsx';
import { VendorsPage } from './pages/vendors/vendors-page.tsx';
import { Brand } from './parts/brand.tsx';
import { Shell } from './parts/shell.tsx';
import { FaultNotice, Notice, Skeleton } from './parts/states.tsx';
import { followLinks, go, usePlace } from './state/location.ts';
import { parseRoute, type Route } from './state/route.ts';
import { homeOf, useSession, type Session } from './state/session.ts';
import { text } from './text/en.ts';

/** The whole app: who is there, where they are, and the page for it. */
export function App() {
  const place = usePlace();
  const route = parseRoute(place.path);
  const session = useSession(route.page !== 'sign-in');

  useEffect(() => {
    document.addEventListener('click', followLinks);
    return () => document.removeEventListener('click', followLinks);
  }, []);

  if (route.page === 'sign-in') return <SignInPage />;
  switch (session.state) {
    case 'loading':
      return (
        <>
          <header class="top">
            <div class="top-inner">
              <span class="brand">
                <Brand />
                <span>{text.appName}</span>
              </span>
            </div>
          </header>
          <main class="page" aria-busy="true">
            <p class="unseen" role="status">
              {text.loading}
            </p>
            <Skeleton lines={3} height={90} />
          </main>
        </>
      );
    case 'failed':
      return (
        <main class="page">
          <FaultNotice fault={session.fault} retry={session.retry} />
        </main>
      );
    case 'none':
      return <GoTo address={`/sign-in?to=${encodeURIComponent(place.path + place.search)}`} />;
    case 'there':
      if (route.page === 'home') return <GoTo address={homeOf(session.session)} />;
      return (
        <Shell session={session.session} route={route} search={place.search}>
          <Page session={session.session} route={route} search={place.search} />
        </Shell>
      );
  }
}

interface PageProps {
  session: Session;
  route: Route;
  search: string;
}

function Page({ session, route, search }: PageProps) {
  if (route.page === 'affiliates') return <AffiliatesPage session={session} />;
  if (route.page === 'affiliate') {
    const affiliate = session.affiliates.find((each) => each.affiliateId === route.id);
    if (affiliate === undefined) return <NotFound />;
    return <AffiliatePage key={route.id} affiliate={affiliate} tab={route.tab} search={search} />;
  }
  const isStaff = session.role === 'support' || session.role === 'admin';
  if (isStaff && route.page === 'vendors') return <VendorsPage search={search} />;
  if (isStaff && route.page === 'vendor') return <VendorPage key={route.id} id={route.id} />;
  if (isStaff && route.page === 'vendor-month') {
    const { id, period } = route;
    return <VendorMonthPage key={`${id}/${period}`} id={id} period={period} search={search} />;
  }
  if (isStaff && route.page === 'trends') return <TrendsPage search={search} />;
  if (isStaff && route.page === 'operations') return <OperationsPage session={session} search={search} />;
  if (route.page === 'traveler') return <TravelerPage key={route.id} id={route.id} />;
  if (route.page === 'traveler-year') {
    const { id, year } = route;
    return <TravelerYearPage key={`${id}/${year}`} id={id} year={year} search={search} />;
  }
  return <NotFound />;
}

function NotFound() {
  return (
    <Notice size="page" title={text.faults.notFound.title}>
      <p>{text.faults.notFound.about}</p>
      <p class="notice-tools">
        <a class="button" href="/">
          {text.faults.home}
        </a>
      </p>
    </Notice>
  );
}

function GoTo({ address }: { address: string }) {
  useEffect(() => go(address, { replace: true }), [address]);
  return null;
}
