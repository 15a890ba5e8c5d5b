import type { ComponentChildren } from 'preact';
import type { Loaded } from '../data/use-data.ts';
import type { RequestFault } from '../data/request.ts';
import { text } from '../text/en.ts';

/** What is shown where there is nothing to show: says why and what to do. */
export function Notice(props: NoticeProps) {
  const { title, children, size = 'part' } = props;
  return (
    <div class={`notice ${size}`}>
      {size === 'page' ? <h1>{title}</h1> : <p class="notice-title">{title}</p>}
      {children}
    </div>
  );
}

interface NoticeProps {
  title: string;
  children?: ComponentChildren;
  /** `page`: it is all that the page has to say. */
  size?: 'page' | 'part' | 'small';
}

interface FaultNoticeProps {
  fault: RequestFault;
  retry: () => void;
  /** It is all that the page has to say. */
  isPage?: boolean;
}

/** An answer that failed, with what to do about it. */
export function FaultNotice({ fault, retry, isPage = false }: FaultNoticeProps) {
  const says = wordsFor(fault);
  return (
    <div class="notice" role="alert">
      {isPage ? <h1>{says.title}</h1> : <p class="notice-title">{says.title}</p>}
      <p>{says.about}</p>
      <p class="notice-tools">
        {fault.status === 404 ? (
          <a class="button" href="/">
            {text.faults.home}
          </a>
        ) : (
          <button type="button" class="button" onClick={retry}>
            {text.faults.retry}
          </button>
        )}
      </p>
      {fault.requestId !== undefined && fault.status !== 404 && (
        <p class="faint">
          {text.faults.requestId} <code>{fault.requestId}</code>
        </p>
      )}
    </div>
  );
}

function wordsFor(fault: RequestFault): { title: string; about: string } {
  if (fault.status === 0) return text.faults.unreachable;
  if (fault.status === 404) return text.faults.notFound;
  if (fault.status === 503 || fault.status === 429) return text.faults.busy;
  if (fault.status < 500) return { title: text.faults.refused, about: fault.message };
  return text.faults.broken;
}

interface LoadedPartProps<T> {
  loaded: Loaded<T>;
  /** Stands in until the first answer is there. */
  skeleton: ComponentChildren;
  /** The page is nothing without it. */
  isPage?: boolean;
  children: (value: T, isLoading: boolean) => ComponentChildren;
}

/** Shows what was loaded; until then its outline, and where it failed, why. */
export function LoadedPart<T>({ loaded, skeleton, isPage = false, children }: LoadedPartProps<T>) {
  if (loaded.fault !== undefined && !loaded.isLoading) {
    return <FaultNotice fault={loaded.fault} retry={loaded.retry} isPage={isPage} />;
  }
  if (loaded.value === undefined) {
    return (
      <>
        <p class="unseen" role="status">
          {text.loading}
        </p>
        {skeleton}
      </>
    );
  }
  return <>{children(loaded.value, loaded.isLoading)}</>;
}

/** Grey lines where text or numbers will be. */
export function Skeleton({ lines = 1, height }: { lines?: number; height?: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={height === undefined ? {} : { height: `${height}px` }} />
      ))}
    </div>
  );
}
