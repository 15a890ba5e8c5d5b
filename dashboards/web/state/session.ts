import { useCallback, useEffect, useState } from 'preact/hooks';
import { RequestFault, apiPath, request, send } from '../data/request.ts';

/** Who is signed in, and whose numbers they may read. */
export interface Session {
  role: 'affiliate' | 'support' | 'traveler' | 'admin' | 'source';
  sub: string;
  affiliateId?: string;
  travelerId?: string;
  affiliates: readonly SessionAffiliate[];
}

export interface SessionAffiliate {
  affiliateId: string;
  name: string;
  currency: string;
  timezone: string;
}

export type SessionState =
  | { state: 'loading' }
  | { state: 'none' }
  | { state: 'failed'; fault: RequestFault; retry: () => void }
  | { state: 'there'; session: Session };

/** Finds out who is signed in, once there is a page that needs to know. */
export function useSession(isNeeded: boolean): SessionState {
  const [state, setState] = useState<SessionState>({ state: 'loading' });
  const load = useCallback(() => {
    setState({ state: 'loading' });
    readSession().then(
      (session) => setState({ state: 'there', session }),
      (thrown: unknown) => {
        const fault = thrown instanceof RequestFault ? thrown : new RequestFault(0, 'broken', String(thrown));
        setState(fault.status === 401 ? { state: 'none' } : { state: 'failed', fault, retry: load });
      },
    );
  }, []);
  useEffect(() => {
    if (isNeeded) load();
    else setState({ state: 'loading' });
  }, [isNeeded, load]);
  return state;
}

/** Ends the session and goes to the sign-in page. */
export async function signOut(): Promise<void> {
  await send('DELETE', '/session');
  // From anew, so that nothing of the session is left on the page.
  location.assign('/sign-in');
}

/** Where somebody begins. */
export function homeOf(session: Session): string {
  switch (session.role) {
    case 'affiliate':
      return `/affiliates/${encodeURIComponent(session.affiliateId ?? '')}`;
    case 'traveler':
      return `/travelers/${encodeURIComponent(session.travelerId ?? '')}`;
    case 'support':
      return '/vendors';
    case 'admin':
    case 'source':
      return '/affiliates';
  }
}

async function readSession(): Promise<Session> {
  const [me, list] = await Promise.all([
    request<Omit<Session, 'affiliates'>>(apiPath('/me')),
    request<{ affiliates: SessionAffiliate[] }>(apiPath('/affiliates')),
  ]);
  return { ...me, affiliates: list.affiliates };
}
