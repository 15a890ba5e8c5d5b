import { useEffect, useState } from 'preact/hooks';

/** The latest of a stream of server-sent events, and whether the stream is open. */
export interface Live<T> {
  value: T | undefined;
  /** `ended`: the server let go and the browser has given up; asking again may help. */
  state: 'opening' | 'open' | 'waiting' | 'ended';
  retry: () => void;
}

/** Listens to a stream of the API; the browser itself comes back after a broken connection. */
export function useLive<T>(path: string, eventName: string): Live<T> {
  const [live, setLive] = useState<Omit<Live<T>, 'retry'>>({ value: undefined, state: 'opening' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const events = new EventSource(path);
    events.addEventListener('open', () => setLive((last) => ({ ...last, state: 'open' })));
    events.addEventListener(eventName, (event: MessageEvent<string>) => {
      const value: T = JSON.parse(event.data);
      setLive({ value, state: 'open' });
    });
    events.addEventListener('error', () => {
      const isOver = events.readyState === EventSource.CLOSED;
      setLive((last) => ({ ...last, state: isOver ? 'ended' : 'waiting' }));
    });
    return () => events.close();
  }, [path, eventName, attempt]);
  return { ...live, retry: () => setAttempt((last) => last + 1) };
}
