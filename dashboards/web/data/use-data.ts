import { useCallback, useEffect, useState } from 'preact/hooks';
import { RequestFault, request } from './request.ts';

/** What is known of an answer. While another one is awaited, the last one stays. */
export interface Loaded<T> {
  value: T | undefined;
  fault: RequestFault | undefined;
  isLoading: boolean;
  retry: () => void;
}

interface State<T> {
  path: string | undefined;
  value: T | undefined;
  fault: RequestFault | undefined;
  isLoading: boolean;
}

/** A session has an end; the page that was open is where the next one begins. */
function signInAgain(): void {
  location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Asks for a path of the API, again when it changes; undefined asks for nothing. */
export function useData<T>(path: string | undefined): Loaded<T> {
  const [state, setState] = useState<State<T>>({ path, value: undefined, fault: undefined, isLoading: true });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (path === undefined) return;
    const abort = new AbortController();
    setState((last) => ({ ...last, path, isLoading: true }));
    request<T>(path, { signal: abort.signal }).then(
      (value) => setState({ path, value, fault: undefined, isLoading: false }),
      (thrown: unknown) => {
        if (abort.signal.aborted) return;
        if (thrown instanceof RequestFault && thrown.status === 401) signInAgain();
        const fault = thrown instanceof RequestFault ? thrown : new RequestFault(0, 'broken', String(thrown));
        setState({ path, value: undefined, fault, isLoading: false });
      },
    );
    return () => abort.abort();
  }, [path, attempt]);
  const retry = useCallback(() => setAttempt((last) => last + 1), []);
  const isLoading = path !== undefined && (state.isLoading || state.path !== path);
  return { value: state.value, fault: state.fault, isLoading, retry };
}
