import { text } from '../text/en.ts';
import { Icon } from './icon.tsx';

interface FileLinksProps {
  /** What the files hold: `Harbour Hotel, October 2026`. */
  title: string;
  /** The API's path of a format. */
  pathOf: (format: string) => string;
  formats: readonly string[];
  isQuiet?: boolean;
}

/** Downloads of one report, a link for each format. */
export function FileLinks({ title, pathOf, formats, isQuiet = false }: FileLinksProps) {
  return (
    <span class="files">
      {formats.map((format) => (
        <a
          key={format}
          class={isQuiet ? 'button quiet' : 'button'}
          href={pathOf(format)}
          download
          aria-label={text.reports.downloadOf(title, format.toUpperCase())}
        >
          {!isQuiet && <Icon name="download" />}
          {format.toUpperCase()}
        </a>
      ))}
    </span>
  );
}
