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
      {formats.map((format, index) => (
        <a
          key={format}
          class={isQuiet ? 'button quiet' : 'button'}
          href={pathOf(format)}
          download
          aria-label={text.reports.downloadOf(title, nameOf(format))}
        >
          {!isQuiet && index === 0 && <Icon name="download" />}
          {nameOf(format)}
        </a>
      ))}
    </span>
  );
}

const names: Readonly<Record<string, string>> = text.reports.formats;

function nameOf(format: string): string {
  return names[format] ?? format;
}
